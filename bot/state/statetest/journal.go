package statetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot/state"
)

func journalOrder(t *testing.T, s *store) {
	want := map[string][]string{}
	for i := range 6 {
		for _, conv := range []string{"a", "b", "c"} {
			id := fmt.Sprint("m", i)
			s.accept(t, conv, id)
			s.do(t, id, events(id+"/0", id+"/1"))
			want[conv] = append(want[conv], id+"/0", id+"/1")
		}
	}
	s.stats(t, state.Stats{Journal: 36})
	first, err := s.Events(s.ctx, 36)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Events(s.ctx, 36) // what is not acknowledged comes again, under the same id
	if err != nil || len(again) != 36 {
		t.Fatalf("%d events (%v)", len(again), err)
	}
	if diff := cmp.Diff(ids(first), ids(again)); diff != "" {
		t.Errorf("ids moved (-first +again):\n%s", diff)
	}
	got := map[string][]string{}
	seen := map[string]bool{}
	for n := 0; n < 36; {
		evs, err := s.Events(s.ctx, 5)
		if err != nil || len(evs) == 0 || len(evs) > 5 {
			t.Fatalf("after %d: %d events (%v)", n, len(evs), err)
		}
		for _, ev := range evs {
			if seen[ev.ID] {
				t.Errorf("event %s came again after it was acknowledged", ev.ID)
			}
			seen[ev.ID] = true
			got[ev.Conv] = append(got[ev.Conv], string(ev.Body))
		}
		for range 2 { // acknowledging twice is harmless
			if err := s.AckEvents(s.ctx, evs); err != nil {
				t.Fatal(err)
			}
		}
		n += len(evs)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if err := s.AckEvents(s.ctx, nil); err != nil {
		t.Error(err)
	}
	s.stats(t, state.Stats{})
}

func ids(evs []state.Event) map[string]string {
	m := map[string]string{}
	for _, ev := range evs {
		m[ev.ID] = ev.Conv + " " + string(ev.Body)
	}
	return m
}

// hear waits for news.
func hear(t *testing.T, what string, news <-chan struct{}) {
	t.Helper()
	select {
	case <-news:
	case <-time.After(patience):
		t.Fatalf("nobody was told of %s", what)
	}
}

func watchers(t *testing.T, s *store) {
	inbox, too := s.Watch(state.TopicInbox), s.Watch(state.TopicInbox)
	outbox, journal := s.Watch(state.TopicOutbox), s.Watch(state.TopicJournal)
	s.accept(t, "c", "m1")
	hear(t, "the message", inbox)
	hear(t, "the message, the second watcher", too)
	s.do(t, "m1", func(st *state.Step) {
		outs("o1")(st)
		events("e1")(st)
		wakeAt(past())(st)
	})
	hear(t, "the outgoing message", outbox)
	hear(t, "the event", journal)
	for len(inbox) > 0 {
		<-inbox
	}
	s.mustFire(t, 1)
	hear(t, "the timer's message", inbox)
}

// watchersOfTime: news of what becomes claimable or sendable by the passing of time.
func watchersOfTime(t *testing.T, s *store) {
	s.say(t, "c", "m1", "o1", "o2")
	s.accept(t, "c", "m2")
	w, o := s.mustClaim(t, never), s.mustOut(t, never)
	inbox, outbox := s.Watch(state.TopicInbox), s.Watch(state.TopicOutbox)
	if err := s.Defer(s.ctx, w.Conv, w.ID, 10*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if err := s.Sent(s.ctx, o, 10*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	hear(t, "the deferred message", inbox)
	hear(t, "the end of the gap", outbox)
}

func erased(t *testing.T, s *store) {
	fill := func(conv string) {
		s.accept(t, conv, "dead")
		w := s.mustClaim(t, never)
		if err := s.BuryIn(s.ctx, conv, w.ID, "test"); err != nil {
			t.Fatal(err)
		}
		s.accept(t, conv, "m1")
		s.do(t, "m1", func(st *state.Step) { outs("o1", "o2")(st); events("e1")(st); wakeAt(past())(st) })
		s.accept(t, conv, "m2")
		s.mustClaim(t, never)
	}
	fill("gone")
	if err := s.BuryOut(s.ctx, s.mustOut(t, never), "test"); err != nil {
		t.Fatal(err)
	}
	fill("kept")
	if err := s.Delete(s.ctx, "gone"); err != nil {
		t.Fatal(err)
	}
	s.stats(t, state.Stats{Inbox: 1, Outbox: 2, Journal: 1, Dead: 1})
	wantErr(t, "commit in an erased conversation",
		s.Commit(s.ctx, state.Step{Conv: "gone", MsgID: "m2", Version: 1}), state.ErrDuplicate)
	s.mustFire(t, 1)
	if o := s.mustOut(t, never); o.Conv != "kept" {
		t.Errorf("to send: %s in %s", o.ID, o.Conv)
	}
	s.noOut(t)
	if !s.accept(t, "gone", "m1") {
		t.Error("an erased conversation's ids are remembered")
	}
	if w := s.mustClaim(t, never); w.Conv != "gone" || w.Version != 0 || w.Session != nil || w.Attempt != 1 {
		t.Errorf("claimed in %s: version %d session %q attempt %d", w.Conv, w.Version, w.Session, w.Attempt)
	}
	if err := s.Delete(s.ctx, "never seen"); err != nil {
		t.Error(err)
	}
}

func closedStore(t *testing.T, s *store) {
	s.accept(t, "c", "m1")
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	_, acceptErr := s.Accept(s.ctx, state.In{Conv: "c", ID: "m2"})
	_, claimErr := s.Claim(s.ctx, 1, never)
	_, statsErr := s.Stats(s.ctx)
	_, eventsErr := s.Events(s.ctx, 1)
	_, reserveErr := s.Reserve(s.ctx, seat("ann", 1), 1)
	_, placesErr := s.Places(s.ctx, "pets", "cats")
	for what, err := range map[string]error{
		"reserve": reserveErr, "places": placesErr, "release": s.Release(s.ctx, seat("ann", 1)),
		"accept": acceptErr, "claim": claimErr, "stats": statsErr, "events": eventsErr,
	} {
		wantErr(t, what, err, state.ErrClosed)
	}
}
