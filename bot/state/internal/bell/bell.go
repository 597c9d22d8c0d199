// Package bell wakes who watches a store: it is the in-process half of state.Store.Watch, shared
// by the backends.
//
// A ring is a hint. A watcher that has not looked since the last ring is not rung twice.
package bell

import (
	"sync"
	"time"

	"huiyin/bot/state"
)

const topics = 3 // state.TopicInbox … state.TopicJournal

// Bell holds the watchers. Use New.
type Bell struct {
	mu      sync.Mutex
	watched [topics][]chan struct{}
	alarm   [topics]*time.Timer
	at      [topics]time.Time // for which alarm is set; zero when it is not
	closed  bool
}

// New gives a bell without watchers.
func New() *Bell { return &Bell{} }

// Watch gives a new channel that receives when t rings.
func (b *Bell) Watch(t state.Topic) <-chan struct{} {
	c := make(chan struct{}, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watched[t] = append(b.watched[t], c)
	return c
}

// Ring wakes the watchers of t.
func (b *Bell) Ring(t state.Topic) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ring(t)
}

func (b *Bell) ring(t state.Topic) {
	for _, c := range b.watched[t] {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// RingAfter wakes the watchers of t in d from now: then something deferred can be had. An
// earlier alarm stays; it is set again by whoever looks and finds the thing not ready yet.
func (b *Bell) RingAfter(t state.Topic, d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	at := time.Now().Add(d)
	if b.closed || !b.at[t].IsZero() && !at.Before(b.at[t]) {
		return
	}
	if b.alarm[t] != nil {
		b.alarm[t].Stop()
	}
	b.at[t] = at
	b.alarm[t] = time.AfterFunc(d, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.at[t].Equal(at) {
			b.at[t] = time.Time{}
		}
		b.ring(t)
	})
}

// Close stops the alarms; nobody is woken by time any more.
func (b *Bell) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for _, a := range b.alarm {
		if a != nil {
			a.Stop()
		}
	}
}
