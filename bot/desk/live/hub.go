package live

import "sync"

// Many is the news that more than one conversation changed since the watcher last looked.
const Many = ""

// Hub passes news from publishers to watchers within one process. The zero value is ready.
type Hub struct {
	mu       sync.Mutex
	watchers map[chan string]struct{}
}

// NewHub makes a Hub.
func NewHub() *Hub { return &Hub{} }

// Publish says that the record of conv changed. It never blocks.
func (h *Hub) Publish(conv string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.watchers {
		news := conv
		select { // only Publish sends, under the lock, so the emptied place stays free
		case waiting := <-ch:
			if waiting != conv {
				news = Many
			}
		default:
		}
		ch <- news
	}
}

// Subscribe gives a channel that holds at most one piece of news, the id of a conversation or
// [Many], until cancel is called. The channel is never closed.
func (h *Hub) Subscribe() (news <-chan string, cancel func()) {
	ch := make(chan string, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.watchers == nil {
		h.watchers = map[chan string]struct{}{}
	}
	h.watchers[ch] = struct{}{}
	return ch, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.watchers, ch)
	}
}
