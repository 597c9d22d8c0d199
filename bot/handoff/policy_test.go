package handoff_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot/handoff"
	"huiyin/scoring"
)

var now = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)

func number(n float64) *float64 { return &n }

// text is a score of words alone.
func text(value float64, words ...string) scoring.Score {
	return scoring.Score{
		Known: true, Value: value, Label: scoring.Negative,
		Parts: []scoring.Part{{Source: "text", Value: value, Words: words}},
	}
}

// rated is a score of words beside a rating.
func rated(rating, value float64, words ...string) scoring.Score {
	s := text(value, words...)
	s.Parts = append(s.Parts, scoring.Part{Source: "rating", Value: rating})
	return s
}

// fired is a score of which a rule is known and nothing else.
func fired(id string, words ...string) scoring.Score {
	s := scoring.UnknownScore("test")
	s.Rules = []scoring.Hit{{ID: id, Words: words}}
	return s
}

func TestDecide(t *testing.T) {
	const experience, research = "experience", "research"
	for name, c := range map[string]struct {
		view     handoff.View
		score    scoring.Score
		action   handoff.Action
		rule     string // of the first reason
		priority int
	}{
		"nothing was said":                {handoff.View{SurveyKind: experience}, scoring.UnknownScore(""), handoff.None, "", 0},
		"a bare low rating is asked why":  {handoff.View{SurveyKind: experience, QuestionType: "nps", NPS: number(0)}, scoring.Score{Known: true, Value: -1, Parts: []scoring.Part{{Source: "rating", Value: -1}}}, handoff.None, "", 0},
		"angry words":                     {handoff.View{SurveyKind: experience, Text: "没人管"}, text(-0.8, "没人管"), handoff.Escalate, "negative_text", 2},
		"mildly unhappy words":            {handoff.View{SurveyKind: experience, Text: "有点慢"}, text(-0.3, "慢"), handoff.None, "", 0},
		"mild words behind a low rating":  {handoff.View{SurveyKind: experience, Text: "有点慢", NPS: number(3)}, text(-0.3, "慢"), handoff.Escalate, "detractor_grievance", 2},
		"a calm grievance of a detractor": {handoff.View{SurveyKind: experience, Text: "我的车还没修", NPS: number(6)}, fired("grievance", "我的车还没修"), handoff.Escalate, "detractor_grievance", 2},
		"happy words":                     {handoff.View{SurveyKind: experience, Text: "很好", NPS: number(3)}, text(0.7, "很好"), handoff.None, "", 0},
		"the regulator":                   {handoff.View{SurveyKind: experience, Text: "x"}, fired("regulator", "12378"), handoff.Escalate, "regulator", 1},
		"a lawyer":                        {handoff.View{SurveyKind: experience, Text: "x"}, fired("lawyer", "律师"), handoff.Escalate, "lawyer", 1},
		"the media":                       {handoff.View{SurveyKind: experience, Text: "x"}, fired("media", "曝光"), handoff.Escalate, "media", 1},
		"distress":                        {handoff.View{SurveyKind: experience, Text: "x"}, fired("distress", "活不下去"), handoff.Escalate, "distress", 1},
		"a refund":                        {handoff.View{SurveyKind: experience, Text: "x"}, fired("refund_dispute", "不给退"), handoff.Escalate, "refund_dispute", 2},
		"an open request":                 {handoff.View{SurveyKind: experience, Text: "x"}, fired("open_request", "催一下"), handoff.Escalate, "open_request", 3},
		"a rule nobody knows":             {handoff.View{SurveyKind: experience, Text: "x"}, fired("weather", "雨"), handoff.None, "", 0},
		"the command for a person":        {handoff.View{SurveyKind: experience, AskedHuman: true, Text: "转人工"}, scoring.UnknownScore(""), handoff.Escalate, "ask_human", 2},
		"words that ask for a person":     {handoff.View{SurveyKind: experience, Text: "x"}, fired("ask_human", "给我回个电话"), handoff.Escalate, "ask_human", 2},
		"one misunderstanding":            {handoff.View{SurveyKind: experience, Text: "x", Misread: 1}, scoring.UnknownScore(""), handoff.None, "", 0},
		"two misunderstandings":           {handoff.View{SurveyKind: experience, Text: "x", Misread: 2}, scoring.UnknownScore(""), handoff.None, "", 0},
		"three misunderstandings":         {handoff.View{SurveyKind: experience, Text: "x", Misread: 3}, scoring.UnknownScore(""), handoff.Escalate, "misunderstood", 3},
		"not solved":                      {handoff.View{SurveyKind: experience, QuestionID: "solved", Unsolved: true}, scoring.UnknownScore(""), handoff.Escalate, "unsolved", 1},
		"ten and refused three times":     {handoff.View{SurveyKind: experience, QuestionType: "nps", NPS: number(10), Text: "10分，拒赔三次"}, rated(1, -0.8, "拒赔"), handoff.Review, "contradiction", 3},
		"zero and delighted":              {handoff.View{SurveyKind: experience, QuestionType: "nps", NPS: number(0), Text: "非常满意"}, rated(-1, 0.9, "非常满意"), handoff.Review, "contradiction", 3},
		"ten and a lawyer":                {handoff.View{SurveyKind: experience, NPS: number(10), Text: "x"}, fired("lawyer", "律师"), handoff.Escalate, "lawyer", 1},
		"a promoter grumbles later":       {handoff.View{SurveyKind: experience, NPS: number(9), Text: "有点慢"}, text(-0.3, "慢"), handoff.Review, "contradiction", 3},
		"research: unhappy words":         {handoff.View{SurveyKind: research, Text: "x"}, text(-0.9, "太差"), handoff.None, "", 0},
		"research: a low rating":          {handoff.View{SurveyKind: research, Text: "x", NPS: number(0)}, text(-0.9, "太差"), handoff.None, "", 0},
		"research: misunderstood":         {handoff.View{SurveyKind: research, Text: "x", Misread: 3}, scoring.UnknownScore(""), handoff.None, "", 0},
		"research: an open request":       {handoff.View{SurveyKind: research, Text: "x"}, fired("open_request", "催一下"), handoff.None, "", 0},
		"research: distress":              {handoff.View{SurveyKind: research, Text: "x"}, fired("distress", "活不下去"), handoff.Escalate, "distress", 1},
		"research: asks for a person":     {handoff.View{SurveyKind: research, AskedHuman: true, Text: "转人工"}, scoring.UnknownScore(""), handoff.Escalate, "ask_human", 2},
		"research: a grievance of one's own": {handoff.View{SurveyKind: research, Text: "x"}, func() scoring.Score {
			s := text(-0.4, "不赔")
			s.Rules = []scoring.Hit{{ID: "grievance", Words: []string{"我家狗的没赔"}}}
			return s
		}(), handoff.Escalate, "grievance", 2},
	} {
		d := handoff.DefaultPolicy().Decide(c.view, c.score, now)
		rule := ""
		if len(d.Reasons) > 0 {
			rule = d.Reasons[0].Rule
		}
		if d.Action != c.action || rule != c.rule || d.Priority != c.priority {
			t.Errorf("%s: %s %q priority %d, want %s %q priority %d", name, d.Action, rule, d.Priority, c.action, c.rule, c.priority)
		}
	}
}

func TestAReasonIsToldInTheCustomersWords(t *testing.T) {
	d := handoff.DefaultPolicy().Decide(handoff.View{SurveyKind: "experience", Text: "定损拖了九天，没人管"}, text(-0.9, "拖了九天", "没人管"), now)
	want := []handoff.Reason{{
		Rule: "negative_text", Words: []string{"拖了九天", "没人管"},
		Text: "负面情绪：“拖了九天” “没人管”", En: "unhappy words: “拖了九天” “没人管”",
	}}
	if diff := cmp.Diff(want, d.Reasons); diff != "" {
		t.Error(diff)
	}
}

func TestTheGravestReasonStandsFirst(t *testing.T) {
	s := text(-0.9, "太差")
	s.Rules = []scoring.Hit{{ID: "ask_human", Words: []string{"找经理"}}, {ID: "regulator", Words: []string{"12378"}}}
	d := handoff.DefaultPolicy().Decide(handoff.View{SurveyKind: "experience", Text: "x", NPS: number(1), Unsolved: true}, s, now)
	var rules []string
	for _, r := range d.Reasons {
		rules = append(rules, r.Rule)
	}
	want := []string{"regulator", "unsolved", "ask_human", "detractor_grievance", "negative_text"}
	if diff := cmp.Diff(want, rules); diff != "" || d.Priority != 1 {
		t.Errorf("priority %d %s", d.Priority, diff)
	}
}

func TestThresholdsCanBeSwitchedOff(t *testing.T) {
	p := handoff.Policy{NegativeBelow: -2}
	v := handoff.View{SurveyKind: "experience", Text: "没人管", Misread: 9}
	if d := p.Decide(v, text(-1, "没人管"), now); d.Action != handoff.None {
		t.Errorf("%+v", d)
	}
}

// Whatever comes: nothing said never escalates, and no decision is without a reason and its words.
func FuzzDecide(f *testing.F) {
	f.Add("experience", "没人管", -0.9, 1.0, "regulator", 2, true, false, true)
	f.Add("research", "", 0.0, 0.0, "", 0, false, false, false)
	f.Fuzz(func(t *testing.T, kind, words string, value, rating float64, rule string, misread int, asked, unsolved, known bool) {
		p := handoff.DefaultPolicy()
		empty := handoff.View{SurveyKind: kind, Misread: misread, NPS: &rating}
		bare := scoring.Score{Known: true, Value: value, Parts: []scoring.Part{{Source: "rating", Value: value}}}
		if d := p.Decide(empty, bare, now); d.Action != handoff.None || len(d.Reasons) > 0 {
			t.Errorf("nothing said: %+v", d)
		}
		s := scoring.UnknownScore("")
		if known {
			s = rated(rating, value, words)
		}
		if rule != "" {
			s.Rules = []scoring.Hit{{ID: rule, Words: []string{words}}}
		}
		v := handoff.View{SurveyKind: kind, Text: words, Misread: misread, AskedHuman: asked, Unsolved: unsolved, NPS: &rating}
		d := p.Decide(v, s, now)
		if (d.Action == handoff.None) != (len(d.Reasons) == 0) || (d.Priority >= 1 && d.Priority <= 3) == (d.Action == handoff.None) {
			t.Errorf("%+v", d)
		}
		for _, r := range d.Reasons {
			if r.Rule == "" || r.Text == "" || r.En == "" || len(r.Words) > 0 && !strings.Contains(r.Text, r.Words[0]) {
				t.Errorf("%+v", r)
			}
		}
	})
}
