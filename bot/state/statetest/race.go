package statetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot/state"
)

const (
	raceConvs    = 8
	raceMessages = 25 // each conversation
	raceWorkers  = 6
	raceLease    = 20 * time.Millisecond
)

// sequence is what conversation c must have handled in the end.
func sequence(c int) (want []string) {
	for i := range raceMessages {
		want = append(want, fmt.Sprintf("c%d-m%d", c, i))
	}
	return want
}

// acceptAll accepts every message of every conversation, each twice, from one sender a
// conversation.
func (s *store) acceptAll(t *testing.T, wg *sync.WaitGroup) {
	for c := range raceConvs {
		wg.Go(func() {
			for _, id := range sequence(c) {
				for range 2 {
					if _, err := s.Accept(s.ctx, state.In{Conv: fmt.Sprint("c", c), ID: id}); err != nil {
						t.Errorf("accept: %v", err)
					}
				}
			}
		})
	}
}

// racing lets workers crash before the commit, after it, and fall asleep past their lease.
func racing(t *testing.T, s *store) {
	var wg sync.WaitGroup
	var done atomic.Int32
	s.acceptAll(t, &wg)
	ctx, cancel := context.WithTimeout(s.ctx, 3*patience)
	defer cancel()
	for worker := range raceWorkers {
		wg.Go(func() {
			fate := rand.New(rand.NewPCG(1, uint64(worker)))
			for done.Load() < raceConvs*raceMessages && ctx.Err() == nil {
				works, err := s.Claim(ctx, 1+fate.IntN(3), raceLease)
				if err != nil {
					t.Errorf("claim: %v", err)
					return
				}
				for _, w := range works {
					if s.handle(t, ctx, w, fate) {
						done.Add(1)
					}
				}
				if len(works) == 0 {
					time.Sleep(time.Millisecond)
				}
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		t.Fatalf("handled %d of %d in time", done.Load(), raceConvs*raceMessages)
	}
	s.noClaim(t)
	s.stats(t, state.Stats{Journal: raceConvs * raceMessages, Outbox: raceConvs * raceMessages})
	s.checkSessions(t)
	s.checkJournal(t)
}

// handle appends the message's id to the session, a list of ids. It tells whether this call
// applied the message.
func (s *store) handle(t *testing.T, ctx context.Context, w state.Work, fate *rand.Rand) bool {
	var list []string
	if w.Session != nil {
		if err := json.Unmarshal(w.Session, &list); err != nil {
			t.Errorf("session %q: %v", w.Session, err)
		}
	}
	session, err := json.Marshal(append(list, w.ID))
	if err != nil {
		t.Error(err)
	}
	st := step(w, func(st *state.Step) { st.Session = session; outs(w.ID)(st); events(w.ID)(st) })
	switch fate.IntN(10) {
	case 0:
		return false // crash before the commit
	case 1:
		time.Sleep(raceLease + time.Millisecond)
	case 2:
		_ = s.Defer(ctx, w.Conv, w.ID, time.Millisecond)
	}
	err = s.Commit(ctx, st)
	if err != nil && !errors.Is(err, state.ErrDuplicate) && !errors.Is(err, state.ErrConflict) {
		t.Errorf("commit: %v", err)
	}
	if err == nil && fate.IntN(5) == 0 { // the answer was lost: commit again
		wantErr(t, "second commit", s.Commit(ctx, st), state.ErrDuplicate)
	}
	return err == nil
}

func (s *store) checkSessions(t *testing.T) {
	t.Helper()
	for c := range raceConvs {
		session, version := s.session(t, fmt.Sprint("c", c))
		var list []string
		if err := json.Unmarshal([]byte(session), &list); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sequence(c), list); diff != "" {
			t.Errorf("conversation %d (-want +got):\n%s", c, diff)
		}
		if version != raceMessages {
			t.Errorf("conversation %d has version %d after %d commits", c, version, raceMessages)
		}
	}
}

func (s *store) checkJournal(t *testing.T) {
	t.Helper()
	evs, err := s.Events(s.ctx, 2*raceConvs*raceMessages)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, ev := range evs {
		got[ev.Conv] = append(got[ev.Conv], string(ev.Body))
	}
	for c := range raceConvs {
		if diff := cmp.Diff(sequence(c), got[fmt.Sprint("c", c)]); diff != "" {
			t.Errorf("journal of conversation %d (-want +got):\n%s", c, diff)
		}
	}
}

// racingSenders: a sender that dies before it reports has the message sent twice, but no message
// is handed out before the one in front of it was reported as sent.
func racingSenders(t *testing.T, s *store) {
	for c := range raceConvs {
		s.say(t, fmt.Sprint("c", c), "m", sequence(c)...)
	}
	l := &ledger{reported: map[string]int{}}
	ctx, cancel := context.WithTimeout(s.ctx, 3*patience)
	defer cancel()
	var wg sync.WaitGroup
	for worker := range raceWorkers {
		wg.Go(func() {
			fate := rand.New(rand.NewPCG(2, uint64(worker)))
			for l.left() && ctx.Err() == nil {
				got, err := s.NextOut(ctx, 1+fate.IntN(3), raceLease)
				if err != nil {
					t.Errorf("next out: %v", err)
					return
				}
				for _, o := range got {
					s.sendOne(t, ctx, o, l, fate)
				}
				if len(got) == 0 {
					time.Sleep(time.Millisecond)
				}
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		t.Fatalf("not all sent in time: %v", l.reported)
	}
	s.stats(t, state.Stats{})
}

func (s *store) sendOne(t *testing.T, ctx context.Context, o state.Out, l *ledger, fate *rand.Rand) {
	t.Helper()
	l.handedOut(t, o)
	var err error
	switch fate.IntN(10) {
	case 0: // dies before it reports
	case 1:
		err = s.RetryOut(ctx, o, time.Millisecond)
	default:
		l.report(o)
		err = s.Sent(ctx, o, time.Duration(fate.IntN(2))*time.Millisecond)
	}
	if err != nil {
		t.Errorf("report: %v", err)
	}
}

// ledger knows how many messages of each conversation were reported as sent.
type ledger struct {
	mu       sync.Mutex
	reported map[string]int
	total    int
}

// place is the place of o in its conversation, from 0.
func place(o state.Out) (n int) {
	for c := range raceConvs {
		if o.Conv == fmt.Sprint("c", c) {
			return slices.Index(sequence(c), o.ID)
		}
	}
	return -1
}

func (l *ledger) handedOut(t *testing.T, o state.Out) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	if n := l.reported[o.Conv]; place(o) > n {
		t.Errorf("%s was handed out when %d messages were sent", o.ID, n)
	}
}

func (l *ledger) report(o state.Out) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if place(o) == l.reported[o.Conv] {
		l.reported[o.Conv]++
		l.total++
	}
}

func (l *ledger) left() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.total < raceConvs*raceMessages
}

func racingTimers(t *testing.T, s *store) {
	for c := range raceConvs {
		s.setTimer(t, fmt.Sprint("c", c), "m", past())
	}
	var fired atomic.Int32
	var wg sync.WaitGroup
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	for range raceWorkers {
		wg.Go(func() {
			for fired.Load() < raceConvs && ctx.Err() == nil {
				n, err := s.Due(ctx, 3)
				if err != nil {
					t.Errorf("due: %v", err)
					return
				}
				fired.Add(int32(n))
				time.Sleep(time.Millisecond)
			}
		})
	}
	wg.Wait()
	s.noFire(t)
	if n := fired.Load(); n != raceConvs {
		t.Errorf("%d timers fired, want %d", n, raceConvs)
	}
	s.stats(t, state.Stats{Inbox: raceConvs})
}
