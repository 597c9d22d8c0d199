package scoring

import (
	"context"
	"fmt"
	"math"
	"sort"
	"strings"
)

// RuleReader finds what must never be missed.
type RuleReader interface {
	// Match gives the rules that fire, in order of the text.
	Match(text string) []Hit
	Version() string
}

// Combined scores a reply from all it holds: rating, options, words and rules. It is safe for
// concurrent use when its readers are.
type Combined struct {
	text    TextReader
	rules   RuleReader
	version string
}

var _ Scorer = (*Combined)(nil)

// New combines a text reader with rules.
func New(text TextReader, rules RuleReader) *Combined {
	return &Combined{text: text, rules: rules, version: "combined/1 " + text.Version() + " " + rules.Version()}
}

// Version names everything that takes part.
func (c *Combined) Version() string { return c.version }

// Score scores r. It does no I/O; an error is ctx's own, and the score is unknown then.
func (c *Combined) Score(ctx context.Context, r Reply) (Score, error) {
	if err := ctx.Err(); err != nil {
		return UnknownScore(c.version), fmt.Errorf("score reply: %w", err)
	}
	s := UnknownScore(c.version)
	said := Unknown
	if strings.TrimSpace(r.Text) != "" {
		s.Rules = c.rules.Match(r.Text)
		if p, label, ok := c.text.ReadText(r); ok {
			p.Source, said = "text", label
			s.Parts = append(s.Parts, p)
		}
	}
	if v, ok := ratingValue(r); ok {
		s.Parts = append(s.Parts, Part{Source: "rating", Value: v})
	}
	if p, ok := optionsPart(r.Options); ok {
		s.Parts = append(s.Parts, p)
	}
	if len(s.Parts) == 0 {
		return s, nil
	}
	sort.SliceStable(s.Parts, func(i, j int) bool { return math.Abs(s.Parts[i].Value) > math.Abs(s.Parts[j].Value) })
	var torn bool
	s.Known = true
	s.Value, torn = blend(s.Parts)
	s.Label = LabelOf(s.Value)
	if torn || said == Mixed {
		s.Label = Mixed
	}
	return s, nil
}

// clear is how far from 0 a value must be to say something.
const clear = 0.2

// LabelOf gives the polarity of a value.
func LabelOf(v float64) Label {
	switch {
	case v <= -clear:
		return Negative
	case v >= clear:
		return Positive
	}
	return Neutral
}

// blend gives the parts' mean. Where they contradict each other the most negative one weighs three
// times: a complaint behind a good mark is a complaint.
func blend(parts []Part) (value float64, torn bool) {
	low, high := parts[0].Value, parts[0].Value
	for _, p := range parts {
		low, high = min(low, p.Value), max(high, p.Value)
	}
	torn = low <= -clear && high >= clear
	sum, weights := 0.0, 0.0
	for _, p := range parts {
		w := 1.0
		if torn && p.Value == low {
			w = 3
		}
		sum, weights = sum+w*p.Value, weights+w
	}
	return max(-1, min(1, sum/weights)), torn
}
