package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"huiyin/adapters"
	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/dialog"
)

// unhappy gives a chat whose case has just been opened.
func unhappy(t *testing.T) *chat {
	t.Helper()
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.press("2").bot("哪里不满意").in("what_went_wrong")
	c.says("定损拖了九天，没人管").bot("很抱歉", "人工客服").in(dialog.WithAgent).opened("detractor_grievance")
	return c
}

func take(agent string) conversation.AgentAction {
	return conversation.AgentAction{Do: conversation.DoTake, Agent: agent}
}

func reply(agent, text string) conversation.AgentAction {
	return conversation.AgentAction{Do: conversation.DoReply, Agent: agent, Text: text}
}

func resolve(agent string) conversation.AgentAction {
	return conversation.AgentAction{Do: conversation.DoResolve, Agent: agent, RootCause: "定损排队", Action: "已加急"}
}

func (c *chat) resolved(agent string) turn {
	c.Helper()
	r, code := c.acts(resolve(agent))
	if code != "" {
		c.Fatalf("refused: %s", code)
	}
	return r
}

// done expects that the agent's action is done.
func (c *chat) done(a conversation.AgentAction) turn {
	c.Helper()
	r, code := c.acts(a)
	if code != "" {
		c.Fatalf("%s refused: %s", a.Do, code)
	}
	return r
}

// refused expects that the agent's action changes nothing but its outcome.
func (c *chat) refused(a conversation.AgentAction, want string) {
	c.Helper()
	before := string(c.doc)
	r, code := c.acts(a)
	r.silence()
	if code != want {
		c.Errorf("%s: %q, want %q", a.Do, code, want)
	}
	same(c, before, string(c.doc))
	if len(r.Events) != 1 {
		c.Errorf("a refused action left %+v", r.Events)
	}
}

func TestOneCaseOneApologyThenSilence(t *testing.T) {
	c := unhappy(t)
	id := c.document().Case.ID
	for i := range 5 {
		c.says(fmt.Sprintf("人呢？%d 再不来我要投诉", i)).silence().in(dialog.WithAgent)
	}
	c.does(adapters.Inbound{Kind: adapters.KindMedia}).silence()
	c.opens(claim("I1"), nil).silence()
	if got := c.document().Case; got.ID != id || got.State != handoff.Open {
		t.Errorf("%+v", got)
	}
	if !c.wakeAt.IsZero() {
		t.Errorf("a timer would remind: %v", c.wakeAt)
	}
	same(t, []string{"system case.open"}, c.audits())

	t.Log("what was said meanwhile is in the record, scored, for the agent to read")
	said := 0
	for _, e := range c.events {
		if m := e.Message; m != nil && m.From == "customer" && m.Score != nil && strings.Contains(m.Text, "人呢") {
			said++
		}
	}
	same(t, 5, said)
}

func TestAnAgentTakesRepliesAndResolves(t *testing.T) {
	c := unhappy(t)
	c.done(take("王敏")).silence()
	r := c.done(reply("王敏", "您好，我是王敏，马上为您查。"))
	if len(r.Out) != 1 || r.Out[0].From != "王敏" || r.Out[0].Text != "您好，我是王敏，马上为您查。" || r.Out[0].ReplyTo != "" {
		t.Errorf("%+v", r.Out)
	}
	c.done(reply("", "已经加急了。")) // a system that names nobody speaks for the owner
	c.resolved("王敏").bot("您的问题解决了吗").in(dialog.Solved)
	c.press("是").bot("祝您出行平安").in(dialog.Completed)

	same(t, []string{
		"system case.open", "agent:王敏 case.take", "agent:王敏 case.reply", "agent:王敏 case.reply", "agent:王敏 case.resolve",
	}, c.audits())
	same(t, []string{"I1 started", "I1 completed"}, c.invitations())
	if got := c.document().Case; got.State != handoff.Resolved || got.RootCause != "定损排队" || got.Owner != "王敏" || got.RepliedAt.IsZero() {
		t.Errorf("%+v", got)
	}
}

func TestNotSolvedIsANewCase(t *testing.T) {
	c := unhappy(t)
	first := c.document().Case.ID
	c.resolved("王敏")
	c.press("否").bot("还没有解决", "人工客服").in(dialog.WithAgent).opened("unsolved")
	second := c.document().Case
	if second.ID == first || second.State != handoff.Open || second.Owner != "" || second.Priority != 1 {
		t.Errorf("%+v", second)
	}
	c.refused(conversation.AgentAction{Do: conversation.DoReply, Case: first, Agent: "王敏", Text: "?"}, conversation.CodeUnknownCase)
	c.says("还是没人管").silence()
	c.resolved("李强").bot("解决了吗")
	c.press("是").in(dialog.Completed)
}

func TestWhoIsFasterHasTheCase(t *testing.T) {
	c := unhappy(t)
	c.done(take("王敏"))
	c.refused(take("李强"), handoff.CodeTakenByOther)
	c.refused(reply("李强", "您好"), handoff.CodeTakenByOther)
	c.refused(resolve("李强"), handoff.CodeTakenByOther)
	for _, e := range c.events {
		if o := e.Outcome; o != nil && o.Error != "" && o.Who != "王敏" {
			t.Errorf("the loser is not told who was faster: %+v", o)
		}
	}
}

func TestAReplyTakesAnOpenCase(t *testing.T) {
	c := unhappy(t)
	c.done(reply("王敏", "您好"))
	if got := c.document().Case; got.State != handoff.Taken || got.Owner != "王敏" {
		t.Errorf("%+v", got)
	}
	c.refused(take("李强"), handoff.CodeTakenByOther)
}

func TestASystemWithoutANameStillHasOne(t *testing.T) {
	c := unhappy(t)
	r := c.done(reply("", "您好"))
	if len(r.Out) != 1 || r.Out[0].From != "客服" || c.document().Case.Owner != "客服" {
		t.Errorf("%+v %+v", r.Out, c.document().Case)
	}
}

func TestActionsThatAreRefused(t *testing.T) {
	c := unhappy(t)
	c.refused(reply("王敏", " \n"), conversation.CodeEmptyText)
	c.refused(conversation.AgentAction{Do: "dance", Agent: "王敏"}, conversation.CodeUnknownDo)
	c.refused(conversation.AgentAction{Do: conversation.DoTake, Case: "CNONE", Agent: "王敏"}, conversation.CodeUnknownCase)
	c.refused(conversation.AgentAction{Do: conversation.DoResolve, Agent: "王敏", Action: "b"}, handoff.CodeMissingRootCause)
	c.refused(conversation.AgentAction{Do: conversation.DoResolve, Agent: "王敏", RootCause: "a", Action: " "}, handoff.CodeMissingAction)
	c.resolved("王敏")
	for _, a := range []conversation.AgentAction{take("王敏"), reply("王敏", "?"), resolve("王敏")} {
		c.refused(a, handoff.CodeNotOpen)
	}

	t.Log("a chat without a case has none to act on")
	quiet := open(t, shipped(t))
	quiet.invited(claim("I1"))
	quiet.refused(conversation.AgentAction{Do: conversation.DoTake, Case: "C1", Agent: "王敏"}, conversation.CodeUnknownCase)
}

func TestAPersonForTheAsking(t *testing.T) {
	t.Run("before consent", func(t *testing.T) {
		c := open(t, shipped(t))
		c.invited(claim("I1"))
		c.says("转人工").bot("好的，为您转人工").in(dialog.WithAgent).opened("ask_human")
	})
	t.Run("in a question", func(t *testing.T) {
		c := open(t, shipped(t))
		c.invited(claim("I1"))
		c.press("同意")
		c.says("转人工").bot("好的，为您转人工", "问卷先停在这里").in(dialog.WithAgent).opened("ask_human")
		same(t, []string(nil), c.answers())
	})
	t.Run("after the end", func(t *testing.T) {
		c := open(t, shipped(t))
		c.invited(claim("I1"))
		c.press("不同意").in(dialog.Declined)
		c.says("转人工").bot("好的，为您转人工").in(dialog.WithAgent).opened("ask_human")
		c.resolved("王敏").bot("解决了吗")
		c.press("是").in(dialog.Completed)
	})
}

func TestWordsAfterTheEndAreThankedForOnce(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("不同意").in(dialog.Declined)
	c.says("谢谢").bot("收到")
	c.says("在吗").silence().in(dialog.Declined)
	c.does(adapters.Inbound{Kind: adapters.KindMedia}).silence()

	t.Log("but anger is heard, whenever it comes")
	c.says("拖了九天没人管，太气人了").bot("人工客服").in(dialog.WithAgent)
	c.resolved("王敏")
	c.press("是").in(dialog.Completed)

	t.Log("and after that end thanks are due once more")
	c.says("谢谢").bot("收到")
	c.says("好").silence()
}

func TestAStaleButtonChangesNothing(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	agree := c.labels["同意"]
	c.press("同意").in("nps")
	ten := c.labels["10"]
	c.press("9").in("what_was_good")
	for _, value := range []string{agree, ten, "nonsense", "-1", "99999999999999999999"} {
		before := string(c.doc)
		r := c.does(adapters.Inbound{Kind: adapters.KindButton, Button: value, Text: "10"}).silence()
		same(t, before, string(c.doc))
		if len(r.Events) > 0 {
			t.Errorf("button %s left %+v", value, r.Events)
		}
	}
}

func TestAContradictionIsKeptForReview(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	r := c.says("10分，拒赔三次，真会坑人").in("what_was_good")
	if r.Document.Case != nil {
		t.Errorf("%+v", r.Document.Case)
	}
	same(t, []string{"system review.contradiction"}, c.audits())
	for _, e := range r.Events {
		if e.Audit != nil && e.Audit.Object != "conversation:"+r.Document.Session.ID {
			t.Errorf("about %s", e.Audit.Object)
		}
	}
}

func TestWhatIsSaidToTheAgentMayMakeTheCaseGraver(t *testing.T) {
	c := unhappy(t)
	if p := c.document().Case.Priority; p != 2 {
		t.Fatalf("priority %d", p)
	}
	c.says("不然我就去12378投诉").silence().in(dialog.WithAgent)
	got := c.document().Case
	if got.Priority != 1 || !slices.ContainsFunc(got.Reasons, func(r handoff.Reason) bool { return r.Rule == "regulator" }) {
		t.Errorf("priority %d, reasons %+v", got.Priority, got.Reasons)
	}
	n := len(got.Reasons)
	c.says("真的，12378").silence()
	if again := c.document().Case; len(again.Reasons) != n {
		t.Errorf("the same rule stands twice: %+v", again.Reasons)
	}
	c.resolved("王敏")
}
