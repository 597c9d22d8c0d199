package scoring

import "math"

// ratingValue puts a mark on -1 … 1. NPS follows its classes: 0–6 detractors, 7–8 about nothing,
// 9–10 promoters; every other scale is linear with its middle at 0. A mark off its scale is none.
func ratingValue(r Reply) (float64, bool) {
	if r.Rating == nil {
		return 0, false
	}
	x, low, high := *r.Rating, r.Min, r.Max
	if r.QuestionType == "nps" && low == high {
		low, high = 0, 10
	}
	if math.IsNaN(x) || !(low < high) || x < low || x > high {
		return 0, false
	}
	switch r.QuestionType {
	case "nps":
		return npsValue((x - low) / (high - low) * 10), true
	case "csat", "ces", "":
	default:
		return 0, false // a number is not a mark
	}
	v := 2*(x-low)/(high-low) - 1
	if r.HighIsBad {
		v = -v
	}
	return v, true
}

func npsValue(x float64) float64 {
	switch {
	case x <= 6:
		return x/10 - 1
	case x < 9:
		return (x - 7) * 0.15
	}
	return 0.7 + (x-9)*0.3
}

// optionsPart averages the valences that were declared.
func optionsPart(options []Option) (Part, bool) {
	p, n := Part{Source: "options"}, 0
	for _, o := range options {
		if o.Valence == 0 || math.IsNaN(o.Valence) {
			continue
		}
		p.Value += max(-1, min(1, o.Valence))
		p.Words = append(p.Words, o.Label)
		n++
	}
	if n == 0 {
		return Part{}, false
	}
	p.Value /= float64(n)
	return p, true
}
