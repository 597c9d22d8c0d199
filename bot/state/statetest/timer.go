package statetest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"huiyin/bot/state"
)

// past is a moment that has come, by any clock.
func past() time.Time { return time.Now().Add(-time.Minute) }

// setTimer handles one message of conv and sets its timer.
func (s *store) setTimer(t *testing.T, conv, msg string, at time.Time) {
	t.Helper()
	s.accept(t, conv, msg)
	s.do(t, msg, wakeAt(at))
}

// mustFire waits until n timers have fired.
func (s *store) mustFire(t *testing.T, n int) {
	t.Helper()
	fired := 0
	eventually(t, "timers to fire", func() (bool, error) {
		k, err := s.Due(s.ctx, 10)
		fired += k
		return fired >= n, err
	})
	if fired != n {
		t.Fatalf("%d timers fired, want %d", fired, n)
	}
}

func (s *store) noFire(t *testing.T) {
	t.Helper()
	if n, err := s.Due(s.ctx, 10); n != 0 || err != nil {
		t.Fatalf("%d timers fired (%v), want none", n, err)
	}
}

func timerFires(t *testing.T, s *store) {
	at := past()
	s.setTimer(t, "c", "m1", at)
	s.noClaim(t)
	s.mustFire(t, 1)
	s.noFire(t)
	w := s.mustClaim(t, never)
	if want := state.TimerPrefix + strconv.FormatInt(at.UnixMilli(), 10); w.ID != want || len(w.Body) != 0 {
		t.Errorf("timer message %q body %q, want %q without a body", w.ID, w.Body, want)
	}
	if w.Version != 1 || string(w.Session) != "after m1" {
		t.Errorf("timer message comes with session %q version %d", w.Session, w.Version)
	}
	s.commit(t, w, nil)
	s.noFire(t)
	s.noClaim(t)
}

func timerReplaced(t *testing.T, s *store) {
	s.setTimer(t, "later", "m1", past())
	s.setTimer(t, "later", "m2", time.Now().Add(never))
	s.setTimer(t, "never", "m1", past())
	s.setTimer(t, "never", "m2", time.Time{})
	s.noFire(t)
	s.setTimer(t, "later", "m3", past())
	s.mustFire(t, 1)
	if w := s.mustClaim(t, never); w.Conv != "later" {
		t.Errorf("the timer of %q fired", w.Conv)
	}
	s.noFire(t)
	s.noClaim(t)
}

// sameMoment: a survey that sets its timer for the same past moment again and again must get a
// new message, with an id of its own, each time.
func sameMoment(t *testing.T, s *store) {
	at := past()
	seen := map[string]bool{}
	s.setTimer(t, "c", "m1", at)
	for range 3 {
		s.mustFire(t, 1)
		w := s.mustClaim(t, never)
		if !strings.HasPrefix(w.ID, state.TimerPrefix) || seen[w.ID] {
			t.Fatalf("timer message %q, seen before: %v", w.ID, seen)
		}
		seen[w.ID] = true
		s.commit(t, w, wakeAt(at))
	}
}

func timerInOrder(t *testing.T, s *store) {
	s.setTimer(t, "c", "m1", past())
	for i := range state.MaxInbox {
		s.accept(t, "c", fmt.Sprint("f", i))
	}
	s.mustFire(t, 1) // a full inbox does not lose the timer
	for i := range state.MaxInbox {
		s.do(t, fmt.Sprint("f", i), nil)
	}
	if w := s.mustClaim(t, never); !strings.HasPrefix(w.ID, state.TimerPrefix) {
		t.Errorf("claimed %s, want the timer", w.ID)
	}
}

func timerNotLost(t *testing.T, s *store) {
	s.setTimer(t, "c", "m1", past())
	s.mustFire(t, 1)
	first := s.mustClaim(t, soon) // and its worker dies
	again := s.mustClaim(t, never)
	if again.ID != first.ID || again.Attempt != 2 {
		t.Errorf("claimed %s attempt %d, want %s attempt 2", again.ID, again.Attempt, first.ID)
	}
	s.noFire(t)
}

func dueBound(t *testing.T, s *store) {
	for i := range 12 {
		s.setTimer(t, fmt.Sprint("c", i), "m", past())
	}
	fired := 0
	eventually(t, "all twelve", func() (bool, error) {
		n, err := s.Due(s.ctx, 5)
		if n > 5 {
			t.Fatalf("asked for 5, got %d", n)
		}
		fired += n
		return fired == 12, err
	})
	s.noFire(t)
	s.stats(t, state.Stats{Inbox: 12})
}
