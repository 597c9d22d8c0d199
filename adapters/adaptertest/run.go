package adaptertest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"huiyin/adapters"
)

// patience ends a test that would otherwise hang; no test depends on its length.
const patience = 20 * time.Second

// Run proves that the fixture's channel keeps the contract.
func Run(t *testing.T, f Fixture) {
	s := suite{open: f.Open}
	t.Run("identity", s.identity)
	t.Run("webhook", s.webhook)
	t.Run("polling", s.polling)
	t.Run("sending", s.sending)
	t.Run("attachments", s.attachments)
}

type suite struct {
	open func(*testing.T, *Log) Account
}

// account opens an account and, when the test is over, searches its log for secrets.
func (s suite) account(t *testing.T) Account {
	t.Helper()
	log := &Log{}
	a := s.open(t, log)
	t.Cleanup(func() { NoSecrets(t, "the log", log.String(), a.Secrets) })
	return a
}

func (s suite) identity(t *testing.T) {
	a := s.account(t)
	if a.Channel.Name() == "" || a.Channel.Account() == "" {
		t.Fatalf("channel %q account %q: neither may be empty", a.Channel.Name(), a.Channel.Account())
	}
	if got, err := adapters.ParseAddress(a.To.String()); err != nil || got != a.To {
		t.Errorf("address %v reads back as %v, %v", a.To, got, err)
	}
	if a.To.Channel != a.Channel.Name() || a.To.Account != a.Channel.Account() {
		t.Errorf("fixture: To is %s, of another account than %s:%s", a.To.Channel, a.Channel.Name(), a.Channel.Account())
	}
	status, err := a.Channel.Check(testContext(t))
	if err != nil {
		t.Fatalf("check of a working account: %v", err)
	}
	if status == "" {
		t.Error("check of a working account says nothing")
	}
	NoSecrets(t, "the status", status, a.Secrets)
}

func testContext(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// errStore is the store's failure in these tests.
var errStore = errors.New("store is down")

// inbox is an Accept that keeps what it took, by id, and can be told to fail.
type inbox struct {
	mu    sync.Mutex
	fail  int // accepts that fail before the first success; negative: all
	calls int
	order []adapters.Inbound // fresh messages in order of their acceptance
	ids   map[string]bool
	grew  chan struct{} // capacity 1: order grew or a call failed
}

func newInbox() *inbox { return &inbox{ids: map[string]bool{}, grew: make(chan struct{}, 1)} }

// Accept implements adapters.Accept.
func (b *inbox) Accept(ctx context.Context, in adapters.Inbound) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	defer func() {
		select {
		case b.grew <- struct{}{}:
		default:
		}
	}()
	b.calls++
	if b.fail != 0 {
		b.fail--
		return false, errStore
	}
	key := in.From.String() + " " + in.ID
	if b.ids[key] {
		return false, nil
	}
	b.ids[key] = true
	b.order = append(b.order, in)
	return true, nil
}

func (b *inbox) taken() (calls int, fresh []adapters.Inbound) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.calls, append([]adapters.Inbound(nil), b.order...)
}

// waitFor waits until done holds, or fails the test.
func (b *inbox) waitFor(t *testing.T, ctx context.Context, what string, done func() bool) {
	t.Helper()
	look := time.NewTicker(5 * time.Millisecond) // platforms' counters change without telling the inbox
	defer look.Stop()
	for !done() {
		select {
		case <-b.grew:
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("waited in vain: %s", what)
		}
	}
}
