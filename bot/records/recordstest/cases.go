package recordstest

import (
	"testing"
	"time"

	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

func openCase(id string, priority int, opened time.Time) records.Case {
	return records.Case{
		Case: handoff.Case{
			ID: id, State: handoff.Open, Priority: priority, OpenedAt: opened,
			Reasons: []handoff.Reason{{Rule: "negative_text", Text: "负面情绪：“没人管”", En: "negative: “没人管”", Words: []string{"没人管"}}},
		},
		Conv: chat, Conversation: "S1", Channel: "telegram", Survey: "motor-claim",
		Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Customer: "C-1", Name: "陈先生",
	}
}

func caseOpens(t *testing.T, s *story) {
	nps, c := rated("S1", 2, at(1)), openCase("C1", 2, at(5))
	s.project(records.Event{Answer: &nps}, said("m1", "customer", "你好", at(1)), said("m2", "customer", "定损拖了九天，没人管", at(5)),
		records.Event{Case: &c})
	c.LastMessage, c.LastAt, c.Unread, c.NPS = "定损拖了九天，没人管", at(5), 1, nps.Answer.Number
	s.same(must[records.Case](s)(s.Case(ctx, "C1")), c)
	s.same(must[[]records.Case](s)(s.Cases(ctx, records.CaseFilter{State: "active"})), []records.Case{c})
}

func unread(t *testing.T, s *story) {
	c := openCase("C1", 2, at(1))
	is := func(n int, last, why string) {
		t.Helper()
		if got := must[records.Case](s)(s.Case(ctx, "C1")); got.Unread != n || got.LastMessage != last {
			t.Errorf("%s: unread %d, last %q; want %d, %q", why, got.Unread, got.LastMessage, n, last)
		}
	}
	s.project(said("m1", "customer", "没人管", at(1)), records.Event{Case: &c}, said("o1", "bot", "抱歉", at(1)))
	is(1, "没人管", "opened")
	s.project(said("m2", "customer", "人呢", at(2)))
	is(2, "人呢", "the customer wrote again, the bot's words do not count")
	photo := said("m3", "customer", "", at(3))
	s.project(photo)
	is(3, "人呢", "a photo without words")

	c.State, c.Owner, c.TakenAt = handoff.Taken, "王敏", at(4)
	s.project(records.Event{Case: &c})
	is(0, "人呢", "taken")
	s.project(said("m4", "customer", "终于", at(5)))
	is(1, "终于", "the customer wrote to the agent")
	c.RepliedAt = at(6)
	s.project(records.Event{Case: &c}, said("o2", "agent", "您好，我是王敏", at(6)))
	is(0, "终于", "the agent wrote")
	s.project(said("m5", "customer", "好", at(7)))
	c.State, c.ResolvedAt, c.RootCause, c.Action = handoff.Resolved, at(8), "查勘员未跟进", "已补派"
	s.project(records.Event{Case: &c}, said("m6", "customer", "谢谢", at(9)))
	is(0, "好", "resolved: later words are not the case's")
	got := must[records.Case](s)(s.Case(ctx, "C1"))
	if got.LastAt != at(7) || got.RootCause != "查勘员未跟进" || got.Action != "已补派" {
		t.Errorf("resolved case: %+v", got)
	}
}

func staleCase(t *testing.T, s *story) {
	taken, open := openCase("C1", 2, at(1)), openCase("C1", 3, at(1))
	taken.State, taken.Owner, taken.TakenAt = handoff.Taken, "王敏", at(2)
	s.project(records.Event{Case: &taken}, records.Event{Case: &open})
	s.same(must[records.Case](s)(s.Case(ctx, "C1")), taken)
}

func caseOrder(t *testing.T, s *story) {
	put := func(id string, priority, opened, resolved int, owner string) {
		c := openCase(id, priority, at(opened))
		c.Conv = "telegram:default:" + id
		if owner != "" {
			c.State, c.Owner, c.TakenAt = handoff.Taken, owner, at(opened)
		}
		if resolved > 0 {
			c.State, c.ResolvedAt = handoff.Resolved, at(resolved)
		}
		s.project(records.Event{Case: &c})
	}
	put("late2", 2, 9, 0, "")
	put("early2", 2, 3, 0, "王敏")
	put("early3", 3, 1, 0, "")
	put("late1", 1, 8, 0, "李雷")
	put("done-first", 1, 1, 20, "王敏")
	put("done-last", 3, 1, 30, "王敏")
	for _, c := range []struct {
		filter records.CaseFilter
		want   []string
	}{
		{records.CaseFilter{}, []string{"late1", "early2", "late2", "early3", "done-last", "done-first"}},
		{records.CaseFilter{State: "active"}, []string{"late1", "early2", "late2", "early3"}},
		{records.CaseFilter{State: "open"}, []string{"late2", "early3"}},
		{records.CaseFilter{State: "taken", Owner: "王敏"}, []string{"early2"}},
		{records.CaseFilter{Owner: "王敏"}, []string{"early2", "done-last", "done-first"}},
		{records.CaseFilter{State: "resolved", Limit: 1}, []string{"done-last"}},
	} {
		var got []string
		for _, x := range must[[]records.Case](s)(s.Cases(ctx, c.filter)) {
			got = append(got, x.ID)
		}
		s.same(got, c.want)
	}
}
