package scoring

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
)

// RuleReader finds what must never be missed in words.
type RuleReader interface {
	ReadRules(text string) []Hit
	Version() string
}

// Combined scores a reply from its rating, its options and its words. It is safe for concurrent
// use if its readers are.
type Combined struct {
	text  TextReader
	rules RuleReader
}

var _ Scorer = (*Combined)(nil)

// New makes a scorer of a reader of words and the rules.
func New(text TextReader, rules RuleReader) *Combined { return &Combined{text, rules} }

// Version names everything that takes part in a score.
func (c *Combined) Version() string { return "combine/1 " + c.text.Version() + " " + c.rules.Version() }

// Where a value stops being neutral.
const polar = 0.15

// Score scores r. The only error is that of a context that has ended; the score is then unknown.
func (c *Combined) Score(ctx context.Context, r Reply) (Score, error) {
	s := UnknownScore(c.Version())
	if err := ctx.Err(); err != nil {
		return s, fmt.Errorf("score reply: %w", err)
	}
	textLabel := Unknown
	if part, ok := rating(r); ok {
		s.Parts = append(s.Parts, part)
	}
	if part, ok := options(r); ok {
		s.Parts = append(s.Parts, part)
	}
	if r.Text != "" {
		s.Rules = c.rules.ReadRules(r.Text)
		if part, label, ok := c.text.ReadText(r); ok {
			textLabel = label
			s.Parts = append(s.Parts, part)
		}
	}
	if len(s.Parts) == 0 {
		return s, nil
	}
	s.Known = true
	s.Value = value(s.Parts)
	s.Label = label(s.Value, textLabel)
	slices.SortStableFunc(s.Parts, func(a, b Part) int {
		return cmp.Compare(math.Abs(b.Value), math.Abs(a.Value))
	})
	return s, nil
}

// value weighs the parts: where they contradict each other the unhappier one counts for more,
// since an overlooked grievance costs more than a needless look.
func value(parts []Part) float64 {
	lowest, sum := parts[0].Value, 0.0
	for _, p := range parts {
		lowest = min(lowest, p.Value)
		sum += p.Value
	}
	mean := sum / float64(len(parts))
	if lowest < 0 {
		return (2*lowest + mean) / 3
	}
	return mean
}

func label(v float64, text Label) Label {
	switch {
	case text == Mixed:
		return Mixed
	case v <= -polar:
		return Negative
	case v >= polar:
		return Positive
	}
	return Neutral
}

// rating turns a rating into a value. An NPS is read by its own bands (0–6 detractor, 7–8 passive,
// 9–10 promoter), any other scale from end to end. A mark off its scale says nothing.
func rating(r Reply) (Part, bool) {
	if r.Rating == nil || !(r.Min < r.Max) || !(*r.Rating >= r.Min && *r.Rating <= r.Max) {
		return Part{}, false
	}
	n := *r.Rating
	v := 2*(n-r.Min)/(r.Max-r.Min) - 1
	if r.QuestionType == "nps" {
		switch {
		case n <= 6:
			v = -1 + n/6*0.8 // 0 → -1, 6 → -0.2
		case n <= 8:
			v = (n - 7) * 0.1
		default:
			v = 0.6 + (n-9)*0.4
		}
	}
	if r.HighIsBad {
		v = -v
	}
	return Part{Source: "rating", Value: clamp(v)}, true
}

// options averages what the authors declared about the chosen options.
func options(r Reply) (Part, bool) {
	p, n := Part{Source: "options"}, 0
	for _, o := range r.Options {
		if o.Valence != 0 {
			p.Value += o.Valence
			p.Words = append(p.Words, o.Label)
			n++
		}
	}
	if n == 0 {
		return p, false
	}
	p.Value = clamp(p.Value / float64(n))
	return p, true
}

func clamp(v float64) float64 { return min(1, max(-1, v)) }
