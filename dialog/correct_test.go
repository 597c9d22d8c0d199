package dialog_test

import (
	"testing"

	"huiyin/dialog"
)

// Only the phrases themselves are wishes; stories that hold them are answers.
func TestWishesAboutTheSurvey(t *testing.T) {
	c := begin(t, load(t, "visit.yaml"), "zh")
	for text, want := range map[string]dialog.Command{
		"不清楚": dialog.CmdUnsure, "我不太确定": dialog.CmdUnsure, "I don't know": dialog.CmdUnsure, "3": dialog.CmdUnsure, "4": dialog.CmdSkip,
		"不想说": dialog.CmdSkip, "Prefer not to say": dialog.CmdSkip, "I prefer not to say": dialog.CmdSkip,
		"上一题": dialog.CmdBack, "返回上一步": dialog.CmdBack, "Back, please": dialog.CmdBack,
		"这是什么意思？": dialog.CmdHelp, "what do you mean?": dialog.CmdHelp,
		"English please": dialog.CmdLang, "请说中文": dialog.CmdLang, "can we do this in English?": dialog.CmdLang,
		"不知道为什么拖这么久": dialog.CmdNone, "柜员不清楚流程": dialog.CmdNone, "my English is bad": dialog.CmdNone, "he came back": dialog.CmdNone, "5": dialog.CmdNone,
	} {
		c.sess.State = "why"
		if r := dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: text}); r.Command != want {
			t.Errorf("%q was read as %q, want %q", text, r.Command, want)
		}
	}
}

func TestACorrectionIsOfAnEarlierAnswer(t *testing.T) {
	for text, want := range map[string]float64{
		"刚才点错了，应该是3分": 3, "选错了，改成10": 10, "手滑，是8": 8, "sorry, I meant 3": 3, "wrong button, it should be 7": 7, "我要改成六分": 6,
		"3": -1, "我打错了电话3次": -1, "保单号写错了": -1, "你们把我的名字打错了，等了9天才改": -1,
	} {
		c := begin(t, load(t, "visit.yaml"), "zh")
		c.types("好")
		c.types("5")
		r := dialog.Read(c.sv, &c.sess, dialog.Event{Kind: dialog.EvReply, Text: text})
		switch {
		case want < 0 && r.Corrects:
			t.Errorf("%q corrects to %v", text, *r.Answer.Number)
		case want >= 0 && (!r.Corrects || !r.OK || r.Question.ID != "nps" || *r.Answer.Number != want):
			t.Errorf("%q was read as %+v", text, r)
		}
	}
}

// A correction that makes a customer unhappy hands over, and is kept.
func TestACorrectionMayHandOver(t *testing.T) {
	c := begin(t, load(t, "visit.yaml"), "zh")
	c.types("好")
	c.types("9")
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "点错了，应该是0分", Escalate: true})
	c.state(dialog.WithAgent)
	if a := c.sess.Answer("nps"); *a.Number != 0 || len(c.sess.Answers) != 1 {
		t.Errorf("kept %+v", c.sess.Answers)
	}
}

func TestOneLanguageOnly(t *testing.T) {
	c := begin(t, short(t), "zh")
	c.types("English please")
	if c.sess.Lang != "zh" || c.last.Text[:len("抱歉")] != "抱歉" || len(c.last.Buttons) != 11 {
		t.Errorf("said %q in %s", c.last.Text, c.sess.Lang)
	}
}
