package conversation_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot/handoff"
	"huiyin/dialog"
	"huiyin/scoring"
)

// scorerFunc is a scorer of a test.
type scorerFunc func(ctx context.Context, r scoring.Reply) (scoring.Score, error)

func (f scorerFunc) Score(ctx context.Context, r scoring.Reply) (scoring.Score, error) {
	return f(ctx, r)
}

func TestTheDialogGoesOnWithoutAScore(t *testing.T) {
	for name, broken := range map[string]scorerFunc{
		"an error": func(context.Context, scoring.Reply) (scoring.Score, error) {
			return scoring.Score{Known: true, Value: -1, Label: scoring.Negative}, errors.New("no model")
		},
		"a panic": func(_ context.Context, r scoring.Reply) (scoring.Score, error) {
			panic("cannot read " + r.Text)
		},
		"no answer in time": func(ctx context.Context, _ scoring.Reply) (scoring.Score, error) {
			<-ctx.Done()
			return scoring.Score{}, ctx.Err()
		},
		"no answer for an hour": func(context.Context, scoring.Reply) (scoring.Score, error) {
			time.Sleep(time.Hour)
			return scoring.Score{Known: true, Value: -1, Label: scoring.Negative}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := shipped(t)
				h.Scorer = broken
				c := open(t, h)
				c.invited(claim("I1"))
				c.press("同意").in("nps")
				c.press("3").in("what_went_wrong")
				r := c.says("定损拖了九天，没人管").in("speed")
				if r.Unscored == nil || strings.Contains(r.Unscored.Error(), "定损") {
					t.Errorf("the service is told %v", r.Unscored)
				}
				for _, e := range r.Events {
					if e.Answer != nil && (e.Answer.Score.Known || e.Answer.Score.Label != scoring.Unknown) {
						t.Errorf("the answer is scored: %+v", e.Answer.Score)
					}
					if e.Message != nil && e.Message.Score != nil && e.Message.Score.Known {
						t.Errorf("the message is scored: %+v", e.Message.Score)
					}
				}

				t.Log("whoever asks for a person needs no score")
				c.says("转人工").bot("人工客服").in(dialog.WithAgent)
				time.Sleep(2 * time.Hour) // of the bubble's clock: the slow scorers come to their end
			})
		})
	}
}

func TestAScoredReplyLeavesNothingToReport(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	if r := c.says("好的"); r.Unscored != nil {
		t.Error(r.Unscored)
	}
}

func TestWhatTheScorerAndThePolicySee(t *testing.T) {
	h := shipped(t)
	var replies []scoring.Reply
	shippedOne := h.Scorer
	h.Scorer = scorerFunc(func(ctx context.Context, r scoring.Reply) (scoring.Score, error) {
		replies = append(replies, r)
		return shippedOne.Score(ctx, r)
	})
	var views []handoff.View
	h.Policy = decider(func(v handoff.View, s scoring.Score) handoff.Decision {
		views = append(views, v)
		return handoff.DefaultPolicy().Decide(v, s, monday)
	})
	c := open(t, h)
	c.invited(claim("I1"))
	c.press("同意")
	c.says("3分")
	c.says("跳过")
	c.says("喂")
	c.press("4")
	c.press("6")
	c.press("都还顺利")

	last := replies[len(replies)-1]
	if last.QuestionType != "choice" || last.Text != "" || len(last.Options) != 1 || last.Options[0].Valence != 0.5 || last.SurveyKind != "experience" {
		t.Errorf("of a pressed option: %+v", last)
	}
	three := 3.0
	var saw []handoff.View
	for i := 0; i < len(views); i++ {
		if i == 0 || !cmp.Equal(views[i], views[i-1]) { // each turn is handled twice
			saw = append(saw, views[i])
		}
	}
	want := []handoff.View{
		{SurveyKind: "experience"}, // the notice is no question
		{SurveyKind: "experience", QuestionID: "nps", QuestionType: "nps", NPS: &three, Text: "3分"},
		{SurveyKind: "experience", QuestionID: "what_went_wrong", QuestionType: "text", NPS: &three, Text: "跳过"},
		{SurveyKind: "experience", QuestionID: "speed", QuestionType: "csat", NPS: &three, Text: "喂", Misread: 1},
		{SurveyKind: "experience", QuestionID: "speed", QuestionType: "csat", NPS: &three},
		{SurveyKind: "experience", QuestionID: "effort", QuestionType: "ces", NPS: &three},
		{SurveyKind: "experience", QuestionID: "hardest", QuestionType: "choice", NPS: &three},
	}
	same(t, want, saw)
	for _, r := range replies {
		if r.QuestionType == "nps" && (r.Rating == nil || *r.Rating != 3 || r.Max != 10 || r.Text != "3分") {
			t.Errorf("of a rating: %+v", r)
		}
	}
}

// decider is a policy of a test.
type decider func(handoff.View, scoring.Score) handoff.Decision

func (f decider) Decide(v handoff.View, s scoring.Score, _ time.Time) handoff.Decision {
	return f(v, s)
}

func TestAgreeingToTheNoticeIsNoPraise(t *testing.T) {
	heard := func(text string) scoring.Score {
		c := open(t, shipped(t))
		c.invited(claim("I1"))
		c.says(text)
		var score scoring.Score
		for _, e := range c.events {
			if m := e.Message; m != nil && m.From == "customer" {
				score = *m.Score
			}
		}
		return score
	}
	if s := heard("好"); s.Known || s.Label != scoring.Unknown || s.Version == "" {
		t.Errorf("a mere yes: %+v", s)
	}
	if s := heard("好，但你们上次拖了九天没人管"); !s.Known || s.Value >= 0 {
		t.Errorf("a grievance told with the yes: %+v", s)
	}
	if s := heard("同意，不过我要投诉到12378"); !s.Has("regulator") {
		t.Errorf("a rule told with the yes: %+v", s)
	}
}
