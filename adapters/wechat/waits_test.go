package wechat

import (
	"context"
	"testing"
	"time"
)

// A reply answers redeliveries for a minute; after that the wait is forgotten, so memory does not grow.
func TestWaitsAreForgotten(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	ws := newWaits(func() time.Time { return now })
	answer := func(string) []byte { return []byte("<xml/>") }

	for _, user := range []string{"o1", "o2"} {
		h := ws.hold(user, "msg:1", "gh_1")
		if ws.offer(user, "msg:1", "out1", answer) == nil {
			t.Fatal("nobody took the reply")
		}
		h.written()
		h.release()
	}
	ws.offer("o3", "msg:1", "out1", answer) // answered while nobody held it

	now = now.Add(30 * time.Second)
	h := ws.hold("o1", "msg:1", "gh_1")
	if got := h.await(context.Background(), nil); string(got) != "<xml/>" {
		t.Errorf("after 30 s the redelivery is answered %q", got)
	}
	h.release() // which keeps it for another minute

	now = now.Add(keepReply - time.Second)
	ws.hold("o4", "msg:1", "gh_1").release()
	if n := len(ws.all); n != 2 {
		t.Errorf("%d waits are kept, want the one that was asked for lately and the new one", n)
	}
}
