package scoring

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
)

// words reads “bad” as unhappy and “good” as happy, and nothing else.
type words struct{}

func (words) Version() string { return "words/1" }
func (words) ReadText(r Reply) (Part, Label, bool) {
	bad, good := strings.Contains(r.Text, "bad"), strings.Contains(r.Text, "good")
	switch {
	case bad && good:
		return Part{Source: "text", Words: []string{"bad", "good"}}, Mixed, true
	case bad:
		return Part{Source: "text", Value: -0.8, Words: []string{"bad"}}, Negative, true
	case good:
		return Part{Source: "text", Value: 0.8, Words: []string{"good"}}, Positive, true
	}
	return Part{}, Unknown, false
}

func (words) ReadRules(text string) []Hit {
	if strings.Contains(text, "lawyer") {
		return []Hit{{ID: "lawyer", Words: []string{"lawyer"}}}
	}
	return nil
}

func number(n float64) *float64 { return &n }

func nps(n float64, text string) Reply {
	return Reply{QuestionType: "nps", Min: 0, Max: 10, Rating: number(n), Text: text}
}

func TestARepliesFeelingComesFromAllOfIt(t *testing.T) {
	csat := func(n float64) Reply { return Reply{QuestionType: "csat", Min: 1, Max: 5, Rating: number(n)} }
	for name, c := range map[string]struct {
		reply Reply
		known bool
		label Label
	}{
		"nothing to read":                    {Reply{Text: "嗯"}, false, Unknown},
		"a detractor":                        {nps(2, ""), true, Negative},
		"a bare six is still a detractor":    {nps(6, ""), true, Negative},
		"a passive":                          {nps(7, ""), true, Neutral},
		"a promoter":                         {nps(9, ""), true, Positive},
		"three of five is the middle":        {csat(3), true, Neutral},
		"one of five":                        {csat(1), true, Negative},
		"a scale that runs the other way":    {Reply{QuestionType: "number", Min: 0, Max: 10, Rating: number(9), HighIsBad: true}, true, Negative},
		"words alone":                        {Reply{Text: "good"}, true, Positive},
		"praise and blame":                   {Reply{Text: "good but bad"}, true, Mixed},
		"a top rating with unhappy words":    {nps(10, "bad"), true, Negative},
		"an option declared as bad":          {Reply{Options: []Option{{"慢", -0.6}}}, true, Negative},
		"an option nothing was said about":   {Reply{Options: []Option{{"报案", 0}}}, false, Unknown},
		"a mark off its scale":               {nps(11, ""), false, Unknown},
		"no number at all":                   {nps(math.NaN(), ""), false, Unknown},
		"a rating of a scale without extent": {Reply{Rating: number(1)}, false, Unknown},
	} {
		s, err := New(words{}, words{}).Score(context.Background(), c.reply)
		if err != nil || s.Known != c.known || s.Label != c.label {
			t.Errorf("%s: %+v %v", name, s, err)
		}
		if s.Value < -1 || s.Value > 1 || (!s.Known && s.Value != 0) {
			t.Errorf("%s: value %v", name, s.Value)
		}
	}
}

func TestBothPartsOfAContradictionAreKept(t *testing.T) {
	s, _ := New(words{}, words{}).Score(context.Background(), nps(10, "bad lawyer"))
	if len(s.Parts) != 2 || !s.Has("lawyer") || s.Has("media") {
		t.Errorf("%+v", s)
	}
}

func TestAScoreNamesItsVersions(t *testing.T) {
	s, _ := New(words{}, words{}).Score(context.Background(), Reply{})
	if s.Version != "combine/1 words/1 words/1" {
		t.Error(s.Version)
	}
}

func TestNoTimeLeftIsUnknownNotNeutral(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s, err := New(words{}, words{}).Score(ctx, nps(0, "bad"))
	if !errors.Is(err, context.Canceled) || s.Known || s.Label != Unknown {
		t.Errorf("%+v %v", s, err)
	}
}

func TestAContradictionLeansToTheUnhappierPart(t *testing.T) {
	for _, r := range []Reply{nps(10, "bad"), nps(0, "good")} {
		s, _ := New(words{}, words{}).Score(context.Background(), r)
		if len(s.Parts) != 2 || s.Value >= 0 {
			t.Errorf("%v %q: %+v", *r.Rating, r.Text, s)
		}
	}
}
