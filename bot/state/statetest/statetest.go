// Package statetest is the contract of bot/state as a suite of stories. Every backend passes it.
//
// The stories use the store's own clock: what must not happen yet is put an hour off, what must
// happen soon is waited for. None of them measures time.
package statetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"huiyin/bot/state"
)

const (
	// never is a lease, gap or delay that does not end while a test runs.
	never = time.Hour
	// soon is one that ends while a test waits.
	soon = time.Millisecond
	// patience is how long a story waits for what must come.
	patience = 20 * time.Second
)

// Run tells all stories. open gives an empty store, closed by the test's cleanup.
func Run(t *testing.T, open func(t *testing.T) state.Store) {
	for _, s := range []struct {
		name string
		tell func(t *testing.T, s *store)
	}{
		{"a message goes its whole way", wholeWay},
		{"a message that comes again is accepted once", acceptedOnce},
		{"forty copies at once are one message", fortyCopies},
		{"a committed message is remembered", committedIsRemembered},
		{"bodies, ids and conversations are bytes", bytesOfAllKinds},
		{"messages are claimed in order, one at a time", claimedInOrder},
		{"claim gives no more than asked", claimBound},
		{"a full inbox refuses and recovers", fullInbox},
		{"a lease ends and the message comes again", leaseEnds},
		{"a worker that lost its lease changes nothing", staleWorker},
		{"a step from an old version is refused", staleVersion},
		{"the first of two workers wins", firstWins},
		{"a deferred message waits", deferred},
		{"a poisonous message is buried", buriedIn},
		{"outgoing messages keep order and gap", outboxOrder},
		{"the gap holds for what comes later", gapHolds},
		{"an unsent message is tried again", outboxRetry},
		{"an undeliverable message is buried", buriedOut},
		{"a report about another message changes nothing", staleReport},
		{"a timer fires once", timerFires},
		{"a timer is replaced and cleared", timerReplaced},
		{"the same moment twice gives two messages", sameMoment},
		{"a timer comes behind what waits", timerInOrder},
		{"a fired timer is not lost with its worker", timerNotLost},
		{"due gives no more than asked", dueBound},
		{"the journal keeps order until acknowledged", journalOrder},
		{"watchers are woken", watchers},
		{"what is deferred wakes when it is time", watchersOfTime},
		{"an erased conversation leaves nothing", erased},
		{"a closed store says so", closedStore},
		{"racing workers apply each message once, in order", racing},
		{"racing senders keep each chat's order", racingSenders},
		{"timers raced for fire once", racingTimers},
		{"a place is taken once", placeTakenOnce},
		{"a place is given back", placeGivenBack},
		{"a worker that is behind takes and gives back nothing", placesOfAStaleWorker},
		{"quotas are counted apart", quotasApart},
		{"a raised limit has room, a lowered one has none", limitMoved},
		{"a hundred racing for fifty places get fifty", racingForPlaces},
	} {
		t.Run(s.name, func(t *testing.T) {
			st := open(t)
			t.Cleanup(func() { _ = st.Close() })
			s.tell(t, &store{Store: st, ctx: t.Context()})
		})
	}
}

// RunReopen tells what survives a restart. place gives a new place and each call of open opens
// the store there, after the one before was closed.
func RunReopen(t *testing.T, place func(t *testing.T) (open func() state.Store)) {
	t.Run("everything survives a restart", func(t *testing.T) { survives(t, place(t)) })
	t.Run("work of a dead process is done by the next", func(t *testing.T) { takenOver(t, place(t)) })
}

// store is a store whose errors end the story.
type store struct {
	state.Store
	ctx context.Context
}

func (s *store) accept(t *testing.T, conv, id string) bool {
	t.Helper()
	fresh, err := s.Accept(s.ctx, state.In{Conv: conv, ID: id, Body: []byte("body of " + id)})
	if err != nil {
		t.Fatalf("accept %s of %s: %v", id, conv, err)
	}
	return fresh
}

// mustClaim waits for one claimable conversation.
func (s *store) mustClaim(t *testing.T, lease time.Duration) state.Work {
	t.Helper()
	var works []state.Work
	eventually(t, "a message to claim", func() (ok bool, err error) {
		works, err = s.Claim(s.ctx, 1, lease)
		return len(works) > 0, err
	})
	return works[0]
}

// noClaim demands that nothing is claimable.
func (s *store) noClaim(t *testing.T) {
	t.Helper()
	works, err := s.Claim(s.ctx, 10, never)
	if err != nil || len(works) != 0 {
		t.Fatalf("claimed %d (%v), want nothing: %+v", len(works), err, works)
	}
}

// do claims the next message and commits a step with outs and events for it.
func (s *store) do(t *testing.T, id string, change func(*state.Step)) {
	t.Helper()
	w := s.mustClaim(t, never)
	if w.ID != id {
		t.Fatalf("claimed %s, want %s", w.ID, id)
	}
	s.commit(t, w, change)
}

func (s *store) commit(t *testing.T, w state.Work, change func(*state.Step)) {
	t.Helper()
	if err := s.Commit(s.ctx, step(w, change)); err != nil {
		t.Fatalf("commit %s of %s: %v", w.ID, w.Conv, err)
	}
}

// step is the step that handles w: the session becomes the id of the message.
func step(w state.Work, change func(*state.Step)) state.Step {
	st := state.Step{Conv: w.Conv, MsgID: w.ID, Version: w.Version, Session: []byte("after " + w.ID)}
	if change != nil {
		change(&st)
	}
	return st
}

// outs makes a step say something.
func outs(ids ...string) func(*state.Step) {
	return func(st *state.Step) {
		for _, id := range ids {
			st.Out = append(st.Out, state.Out{Conv: st.Conv, ID: id, Body: []byte("body of " + id)})
		}
	}
}

// events makes a step write to the journal.
func events(bodies ...string) func(*state.Step) {
	return func(st *state.Step) {
		for _, b := range bodies {
			st.Events = append(st.Events, []byte(b))
		}
	}
}

// wakeAt sets the timer.
func wakeAt(at time.Time) func(*state.Step) {
	return func(st *state.Step) { st.WakeAt = at }
}

// say makes the next step of conv say ids, by way of a message of that name.
func (s *store) say(t *testing.T, conv, msg string, ids ...string) {
	t.Helper()
	s.accept(t, conv, msg)
	s.do(t, msg, outs(ids...))
}

// mustOut waits for one sendable message.
func (s *store) mustOut(t *testing.T, lease time.Duration) state.Out {
	t.Helper()
	var got []state.Out
	eventually(t, "a message to send", func() (ok bool, err error) {
		got, err = s.NextOut(s.ctx, 1, lease)
		return len(got) > 0, err
	})
	return got[0]
}

func (s *store) noOut(t *testing.T) {
	t.Helper()
	got, err := s.NextOut(s.ctx, 10, never)
	if err != nil || len(got) != 0 {
		t.Fatalf("got %d to send (%v), want nothing: %+v", len(got), err, got)
	}
}

func (s *store) stats(t *testing.T, want state.Stats) {
	t.Helper()
	got, err := s.Stats(s.ctx)
	if err != nil || got != want {
		t.Errorf("stats %+v (%v), want %+v", got, err, want)
	}
}

// session reads the session of conv by way of one more message, which is committed too.
func (s *store) session(t *testing.T, conv string) (string, int64) {
	t.Helper()
	id := fmt.Sprintf("read-%d", time.Now().UnixNano())
	s.accept(t, conv, id)
	w := s.mustClaim(t, never)
	if w.ID != id {
		t.Fatalf("claimed %s, want %s", w.ID, id)
	}
	if err := s.BuryIn(s.ctx, conv, id, "only read"); err != nil {
		t.Fatal(err)
	}
	return string(w.Session), w.Version
}

// eventually repeats look until it succeeds.
func eventually(t *testing.T, what string, look func() (bool, error)) {
	t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		ok, err := look()
		if err != nil {
			t.Fatalf("waiting for %s: %v", what, err)
		}
		if ok {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// wantErr demands a sentinel.
func wantErr(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}
