package wechat

import (
	"context"
	"sync"
	"time"
)

// keepReply is how long a given passive reply answers redeliveries of its message. The platform
// delivers three times, 5 s apart.
const keepReply = time.Minute

// waits joins the requests that are held open with the Send that answers them.
//
// Per message: any number of requests (a delivery and its redeliveries) hold one wait; one Send may
// put one reply into it while at least one request holds. Every holder writes that reply. The Send
// learns whether any of them could; if none could, the wait is closed and the message goes by the
// customer-service API instead, so a customer reads it once.
type waits struct {
	mu  sync.Mutex
	now func() time.Time
	all map[waitKey]*wait
	old time.Time // when expired waits were last swept
}

type waitKey struct{ user, id string }

type wait struct {
	own     string        // the account's gh_ id
	holders int           // requests held open
	outID   string        // the Outbound whose reply this is
	xml     []byte        // the reply, unencrypted; nil until a Send gives one
	ready   chan struct{} // closed when xml is set
	settled chan struct{} // closed when written or closed
	written bool          // a holder wrote the reply
	closed  bool          // answered some other way: no passive reply any more
	expires time.Time     // when nobody holds
}

func newWaits(now func() time.Time) *waits {
	return &waits{now: now, all: map[waitKey]*wait{}, old: now()}
}

// get finds or makes the wait of a message; the caller holds mu.
func (ws *waits) get(k waitKey) *wait {
	now := ws.now()
	if now.Sub(ws.old) > keepReply/4 {
		ws.old = now
		for key, w := range ws.all {
			if w.holders == 0 && now.After(w.expires) {
				delete(ws.all, key)
			}
		}
	}
	w := ws.all[k]
	if w == nil {
		w = &wait{ready: make(chan struct{}), settled: make(chan struct{}), expires: now.Add(keepReply)}
		ws.all[k] = w
	}
	return w
}

// hold joins one more request to the wait of a message.
func (ws *waits) hold(user, id, own string) *hold {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	w := ws.get(waitKey{user, id})
	w.own = own
	w.holders++
	return &hold{ws: ws, w: w}
}

// offer gives the reply of a message to the requests held for it. It returns nil when none is held
// or the message was answered before: then no later request will be answered passively either. The
// same Outbound offered again finds its own wait, so that a retry after a time-out sends nothing twice.
func (ws *waits) offer(user, id, outID string, xml func(own string) []byte) *wait {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	w := ws.get(waitKey{user, id})
	switch {
	case w.closed:
		return nil
	case w.xml != nil && w.outID == outID:
		return w
	case w.xml != nil:
		return nil
	case w.holders == 0:
		w.close()
		return nil
	}
	body := xml(w.own)
	if body == nil {
		w.close()
		return nil
	}
	w.outID, w.xml = outID, body
	close(w.ready)
	return w
}

// close gives up on a passive reply; the caller holds mu.
func (w *wait) close() {
	w.closed = true
	close(w.settled)
}

// delivered waits until the reply was written (true) or cannot be any more (false).
func (ws *waits) delivered(ctx context.Context, w *wait) (bool, error) {
	select {
	case <-w.settled:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	ws.mu.Lock()
	defer ws.mu.Unlock()
	return w.written, nil
}

// hold is one request's part in a wait. Only its own request uses it.
type hold struct {
	ws   *waits
	w    *wait
	left bool
}

// await returns the reply to write, or nil when none came before the timer or the request ended.
func (h *hold) await(ctx context.Context, timer <-chan time.Time) []byte {
	select {
	case <-h.w.ready:
	case <-h.w.settled:
	case <-timer:
	case <-ctx.Done():
		return nil
	}
	h.ws.mu.Lock()
	defer h.ws.mu.Unlock()
	if h.w.xml == nil || h.w.closed {
		h.leave() // at once: a Send from now on must not count on this request
		return nil
	}
	return h.w.xml
}

// written notes that this request carried the reply.
func (h *hold) written() {
	h.ws.mu.Lock()
	defer h.ws.mu.Unlock()
	if !h.w.written && !h.w.closed {
		h.w.written = true
		close(h.w.settled)
	}
}

// release takes the request out of the wait.
func (h *hold) release() {
	h.ws.mu.Lock()
	defer h.ws.mu.Unlock()
	h.leave()
}

// leave is release for a caller who holds the lock; the last one out settles an unwritten reply as
// lost. Leaving twice is allowed.
func (h *hold) leave() {
	if h.left {
		return
	}
	h.left = true
	h.w.holders--
	h.w.expires = h.ws.now().Add(keepReply)
	if h.w.holders == 0 && h.w.xml != nil && !h.w.written && !h.w.closed {
		h.w.close()
	}
}
