package recordstest

import (
	"errors"
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/bot/records"
	"huiyin/dialog"
	"huiyin/scoring"
)

func contact(conv, customer string, seen time.Time) records.Contact {
	a, err := adapters.ParseAddress(conv)
	if err != nil {
		panic(err)
	}
	return records.Contact{
		Conv: conv, Customer: customer, Channel: a.Channel, Account: a.Account, User: a.User,
		Name: "陈先生", Lang: "zh", SeenAt: seen,
	}
}

func talk(id string, started, updated time.Time) records.Conversation {
	return records.Conversation{
		ID: id, Conv: chat, Channel: "telegram", Customer: "C-1", Invitation: "I1", Survey: "motor-claim",
		Version: "0123456789ab", Title: "车险理赔回访", Touchpoint: "motor.claim.settlement", Journey: "motor.claim",
		Lang: "zh", State: "nps", Vars: map[string]any{"claim_no": "CL-1", "days": 9.5, "vip": true},
		StartedAt: started, UpdatedAt: updated,
	}
}

func said(id, from, text string, when time.Time) records.Event {
	m := &records.Message{ID: id, Conv: chat, Conversation: "S1", From: from, Text: text, At: when}
	if from != "customer" {
		m.Status = "queued"
	}
	return records.Event{Conv: chat, Message: m}
}

func contactIsKnown(t *testing.T, s *story) {
	old, newer := contact(chat, "C-1", at(0)), contact(other, "C-1", at(5))
	stranger := contact("webchat:default:x:y", "", at(9))
	s.project(records.Event{Conv: chat, Contact: &old}, records.Event{Contact: &newer}, records.Event{Contact: &stranger})
	s.same(must[[]records.Contact](s)(s.ContactsOf(ctx, "C-1")), []records.Contact{newer, old})
	s.same(must[records.Contact](s)(s.Contact(ctx, "webchat:default:x:y")), stranger)
	s.same(must[[]records.Contact](s)(s.ContactsOf(ctx, "")), []records.Contact(nil))
}

func staleContact(t *testing.T, s *story) {
	now := contact(chat, "C-1", at(5))
	now.OptedOut, now.Left = true, true
	stale := contact(chat, "C-2", at(4))
	s.project(records.Event{Contact: &now}, records.Event{Contact: &stale})
	s.same(must[records.Contact](s)(s.Contact(ctx, chat)), now)

	nameless := contact(chat, "", at(6))
	nameless.Name = ""
	s.project(records.Event{Contact: &nameless})
	got := must[records.Contact](s)(s.Contact(ctx, chat))
	if got.Customer != "C-1" || got.Name != "陈先生" || got.OptedOut || got.Left {
		t.Errorf("news that leaves the customer out: %+v, want the customer kept and the opt-out gone", got)
	}
}

func busy(t *testing.T, s *story) {
	is := func(want bool, why string) {
		t.Helper()
		if got := must[bool](s)(s.Busy(ctx, chat)); got != want {
			t.Errorf("%s: busy = %v", why, got)
		}
	}
	is(false, "nothing began")
	first := talk("S1", at(0), at(0))
	s.project(records.Event{Conversation: &first})
	is(true, "a survey goes on")
	second := talk("S2", at(10), at(11))
	second.EndedAt = at(11)
	s.project(records.Event{Conversation: &second})
	is(false, "the newest one ended, the first was left")
}

func conversation(t *testing.T, s *story) {
	c := talk("S1", at(0), at(1))
	second, first := rated("S1", 8, at(2)), words("S1", "what", "太慢了", at(3))
	first.Seq, second.Seq = 1, 2
	first.Labels, first.Answer.Options = []string{"查勘定损", "赔款到账"}, []string{"assess", "payment"}
	s.project(records.Event{Conversation: &c}, records.Event{Answer: &second}, records.Event{Answer: &first})
	got, answers, err := s.Conversation(ctx, "S1")
	s.ok(err)
	s.same(got, c)
	s.same(answers, []records.Answer{first, second})
}

func staleConversation(t *testing.T, s *story) {
	now, stale := talk("S1", at(0), at(9)), talk("S1", at(0), at(8))
	now.State, now.EndedAt = "completed", at(9)
	s.project(records.Event{Conversation: &now}, records.Event{Conversation: &stale})
	got, _, err := s.Conversation(ctx, "S1")
	s.ok(err)
	s.same(got, now)
}

func answerAgain(t *testing.T, s *story) {
	c, first, again := talk("S1", at(0), at(0)), rated("S1", 3, at(1)), rated("S1", 9, at(2))
	s.project(records.Event{Conversation: &c}, records.Event{Answer: &first}, records.Event{Answer: &again}, records.Event{Answer: &first})
	_, answers, err := s.Conversation(ctx, "S1")
	s.ok(err)
	s.same(answers, []records.Answer{again})
}

func answerAboutItems(t *testing.T, s *story) {
	c, door, lamp := talk("S1", at(0), at(0)), rated("S1", 3, at(1)), rated("S1", 9, at(2))
	door.Answer.Item, lamp.Answer.Item = "门", "灯"
	s.project(records.Event{Conversation: &c}, records.Event{Answer: &door}, records.Event{Answer: &lamp})
	_, answers, err := s.Conversation(ctx, "S1")
	s.ok(err)
	s.same(answers, []records.Answer{door, lamp})
}

func newestMessages(t *testing.T, s *story) {
	score := scoring.Score{
		Known: true, Value: -0.8, Label: scoring.Negative, Version: "lexicon/1",
		Parts: []scoring.Part{{Source: "text", Value: -0.8, Words: []string{"没人管"}}},
		Rules: []scoring.Hit{{ID: "regulator", Words: []string{"12378"}}}, Topics: []string{"claims"},
	}
	first, second, third := said("m1", "customer", "你好", at(1)), said("m2", "customer", "没人管 😡", at(2)), said("m3", "bot", "抱歉", at(2))
	second.Message.Score = &score
	third.Message.Buttons = []adapters.Button{{Label: "是", Value: "17592186044416"}, {Label: "否", Value: "1"}}
	foreign := said("m1", "customer", "someone else", at(3))
	foreign.Message.Conv = other
	s.project(first, second, third, foreign)
	s.same(must[[]records.Message](s)(s.Messages(ctx, chat, 2)), []records.Message{*second.Message, *third.Message})
	s.same(must[[]records.Message](s)(s.Messages(ctx, chat, 10)), []records.Message{*first.Message, *second.Message, *third.Message})
}

func outcome(t *testing.T, s *story) {
	refused := records.Outcome{ID: "agent:C1:x", Error: "taken_by_other", Who: "王敏"}
	s.project(records.Event{Outcome: &refused})
	s.same(must[records.Outcome](s)(s.Outcome(ctx, "agent:C1:x")), refused)
}

func audit(t *testing.T, s *story) {
	open := records.Audit{Actor: "system", Action: "case.open", Object: "case:C1", At: at(1)}
	take := records.Audit{Actor: "agent:王敏", Action: "case.take", Object: "case:C1", At: at(1)}
	elsewhere := records.Audit{Actor: "system", Action: "case.open", Object: "case:C2", At: at(0)}
	s.project(records.Event{Audit: &open}, records.Event{Audit: &elsewhere}, records.Event{Audit: &take})
	s.same(must[[]records.Audit](s)(s.AuditOf(ctx, "case:C1")), []records.Audit{open, take})
}

func empty(t *testing.T, s *story) {
	for what, err := range map[string]error{
		"contact":      second(s.Contact(ctx, chat)),
		"conversation": func() error { _, _, err := s.Conversation(ctx, "S1"); return err }(),
		"case":         second(s.Case(ctx, "C1")),
		"outcome":      second(s.Outcome(ctx, "x")),
		"invitation":   second(s.Invitation(ctx, "I1")),
		"token":        second(s.Redeem(ctx, "nobody", chat, start)),
		"empty token":  second(s.Redeem(ctx, "", chat, start)),
		"agent":        second(s.Agent(ctx, "王敏")),
		"link":         s.UseLink(ctx, "h", start),
	} {
		if !errors.Is(err, records.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", what, err)
		}
	}
	s.ok(s.Project(ctx, nil))
	s.project(records.Event{Conv: chat}) // of a newer version, perhaps
	s.same(must[[]records.Message](s)(s.Messages(ctx, chat, 5)), []records.Message(nil))
}

func second[T any](_ T, err error) error { return err }

func rated(conversation string, n float64, when time.Time) records.Answer {
	return records.Answer{
		Conversation: conversation, Conv: chat, Survey: "motor-claim", Version: "0123456789ab", Kind: "experience",
		Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Customer: "C-1", Channel: "telegram", Lang: "zh",
		Seq: 1, Asked: "您有多大可能推荐我们？",
		Answer: dialog.Answer{Question: "nps", Type: dialog.NPS, Status: "answered", Number: &n, At: when, How: "digits", Confidence: 0.95},
		Score:  scoring.UnknownScore("lexicon/1"),
	}
}

func words(conversation, question, text string, when time.Time) records.Answer {
	a := rated(conversation, 0, when)
	a.Asked = "哪里不满意？"
	a.Answer = dialog.Answer{Question: question, Type: dialog.Words, Status: "answered", Text: text, At: when}
	a.Score = scoring.Score{Known: true, Value: -0.6, Label: scoring.Negative, Version: "lexicon/1"}
	return a
}
