package dialog_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
)

func TestReadingTypedAnswers(t *testing.T) {
	n := func(f float64) *float64 { return &f }
	unreadable := dialog.Answer{}
	for _, tc := range []struct {
		state dialog.State
		text  string
		want  dialog.Answer
	}{
		{"nps", "9", dialog.Answer{Number: n(9)}},
		{"nps", "１０", dialog.Answer{Number: n(10)}},
		{"nps", "我给9分吧", dialog.Answer{Number: n(9), Text: "我给9分吧"}},
		{"nps", "3分，定损拖了九天", dialog.Answer{Number: n(3), Text: "3分，定损拖了九天"}},
		{"nps", "3，4", unreadable},
		{"nps", "拖了九天，没人管，3", dialog.Answer{Number: n(3), Text: "拖了九天，没人管，3"}},
		{"nps", "11", unreadable},
		{"nps", "-1", unreadable},
		{"nps", "定损拖了9天，没人管", unreadable},
		{"nps", "我的电话是13812345678", unreadable},
		{"nps", "", unreadable},
		{"calls", "3", dialog.Answer{Number: n(3)}},
		{"calls", "99", unreadable},
		{"insured", "是的", dialog.Answer{Number: n(1), Text: "是的"}},
		{"insured", "是", dialog.Answer{Number: n(1)}},
		{"insured", "2", dialog.Answer{Number: n(0)}},
		{"insured", "３", unreadable},
		{"why", "服务态度", dialog.Answer{Options: []string{"attitude"}}},
		{"why", "2", dialog.Answer{Options: []string{"amount"}}},
		{"why", "9", unreadable},
		{"praise", "1,3", dialog.Answer{Options: []string{"speed", "papers"}}},
		{"praise", "速度、工作人员", dialog.Answer{Options: []string{"speed", "staff"}, Text: "速度、工作人员"}},
		{"reported", "2026-01-02", dialog.Answer{Text: "2026-01-02"}},
		{"reported", "昨天", dialog.Answer{Text: "2026-01-04"}},
		{"reported", "很久以前", unreadable},
		{"last_word", " 都挺好 ", dialog.Answer{Text: "都挺好"}},
		{"last_word", strings.Repeat("长", 3000), dialog.Answer{Text: strings.Repeat("长", 2000)}},
		{"last_word", "  ", unreadable},
	} {
		t.Run(string(tc.state)+" "+tc.text[:min(len(tc.text), 30)], func(t *testing.T) {
			c := begin(t, homeClaim(t), "zh")
			c.sess.State = tc.state
			before := c.sess
			r := dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: tc.text})
			if d := cmp.Diff(before, c.sess); d != "" {
				t.Errorf("reading changed the session: %s", d)
			}
			if len(r.Labels) != len(r.Valences) {
				t.Errorf("%d labels, %d valences", len(r.Labels), len(r.Valences))
			}
			if cmp.Equal(tc.want, unreadable) {
				if r.OK || !r.Misunderstood() {
					t.Errorf("read %+v", r.Answer)
				}
				return
			}
			q := c.sv.Question(string(tc.state))
			if r.How == "" || r.Confidence <= 0 || r.Confidence > 1 || r.Answer.How != r.How || r.Answer.Confidence != r.Confidence {
				t.Errorf("read as %q with confidence %v, the answer as %q, %v", r.How, r.Confidence, r.Answer.How, r.Answer.Confidence)
			}
			tc.want.How, tc.want.Confidence = r.How, r.Confidence
			tc.want.Question, tc.want.Type, tc.want.Status, tc.want.At = q.ID, q.Type, "answered", monday
			if d := cmp.Diff(tc.want, r.Answer); d != "" || !r.OK || r.Question != q {
				t.Errorf("ok %v, question %v: %s", r.OK, r.Question, d)
			}
		})
	}
}

func TestAmountsAreReadInYuan(t *testing.T) {
	c := begin(t, load(t, "team-pulse.yaml"), "zh")
	c.sess.State = "travel" // 0 to 100,000
	for text, want := range map[string]float64{
		"3500": 3500, "3500元": 3500, "三千五": 3500, "1.2万": 12000, "￥1,200.50": 1200.50, "two thousand": 2000, "0": 0,
		"200000": -1, "不到5000": -1, "没多少": -1, "打了3次电话": -1,
	} {
		r := dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: text})
		switch {
		case want < 0 && r.OK:
			t.Errorf("%q was read as %v", text, *r.Answer.Number)
		case want >= 0 && (!r.OK || *r.Answer.Number != want):
			t.Errorf("%q was read as %+v, want %v", text, r.Answer, want)
		}
	}
}

func TestCommandsAreNotAnswers(t *testing.T) {
	c := begin(t, homeClaim(t), "zh")
	for _, state := range []dialog.State{dialog.Consent, "nps", "why", "last_word", dialog.Solved, dialog.WithAgent, dialog.Completed} {
		c.sess.State = state
		for text, want := range map[string]dialog.Command{
			"转人工": dialog.CmdHuman, "退订": dialog.CmdStop, "跳过": dialog.CmdSkip,
		} {
			r := dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: text})
			if r.Command != want || r.OK || r.Misunderstood() {
				t.Errorf("%q at %s was read as %+v", text, state, r)
			}
		}
	}
}

func TestAnOptionThatSoundsLikeACommandIsAnAnswer(t *testing.T) {
	sv := short(t, func(s *dialog.Survey) {
		s.Questions[1] = &dialog.Question{ID: "how", Type: dialog.Choice, Text: dialog.Text{"zh": "想怎么联系？"}, Options: []dialog.Option{
			{ID: "person", Text: dialog.Text{"zh": "转人工"}, Valence: -0.2}, {ID: "letter", Text: dialog.Text{"zh": "写信"}},
		}}
	})
	c := begin(t, sv, "zh")
	c.types("9")
	r := dialog.Read(sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: "转人工"})
	if !r.OK || r.Command != dialog.CmdNone || r.Answer.Options[0] != "person" || r.Valences[0] != -0.2 {
		t.Errorf("read as %+v", r)
	}
}

func TestConsentInWordsAndNumbers(t *testing.T) {
	c := begin(t, homeClaim(t), "zh")
	for text, want := range map[string]string{
		"同意": "yes", "好的": "yes", "可以": "yes", "ok": "yes", "1": "yes", "不同意": "no", "不": "no", "2": "no",
		"你是谁": "", "3": "", "": "",
	} {
		r := dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: text})
		got := ""
		if r.OK {
			got = map[float64]string{1: "yes", 0: "no"}[*r.Answer.Number]
		}
		if got != want || r.Question != nil || r.Misunderstood() {
			t.Errorf("%q was read as %q, want %q", text, got, want)
		}
	}
}

// After a case people say whether it is solved in many ways.
func TestWhetherItIsSolvedIsReadInManyWords(t *testing.T) {
	c := begin(t, short(t), "zh")
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "人工", Escalate: true})
	c.event(dialog.Event{Kind: dialog.EvResume})
	for text, want := range map[string]float64{
		"还没": 0, "没人联系我": 0, "还没弄好": 0, "没有人管": 0, "not yet": 0, "nobody called me": 0, "mei解决": 0,
		"弄好了": 1, "已经弄好了，谢谢": 1, "解决啦": 1, "it's been fixed": 1, "好了": 1,
	} {
		r := dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: text})
		if !r.OK || *r.Answer.Number != want {
			t.Errorf("%q was read as %+v, want %v", text, r, want)
		}
	}
}

// Answers offered again are buttons like others, and numbers of the list that WeChat writes.
func TestAnOfferedAnswerIsTakenByTapNumberAndWords(t *testing.T) {
	for reply, want := range map[string]string{"2": "attitude", "2.": "attitude", "１": "slow", "服务态度": "attitude"} {
		c := begin(t, homeClaim(t), "zh")
		for _, text := range []string{"好", "2", "速度慢，服务态度也差"} {
			c.types(text)
		}
		if len(c.last.Buttons) != 2 || c.last.Inline || c.last.Buttons[1].Label != "服务态度" {
			t.Fatalf("offered %+v", c.last)
		}
		c.types(reply)
		if a := c.sess.Answer("why"); a == nil || len(a.Options) != 1 || a.Options[0] != want {
			t.Errorf("%q: %+v, want %s", reply, a, want)
		}
	}
	c := begin(t, homeClaim(t), "zh")
	c.types("好")
	c.types("七八分")
	c.presses("8")
	if a := c.sess.Answer("nps"); *a.Number != 8 || a.How != "pressed" || a.Confidence != 1 || c.sess.Misread != 0 {
		t.Errorf("recorded %+v after %d misunderstandings", a, c.sess.Misread)
	}
}

// What stays unclear is kept as it was said.
func TestTheSecondUnclearReplyIsKeptAsWords(t *testing.T) {
	c := begin(t, homeClaim(t), "zh")
	c.types("好")
	c.types("七八分")
	c.types("就是七八分")
	c.state("improve")
	if a := c.sess.Answer("nps"); a.Status != "unread" || a.Text != "就是七八分" || a.Number != nil || a.How != "not one mark" || a.Confidence != 0 {
		t.Errorf("recorded %+v", a)
	}
}
