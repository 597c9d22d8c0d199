package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"huiyin/bot/records"
)

const (
	pingEvery = 15 * time.Second      // keeps proxies from closing a quiet stream
	pushGap   = 50 * time.Millisecond // least time between two pushes: changes in between merge
	writeTime = 20 * time.Second      // a reader that takes longer is gone
)

// events streams the state of what the page shows: all of it first, then the parts that changed.
func (d *desk) events(w http.ResponseWriter, r *http.Request) {
	news, cancel := d.Live.Subscribe() // before the first state, so that no change falls between
	defer cancel()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	s := &stream{desk: d, w: w, r: r, rc: http.NewResponseController(w), sent: map[string]string{}}
	if err := s.push(); err != nil {
		s.gone(err)
		return
	}
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-news:
			if err = s.push(); err == nil {
				err = pause(r.Context(), pushGap)
			}
		case <-ping.C:
			if !d.stillSignedIn(r) {
				return
			}
			err = s.write(": ping\n\n")
		}
		if err != nil {
			s.gone(err)
			return
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// stillSignedIn looks at the stored session again: the one of the request is from its beginning.
func (d *desk) stillSignedIn(r *http.Request) bool {
	c, err := r.Cookie(d.sessions.Cookie.Name)
	if err != nil {
		return false
	}
	fresh, err := d.sessions.Load(withoutValues{r.Context()}, c.Value)
	return err == nil && d.agent(fresh) != ""
}

// withoutValues hides a context's values: the session manager gives back a session it finds there.
type withoutValues struct{ context.Context }

func (withoutValues) Value(any) any { return nil }

// stream is one page's connection and what it was sent.
type stream struct {
	*desk
	w    http.ResponseWriter
	r    *http.Request
	rc   *http.ResponseController
	sent map[string]string
}

// push sends the parts that differ from what the page has.
func (s *stream) push() error {
	v, err := s.deskView(s.r, s.r.URL.Query().Get("case"))
	if err != nil && !errors.Is(err, records.ErrNotFound) {
		return fmt.Errorf("read state: %w", err)
	}
	state, err := s.stateOf(v)
	if err != nil {
		return fmt.Errorf("render state: %w", err)
	}
	for id, html := range state.Parts {
		if had, ok := s.sent[id]; ok && had == html {
			delete(state.Parts, id)
			continue
		}
		s.sent[id] = html
	}
	body, err := json.Marshal(state)
	if err != nil {
		return err
	}
	return s.write("event: state\ndata: " + string(body) + "\n\n")
}

func (s *stream) write(event string) error {
	_ = s.rc.SetWriteDeadline(time.Now().Add(writeTime)) // not every writer can
	if _, err := s.w.Write([]byte(event)); err != nil {
		return err
	}
	return s.rc.Flush()
}

// gone notes why a stream ended, unless it is the reader who left.
func (s *stream) gone(err error) {
	if s.r.Context().Err() == nil {
		s.Log.Warn("stream of the desk ended", "err", err)
	}
}
