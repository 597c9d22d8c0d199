package dialog_test

import (
	"testing"
	"time"

	"huiyin/dialog"
)

// asks is a survey with a question of the type.
func asks(t testing.TB, of dialog.Type) *dialog.Survey {
	t.Helper()
	return short(t, func(sv *dialog.Survey) {
		sv.Langs, sv.Notice = []string{"zh", "en"}, dialog.Text{"zh": "您好！", "en": "Hello!"}
		sv.Questions = []*dialog.Question{{ID: "q", Type: of, Text: dialog.Text{"zh": "怎么样？", "en": "How was it?"}, Min: 0, Max: 0}}
		if of == dialog.Choice {
			sv.Questions[0].Options = []dialog.Option{
				{ID: "a", Text: dialog.Text{"zh": "不想答了", "en": "later"}}, {ID: "b", Text: dialog.Text{"zh": "很好", "en": "fine"}},
			}
		}
	})
}

// commandAt gives what the words are at a question of the type.
func commandAt(t testing.TB, of dialog.Type, text string) dialog.Command {
	t.Helper()
	c := begin(t, asks(t, of), "zh")
	return dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: text}).Command
}

// A wish to leave is read at every question. At one for words only the plain wish counts: a story
// that holds the words is a story.
func TestAWishToLeaveIsReadAndAStoryIsNot(t *testing.T) {
	for _, tc := range []struct {
		text            string
		anywhere, words dialog.Command
	}{
		{"不想答了", "leave", "leave"},
		{"不想答了，谢谢", "leave", "leave"},
		{"我不想再回答了", "leave", "leave"},
		{"先到这吧", "leave", "leave"},
		{"就到这里吧，谢谢", "leave", "leave"},
		{"到此为止吧", "leave", "leave"},
		{"结束问卷", "leave", "leave"},
		{"请结束调查", "leave", "leave"},
		{"就这样吧不填了", "leave", "leave"},
		{"就这样吧，不填了", "leave", "leave"},
		{"别再问了", "leave", "leave"},
		{"I'm done", "leave", "leave"},
		{"I’m done, thanks", "leave", "leave"},
		{"End the survey please", "leave", "leave"},
		{"no more questions", "leave", "leave"},
		{"I don't want to answer any more questions", "leave", "leave"},
		{"不做了", "leave", ""}, // “why do you not renew?”
		{"that's all", "leave", ""},
		{"问题太多了，不想答了", "leave", ""},
		{"等会儿再说", "later", "later"},
		{"等会再答", "later", "later"},
		{"晚点回复", "later", "later"},
		{"好的，晚点再说", "later", "later"},
		{"稍后回复您", "later", "later"},
		{"下班后再填", "later", "later"},
		{"later", "later", "later"},
		{"busy now", "later", "later"},
		{"I'll answer later, thanks", "later", "later"},
		{"在开会", "later", ""},
		{"现在有点忙", "later", ""},
		{"not now", "later", ""},

		{"跳过", "skip", "skip"},
		{"不想答", "skip", "skip"},
		{"不想回答", "skip", "skip"},
		{"退订", "stop", "stop"},
		{"stop", "stop", "stop"},
		{"转人工", "human", "human"},

		{"理赔员说先到这吧，然后就再也没联系我", "", ""},
		{"我打了三次电话，最后一次说晚点回复，一直没有回复", "", ""},
		{"客服问了半天，我说不想答了他还在问，态度很差", "", ""},
		{"they told me they would call later and never did", "", ""},
		{"The claim is done now", "", ""},
		{"I'm done waiting for your assessor", "", ""},
		{"结束得很快", "", ""},
		{"不想续保了", "", ""},
		{"9", "", ""},
		{"还行", "", ""},
	} {
		if got := commandAt(t, dialog.CSAT, tc.text); got != tc.anywhere {
			t.Errorf("%s at a rating: %q, want %q", tc.text, got, tc.anywhere)
		}
		if got := commandAt(t, dialog.Words, tc.text); got != tc.words {
			t.Errorf("%s at a question for words: %q, want %q", tc.text, got, tc.words)
		}
	}
	for _, label := range []string{"不想答了", "很好"} {
		if got := commandAt(t, dialog.Choice, label); got != "" {
			t.Errorf("the option %s: %q", label, got)
		}
	}
}

// Who will answer later is let be: the reminder's clock starts anew, and once only.
func TestLaterStartsTheRemindersClockAnewOnce(t *testing.T) {
	c := begin(t, short(t), "zh")
	remind := func() bool {
		t.Helper()
		c.now = c.sess.WakeAt(c.sv)
		_, says := said(c.event(dialog.Event{Kind: dialog.EvTimer}))
		return says
	}
	if !remind() {
		t.Fatal("no reminder")
	}
	c.types("晚点再说")
	if c.last.Text != "好的，您方便时再回复就好。" || c.sess.Misread != 0 || c.sess.State != "nps" {
		t.Errorf("%q, misread %d, at %s", c.last.Text, c.sess.Misread, c.sess.State)
	}
	if !remind() {
		t.Error("the clock did not start anew")
	}
	c.types("晚点再说")
	if remind() {
		t.Error("reminds a third time")
	}
	c.state(dialog.Expired)
}

// How a session counts follows the standard definitions of AAPOR.
func TestHowAnEndedSessionCounts(t *testing.T) {
	enough := func(sv *dialog.Survey) { sv.Enough = []string{"nps", "why"} }
	three := func(sv *dialog.Survey) {
		sv.Consent = true
		sv.Questions = append(sv.Questions, &dialog.Question{ID: "more", Type: dialog.Words, Text: dialog.Text{"zh": "还有吗？"}})
	}
	for _, tc := range []struct {
		says   []string
		any    dialog.Disposition // any answer is enough
		enough dialog.Disposition // nps and why are
	}{
		{[]string{"同意", "9", "很快", "没有了"}, "complete", "complete"},
		{[]string{"同意", "9", "很快", "先到这吧"}, "partial", "partial"},
		{[]string{"同意", "9", "很快", "退订"}, "partial", "partial"},
		{[]string{"同意", "9", "很快"}, "partial", "partial"}, // and silent
		{[]string{"同意", "9", "先到这吧"}, "partial", "break_off"},
		{[]string{"同意", "9"}, "partial", "break_off"},
		{[]string{"同意", "跳过", "先到这吧"}, "break_off", "break_off"},
		{[]string{"同意", "先到这吧"}, "break_off", "break_off"},
		{[]string{"同意"}, "no_response", "no_response"},
		{[]string{"同意", "退订"}, "refusal", "refusal"},
		{[]string{"不同意"}, "refusal", "refusal"},
		{nil, "no_response", "no_response"},
	} {
		for i, want := range []dialog.Disposition{tc.any, tc.enough} {
			c := begin(t, short(t, three, []func(*dialog.Survey){func(*dialog.Survey) {}, enough}[i]), "zh")
			if got := c.sv.Disposition(&c.sess); got != "" {
				t.Errorf("before the end it counts as %q", got)
			}
			for _, text := range tc.says {
				c.types(text)
			}
			if !c.sess.State.Ended() {
				c.now = c.now.Add(30 * 24 * time.Hour)
				c.event(dialog.Event{Kind: dialog.EvTimer})
			}
			if got := c.sv.Disposition(&c.sess); got != want {
				t.Errorf("%v, enough %v: %s (%s), want %s", tc.says, c.sv.Enough, got, c.sess.State, want)
			}
		}
	}
}

// A case ends a survey that was under way: what was asked before counts, and no more than that.
func TestASurveyThatACaseEndedIsNoComplete(t *testing.T) {
	c := begin(t, short(t), "zh")
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "2", Escalate: true})
	c.event(dialog.Event{Kind: dialog.EvResume})
	c.types("是")
	c.state(dialog.Completed)
	if got := c.sv.Disposition(&c.sess); got != dialog.PartialInterview {
		t.Errorf("it counts as %s", got)
	}
}
