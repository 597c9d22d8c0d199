package statetest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huiyin/bot/state"
)

// Hands at work in Bench.
const (
	benchConvs     = 1000
	benchAccepters = 64
	benchWorkers   = 16
	benchSenders   = 8
	benchLease     = time.Minute
)

// Bench measures the full life cycle of messages: accepted, claimed, committed with a session of
// 650 bytes, one outgoing message and one event, sent, and the event acknowledged. It reports
// messages a second.
func Bench(b *testing.B, s state.Store) {
	r := &benchRun{s: s, ctx: b.Context(), total: int64(b.N)}
	var wg sync.WaitGroup
	b.ResetTimer()
	for range benchAccepters {
		wg.Go(func() { r.fail(r.accept()) })
	}
	for range benchWorkers {
		wg.Go(func() { r.fail(r.until(&r.committed, state.TopicInbox, r.work)) })
	}
	for range benchSenders {
		wg.Go(func() { r.fail(r.until(&r.sent, state.TopicOutbox, r.send)) })
	}
	wg.Go(func() { r.fail(r.until(&r.acked, state.TopicJournal, r.record)) })
	wg.Wait()
	b.StopTimer()
	if err := r.err.Load(); err != nil {
		b.Fatal(*err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
	b.ReportMetric(0, "ns/op")
}

type benchRun struct {
	s                                state.Store
	ctx                              context.Context
	total                            int64
	accepted, committed, sent, acked atomic.Int64
	err                              atomic.Pointer[error]
}

func (r *benchRun) fail(err error) {
	if err != nil {
		r.err.CompareAndSwap(nil, &err)
	}
}

func (r *benchRun) accept() error {
	body := make([]byte, 200)
	for r.err.Load() == nil {
		i := r.accepted.Add(1)
		if i > r.total {
			return nil
		}
		in := state.In{Conv: fmt.Sprintf("bench:default:%d", i%benchConvs), ID: fmt.Sprint(i), Body: body}
		for {
			_, err := r.s.Accept(r.ctx, in)
			if err == nil {
				break
			}
			if r.err.Load() != nil {
				return err
			}
			time.Sleep(time.Millisecond) // the inbox is full: as a platform does, come again
		}
	}
	return nil
}

// until calls do until total messages were counted in done, and waits for news when there is
// nothing to do.
func (r *benchRun) until(done *atomic.Int64, t state.Topic, do func() (int, error)) error {
	news := r.s.Watch(t)
	for done.Load() < r.total && r.err.Load() == nil {
		n, err := do()
		if err != nil {
			return err
		}
		if done.Add(int64(n)) >= r.total || n > 0 {
			continue
		}
		select {
		case <-news:
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

func (r *benchRun) work() (int, error) {
	works, err := r.s.Claim(r.ctx, 8, benchLease)
	for _, w := range works {
		err := r.s.Commit(r.ctx, state.Step{
			Conv: w.Conv, MsgID: w.ID, Version: w.Version, Session: make([]byte, 650),
			Out:    []state.Out{{Conv: w.Conv, ID: "o" + w.ID, Body: make([]byte, 200)}},
			Events: [][]byte{make([]byte, 300)},
			WakeAt: time.Now().Add(time.Hour),
		})
		if err != nil {
			return 0, err
		}
	}
	return len(works), err
}

func (r *benchRun) send() (int, error) {
	got, err := r.s.NextOut(r.ctx, 16, benchLease)
	for _, o := range got {
		if err := r.s.Sent(r.ctx, o, 0); err != nil {
			return 0, err
		}
	}
	return len(got), err
}

func (r *benchRun) record() (int, error) {
	evs, err := r.s.Events(r.ctx, 500)
	if err != nil {
		return 0, err
	}
	return len(evs), r.s.AckEvents(r.ctx, evs)
}
