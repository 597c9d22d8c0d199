package statetest

import (
	"testing"

	"huiyin/bot/state"
)

func leaseEnds(t *testing.T, s *store) {
	s.accept(t, "c", "m1")
	for attempt := 1; attempt <= 4; attempt++ {
		if w := s.mustClaim(t, soon); w.ID != "m1" || w.Attempt != attempt {
			t.Fatalf("claim %d: %s attempt %d", attempt, w.ID, w.Attempt)
		}
	}
}

// staleWorker sleeps past its lease while another does the work.
func staleWorker(t *testing.T, s *store) {
	s.accept(t, "c", "m1")
	sleeper := s.mustClaim(t, soon)
	s.commit(t, s.mustClaim(t, never), outs("o1"))
	s.accept(t, "c", "m2")

	late := step(sleeper, func(st *state.Step) {
		st.Session = []byte("late")
		outs("late")(st)
		events("late")(st)
	})
	wantErr(t, "late commit", s.Commit(s.ctx, late), state.ErrDuplicate)
	if err := s.BuryIn(s.ctx, "c", "m1", "late"); err != nil {
		t.Fatal(err)
	}
	s.stats(t, state.Stats{Inbox: 1, Outbox: 1})

	w := s.mustClaim(t, never)
	if w.ID != "m2" || w.Version != 1 || string(w.Session) != "after m1" {
		t.Errorf("claimed %s, session %q version %d", w.ID, w.Session, w.Version)
	}
	wantErr(t, "late commit", s.Commit(s.ctx, late), state.ErrDuplicate)
	if err := s.Defer(s.ctx, "c", "m1", 0); err != nil {
		t.Fatal(err)
	}
	s.noClaim(t) // the sleeper did not end the lease of m2
	s.commit(t, w, nil)
	wantErr(t, "the same commit again", s.Commit(s.ctx, step(w, nil)), state.ErrDuplicate)
	wantErr(t, "a commit in an unknown conversation",
		s.Commit(s.ctx, state.Step{Conv: "unknown", MsgID: "m"}), state.ErrDuplicate)
}

func staleVersion(t *testing.T, s *store) {
	s.accept(t, "c", "m1")
	s.do(t, "m1", nil)
	s.accept(t, "c", "m2")
	w := s.mustClaim(t, never)
	// Neighbours that a floating-point comparison or a text one could take for 1.
	for _, version := range []int64{0, 2, -1, 10, 1<<53 + 1, 1<<63 - 1} {
		st := step(w, func(st *state.Step) { st.Version = version; outs("o")(st); events("e")(st) })
		wantErr(t, "commit from another version", s.Commit(s.ctx, st), state.ErrConflict)
	}
	s.stats(t, state.Stats{Inbox: 1})
	s.noClaim(t)
	s.commit(t, w, nil)
	if session, version := s.session(t, "c"); session != "after m2" || version != 2 {
		t.Errorf("session %q version %d", session, version)
	}
}

// firstWins: both have the message, because the first one's lease ended; whoever commits first
// has handled it.
func firstWins(t *testing.T, s *store) {
	s.accept(t, "c", "m1")
	first := s.mustClaim(t, soon)
	second := s.mustClaim(t, never)
	s.commit(t, first, outs("of the first"))
	wantErr(t, "second commit", s.Commit(s.ctx, step(second, outs("of the second"))), state.ErrDuplicate)
	s.stats(t, state.Stats{Outbox: 1})
	if o := s.mustOut(t, never); o.ID != "of the first" {
		t.Errorf("to send: %s", o.ID)
	}
}
