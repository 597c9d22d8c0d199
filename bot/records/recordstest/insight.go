package recordstest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"huiyin/bot/records"
	"huiyin/dialog"
)

func (s *story) answers(as ...records.Answer) {
	s.Helper()
	for i := range as {
		s.project(records.Event{Answer: &as[i]})
	}
}

func nps(t *testing.T, s *story) {
	for i, n := range []float64{0, 6, 7, 8, 9, 10, 10} {
		s.answers(rated(fmt.Sprint("S", i), n, at(10+i)))
	}
	skipped, unread, staff, csat, elsewhere := rated("A", 9, at(20)), rated("B", 9, at(20)), rated("C", 9, at(20)), rated("D", 5, at(20)), rated("E", 3, at(20))
	skipped.Answer.Status, skipped.Answer.Number = "skipped", nil
	unread.Answer.Status, unread.Answer.Number = "unread", nil
	staff.Kind = "employee"
	csat.Answer.Type = dialog.CSAT
	elsewhere.Journey, elsewhere.Touchpoint = "pet.buying", "pet.quote"
	s.answers(skipped, unread, staff, csat, elsewhere)

	claims := records.NPSCount{Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Promoters: 3, Passives: 2, Detractors: 2}
	quote := records.NPSCount{Touchpoint: "pet.quote", Journey: "pet.buying", Detractors: 1}
	s.same(must[[]records.NPSCount](s)(s.NPS(ctx, at(0))), []records.NPSCount{claims, quote})
	claims.Detractors, claims.Passives = 0, 1 // 8, 9, 10, 10
	s.same(must[[]records.NPSCount](s)(s.NPS(ctx, at(13))), []records.NPSCount{claims, quote})
}

func csat(t *testing.T, s *story) {
	for i, n := range []float64{1, 3, 4, 5} {
		a := rated(fmt.Sprint("S", i), n, at(i))
		a.Answer.Type, a.Answer.Question = dialog.CSAT, "speed"
		b := a
		b.Answer.Question = "attitude"
		s.answers(a, b, rated(fmt.Sprint("S", i), 10, at(i)))
	}
	s.same(must[[]records.CSATCount](s)(s.CSAT(ctx, at(1))), []records.CSATCount{
		{Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Survey: "motor-claim", Question: "attitude", Satisfied: 2, N: 3},
		{Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Survey: "motor-claim", Question: "speed", Satisfied: 2, N: 3},
	})
}

func dispositions(t *testing.T, s *story) {
	count := func(id, touchpoint, disposition string, ended int) {
		c := talk(id, at(0), at(ended))
		c.Touchpoint, c.Disposition, c.EndedAt = touchpoint, disposition, at(ended)
		s.project(records.Event{Conversation: &c})
	}
	goesOn := talk("S0", at(0), at(9))
	s.project(records.Event{Conversation: &goesOn})
	count("S1", "a", "complete", 5)
	count("S2", "a", "complete", 1)
	count("S3", "a", "partial", 6)
	count("S4", "b", "complete", 7)
	got := must[[]records.DispositionCount](s)(s.Dispositions(ctx, at(5)))
	s.same(got, []records.DispositionCount{
		{Touchpoint: "a", Journey: "motor.claim", Disposition: "complete", N: 1},
		{Touchpoint: "a", Journey: "motor.claim", Disposition: "partial", N: 1},
		{Touchpoint: "b", Journey: "motor.claim", Disposition: "complete", N: 1},
	})
	if n := len(must[[]records.DispositionCount](s)(s.Dispositions(ctx, time.Time{}))); n != 3 {
		t.Errorf("%d counts over all time, want 3", n)
	}
}

func recoveries(t *testing.T, s *story) {
	twice := func(id, question string, before, after float64, minute int) {
		first, second := rated(id, before, at(minute)), rated(id, after, at(minute+5))
		first.Answer.Question, second.Answer.Question = question, question
		second.Answer.Round = 2
		s.answers(first, second)
	}
	twice("S1", "nps", 2, 8, 0)
	twice("S2", "nps", 4, 4, 1)
	twice("S3", "nps", 0, 10, -60)
	twice("S4", "speed", 1, 3, 2)
	skipped := rated("S5", 9, at(9))
	skipped.Answer.Round, skipped.Answer.Status, skipped.Answer.Number = 2, "skipped", nil
	s.answers(rated("S5", 3, at(3)), skipped, rated("S6", 9, at(3)))

	got := must[[]records.Recovery](s)(s.Recoveries(ctx, at(0)))
	s.same(got, []records.Recovery{
		{Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Survey: "motor-claim", Question: "nps", Type: "nps", N: 2, Before: 3, After: 6},
		{Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Survey: "motor-claim", Question: "speed", Type: "nps", N: 1, Before: 1, After: 3},
	})
	counts := must[[]records.NPSCount](s)(s.NPS(ctx, at(-120))) // what was asked once more is another number
	s.same(counts, []records.NPSCount{{Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Promoters: 1, Detractors: 5}})
	c := talk("S1", at(0), at(9))
	s.project(records.Event{Conversation: &c})
	if _, answers, err := s.Conversation(ctx, "S1"); err != nil || len(answers) != 2 {
		t.Errorf("the conversation has %d answers, want both: %v", len(answers), err)
	}
}

func verbatims(t *testing.T, s *story) {
	date, kept := words("S1", "when", "2026-11-25", at(5)), rated("S2", 0, at(6))
	date.Answer.Type = dialog.Date
	kept.Answer.Status, kept.Answer.Number, kept.Answer.Text = "unread", nil, "你们太慢了"
	silent := words("S1", "more", "", at(7))
	s.answers(rated("S1", 3, at(1)), words("S1", "what", "没人管", at(4)), date, kept, silent)

	got := must[[]records.Verbatim](s)(s.Verbatims(ctx, 10))
	three := 3.0
	s.same(got, []records.Verbatim{
		{
			Conversation: "S2", Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Channel: "telegram",
			Lang: "zh", Asked: "您有多大可能推荐我们？", Text: "你们太慢了", Label: "unknown", At: at(6),
		},
		{
			Conversation: "S1", Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Channel: "telegram",
			Lang: "zh", Asked: "哪里不满意？", Text: "没人管", NPS: &three, Value: -0.6, Label: "neg", At: at(4),
		},
	})
	if n := len(must[[]records.Verbatim](s)(s.Verbatims(ctx, 1))); n != 1 {
		t.Errorf("%d with a limit of 1", n)
	}
}

func eachAnswer(t *testing.T, s *story) {
	late, early := words("S1", "what", "没人管", at(4)), rated("S2", 3, at(1))
	ended := talk("S1", at(0), at(5))
	ended.Disposition, ended.EndedAt = "partial", at(5)
	s.project(records.Event{Conversation: &ended})
	s.answers(late, early)
	late.Disposition = "partial"
	var got []records.Answer
	s.ok(s.EachAnswer(ctx, func(a records.Answer) error { got = append(got, a); return nil }))
	s.same(got, []records.Answer{early, late})

	enough := errors.New("enough")
	calls := 0
	err := s.EachAnswer(ctx, func(records.Answer) error { calls++; return enough })
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("%d calls, %v; want one and its own error", calls, err)
	}
}
