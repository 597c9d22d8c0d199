package conversation_test

import (
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/bot/conversation"
	"huiyin/dialog"
)

func TestStopWorksInTheSurvey(t *testing.T) {
	for name, before := range map[string][]string{"at the notice": nil, "in a question": {"同意"}, "in words": {"同意", "3"}} {
		t.Run(name, func(t *testing.T) {
			c := open(t, shipped(t))
			c.invited(claim("I1"))
			for _, label := range before {
				c.press(label)
			}
			c.says("退订").bot("已为您退订").in(dialog.OptedOut)
			if !c.contact().OptedOut || !c.wakeAt.IsZero() {
				t.Errorf("%+v, timer %v", c.contact(), c.wakeAt)
			}
			c.invited(claim("I2")).silence().in(dialog.OptedOut)
			same(t, []string{"I1 started", "I1 opted_out", "I2 suppressed opted_out"}, c.invitations())
		})
	}
}

func TestStopWithAnAgentIsKeptUntilTheCaseIsResolved(t *testing.T) {
	c := unhappy(t)
	c.done(take("王敏"))
	c.says("退订").silence().in(dialog.WithAgent)
	if !c.contact().OptedOut {
		t.Error("the record does not know")
	}
	c.done(reply("王敏", "明白，最后跟您说明一下处理结果。"))
	c.resolved("王敏").silence().in(dialog.OptedOut)
	same(t, []string{"I1 started", "I1 opted_out"}, c.invitations())
	c.invited(claim("I2")).silence()
}

func TestStopAfterTheEnd(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("不同意")
	c.says("退订").bot("不会再向您发送").in(dialog.Declined)
	if !c.contact().OptedOut {
		t.Error("the record does not know")
	}
	c.invited(claim("I2")).silence()
}

func TestLeavingEndsTheSurveyAndComingBackOpensTheChat(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.press("8")
	c.does(adapters.Inbound{Kind: adapters.KindLeave}).silence().in(dialog.OptedOut)
	if !c.contact().Left || c.contact().OptedOut {
		t.Error("the record does not know that the chat was left, or takes it for 退订")
	}
	c.invited(claim("I2")).silence()
	same(t, []string{"nps"}, c.answers())

	t.Log("who comes back has not said 退订")
	c.does(adapters.Inbound{Kind: adapters.KindFollow}).silence()
	if c.contact().Left {
		t.Error("who came back cannot be invited")
	}
	c.invited(claim("I3")).bot("陈先生您好").in(dialog.Consent)
	same(t, []string{"I1 started", "I1 opted_out", "I2 suppressed opted_out", "I3 started"}, c.invitations())
}

func TestWhoSaidStopAndCameBackIsStillOptedOut(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.says("退订")
	c.does(adapters.Inbound{Kind: adapters.KindLeave})
	c.does(adapters.Inbound{Kind: adapters.KindFollow})
	if !c.contact().OptedOut {
		t.Error("coming back took the 退订 away")
	}
	c.invited(claim("I2")).silence()
}

func TestLeavingLeavesTheCaseWithItsAgent(t *testing.T) {
	c := unhappy(t)
	c.done(take("王敏"))
	c.does(adapters.Inbound{Kind: adapters.KindLeave}).silence().in(dialog.WithAgent)
	c.resolved("王敏").silence().in(dialog.OptedOut)

	t.Log("who came back in time is asked")
	c = unhappy(t)
	c.does(adapters.Inbound{Kind: adapters.KindLeave}).silence()
	c.says("我回来了").silence().in(dialog.WithAgent)
	c.resolved("王敏").bot("解决了吗").in(dialog.Solved)
}

func TestSilenceIsRemindedOnceThenExpires(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.press("8").in("what_to_improve")
	heard := c.now
	c.timer().bot("还在等您", "哪一点做得更好").in("what_to_improve")
	same(t, heard.Add(24*time.Hour), c.now)
	c.timer().silence().in(dialog.Expired)
	same(t, heard.Add(72*time.Hour), c.now)
	same(t, []string{"I1 started", "I1 expired"}, c.invitations())
	same(t, []string{"nps"}, c.answers())
	if got := c.document().Session; len(got.Answers) != 1 || got.Ended.IsZero() {
		t.Errorf("%+v", got)
	}

	t.Log("late words are thanked for, and late anger is heard")
	c.says("好").bot("已经结束", "记下了")
	c.says("我要打12378投诉").in(dialog.WithAgent).opened("regulator")
}

func TestATimerThatCameTooEarlyOrTooLateChangesNothing(t *testing.T) {
	c := open(t, shipped(t))
	early := conversation.Turn{ID: "timer:1", Message: conversation.Message{Timer: true}}
	c.handle(early).silence() // of an erased conversation
	c.invited(claim("I1"))
	before := string(c.doc)
	c.handle(early).silence()
	same(t, before, string(c.doc))
	c.press("不同意")
	c.now = c.now.Add(100 * time.Hour)
	c.handle(early).silence().in(dialog.Declined)
}

func TestWordsPutRightLaterAnswerNothingButAreHeard(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.press("9")
	c.does(adapters.Inbound{Kind: adapters.KindText, Text: "8", Edits: "m1"}).silence()
	same(t, []string{"nps"}, c.answers())
	c.does(adapters.Inbound{Kind: adapters.KindText, Text: "再不处理我就打12378投诉", Edits: "m1"}).in(dialog.WithAgent)
}
