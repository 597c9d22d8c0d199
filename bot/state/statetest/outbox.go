package statetest

import (
	"fmt"
	"testing"

	"huiyin/bot/state"
)

func outboxOrder(t *testing.T, s *store) {
	s.say(t, "c", "m1", "o1", "o2")
	s.say(t, "c", "m2", "o3")
	s.say(t, "d", "m1", "p1")
	seen := map[string]state.Out{}
	eventually(t, "the heads of both chats", func() (bool, error) {
		got, err := s.NextOut(s.ctx, 10, never)
		for _, o := range got {
			if _, twice := seen[o.Conv]; twice {
				t.Fatalf("%s: a second message before the first was sent", o.Conv)
			}
			seen[o.Conv] = o
		}
		return len(seen) == 2, err
	})
	if seen["c"].ID != "o1" || seen["d"].ID != "p1" {
		t.Fatalf("heads %v", seen)
	}
	o := seen["c"]
	for i := 1; i <= 3; i++ {
		if want := fmt.Sprint("o", i); o.ID != want || o.Attempt != 1 {
			t.Fatalf("got %s attempt %d, want %s", o.ID, o.Attempt, want)
		}
		if err := s.Sent(s.ctx, o, soon); err != nil {
			t.Fatal(err)
		}
		if i < 3 {
			o = s.mustOut(t, never)
		}
	}
	s.noOut(t)
	s.stats(t, state.Stats{Outbox: 1}) // p1, leased
}

func gapHolds(t *testing.T, s *store) {
	s.say(t, "c", "m1", "o1", "o2")
	if err := s.Sent(s.ctx, s.mustOut(t, never), never); err != nil {
		t.Fatal(err)
	}
	s.noOut(t)
	s.say(t, "d", "m1", "o1")
	if err := s.Sent(s.ctx, s.mustOut(t, never), never); err != nil {
		t.Fatal(err)
	}
	s.say(t, "d", "m2", "o2") // committed after the gap began, while the outbox was empty
	s.noOut(t)
	s.stats(t, state.Stats{Outbox: 2})
}

func outboxRetry(t *testing.T, s *store) {
	s.say(t, "c", "m1", "o1", "o2")
	o := s.mustOut(t, never)
	if err := s.RetryOut(s.ctx, o, never); err != nil {
		t.Fatal(err)
	}
	s.noOut(t)
	if err := s.RetryOut(s.ctx, o, soon); err != nil {
		t.Fatal(err)
	}
	if o = s.mustOut(t, soon); o.ID != "o1" || o.Attempt != 2 {
		t.Errorf("got %s attempt %d, want o1 attempt 2", o.ID, o.Attempt)
	}
	if o = s.mustOut(t, never); o.ID != "o1" || o.Attempt != 3 { // the lease ended
		t.Errorf("got %s attempt %d, want o1 attempt 3", o.ID, o.Attempt)
	}
	if err := s.Sent(s.ctx, o, 0); err != nil {
		t.Fatal(err)
	}
	if o = s.mustOut(t, never); o.ID != "o2" || o.Attempt != 1 {
		t.Errorf("got %s attempt %d, want o2 attempt 1", o.ID, o.Attempt)
	}
}

func buriedOut(t *testing.T, s *store) {
	s.say(t, "c", "m1", "o1", "o2")
	o := s.mustOut(t, never)
	for range 2 {
		if err := s.BuryOut(s.ctx, o, "blocked"); err != nil {
			t.Fatal(err)
		}
	}
	s.stats(t, state.Stats{Outbox: 1, Dead: 1})
	if o = s.mustOut(t, never); o.ID != "o2" || o.Attempt != 1 {
		t.Errorf("got %s attempt %d, want o2 attempt 1", o.ID, o.Attempt)
	}
}

// staleReport: a sender whose lease ended reports after another has sent the message.
func staleReport(t *testing.T, s *store) {
	s.say(t, "c", "m1", "o1", "o2")
	o1 := s.mustOut(t, never)
	if err := s.Sent(s.ctx, o1, 0); err != nil {
		t.Fatal(err)
	}
	o2 := s.mustOut(t, never)
	for what, err := range map[string]error{
		"sent":    s.Sent(s.ctx, o1, 0),
		"retry":   s.RetryOut(s.ctx, o1, 0),
		"bury":    s.BuryOut(s.ctx, o1, "late"),
		"unknown": s.Sent(s.ctx, state.Out{Conv: "unknown", ID: "o"}, 0),
	} {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	s.noOut(t)
	s.stats(t, state.Stats{Outbox: 1})
	if err := s.Sent(s.ctx, o2, 0); err != nil {
		t.Fatal(err)
	}
	s.stats(t, state.Stats{})
}
