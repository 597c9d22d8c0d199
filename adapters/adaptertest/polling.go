package adaptertest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"huiyin/adapters"
)

func (s suite) polling(t *testing.T) {
	if s.account(t).Queue == nil {
		return // the channel polls nothing
	}
	t.Run("messages arrive whole, in order, and are confirmed", s.pollOrder)
	t.Run("what the store did not take is fetched again", s.pollStoreDown)
	t.Run("the end of the context ends polling", s.pollEnds)
	t.Run("revoked credentials end polling", s.pollRevoked)
}

// poll runs the account's poller in the background; the returned func ends it and gives its error.
func poll(t *testing.T, ctx context.Context, a Account, accept adapters.Accept) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- a.Channel.(adapters.Poller).Poll(ctx, accept) }()
	stopped := false
	stop = func() error {
		stopped = true
		cancel()
		return <-ended
	}
	t.Cleanup(func() {
		if !stopped {
			_ = stop()
		}
	})
	return stop
}

func (s suite) pollOrder(t *testing.T) {
	a, b, ctx := s.account(t), newInbox(), testContext(t)
	const many = 25
	for n := 1; n <= many/2; n++ {
		a.Queue.Add(n, fmt.Sprint(private, n))
	}
	stop := poll(t, ctx, a, b.Accept)
	for n := many/2 + 1; n <= many; n++ {
		a.Queue.Add(n, fmt.Sprint(private, n))
	}
	b.waitFor(t, ctx, "all messages confirmed", func() bool { return a.Queue.Confirmed() == many })
	if err := stop(); err != nil {
		t.Errorf("poll ended with %v", err)
	}
	_, got := b.taken()
	if len(got) != many {
		t.Fatalf("accept took %d messages, want %d", len(got), many)
	}
	for i, in := range got {
		wellFormed(t, in, in.From)
		if want := fmt.Sprint(private, i+1); in.Text != want {
			t.Fatalf("message %d holds another text: order was lost", i+1)
		}
	}
}

func (s suite) pollStoreDown(t *testing.T) {
	a, b, ctx := s.account(t), newInbox(), testContext(t)
	accept := func(ctx context.Context, in adapters.Inbound) (bool, error) {
		if n := a.Queue.Confirmed(); n > len(b.fresh()) {
			t.Errorf("%d messages were confirmed and %d taken", n, len(b.fresh()))
		}
		return b.Accept(ctx, in)
	}
	b.fail = 3
	for n := 1; n <= 5; n++ {
		a.Queue.Add(n, private)
	}
	stop := poll(t, ctx, a, accept)
	b.waitFor(t, ctx, "all messages confirmed", func() bool { return a.Queue.Confirmed() == 5 })
	if err := stop(); err != nil {
		t.Errorf("poll ended with %v", err)
	}
	if got := b.fresh(); len(got) != 5 {
		t.Errorf("accept took %d messages, want 5", len(got))
	}
}

func (b *inbox) fresh() []adapters.Inbound { _, got := b.taken(); return got }

func (s suite) pollEnds(t *testing.T) {
	a, b, ctx := s.account(t), newInbox(), testContext(t)
	a.Queue.Add(1, private)
	stop := poll(t, ctx, a, b.Accept)
	b.waitFor(t, ctx, "the message taken", func() bool { return len(b.fresh()) == 1 })
	if err := stop(); err != nil {
		t.Errorf("poll ended with %v, want nil", err)
	}
}

func (s suite) pollRevoked(t *testing.T) {
	a, b, ctx := s.account(t), newInbox(), testContext(t)
	a.Queue.Revoke()
	err := a.Channel.(adapters.Poller).Poll(ctx, b.Accept)
	if !errors.Is(err, adapters.ErrRevoked) {
		t.Fatalf("poll ended with %v, want ErrRevoked", err)
	}
	NoSecrets(t, "the error", err.Error(), a.Secrets)
}
