package dialog_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"huiyin/dialog"
)

// five is a survey of five questions, as most are.
func five(t testing.TB) *dialog.Survey {
	t.Helper()
	sv := &dialog.Survey{
		ID: "five", Langs: []string{"zh", "en"}, Notice: dialog.Text{"zh": "您好！", "en": "Hello!"},
		Vars: []dialog.Variable{{Name: "name", Type: "string", Default: "客户"}, {Name: "claim_no", Type: "string"}},
		Questions: []*dialog.Question{
			{ID: "nps", Type: dialog.NPS, Routes: []dialog.Route{
				{Name: "low", When: "answer <= 6", To: "why"}, {Name: "high", When: "answer >= 9 and score.value > -0.5", To: "speed"},
			}},
			{ID: "why", Type: dialog.Words, Text: dialog.Text{"zh": "{name}，主要是为什么？", "en": "{name}, what was the reason?"}},
			{ID: "speed", Type: dialog.CSAT, Text: dialog.Text{"zh": "您对速度满意吗？", "en": "How satisfied are you with the speed?"}},
			{ID: "easy", Type: dialog.CES, Text: dialog.Text{"zh": "办理很轻松，您同意吗？", "en": "It was easy. Do you agree?"}},
			{ID: "renew", Type: dialog.YesNo, Text: dialog.Text{"zh": "您会续保吗？", "en": "Will you renew?"}},
		},
	}
	if err := sv.Compile(); err != nil {
		t.Fatal(err)
	}
	return sv
}

var invited = map[string]any{"name": "陈先生", "claim_no": "CL20260118-4471"}

// One answered question in memory: routes, state machine and the next prompt; reading a typed reply
// has its benchmarks in dialog/answer, so the button is pressed.
func BenchmarkAnsweredQuestion(b *testing.B) {
	sv := five(b)
	sess := dialog.New(sv, "S1ZK4M0Q8W2V", "zh", 7, invited, monday)
	sess, effects, err := dialog.Step(sv, sess, dialog.Event{Kind: dialog.EvBegin}, monday)
	if err != nil {
		b.Fatal(err)
	}
	say, _ := said(effects)
	ev := dialog.Event{Kind: dialog.EvReply, Text: "9", Button: say.Buttons[9].Value}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := dialog.Step(sv, sess, ev, monday); err != nil {
			b.Fatal(err)
		}
	}
}

// The same with the number typed.
func BenchmarkTypedAnswer(b *testing.B) {
	sv := five(b)
	sess := dialog.New(sv, "S1ZK4M0Q8W2V", "zh", 7, invited, monday)
	sess, _, err := dialog.Step(sv, sess, dialog.Event{Kind: dialog.EvBegin}, monday)
	if err != nil {
		b.Fatal(err)
	}
	ev := dialog.Event{Kind: dialog.EvReply, Text: "9"}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := dialog.Step(sv, sess, ev, monday); err != nil {
			b.Fatal(err)
		}
	}
}

// A session is read and written with every reply: it stays small.
func TestASessionStaysSmall(t *testing.T) {
	c := &chat{t: t, sv: five(t), now: monday}
	c.sess = dialog.New(c.sv, "S1ZK4M0Q8W2V", "zh", 0xABC, invited, monday)
	c.event(dialog.Event{Kind: dialog.EvBegin})
	size := func() int {
		data, err := json.Marshal(c.sess)
		if err != nil {
			t.Fatal(err)
		}
		return len(data)
	}
	c.types("6")
	if n := size(); n > 700 {
		t.Errorf("%d bytes after one answer, want 700 at most", n)
	}
	t.Log(fmt.Sprint(size(), " bytes after one answer"))
	for _, reply := range []string{"定损拖了九天，没人管", "2", "3", "否"} {
		c.types(reply)
	}
	c.state(dialog.Completed)
	if n := size(); n > 1400 {
		t.Errorf("%d bytes after five answers, want 1400 at most", n)
	}
	t.Log(fmt.Sprint(size(), " bytes after five answers"))
}
