package adaptertest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"huiyin/adapters"
)

func (s suite) webhook(t *testing.T) {
	if s.account(t).Webhook == nil {
		return // the channel takes nothing over HTTP
	}
	t.Run("a message reaches accept whole and is acknowledged", s.delivered)
	t.Run("nothing is acknowledged before accept returned", s.durableFirst)
	t.Run("a store that is down makes the platform deliver again", s.storeDown)
	t.Run("a redelivery has the same id and is acknowledged", s.redelivered)
	t.Run("two messages have two ids", s.distinct)
	t.Run("forty deliveries at once are one message", s.concurrent)
	t.Run("a forgery is refused", s.forged)
	t.Run("a body that cannot be read is refused", s.malformed)
	t.Run("a body past any bound is refused", s.oversized)
	t.Run("a method that the hook does not take is refused", s.wrongMethod)
}

// post gives one request to the account's hook.
func post(a Account, accept adapters.Accept, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	handlerOf(a, accept).ServeHTTP(w, r)
	return w
}

func handlerOf(a Account, accept adapters.Accept) http.Handler {
	if a.Webhook.Handler != nil {
		return a.Webhook.Handler(accept)
	}
	return a.Channel.(adapters.Webhooker).Webhook(accept)
}

func (s suite) delivered(t *testing.T) {
	a, b := s.account(t), newInbox()
	w := post(a, b.Accept, a.Webhook.Message(1, private))
	if w.Code != http.StatusOK {
		t.Fatalf("answered %d, want 200", w.Code)
	}
	_, got := b.taken()
	if len(got) != 1 {
		t.Fatalf("accept took %d messages, want 1", len(got))
	}
	wellFormed(t, got[0], a.Webhook.From)
	if got[0].Kind != adapters.KindText || got[0].Text != private {
		t.Errorf("arrived as %s %q, want the text as it was written", got[0].Kind, got[0].Text)
	}
}

// wellFormed checks what every Inbound must have.
func wellFormed(t *testing.T, in adapters.Inbound, from adapters.Address) {
	t.Helper()
	if in.ID == "" {
		t.Error("the message has no id")
	}
	if in.From != from {
		t.Errorf("the message is from %v, want %v", in.From, from)
	}
	// A platform's seconds taken for milliseconds land in 1970, the reverse far in the future.
	if y := in.At.Year(); y < 2013 || y > 2100 {
		t.Errorf("the message is from the year %d: a wrong unit of time?", y)
	}
}

func (s suite) durableFirst(t *testing.T) {
	a := s.account(t)
	w := &watched{ResponseRecorder: httptest.NewRecorder()}
	accept := func(context.Context, adapters.Inbound) (bool, error) {
		if w.began() {
			t.Error("the platform had its answer before accept returned")
		}
		return true, nil
	}
	handlerOf(a, accept).ServeHTTP(w, a.Webhook.Message(1, private))
	if !w.began() && w.Code != http.StatusOK {
		t.Errorf("answered %d, want 200", w.Code)
	}
}

// watched is a response that knows whether it was begun.
type watched struct {
	*httptest.ResponseRecorder
	mu   sync.Mutex
	open bool
}

func (w *watched) began() bool { w.mu.Lock(); defer w.mu.Unlock(); return w.open }
func (w *watched) begin()      { w.mu.Lock(); defer w.mu.Unlock(); w.open = true }

func (w *watched) WriteHeader(code int) { w.begin(); w.ResponseRecorder.WriteHeader(code) }

func (w *watched) Write(p []byte) (int, error) { w.begin(); return w.ResponseRecorder.Write(p) }

func (s suite) storeDown(t *testing.T) {
	a, b := s.account(t), newInbox()
	b.fail = 1
	w := post(a, b.Accept, a.Webhook.Message(1, private))
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("answered %d while the store was down, want 503", w.Code)
	}
	NoSecrets(t, "the answer", w.Body.String(), a.Secrets)
	if strings.Contains(w.Body.String(), errStore.Error()) {
		t.Error("the answer tells strangers what is wrong inside")
	}
	if w := post(a, b.Accept, a.Webhook.Message(1, private)); w.Code != http.StatusOK {
		t.Errorf("the redelivery was answered %d, want 200", w.Code)
	}
	if _, got := b.taken(); len(got) != 1 {
		t.Errorf("accept took %d messages, want the redelivered one", len(got))
	}
}

func (s suite) redelivered(t *testing.T) {
	a, b := s.account(t), newInbox()
	for range 3 {
		if w := post(a, b.Accept, a.Webhook.Message(1, private)); w.Code != http.StatusOK {
			t.Fatalf("answered %d, want 200", w.Code)
		}
	}
	if _, got := b.taken(); len(got) != 1 {
		t.Errorf("three deliveries of one message are %d messages", len(got))
	}
}

func (s suite) distinct(t *testing.T) {
	a, b := s.account(t), newInbox()
	for n := 1; n <= 3; n++ {
		post(a, b.Accept, a.Webhook.Message(n, "同样的话")) // equal text must not be what tells them apart
	}
	if _, got := b.taken(); len(got) != 3 {
		t.Errorf("three messages of equal text are %d messages", len(got))
	}
}

func (s suite) concurrent(t *testing.T) {
	a, b := s.account(t), newInbox()
	h := handlerOf(a, b.Accept)
	codes := make([]int, 40)
	var all sync.WaitGroup
	for i := range codes {
		r := a.Webhook.Message(1, private)
		all.Go(func() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			codes[i] = w.Code
		})
	}
	all.Wait()
	if slices.ContainsFunc(codes, func(c int) bool { return c != http.StatusOK }) {
		t.Errorf("answered %v, want 200 to all", codes)
	}
	if _, got := b.taken(); len(got) != 1 {
		t.Errorf("forty deliveries of one message are %d messages", len(got))
	}
}

func (s suite) forged(t *testing.T) {
	a := s.account(t)
	if len(a.Webhook.Forged) < 2 {
		t.Fatal("fixture: give at least a missing and a wrong secret")
	}
	want := a.Webhook.ForgedStatus
	if want == 0 {
		want = http.StatusUnauthorized
	}
	for name, make := range a.Webhook.Forged {
		t.Run(name, func(t *testing.T) { refused(t, a, make(), want) })
	}
}

func (s suite) malformed(t *testing.T) {
	a := s.account(t)
	if len(a.Webhook.Malformed) == 0 {
		t.Fatal("fixture: give at least one body that cannot be read")
	}
	for name, make := range a.Webhook.Malformed {
		t.Run(name, func(t *testing.T) { refused(t, a, make(), http.StatusBadRequest) })
	}
}

func (s suite) oversized(t *testing.T) {
	a := s.account(t)
	refused(t, a, a.Webhook.Oversized(), http.StatusRequestEntityTooLarge, http.StatusBadRequest)
}

func (s suite) wrongMethod(t *testing.T) {
	a := s.account(t)
	for name, make := range a.Webhook.WrongMethod {
		t.Run(name, func(t *testing.T) {
			refused(t, a, make(), http.StatusMethodNotAllowed, http.StatusBadRequest)
		})
	}
}

// refused gives r to the hook: accept must not hear of it, and the answer is one of want.
func refused(t *testing.T, a Account, r *http.Request, want ...int) {
	t.Helper()
	b := newInbox()
	w := post(a, b.Accept, r)
	if !slices.Contains(want, w.Code) {
		t.Errorf("answered %d, want %v", w.Code, want)
	}
	if calls, _ := b.taken(); calls != 0 {
		t.Errorf("accept was called %s times for what should be refused", strconv.Itoa(calls))
	}
	NoSecrets(t, "the answer", w.Body.String(), a.Secrets)
}
