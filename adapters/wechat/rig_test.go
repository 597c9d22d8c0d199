package wechat_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/adapters/wechat"
	"huiyin/adapters/wechat/wechattest"
)

const openID = "o9AgO5Kd5ggOC-bXrbNODIiE3bGY" // of the platform's documented example

// forever is a passive wait that no test outlasts; atOnce one that is over before any Send.
const (
	forever = time.Hour
	atOnce  = time.Nanosecond
)

// rig is a channel between a fake API and a hand that delivers callbacks.
type rig struct {
	account wechattest.Account
	api     *wechattest.API
	channel *wechat.Channel

	mu      sync.Mutex
	seen    map[string]bool
	fresh   []adapters.Inbound
	refused []adapters.Refusal
	// onAccept runs within Accept, after the message is stored.
	onAccept func(in adapters.Inbound, fresh bool)
}

func newRig(t *testing.T, opts ...wechat.Option) *rig {
	t.Helper()
	r := &rig{account: wechattest.Demo(), seen: map[string]bool{}}
	r.api = wechattest.NewAPI(t, r.account)
	opts = append([]wechat.Option{wechat.WithOnRefusal(func(_, _ string, f adapters.Refusal) { r.refused = append(r.refused, f) })}, opts...)
	r.channel = open(t, configOf(r.account, r.api.URL), opts...)
	return r
}

func configOf(a wechattest.Account, api string) wechat.Config {
	return wechat.Config{AppID: a.AppID, AppSecret: a.AppSecret, Token: a.Token, AESKey: a.AESKey, API: api}
}

func open(t *testing.T, cfg wechat.Config, opts ...wechat.Option) *wechat.Channel {
	t.Helper()
	c, err := wechat.New(cfg, opts...)
	if err != nil {
		t.Fatalf("new: %v", err)
	}
	return c
}

func (r *rig) accept(_ context.Context, in adapters.Inbound) (bool, error) {
	r.mu.Lock()
	key := in.From.String() + in.ID
	fresh := !r.seen[key]
	r.seen[key] = true
	if fresh {
		r.fresh = append(r.fresh, in)
	}
	r.mu.Unlock()
	if r.onAccept != nil {
		r.onAccept(in, fresh)
	}
	return fresh, nil
}

// serve gives one request to the webhook and waits for the answer.
func (r *rig) serve(req *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r.channel.Webhook(r.accept).ServeHTTP(w, req)
	return w
}

// deliver seals a message's XML and gives it to the webhook.
func (r *rig) deliver(message string) *httptest.ResponseRecorder {
	return r.serve(r.account.Seal(message, time.Now(), "415670741").Request())
}

// text is a typed message of the customer.
func (r *rig) text(content string, id int64) string {
	return r.account.Text(openID, content, id, time.Now())
}

func (r *rig) to() adapters.Address {
	return adapters.Address{Channel: "wechat", Account: "default", User: openID}
}

// replyIn reads the passive reply in a response.
func (r *rig) replyIn(t *testing.T, w *httptest.ResponseRecorder) wechattest.Reply {
	t.Helper()
	reply, err := r.account.OpenReply(w.Body.Bytes())
	if err != nil {
		t.Fatalf("status %d, no passive reply in it: %v", w.Code, err)
	}
	return reply
}

// acknowledged fails unless the response is the plain acknowledgement.
func acknowledged(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	if w.Code != http.StatusOK || w.Body.String() != "success" {
		t.Fatalf("answered %d %q, want 200 success", w.Code, w.Body)
	}
}
