package statetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot/state"
)

func wholeWay(t *testing.T, s *store) {
	if !s.accept(t, "c", "m1") {
		t.Error("a new message is not fresh")
	}
	s.stats(t, state.Stats{Inbox: 1})
	w := s.mustClaim(t, never)
	if age := time.Since(w.At); age < -patience || age > patience {
		t.Errorf("accepted at %v, want about now", w.At)
	}
	want := state.Work{In: state.In{Conv: "c", ID: "m1", Body: []byte("body of m1")}, Attempt: 1, At: w.At}
	if diff := cmp.Diff(want, w); diff != "" {
		t.Errorf("first claim (-want +got):\n%s", diff)
	}
	s.commit(t, w, func(st *state.Step) { outs("o1")(st); events("e1")(st) })
	s.stats(t, state.Stats{Outbox: 1, Journal: 1})

	s.accept(t, "c", "m2")
	w = s.mustClaim(t, never)
	if string(w.Session) != "after m1" || w.Version != 1 || w.Attempt != 1 {
		t.Errorf("second claim has session %q version %d attempt %d", w.Session, w.Version, w.Attempt)
	}
	s.commit(t, w, nil)

	o := s.mustOut(t, never)
	if diff := cmp.Diff(state.Out{Conv: "c", ID: "o1", Body: []byte("body of o1"), Attempt: 1}, o); diff != "" {
		t.Errorf("outgoing message (-want +got):\n%s", diff)
	}
	if err := s.Sent(s.ctx, o, 0); err != nil {
		t.Fatal(err)
	}
	evs, err := s.Events(s.ctx, 10)
	if err != nil || len(evs) != 1 || string(evs[0].Body) != "e1" || evs[0].Conv != "c" || evs[0].ID == "" {
		t.Fatalf("events %+v (%v)", evs, err)
	}
	if err := s.AckEvents(s.ctx, evs); err != nil {
		t.Fatal(err)
	}
	s.stats(t, state.Stats{})
}

func acceptedOnce(t *testing.T, s *store) {
	if !s.accept(t, "c", "m1") || s.accept(t, "c", "m1") {
		t.Error("want the first fresh and the second not")
	}
	if !s.accept(t, "other", "m1") {
		t.Error("an id is unique within its conversation only")
	}
	s.stats(t, state.Stats{Inbox: 2})
}

func fortyCopies(t *testing.T, s *store) {
	var fresh atomic.Int32
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			ok, err := s.Accept(s.ctx, state.In{Conv: "c", ID: "m1", Body: []byte("x")})
			if err != nil {
				t.Error(err)
			}
			if ok {
				fresh.Add(1)
			}
		})
	}
	wg.Wait()
	if n := fresh.Load(); n != 1 {
		t.Errorf("%d of 40 were fresh, want 1", n)
	}
	s.stats(t, state.Stats{Inbox: 1})
}

func committedIsRemembered(t *testing.T, s *store) {
	s.accept(t, "c", "m1")
	s.do(t, "m1", nil)
	if s.accept(t, "c", "m1") {
		t.Error("a committed message was accepted again")
	}
	s.accept(t, "c", "m2")
	w := s.mustClaim(t, never)
	if err := s.BuryIn(s.ctx, "c", w.ID, "test"); err != nil {
		t.Fatal(err)
	}
	if s.accept(t, "c", "m2") {
		t.Error("a buried message was accepted again")
	}
	s.noClaim(t)
}

// bytesOfAllKinds sends what could break an encoding: separators, braces (Redis hash tags),
// zero bytes, broken UTF-8, nothing at all.
func bytesOfAllKinds(t *testing.T, s *store) {
	odd := []string{"a:b|c", "{x}", "}{", "12:34", "%s *", "回音\n", "\x00\xff\xfe", `'"\`, "-1", "1e300"}
	for i, x := range odd {
		body := []byte(odd[(i+1)%len(odd)])
		if _, err := s.Accept(s.ctx, state.In{Conv: "c" + x, ID: x, Body: body}); err != nil {
			t.Fatal(err)
		}
		w := s.mustClaim(t, never)
		if w.Conv != "c"+x || w.ID != x || string(w.Body) != string(body) {
			t.Fatalf("accepted %q %q %q, claimed %q %q %q", "c"+x, x, body, w.Conv, w.ID, w.Body)
		}
		s.commit(t, w, func(st *state.Step) {
			st.Session = body
			st.Out = []state.Out{{Conv: st.Conv, ID: x, Body: body}}
			st.Events = [][]byte{body, {}}
		})
		o := s.mustOut(t, never)
		if o.Conv != "c"+x || o.ID != x || string(o.Body) != string(body) {
			t.Fatalf("said %q %q, got %q %q", x, body, o.ID, o.Body)
		}
		if err := s.Sent(s.ctx, o, 0); err != nil {
			t.Fatal(err)
		}
		if session, _ := s.session(t, "c"+x); session != string(body) {
			t.Fatalf("session %q became %q", body, session)
		}
		evs, err := s.Events(s.ctx, 10)
		if err != nil || len(evs) != 2 || string(evs[0].Body) != string(body) || len(evs[1].Body) != 0 || evs[0].Conv != "c"+x {
			t.Fatalf("events %+v (%v)", evs, err)
		}
		if err := s.AckEvents(s.ctx, evs); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Accept(s.ctx, state.In{Conv: "empty", ID: "m"}); err != nil {
		t.Fatal(err)
	}
	w := s.mustClaim(t, never)
	if len(w.Body) != 0 {
		t.Errorf("an empty body became %q", w.Body)
	}
	s.commit(t, w, func(st *state.Step) { st.Session = nil })
	if session, version := s.session(t, "empty"); session != "" || version != 1 {
		t.Errorf("an empty session became %q version %d", session, version)
	}
}

func claimedInOrder(t *testing.T, s *store) {
	for i := range 5 {
		s.accept(t, "c", fmt.Sprint("m", i))
	}
	for i := range 5 {
		w := s.mustClaim(t, never)
		if want := fmt.Sprint("m", i); w.ID != want || w.Version != int64(i) {
			t.Fatalf("claim %d: %s version %d", i, w.ID, w.Version)
		}
		s.noClaim(t) // while one is leased, the conversation's next is not to be had
		s.commit(t, w, nil)
	}
	s.noClaim(t)
}

func claimBound(t *testing.T, s *store) {
	for i := range 20 {
		s.accept(t, fmt.Sprint("c", i), "m")
	}
	seen := map[string]bool{}
	eventually(t, "all twenty", func() (bool, error) {
		works, err := s.Claim(s.ctx, 3, never)
		if len(works) > 3 {
			t.Fatalf("asked for 3, got %d", len(works))
		}
		for _, w := range works {
			if seen[w.Conv] {
				t.Fatalf("%s was claimed twice", w.Conv)
			}
			seen[w.Conv] = true
		}
		return len(seen) == 20, err
	})
}

func fullInbox(t *testing.T, s *store) {
	for i := range state.MaxInbox {
		s.accept(t, "flood", fmt.Sprint("m", i))
	}
	for range 2 { // a refused message is not remembered as accepted
		fresh, err := s.Accept(s.ctx, state.In{Conv: "flood", ID: "over", Body: []byte("x")})
		wantErr(t, "one too many", err, state.ErrFull)
		if fresh {
			t.Error("a refused message is fresh")
		}
	}
	if s.accept(t, "flood", "m7") {
		t.Error("a full inbox forgot what it holds")
	}
	if !s.accept(t, "other", "m") {
		t.Error("one flooded conversation stops another")
	}
	s.stats(t, state.Stats{Inbox: state.MaxInbox + 1})
	for {
		w := s.mustClaim(t, never)
		s.commit(t, w, nil)
		if w.Conv == "flood" {
			break
		}
	}
	if !s.accept(t, "flood", "over") {
		t.Error("there is room again, but the message is not fresh")
	}
}

func deferred(t *testing.T, s *store) {
	s.accept(t, "c", "m1")
	w := s.mustClaim(t, never)
	if err := s.Defer(s.ctx, "c", w.ID, never); err != nil {
		t.Fatal(err)
	}
	s.accept(t, "c", "m2") // must not overtake, nor end the delay
	s.noClaim(t)
	if err := s.Defer(s.ctx, "c", "m2", 0); err != nil { // not the head
		t.Fatal(err)
	}
	s.noClaim(t)
	if err := s.Defer(s.ctx, "c", "m1", soon); err != nil {
		t.Fatal(err)
	}
	if w = s.mustClaim(t, never); w.ID != "m1" || w.Attempt != 2 {
		t.Errorf("claimed %s attempt %d, want m1 attempt 2", w.ID, w.Attempt)
	}
	s.commit(t, w, nil)
	if w = s.mustClaim(t, never); w.ID != "m2" || w.Attempt != 1 {
		t.Errorf("claimed %s attempt %d, want m2 attempt 1", w.ID, w.Attempt)
	}
}

func buriedIn(t *testing.T, s *store) {
	s.accept(t, "c", "good")
	s.do(t, "good", nil)
	s.accept(t, "c", "poison")
	s.accept(t, "c", "next")
	s.mustClaim(t, never)
	for range 2 { // the second time it is not the head any more
		if err := s.BuryIn(s.ctx, "c", "poison", "it panics"); err != nil {
			t.Fatal(err)
		}
	}
	s.stats(t, state.Stats{Inbox: 1, Dead: 1})
	w := s.mustClaim(t, never)
	if w.ID != "next" || w.Version != 1 || string(w.Session) != "after good" || w.Attempt != 1 {
		t.Errorf("after a burial claimed %s, session %q version %d attempt %d", w.ID, w.Session, w.Version, w.Attempt)
	}
	s.commit(t, w, nil)
	if err := s.BuryIn(s.ctx, "unknown", "m", "x"); err != nil {
		t.Errorf("burying in a conversation that is not there: %v", err)
	}
	s.stats(t, state.Stats{Dead: 1})
}
