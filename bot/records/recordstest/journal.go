package recordstest

import (
	"fmt"
	"sync"
	"testing"

	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

// redelivered plays the journal's batch twice, as after a crash between Project and its
// acknowledgement, the second time with something new behind it.
func redelivered(t *testing.T, s *story) {
	c := openCase("C1", 2, at(1))
	batch := s.wrap(
		said("m1", "customer", "没人管", at(1)),
		records.Event{Case: &c},
		records.Event{Audit: &records.Audit{Actor: "system", Action: "case.open", Object: "case:C1", At: at(1)}},
		said("m2", "customer", "还在吗", at(2)),
	)
	s.ok(s.Project(ctx, batch))
	s.ok(s.Project(ctx, append(batch, s.wrap(said("m3", "customer", "？", at(3)))...)))

	if n := len(must[[]records.Audit](s)(s.AuditOf(ctx, "case:C1"))); n != 1 {
		t.Errorf("%d audit entries, want 1", n)
	}
	if n := len(must[[]records.Message](s)(s.Messages(ctx, chat, 10))); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}
	if got := must[records.Case](s)(s.Case(ctx, "C1")); got.Unread != 3 || got.LastMessage != "？" {
		t.Errorf("unread %d, last %q; want 3 and the newest words", got.Unread, got.LastMessage)
	}

	// The same message under a new entry id, as after the journal was rebuilt.
	s.project(said("m3", "customer", "？？", at(3)))
	if got := must[records.Case](s)(s.Case(ctx, "C1")); got.Unread != 3 {
		t.Errorf("unread %d after a message came under a second entry, want 3", got.Unread)
	}
	ms := must[[]records.Message](s)(s.Messages(ctx, chat, 10))
	if len(ms) != 3 || ms[2].Text != "？？" {
		t.Errorf("%d messages, the last %+v; want its newest words", len(ms), ms[len(ms)-1])
	}
}

// failedBatch has the second entry fail: JSON cannot hold a channel.
func failedBatch(t *testing.T, s *story) {
	bad := talk("S1", at(0), at(0))
	bad.Vars = map[string]any{"x": make(chan int)}
	batch := s.wrap(said("m1", "customer", "你好", at(0)), records.Event{Conversation: &bad})
	if err := s.Project(ctx, batch); err == nil {
		t.Fatal("an entry that cannot be written was accepted")
	}
	if n := len(must[[]records.Message](s)(s.Messages(ctx, chat, 10))); n != 0 {
		t.Errorf("%d messages of a failed batch", n)
	}
	bad.Vars = nil
	s.ok(s.Project(ctx, batch))
	if n := len(must[[]records.Message](s)(s.Messages(ctx, chat, 10))); n != 1 {
		t.Errorf("%d messages after the batch was mended, want 1", n)
	}
}

func (s *story) status(id string) string {
	s.Helper()
	for _, m := range must[[]records.Message](s)(s.Messages(ctx, chat, 100)) {
		if m.ID == id {
			return m.Status + " " + m.Detail
		}
	}
	s.Fatalf("message %s: not there", id)
	return ""
}

func delivered(t *testing.T, s *story) {
	s.project(said("o1", "bot", "您好", at(0)), said("o2", "bot", "在吗", at(0)))
	s.ok(s.Delivered(ctx, chat, "o1", "sent", "passive", at(1)))
	s.ok(s.Delivered(ctx, chat, "o2", "failed", "blocked (403)", at(1)))
	s.same([]string{s.status("o1"), s.status("o2")}, []string{"sent passive", "failed blocked (403)"})
	s.project(said("o1", "bot", "您好", at(0))) // once more, queued
	s.same(s.status("o1"), "sent passive")
}

func deliveredEarly(t *testing.T, s *story) {
	s.ok(s.Delivered(ctx, chat, "o1", "sent", "", at(1)))
	s.ok(s.Delivered(ctx, other, "o1", "failed", "another chat's", at(2)))
	s.project(said("o1", "bot", "您好", at(0)))
	s.same(s.status("o1"), "sent ")
	s.ok(s.Delivered(ctx, chat, "o1", "failed", "recalled", at(3)))
	s.same(s.status("o1"), "failed recalled")
}

func deliveredTwice(t *testing.T, s *story) {
	s.ok(s.Delivered(ctx, chat, "early", "sent", "", at(2)))
	s.ok(s.Delivered(ctx, chat, "early", "failed", "time-out", at(1)))
	s.project(said("early", "bot", "您好", at(0)), said("late", "bot", "在吗", at(0)))
	s.ok(s.Delivered(ctx, chat, "late", "sent", "", at(2)))
	s.ok(s.Delivered(ctx, chat, "late", "failed", "time-out", at(1)))
	s.same([]string{s.status("early"), s.status("late")}, []string{"sent ", "sent "})
}

// concurrent lets the journal, delivery and the desk work at the same time.
func concurrent(t *testing.T, s *story) {
	const n = 40
	c := openCase("C1", 1, at(0))
	s.project(records.Event{Case: &c})
	var wg sync.WaitGroup
	for i := range n {
		id := fmt.Sprint("m", i)
		wg.Go(func() {
			e := records.Entry{ID: "x" + id, Event: said(id, "customer", "喂", at(1))}
			for range 2 {
				if err := s.Project(ctx, []records.Entry{e}); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			if err := s.Delivered(ctx, chat, "o"+id, "sent", "", at(1)); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			if _, err := s.Cases(ctx, records.CaseFilter{State: string(handoff.Open)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := must[records.Case](s)(s.Case(ctx, "C1")); got.Unread != n {
		t.Errorf("unread %d, want %d", got.Unread, n)
	}
}
