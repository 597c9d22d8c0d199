package conversation_test

import (
	"testing"

	"huiyin/adapters"
	"huiyin/bot/conversation"
	"huiyin/bot/records"
	"huiyin/dialog"
)

func claim(id string) *conversation.Invite {
	return &conversation.Invite{
		ID: id, Survey: "motor-claim", Touchpoint: "claim_closed", Journey: "motor", Customer: "K1",
		Vars: map[string]any{"name": "陈先生", "claim_no": "CL1"},
	}
}

func TestAnInvitationIntoAKnownChat(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1")).bot("陈先生您好", "CL1").in(dialog.Consent)
	c.press("同意").bot("0=完全不可能").in("nps")
	c.press("10").bot("谢谢您的认可").in("what_was_good")
	c.says("定损员很专业，半天就搞定了").in("speed")
	c.press("5").in("effort")
	c.press("7").in("hardest")
	c.press("都还顺利").bot("祝您出行平安").in(dialog.Completed)

	same(t, []string{"nps", "what_was_good", "speed", "effort", "hardest"}, c.answers())
	same(t, []string{"I1 started", "I1 completed"}, c.invitations())
	if !c.wakeAt.IsZero() {
		t.Errorf("a timer is left: %v", c.wakeAt)
	}
	contact := c.contact()
	if contact.Customer != "K1" || contact.Channel != "telegram" || contact.User != "42" || contact.OptedOut {
		t.Errorf("%+v", contact)
	}
	for _, e := range c.events {
		if a := e.Answer; a != nil && (a.Touchpoint != "claim_closed" || a.Journey != "motor" || a.Seq == 0 || a.Asked == "" || a.Customer != "K1") {
			t.Errorf("%+v", a)
		}
	}
}

func TestWhatWasPressedIsInTheRecord(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.press("8")
	c.says("多发几条进度短信")
	c.press("4")
	c.press("6")
	c.press("维修")
	var said []string
	for _, e := range c.events {
		if e.Message != nil && e.Message.From == "customer" {
			said = append(said, e.Message.Text)
		}
	}
	same(t, []string{"同意", "8", "多发几条进度短信", "4", "6", "维修"}, said)
}

func TestTheSameInvitationTwiceBeginsOnce(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1")).bot("陈先生您好")
	c.invited(claim("I1")).silence().in(dialog.Consent)
	same(t, []string{"I1 started"}, c.invitations())
}

func TestAnInvitationIsSuppressedInTheMiddleOfAnother(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.invited(claim("I2")).silence().in("nps")
	same(t, []string{"I1 started", "I2 suppressed busy"}, c.invitations())
}

func TestALinkBeginsItsSurvey(t *testing.T) {
	c := open(t, shipped(t))
	c.opens(claim("I1"), nil).bot("陈先生您好").in(dialog.Consent)
	c.press("同意").in("nps")

	t.Log("the same link again shows the current question")
	c.opens(claim("I1"), nil).bot("0=完全不可能").in("nps")
	c.press("3").in("what_went_wrong")
	c.says("跳过").in("speed")
	c.press("3")
	c.press("4")
	c.press("维修").in(dialog.Completed)

	t.Log("after the end it says so")
	c.opens(claim("I1"), nil).bot("已经完成").in(dialog.Completed)
	same(t, []string{"I1 started", "I1 completed"}, c.invitations())

	t.Log("another link begins another survey in the same chat, and no button of the first fits it")
	old := c.labels
	c.opens(claim("I2"), nil).bot("陈先生您好").in(dialog.Consent)
	if id := c.document().Session.ID; id == "" || len(old) > 0 {
		t.Errorf("session %q, buttons left %v", id, old)
	}
}

func TestALinkOfASurveyThatWasRefusedSaysThatItHasEnded(t *testing.T) {
	c := open(t, shipped(t))
	c.opens(claim("I1"), nil)
	c.press("不同意").in(dialog.Declined)
	c.opens(claim("I1"), nil).bot("已经结束").in(dialog.Declined)
	same(t, []string{"I1 started", "I1 declined"}, c.invitations())
}

func TestLinksThatCannotBeRedeemed(t *testing.T) {
	for name, c := range map[string]struct {
		why    error
		zh, en string
	}{
		"used":    {records.ErrUsed, "已被使用", "used already"},
		"expired": {records.ErrExpired, "已过期", "expired"},
		"unknown": {records.ErrNotFound, "无效", "not valid"},
	} {
		t.Run(name, func(t *testing.T) {
			zh := open(t, shipped(t))
			if r := zh.opens(nil, c.why).bot(c.zh); r.Document.Session != nil {
				t.Errorf("a session began: %+v", r.Document.Session)
			}
			en := open(t, shipped(t))
			msg := customer(1, adapters.Inbound{Kind: adapters.KindStart, Payload: "token", Lang: "en-GB"})
			msg.InviteErr = c.why
			en.handle(msg).bot(c.en)

			t.Log("the words promise a person, and one comes")
			zh.says("转人工").bot("人工客服").in(dialog.WithAgent).opened("ask_human")
		})
	}
}

func TestWalkingIn(t *testing.T) {
	start := adapters.Inbound{Kind: adapters.KindStart}

	t.Run("with a survey", func(t *testing.T) {
		c := open(t, shipped(t))
		c.does(start).bot("您的车险理赔已结案").in(dialog.Consent)
		c.does(start).bot("您的车险理赔已结案").in(dialog.Consent)
		same(t, 1, int(c.document().Sessions))
	})
	t.Run("by words", func(t *testing.T) {
		c := open(t, shipped(t))
		c.says("你好").bot("您的车险理赔已结案").in(dialog.Consent)
	})
	t.Run("in English", func(t *testing.T) {
		c := open(t, shipped(t))
		c.does(adapters.Inbound{Kind: adapters.KindText, Text: "hello", Lang: "en-US", Name: "Ann"}).bot("Your motor claim").in(dialog.Consent)
		if got := c.contact(); got.Name != "Ann" || got.Lang != "en" {
			t.Errorf("%+v", got)
		}
	})
	t.Run("following asks for nothing", func(t *testing.T) {
		c := open(t, shipped(t))
		c.does(adapters.Inbound{Kind: adapters.KindFollow}).silence()
	})
	t.Run("without a survey", func(t *testing.T) {
		h := shipped(t)
		h.WalkIn = ""
		c := open(t, h)
		c.does(start).bot("没有等待您填写的问卷", "转人工")
		if r := c.says("你好").bot("没有等待您填写的问卷"); r.Document.Session != nil {
			t.Errorf("a session began: %+v", r.Document.Session)
		}
	})
}

func TestAStrangerWhoComplainsReachesAPersonAtOnce(t *testing.T) {
	for _, walkIn := range []string{"motor-claim", ""} {
		t.Run("walk-in "+walkIn, func(t *testing.T) {
			h := shipped(t)
			h.WalkIn = walkIn
			c := open(t, h)
			c.says("再不赔我就打12378投诉你们").bot("人工客服").in(dialog.WithAgent).opened("regulator")
			c.says("人呢").silence()
			c.resolved("李强").bot("解决了吗").in(dialog.Solved)
			c.press("是").in(dialog.Completed)
			c.says("好的").bot("收到")
			c.says("再见").silence()
		})
	}
}

func TestAStrangerWhoWantsNothingGetsNoSurvey(t *testing.T) {
	c := open(t, shipped(t))
	if r := c.says("退订").bot("不会再向您发送"); r.Document.Session != nil {
		t.Errorf("a session began: %+v", r.Document.Session)
	}
	if !c.contact().OptedOut {
		t.Error("the record does not know")
	}
	c.invited(claim("I1")).silence()
	same(t, []string{"I1 suppressed opted_out"}, c.invitations())

	t.Log("a link that the customer opens is another thing")
	c.opens(claim("I2"), nil).bot("陈先生您好")
	if c.contact().OptedOut {
		t.Error("the record still has an opt-out")
	}
}

func TestAButtonOfAnErasedConversationBeginsNothing(t *testing.T) {
	c := open(t, shipped(t))
	r := c.does(adapters.Inbound{Kind: adapters.KindButton, Button: "4711", Text: "同意"}).silence()
	if r.Document.Session != nil {
		t.Errorf("%+v", r.Document.Session)
	}
}
