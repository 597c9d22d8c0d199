package webchat

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// writeWithin is how long one write to a page may take before the page counts as gone.
const writeWithin = 10 * time.Second

// streamEvents sends a chat as server-sent events: "history" with all lines on connecting and
// whenever the record has news, "line" for each message as it is sent, "typing".
func (c *Channel) streamEvents(w http.ResponseWriter, r *http.Request) {
	addr, ok := chat(r)
	if !ok {
		c.refused(w, http.StatusUnauthorized, "no chat cookie")
		return
	}
	conv := addr.String()
	// Connected before the history is read, so that no message falls between the two.
	p := c.hub.connect(conv, c.cfg.Now())
	if p == nil {
		c.refused(w, http.StatusTooManyRequests, "too many pages")
		return
	}
	defer c.hub.disconnect(conv, p)
	history, err := c.history(r.Context(), conv)
	if err != nil {
		c.cfg.Log.Error("read history", "channel", ChannelName, "conversation", conv, "err", err)
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	s := newStream(w)
	if s.send("history", history) == nil {
		c.follow(r.Context(), s, conv, p, history)
	}
}

// follow sends what happens to the chat until the page goes, lags too far, or the channel closes.
func (c *Channel) follow(ctx context.Context, s *stream, conv string, p *page, shown []byte) {
	refresh := time.NewTicker(c.cfg.Refresh)
	defer refresh.Stop()
	for err := error(nil); err == nil; {
		select {
		case <-ctx.Done():
			return
		case <-c.done:
			return
		case <-p.lost:
			return
		case l := <-p.lines:
			var data []byte
			if data, err = json.Marshal(l); err == nil {
				err = s.send("line", data)
			}
		case <-p.typing:
			err = s.send("typing", []byte("{}"))
		case <-refresh.C:
			shown, err = c.refresh(ctx, s, conv, shown)
		}
	}
}

// refresh sends the history if it is not what was shown, and otherwise a comment that keeps
// proxies from closing the connection. A record that cannot be read now is read next time.
func (c *Channel) refresh(ctx context.Context, s *stream, conv string, shown []byte) ([]byte, error) {
	history, err := c.history(ctx, conv)
	if err != nil {
		if ctx.Err() == nil {
			c.cfg.Log.Warn("read history", "channel", ChannelName, "conversation", conv, "err", err)
		}
		return shown, s.ping()
	}
	if bytes.Equal(history, shown) {
		return shown, s.ping()
	}
	return history, s.send("history", history)
}

// history is the JSON list of all lines of a chat.
func (c *Channel) history(ctx context.Context, conv string) ([]byte, error) {
	var recorded []Line
	if c.cfg.History != nil {
		var err error
		if recorded, err = c.cfg.History(ctx, conv); err != nil {
			return nil, err
		}
	}
	return json.Marshal(merge(recorded, c.hub.recent(conv, c.cfg.Now())))
}

// stream writes server-sent events (html.spec.whatwg.org/multipage/server-sent-events.html).
type stream struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

func newStream(w http.ResponseWriter) *stream {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // nginx would hold events back
	rc := http.NewResponseController(w)
	// The server's time-outs are meant for short requests. Writers that know no deadlines
	// (tests) are as good as ones that never block.
	_ = rc.SetReadDeadline(time.Time{})
	return &stream{w, rc}
}

// send writes an event; JSON has no line ends, so one data line is enough.
func (s *stream) send(event string, data []byte) error {
	return s.write(fmt.Appendf(nil, "event: %s\ndata: %s\n\n", event, data))
}

func (s *stream) ping() error { return s.write([]byte(":\n\n")) }

func (s *stream) write(b []byte) error {
	_ = s.rc.SetWriteDeadline(time.Now().Add(writeWithin))
	if _, err := s.w.Write(b); err != nil {
		return err
	}
	return s.rc.Flush()
}
