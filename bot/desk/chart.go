package desk

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"huiyin/bot/insight"
)

// Charts are SVG made here: classes instead of style attributes (the policy forbids those), text
// beside them as HTML, so that they read at every width and print as vectors. All are decoration
// of a table that holds the same numbers, hence aria-hidden.

// rangeSVG draws an NPS with its interval on −100 … 100; hollow when the sample is small. The
// drawing is stretched to the cell, its strokes are not.
func rangeSVG(n insight.NPS) template.HTML {
	if n.N == 0 {
		return axisSVG()
	}
	kind := "good"
	if n.Score < 0 {
		kind = "bad"
	}
	if n.Small() {
		kind += " small"
	}
	x := func(v float64) float64 { return math.Max(-100, math.Min(100, v)) + 100 }
	dot := fmt.Sprintf(`<path class="dot %s" d="M%.1f 12h.01"/>`, kind, x(n.Score))
	if n.Small() {
		dot += fmt.Sprintf(`<path class="hole" d="M%.1f 12h.01"/>`, x(n.Score))
	}
	return template.HTML(fmt.Sprintf(`<svg class="range" viewBox="-4 0 208 24" preserveAspectRatio="none" aria-hidden="true">`+
		`<path class="zero" d="M100 0V24"/><path class="ci %s" d="M%.1f 12H%.1f"/>%s</svg>`, kind, x(n.Lo), x(n.Hi), dot))
}

// axisSVG is the empty axis.
func axisSVG() template.HTML {
	return `<svg class="range" viewBox="-4 0 208 24" preserveAspectRatio="none" aria-hidden="true"><path class="zero" d="M100 0V24"/></svg>`
}

// splitSVG draws the shares of detractors, passives and promoters.
func splitSVG(n insight.NPS) template.HTML {
	if n.N == 0 {
		return ""
	}
	bad, mid := 200*float64(n.Detractors)/float64(n.N), 200*float64(n.Passives)/float64(n.N)
	return template.HTML(fmt.Sprintf(`<svg class="split" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">`+
		`<rect class="bad" width="%.2f" height="12"/><rect class="mid" x="%.2f" width="%.2f" height="12"/><rect class="good" x="%.2f" width="%.2f" height="12"/></svg>`,
		bad, bad, mid, bad+mid, math.Max(0, 200-bad-mid)))
}

// barSVG draws a score of -1 … 1 from the middle to its side.
func barSVG(v float64) template.HTML {
	kind, x, w := "good", 50.0, 50*math.Min(1, math.Abs(v))
	if v < 0 {
		kind, x = "bad", 50-w
	}
	return template.HTML(fmt.Sprintf(`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">`+
		`<rect class="track" width="100" height="8"/><rect class="%s" x="%.1f" width="%.1f" height="8"/><path class="zero" d="M50 0V8"/></svg>`, kind, x, w))
}

// signed writes points as people read an NPS: +24, −12, 0.
func signed(v float64) string {
	s := fmt.Sprintf("%+.0f", v)
	if s == "+0" || s == "-0" {
		return "0"
	}
	return strings.Replace(s, "-", "−", 1)
}

// intervalText writes the 95 % interval of an NPS. Where all answers are alike the estimated variance
// is nought: “0 ~ 0” would claim a certainty that one answer does not give, so there is none.
func intervalText(lang string, n insight.NPS) string {
	if n.Lo == n.Hi {
		return "–"
	}
	return signed(n.Lo) + phrase(lang, "i.to") + signed(n.Hi)
}

// npsKind names what a rating of 0 … 10 makes of a customer.
func npsKind(v float64) string {
	switch {
	case v >= 9:
		return "promoter"
	case v >= 7:
		return "passive"
	}
	return "detractor"
}

// shares gives detractors, passives and promoters as whole per cents that sum to 100 (largest
// remainder).
func shares(n insight.NPS) [3]int {
	var out [3]int
	if n.N == 0 {
		return out
	}
	counts := [3]int{n.Detractors, n.Passives, n.Promoters}
	left := 100
	for i, c := range counts {
		out[i] = 100 * c / n.N
		left -= out[i]
	}
	for ; left > 0; left-- {
		most, at := -1, 0
		for i, c := range counts {
			if rest := 100*c - out[i]*n.N; rest > most {
				most, at = rest, i
			}
		}
		out[at]++
	}
	return out
}
