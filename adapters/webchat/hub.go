package webchat

import (
	"slices"
	"sync"
	"time"
)

// Bounds of what is remembered of a chat, and of what one chat may take.
const (
	recentLines  = 20
	recentFor    = 10 * time.Minute
	maxPages     = 8  // streams of one chat
	pageBuffer   = 64 // lines a slow page may lag behind
	sendBurst    = 40 // messages a customer may send at once …
	sendPerSec   = 1. // … and how many more each second
	sweepPeriod  = time.Minute
	maxRemembers = 200_000 // chats; beyond, newcomers are asked to wait
)

// page is one connected stream of a chat.
type page struct {
	lines  chan Line
	typing chan struct{} // capacity one
	lost   chan struct{} // closed when the page lagged too far and must read the history anew
}

// room is what is remembered of a chat for some minutes after its last use.
type room struct {
	pages    map[*page]struct{}
	recent   []Line
	allowed  float64 // messages that may be sent now
	refilled time.Time
	used     time.Time
}

// hub connects Send with the pages of a chat. Nothing is written to a network under its lock.
type hub struct {
	mu    sync.Mutex
	rooms map[string]*room // by conversation
	swept time.Time
}

func newHub() *hub { return &hub{rooms: map[string]*room{}} }

// room finds or makes the room of conv, nil when there are too many. h.mu is held.
func (h *hub) room(conv string, now time.Time) *room {
	h.sweep(now)
	r := h.rooms[conv]
	if r == nil {
		if len(h.rooms) >= maxRemembers {
			return nil
		}
		r = &room{pages: map[*page]struct{}{}, allowed: sendBurst, refilled: now}
		h.rooms[conv] = r
	}
	r.used = now
	return r
}

func (h *hub) sweep(now time.Time) {
	if now.Sub(h.swept) < sweepPeriod {
		return
	}
	h.swept = now
	for conv, r := range h.rooms {
		if len(r.pages) == 0 && now.Sub(r.used) > recentFor {
			delete(h.rooms, conv)
		}
	}
}

// publish remembers a line and hands it to the connected pages.
func (h *hub) publish(conv string, l Line, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.room(conv, now)
	if r == nil {
		return
	}
	r.recent = slices.DeleteFunc(r.recent, func(o Line) bool { return o.ID == l.ID })
	r.recent = append(r.recent, l)
	if over := len(r.recent) - recentLines; over > 0 {
		r.recent = slices.Delete(r.recent, 0, over)
	}
	for p := range r.pages {
		select {
		case p.lines <- l:
		default:
			close(p.lost)
			delete(r.pages, p)
		}
	}
}

func (h *hub) typing(conv string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.rooms[conv]
	if r == nil {
		return
	}
	for p := range r.pages {
		select {
		case p.typing <- struct{}{}:
		default:
		}
	}
}

// recent gives the lines of the last minutes, oldest first.
func (h *hub) recent(conv string, now time.Time) []Line {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.rooms[conv]
	if r == nil {
		return nil
	}
	r.recent = slices.DeleteFunc(r.recent, func(l Line) bool { return now.Sub(l.At) > recentFor })
	return slices.Clone(r.recent)
}

// connect adds a page; nil when the chat has too many.
func (h *hub) connect(conv string, now time.Time) *page {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.room(conv, now)
	if r == nil || len(r.pages) >= maxPages {
		return nil
	}
	p := &page{lines: make(chan Line, pageBuffer), typing: make(chan struct{}, 1), lost: make(chan struct{})}
	r.pages[p] = struct{}{}
	return p
}

func (h *hub) disconnect(conv string, p *page) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r := h.rooms[conv]; r != nil {
		delete(r.pages, p)
	}
}

// allow takes one message from the chat's allowance.
func (h *hub) allow(conv string, now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.room(conv, now)
	if r == nil {
		return false
	}
	if passed := now.Sub(r.refilled).Seconds(); passed > 0 {
		r.allowed = min(sendBurst, r.allowed+passed*sendPerSec)
		r.refilled = now
	}
	if r.allowed < 1 {
		return false
	}
	r.allowed--
	return true
}
