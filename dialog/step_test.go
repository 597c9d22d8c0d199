package dialog_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
)

func TestWithoutConsentTheNoticeAndQuestionOneAreOneMessage(t *testing.T) {
	c := begin(t, short(t), "zh")
	c.state("nps")
	want := "您好！\n\n您有多大可能向朋友或同事推荐我们？（0=完全不可能，10=极有可能）"
	if c.last.Text != want {
		t.Errorf("said %q, want %q", c.last.Text, want)
	}
	if len(c.last.Buttons) != 11 || !c.last.Inline {
		t.Errorf("want 11 buttons side by side, got %d, inline %v", len(c.last.Buttons), c.last.Inline)
	}
}

func TestAButtonIsANumberThatEveryChannelCarries(t *testing.T) {
	c := begin(t, short(t), "zh")
	want := uint64(0xDEF)<<19 | 1<<8 | 10
	if got := c.last.Buttons[10].Value; got != fmt.Sprint(want) {
		t.Errorf("button 10 is %s, want %d", got, want)
	}
	if want >= 1<<31 {
		t.Error("the value does not fit a channel's number")
	}
}

func TestAPressAnswersAndItsSecondTapIsStale(t *testing.T) {
	c := begin(t, short(t), "zh")
	ten := c.last.Buttons[10]
	press := dialog.Event{Kind: dialog.EvReply, Text: "10", Button: ten.Value}
	effects := c.event(press)
	a := effects[0].(dialog.Answered).Answer
	if *a.Number != 10 || a.Status != "answered" || !a.At.Equal(monday) {
		t.Errorf("recorded %+v", a)
	}
	before := c.sess
	c.now = monday.Add(time.Hour)
	if effects := c.event(press); effects != nil {
		t.Errorf("the second tap did %v", effects)
	}
	if d := cmp.Diff(before, c.sess); d != "" {
		t.Errorf("the second tap changed the session: %s", d)
	}
}

func TestForeignAndForgedButtonsChangeNothing(t *testing.T) {
	c := begin(t, short(t), "zh")
	other := dialog.New(c.sv, "s2", "zh", 0x123456, nil, monday)
	other, effects, err := dialog.Step(c.sv, other, dialog.Event{Kind: dialog.EvBegin}, monday)
	if err != nil {
		t.Fatal(err)
	}
	foreign, _ := said(effects)
	beyond := uint64(0xABCDEF)<<20 | 1<<8 | 200
	for _, value := range []string{foreign.Buttons[3].Value, fmt.Sprint(beyond), "0", "-1", "abc", "18446744073709551615", "007"} {
		ev := dialog.Event{Kind: dialog.EvReply, Text: "3", Button: value}
		if r := dialog.Read(c.sv, &c.sess, ev); !r.Stale || r.OK {
			t.Errorf("button %s was read as %+v", value, r)
		}
		if effects := c.event(ev); effects != nil {
			t.Errorf("button %s did %v", value, effects)
		}
	}
	_ = other
}

func TestTheButtonsOfAQuestionWorkAfterItWasRemindedAndAskedAgain(t *testing.T) {
	c := begin(t, short(t), "zh")
	first := c.last
	c.types("啊")
	c.now = monday.Add(25 * time.Hour)
	c.event(dialog.Event{Kind: dialog.EvTimer})
	c.last = first
	c.presses("9")
	c.state("why")
}

func TestAStepLeavesItsInputAlone(t *testing.T) {
	c := begin(t, homeClaim(t), "zh")
	c.types("同意")
	c.types("3")
	before := c.sess
	before.Answers = append(make([]dialog.Answer, 0, 8), before.Answers...) // room to be overwritten
	kept := append([]dialog.Answer(nil), before.Answers...)
	room := before.Answers[:2]
	if _, _, err := dialog.Step(c.sv, before, dialog.Event{Kind: dialog.EvReply, Text: "1"}, c.now); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(kept, before.Answers); d != "" {
		t.Errorf("the input's answers changed: %s", d)
	}
	if room[1].Question != "" {
		t.Error("the step wrote into the input's spare room")
	}
}

func TestTheAnswerIsKeptBeforeAPersonTakesOver(t *testing.T) {
	c := begin(t, short(t), "zh")
	effects := c.event(dialog.Event{Kind: dialog.EvReply, Text: "1", Escalate: true})
	kinds := fmt.Sprintf("%T %T %T", effects[0], effects[1], effects[2])
	if len(effects) != 3 || kinds != "dialog.Answered dialog.Escalated dialog.Say" {
		t.Errorf("effects %s", kinds)
	}
	c.state(dialog.WithAgent)
	if c.sess.Return != "why" {
		t.Errorf("would go on at %q, want why", c.sess.Return)
	}
	if strings.Contains(c.last.Text, "为什么") || len(c.last.Buttons) > 0 {
		t.Errorf("asked on: %q", c.last.Text)
	}
	for _, text := range []string{"1", "转人工", "跳过", "没人吗", ""} {
		if effects := c.event(dialog.Event{Kind: dialog.EvReply, Text: text, Escalate: true}); effects != nil {
			t.Errorf("%q with a person: %v", text, effects)
		}
	}
	if !c.sess.WakeAt(c.sv).IsZero() {
		t.Error("a timer runs while a person talks")
	}
}

func TestWordsThatAreNoRatingAreKeptWhenAPersonTakesOver(t *testing.T) {
	c := begin(t, short(t), "zh")
	effects := c.event(dialog.Event{Kind: dialog.EvReply, Text: "没人管我", Escalate: true})
	a := effects[0].(dialog.Answered).Answer
	if a.Status != "unread" || a.Text != "没人管我" || a.Number != nil {
		t.Errorf("recorded %+v", a)
	}
	if c.sess.Return != "nps" {
		t.Errorf("would go on at %q, want nps", c.sess.Return)
	}
}

func TestAnEndedSurveyIsSilentButCanBeHandedOver(t *testing.T) {
	c := begin(t, short(t), "zh")
	c.types("9")
	c.types("挺好")
	c.state(dialog.Completed)
	for _, text := range []string{"谢谢", "退订", "转人工", "9"} {
		if effects := c.types(text); effects != nil {
			t.Errorf("%q after the end: %v", text, effects)
		}
	}
	effects := c.event(dialog.Event{Kind: dialog.EvReply, Text: "理赔款还没到", Escalate: true})
	if len(effects) != 2 || !c.sess.Ended.IsZero() {
		t.Errorf("handing over gave %v", effects)
	}
	if strings.Contains(c.last.Text, "问卷") {
		t.Errorf("speaks of a survey that is over: %q", c.last.Text)
	}
	c.event(dialog.Event{Kind: dialog.EvResume})
	c.state(dialog.Solved)
}

func TestSolvedIsRecordedAsAYesNoAnswer(t *testing.T) {
	c := begin(t, short(t), "zh")
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "人工", Escalate: true})
	c.event(dialog.Event{Kind: dialog.EvResume})
	if r := dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: "2"}); !r.OK || r.Question.ID != "solved" || *r.Answer.Number != 0 {
		t.Errorf("2 under 是/否 was read as %+v", r)
	}
	effects := c.types("是")
	a := effects[0].(dialog.Answered).Answer
	if a.Question != "solved" || a.Type != dialog.YesNo || *a.Number != 1 {
		t.Errorf("recorded %+v", a)
	}
	c.state(dialog.Completed)
}

func TestMisunderstandingsAreCountedInARow(t *testing.T) {
	c := begin(t, homeClaim(t), "zh")
	c.types("同意")
	for i, text := range []string{"嗯？", "啊？"} {
		r := dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: text})
		if !r.Misunderstood() {
			t.Errorf("%q was understood: %+v", text, r)
		}
		c.types(text)
		if c.sess.Misread != i+1 {
			t.Errorf("after %q: %d misunderstandings, want %d", text, c.sess.Misread, i+1)
		}
	}
	c.state("improve")
	c.types("快一点")
	if c.sess.Misread != 0 {
		t.Errorf("an answer leaves %d misunderstandings", c.sess.Misread)
	}
}

func TestTimers(t *testing.T) {
	c := begin(t, short(t), "zh")
	if got := c.sess.WakeAt(c.sv); !got.Equal(monday.Add(24 * time.Hour)) {
		t.Errorf("wakes at %v", got)
	}
	c.now = monday.Add(23 * time.Hour)
	if effects := c.event(dialog.Event{Kind: dialog.EvTimer}); effects != nil {
		t.Errorf("a timer too early did %v", effects)
	}
	c.now = monday.Add(24 * time.Hour)
	if effects := c.event(dialog.Event{Kind: dialog.EvTimer}); len(effects) != 1 {
		t.Errorf("the reminder did %v", effects)
	}
	if effects := c.event(dialog.Event{Kind: dialog.EvTimer}); effects != nil {
		t.Errorf("the second timer of the moment did %v", effects)
	}
	c.now = monday.Add(72 * time.Hour)
	effects := c.event(dialog.Event{Kind: dialog.EvTimer})
	if d := cmp.Diff([]dialog.Effect{dialog.Ended{State: dialog.Expired}}, effects); d != "" {
		t.Errorf("at the end: %s", d)
	}
	if !c.sess.WakeAt(c.sv).IsZero() {
		t.Error("a timer runs after the end")
	}
}

func TestAfterALongOutageItExpiresWithoutAReminder(t *testing.T) {
	c := begin(t, short(t), "zh")
	c.now = monday.Add(1000 * time.Hour)
	effects := c.event(dialog.Event{Kind: dialog.EvTimer})
	if _, spoke := said(effects); spoke || c.sess.State != dialog.Expired {
		t.Errorf("did %v, state %s", effects, c.sess.State)
	}
}

func TestLeavingThePlatformIsSilent(t *testing.T) {
	c := begin(t, short(t), "zh")
	effects := c.event(dialog.Event{Kind: dialog.EvStop})
	if d := cmp.Diff([]dialog.Effect{dialog.Ended{State: dialog.OptedOut}}, effects); d != "" {
		t.Error(d)
	}
	if effects := c.event(dialog.Event{Kind: dialog.EvStop}); effects != nil {
		t.Errorf("leaving twice: %v", effects)
	}
}

func TestWhoOptsOutWhileAPersonTalksIsNotAskedAgain(t *testing.T) {
	c := begin(t, short(t), "zh")
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "1", Escalate: true})
	c.types("退订")
	c.state(dialog.WithAgent)
	effects := c.event(dialog.Event{Kind: dialog.EvResume})
	if _, spoke := said(effects); spoke || c.sess.State != dialog.OptedOut {
		t.Errorf("did %v, state %s", effects, c.sess.State)
	}
}

func TestEventsThatDoNotApplyChangeNothing(t *testing.T) {
	c := begin(t, short(t), "zh")
	for _, kind := range []dialog.EventKind{dialog.EvBegin, dialog.EvResume, dialog.EvTimer} {
		before := c.sess
		if effects := c.event(dialog.Event{Kind: kind}); effects != nil {
			t.Errorf("%s did %v", kind, effects)
		}
		if d := cmp.Diff(before, c.sess); d != "" {
			t.Errorf("%s changed the session: %s", kind, d)
		}
	}
}

func TestASessionThatDoesNotFitIsRefused(t *testing.T) {
	sv := short(t)
	good := dialog.New(sv, "s", "zh", 1, nil, monday)
	for name, change := range map[string]func(*dialog.Session){
		"another survey":   func(s *dialog.Session) { s.Survey = "other" },
		"an unknown state": func(s *dialog.Session) { s.State = "gone" },
		"no state":         func(s *dialog.Session) { s.State = "" },
	} {
		bad := good
		change(&bad)
		got, effects, err := dialog.Step(sv, bad, dialog.Event{Kind: dialog.EvBegin}, monday)
		if !errors.Is(err, dialog.ErrState) || effects != nil || cmp.Diff(bad, got) != "" {
			t.Errorf("%s: %v %v", name, effects, err)
		}
	}
	if _, _, err := dialog.Step(sv, good, dialog.Event{Kind: "sing"}, monday); err == nil {
		t.Error("an unknown event was taken")
	}
}

func TestVariablesAreShownAsWordsAndNothingElse(t *testing.T) {
	sv := short(t, func(s *dialog.Survey) {
		s.Vars = []dialog.Variable{
			{Name: "name", Type: "string", Default: "客户"}, {Name: "sum", Type: "number"}, {Name: "vip", Type: "bool"},
		}
		s.Notice = dialog.Text{"zh": "{name}/{sum}/{vip}"}
	})
	for _, tc := range []struct {
		vars map[string]any
		want string
	}{
		{nil, "客户/0/否"},
		{map[string]any{"name": "{sum}", "sum": 12.5, "vip": true}, "{sum}/12.5/是"},
		{map[string]any{"name": "{{.Secret}}\n\n王\u0000敏", "sum": "88", "vip": "true"}, "{{.Secret}} 王 敏/88/是"},
		{map[string]any{"name": strings.Repeat("长", 99), "sum": "many", "vip": 3}, strings.Repeat("长", 40) + "/0/否"},
	} {
		sess := dialog.New(sv, "s", "zh", 1, tc.vars, monday)
		_, effects, err := dialog.Step(sv, sess, dialog.Event{Kind: dialog.EvBegin}, monday)
		if err != nil {
			t.Fatal(err)
		}
		say, _ := said(effects)
		if got, _, _ := strings.Cut(say.Text, "\n"); got != tc.want {
			t.Errorf("%v: said %q, want %q", tc.vars, got, tc.want)
		}
	}
}

func TestAnEmptyVariableTakesItsSpaceAlong(t *testing.T) {
	sv := short(t, func(s *dialog.Survey) {
		s.Vars = []dialog.Variable{{Name: "name", Type: "string", Default: ""}}
		s.Notice = dialog.Text{"zh": "Hello {name}! {name}Welcome."}
	})
	for name, want := range map[string]string{"": "Hello! Welcome.", "Ann": "Hello Ann! AnnWelcome."} {
		sess := dialog.New(sv, "s", "zh", 1, map[string]any{"name": name}, monday)
		_, effects, err := dialog.Step(sv, sess, dialog.Event{Kind: dialog.EvBegin}, monday)
		if err != nil {
			t.Fatal(err)
		}
		say, _ := said(effects)
		if got, _, _ := strings.Cut(say.Text, "\n"); got != want {
			t.Errorf("%q: said %q, want %q", name, got, want)
		}
	}
}

func TestLanguageFallsBackToTheSurveys(t *testing.T) {
	sv := homeClaim(t)
	for tag, want := range map[string]string{"en": "en", "en-US": "en", "zh_CN": "zh", "fr": "zh", "": "zh"} {
		if got := dialog.New(sv, "s", tag, 1, nil, monday).Lang; got != want {
			t.Errorf("%q gives %q, want %q", tag, got, want)
		}
	}
}

func TestPromptShowsTheCurrentQuestionAgain(t *testing.T) {
	c := begin(t, short(t), "zh")
	say, ok := dialog.Prompt(c.sv, c.sess)
	if !ok || cmp.Diff(c.last.Buttons, say.Buttons) != "" {
		t.Errorf("prompt %+v %v", say, ok)
	}
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "1", Escalate: true})
	if say, ok := dialog.Prompt(c.sv, c.sess); ok {
		t.Errorf("prompts %q while a person talks", say.Text)
	}
}
