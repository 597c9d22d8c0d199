package dialog_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// monday is when the test sessions begin.
var monday = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

func homeClaim(t testing.TB) *dialog.Survey {
	t.Helper()
	sv, err := surveyfile.Load(os.DirFS("surveyfile/testdata"), "home-claim.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return sv
}

// short is a survey without consent: one rating, then words.
func short(t testing.TB, change ...func(*dialog.Survey)) *dialog.Survey {
	t.Helper()
	sv := &dialog.Survey{
		ID: "short", Langs: []string{"zh"}, Notice: dialog.Text{"zh": "您好！"},
		Remind: 24 * time.Hour, Expire: 72 * time.Hour,
		Questions: []*dialog.Question{
			{ID: "nps", Type: dialog.NPS},
			{ID: "why", Type: dialog.Words, Text: dialog.Text{"zh": "为什么？"}},
		},
	}
	for _, c := range change {
		c(sv)
	}
	if err := sv.Compile(); err != nil {
		t.Fatal(err)
	}
	return sv
}

// chat is one session of a survey, stored and loaded before every event.
type chat struct {
	t    testing.TB
	sv   *dialog.Survey
	sess dialog.Session
	now  time.Time
	last dialog.Say // the newest words
}

func begin(t testing.TB, sv *dialog.Survey, lang string) *chat {
	c := &chat{t: t, sv: sv, sess: dialog.New(sv, "s1", lang, 0xABCDEF, nil, monday), now: monday}
	c.event(dialog.Event{Kind: dialog.EvBegin})
	return c
}

func (c *chat) event(ev dialog.Event) []dialog.Effect {
	c.t.Helper()
	data, err := json.Marshal(c.sess)
	if err != nil {
		c.t.Fatal(err)
	}
	var loaded dialog.Session
	if err := json.Unmarshal(data, &loaded); err != nil {
		c.t.Fatal(err)
	}
	sess, effects, err := dialog.Step(c.sv, loaded, ev, c.now)
	if err != nil {
		c.t.Fatal(err)
	}
	c.sess = sess
	if say, ok := said(effects); ok {
		c.last = say
	}
	return effects
}

func (c *chat) types(text string) []dialog.Effect {
	c.t.Helper()
	return c.event(dialog.Event{Kind: dialog.EvReply, Text: text})
}

func (c *chat) presses(label string) []dialog.Effect {
	c.t.Helper()
	for _, b := range c.last.Buttons {
		if b.Label == label {
			return c.event(dialog.Event{Kind: dialog.EvReply, Text: label, Button: b.Value})
		}
	}
	c.t.Fatalf("no button %q under %q", label, c.last.Text)
	return nil
}

func (c *chat) state(want dialog.State) {
	c.t.Helper()
	if c.sess.State != want {
		c.t.Errorf("state %s, want %s", c.sess.State, want)
	}
}

func said(effects []dialog.Effect) (dialog.Say, bool) {
	for _, e := range effects {
		if s, ok := e.(dialog.Say); ok {
			return s, true
		}
	}
	return dialog.Say{}, false
}
