package handoff_test

import (
	"strings"
	"testing"

	"huiyin/bot/handoff"
	"huiyin/scoring"
)

// also adds a rule to a score.
func also(s scoring.Score, rule string, words ...string) scoring.Score {
	s.Rules = append(s.Rules, scoring.Hit{ID: rule, Words: words})
	return s
}

// On each line, what just fires and what just does not.
func TestHowNearIsNearEnough(t *testing.T) {
	const experience, research = "experience", "research"
	said := func(kind string, nps *float64) handoff.View {
		return handoff.View{SurveyKind: kind, Text: "x", NPS: nps}
	}
	happy := also(scoring.Score{Known: true, Label: scoring.Positive}, "open_request", "催一下")
	for name, c := range map[string]struct {
		view          handoff.View
		fires, misses scoring.Score
		rule          string // of the first reason where it fires
	}{
		"words at the threshold":               {said(experience, nil), text(-0.6, "w"), text(-0.59, "w"), "negative_text"},
		"a detractor's words of any sadness":   {said(experience, number(6)), text(-0.01, "w"), text(0, "w"), "detractor_grievance"},
		"a promoter's words of any sadness":    {said(experience, number(9)), text(-0.01, "w"), text(0, "w"), "contradiction"},
		"a top rating with clear words":        {said(experience, nil), rated(0.5, -0.3, "w"), rated(0.49, -0.3, "w"), "contradiction"},
		"a bottom rating with clear words":     {said(experience, nil), rated(-0.5, 0.5, "w"), rated(-0.5, 0.49, "w"), "contradiction"},
		"an open request in no praise":         {said(experience, nil), fired("open_request", "催一下"), happy, "open_request"},
		"a grievance in research":              {said(research, nil), also(text(-0.1, "w"), "grievance", "我的"), also(text(0, "w"), "grievance", "我的"), "grievance"},
		"what research escalates of the rules": {said(research, nil), fired("ask_human", "找经理"), fired("refund_dispute", "不给退"), "ask_human"},
	} {
		p := handoff.DefaultPolicy()
		d := p.Decide(c.view, c.fires, now)
		if len(d.Reasons) == 0 || d.Reasons[0].Rule != c.rule {
			t.Errorf("%s: %+v, want %s", name, d, c.rule)
		}
		if d := p.Decide(c.view, c.misses, now); d.Action != handoff.None {
			t.Errorf("%s, nearly: %+v", name, d)
		}
	}
	if d := handoff.DefaultPolicy().Decide(said(research, number(10)), rated(1, -0.9, "w"), now); d.Action != handoff.None {
		t.Errorf("a contradiction in research: %+v", d)
	}
	passive := said(experience, number(7))
	if d := handoff.DefaultPolicy().Decide(passive, text(-0.3, "w"), now); d.Action != handoff.None {
		t.Errorf("a passive's mild words: %+v", d)
	}
	if d := handoff.DefaultPolicy().Decide(said(experience, nil), fired("grievance", "我的"), now); d.Action != handoff.None {
		t.Errorf("a calm grievance of nobody's low rating: %+v", d)
	}
}

func TestAPressOfAButtonIsNoMisunderstanding(t *testing.T) {
	v := handoff.View{SurveyKind: "experience", Misread: 9}
	if d := handoff.DefaultPolicy().Decide(v, scoring.UnknownScore(""), now); d.Action != handoff.None {
		t.Errorf("%+v", d)
	}
}

// Each rule of package scoring that escalates quotes the customer, in both languages.
func TestEveryRuleQuotesTheCustomer(t *testing.T) {
	for _, rule := range []string{"distress", "regulator", "lawyer", "media", "ask_human", "refund_dispute", "open_request"} {
		v := handoff.View{SurveyKind: "experience", Text: "都是客户的原话"}
		d := handoff.DefaultPolicy().Decide(v, fired(rule, "原话一", "原话二"), now)
		if len(d.Reasons) != 1 || d.Reasons[0].Rule != rule {
			t.Errorf("%s: %+v", rule, d)
			continue
		}
		for _, told := range []string{d.Reasons[0].Text, d.Reasons[0].En} {
			if !strings.HasSuffix(told, "“原话一” “原话二”") {
				t.Errorf("%s: %q", rule, told)
			}
		}
	}
	asked := handoff.View{SurveyKind: "experience", Text: "转人工", AskedHuman: true}
	d := handoff.DefaultPolicy().Decide(asked, scoring.UnknownScore(""), now)
	if len(d.Reasons) != 1 || !strings.Contains(d.Reasons[0].Text, "“转人工”") {
		t.Errorf("a command: %+v", d)
	}
}
