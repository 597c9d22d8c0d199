package statetest

import (
	"testing"

	"huiyin/bot/state"
)

// reopen closes s and opens what is at the same place.
func (s *store) reopen(t *testing.T, open func() state.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s.Store = open()
}

func survives(t *testing.T, open func() state.Store) {
	s := &store{Store: open(), ctx: t.Context()}
	t.Cleanup(func() { _ = s.Close() })
	s.accept(t, "c", "dead")
	if err := s.BuryIn(s.ctx, "c", s.mustClaim(t, never).ID, "test"); err != nil {
		t.Fatal(err)
	}
	s.accept(t, "c", "m1")
	s.do(t, "m1", func(st *state.Step) { outs("o1", "o2")(st); events("e1", "e2")(st); wakeAt(past())(st) })
	evs, err := s.Events(s.ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.AckEvents(s.ctx, evs[:1]); err != nil {
		t.Fatal(err)
	}
	if err := s.Sent(s.ctx, s.mustOut(t, never), 0); err != nil {
		t.Fatal(err)
	}
	s.accept(t, "c", "m2")
	s.accept(t, "c", "m3")
	s.reserve(t, seat("ann", 1), 1, true)

	s.reopen(t, open)
	s.reserve(t, seat("bob", 1), 1, false)
	s.reserve(t, seat("ann", 1), 1, true)
	s.stats(t, state.Stats{Inbox: 2, Outbox: 1, Journal: 1, Dead: 1})
	for _, id := range []string{"dead", "m1", "m2"} {
		if s.accept(t, "c", id) {
			t.Errorf("%s was forgotten", id)
		}
	}
	s.mustFire(t, 1)
	w := s.mustClaim(t, never)
	if w.ID != "m2" || string(w.Body) != "body of m2" || w.Version != 1 || string(w.Session) != "after m1" {
		t.Errorf("claimed %s %q, session %q version %d", w.ID, w.Body, w.Session, w.Version)
	}
	s.commit(t, w, nil)
	if o := s.mustOut(t, never); o.ID != "o2" {
		t.Errorf("to send: %s, want o2", o.ID)
	}
	again, err := s.Events(s.ctx, 10)
	if err != nil || len(again) != 1 || again[0].ID != evs[1].ID || string(again[0].Body) != "e2" {
		t.Errorf("events %+v (%v), want the second of %+v", again, err, evs)
	}
	s.do(t, "m3", events("e3"))
	if again, err = s.Events(s.ctx, 10); err != nil || len(again) != 2 {
		t.Fatalf("%d events (%v), want 2", len(again), err)
	}
	for _, old := range evs {
		if again[1].ID == old.ID {
			t.Errorf("event id %s was given again", old.ID)
		}
	}
}

func takenOver(t *testing.T, open func() state.Store) {
	s := &store{Store: open(), ctx: t.Context()}
	t.Cleanup(func() { _ = s.Close() })
	s.say(t, "c", "m1", "o1")
	s.accept(t, "c", "m2")
	lost := s.mustClaim(t, soon)
	s.mustOut(t, soon)

	s.reopen(t, open)
	w := s.mustClaim(t, never)
	if w.ID != "m2" || w.Attempt != 2 {
		t.Errorf("claimed %s attempt %d, want m2 attempt 2", w.ID, w.Attempt)
	}
	s.commit(t, w, nil)
	wantErr(t, "commit of the dead process's worker", s.Commit(s.ctx, step(lost, nil)), state.ErrDuplicate)
	if o := s.mustOut(t, never); o.ID != "o1" || o.Attempt != 2 {
		t.Errorf("to send: %s attempt %d, want o1 attempt 2", o.ID, o.Attempt)
	}
}
