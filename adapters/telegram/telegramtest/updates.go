package telegramtest

import (
	"encoding/json"
	"net/http"
	"time"
)

// update is a queued "Update".
type update struct {
	id  int64
	raw json.RawMessage
}

// Update is what a person's doing became.
type Update struct {
	ID         int64
	MessageID  int    // of a message or an edited one
	CallbackID string // of a callback query
	JSON       []byte // as it is delivered
}

// enqueue appends an update; update_id grows by one, see "Update". The caller holds mu.
func (s *Server) enqueue(kind string, content any) Update {
	s.nextID++
	raw, err := json.Marshal(map[string]any{"update_id": s.nextID, kind: content})
	if err != nil {
		panic("telegramtest: update is no JSON: " + err.Error())
	}
	s.queue = append(s.queue, update{id: s.nextID, raw: raw})
	s.wake()
	up := Update{ID: s.nextID, JSON: raw}
	if m, ok := content.(map[string]any); ok {
		up.MessageID, _ = m["message_id"].(int)
	}
	return up
}

// Confirmed is how many updates the bot confirmed.
func (s *Server) Confirmed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.confirmed
}

// Pending is how many updates wait.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

// Renumber lets the next update have the id next, as after a week without updates.
func (s *Server) Renumber(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID = next - 1
}

// Conflicts as the platform words them, see "getUpdates", note 1.
const (
	conflictWebhook = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
	conflictPoller  = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)

// getUpdates follows "getUpdates": an offset confirms all updates below it, a negative one counts
// from the end; timeout is in seconds. A newer call ends an older one with 409.
func (s *Server) getUpdates(w http.ResponseWriter, r *http.Request, p params) {
	s.mu.Lock()
	s.poller++
	me := s.poller
	s.wake()
	s.mu.Unlock()
	limit := int(p.number("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	end := time.After(time.Duration(p.number("timeout")) * time.Second)
	for {
		batch, news, code, why := s.fetch(me, p.number("offset"), limit)
		switch {
		case why != "":
			refuse(w, code, why, 0)
			return
		case len(batch) > 0:
			result(w, batch)
			return
		}
		select {
		case <-news:
		case <-end:
			result(w, []json.RawMessage{})
			return
		case <-r.Context().Done():
			return
		case <-s.stop:
			return
		}
	}
}

// fetch confirms below offset and gives what waits; news is closed when looking again is worthwhile.
func (s *Server) fetch(me int, offset int64, limit int) (batch []json.RawMessage, news <-chan struct{}, code int, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.revoked:
		return nil, nil, http.StatusUnauthorized, "Unauthorized"
	case s.hook.url != "":
		return nil, nil, http.StatusConflict, conflictWebhook
	case s.poller != me:
		return nil, nil, http.StatusConflict, conflictPoller
	}
	if offset < 0 {
		keep := min(int(-offset), len(s.queue))
		s.confirm(len(s.queue) - keep)
	} else {
		n := 0
		for n < len(s.queue) && s.queue[n].id < offset {
			n++
		}
		s.confirm(n)
	}
	for _, u := range s.queue[:min(limit, len(s.queue))] {
		batch = append(batch, u.raw)
	}
	return batch, s.grew, 0, ""
}

// confirm forgets the n oldest updates. The caller holds mu.
func (s *Server) confirm(n int) {
	s.queue = s.queue[n:]
	s.confirmed += n
}
