package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"time"
)

// SecretHeader carries the secret of a webhook, see "setWebhook".
const SecretHeader = "X-Telegram-Bot-Api-Secret-Token"

// webhook is the registered address and its deliverer.
type webhook struct {
	url, secret string
	lastError   string
	lastErrorAt int64
	ctx         context.Context // ends the deliverer and its request under way
	cancel      context.CancelFunc
	done        chan struct{} // closed when the deliverer has ended
}

func (h webhook) end() {
	if h.cancel != nil {
		h.cancel()
		<-h.done
	}
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)

// setWebhook follows "setWebhook".
func (s *Server) setWebhook(w http.ResponseWriter, p params) {
	if !secretForm.MatchString(p["secret_token"]) {
		refuse(w, http.StatusBadRequest, "Bad Request: secret token contains unallowed characters", 0)
		return
	}
	s.replaceHook(webhook{url: p["url"], secret: p["secret_token"]}, p["drop_pending_updates"] == "true")
	result(w, true)
}

// deleteWebhook follows "deleteWebhook".
func (s *Server) deleteWebhook(w http.ResponseWriter, p params) {
	s.replaceHook(webhook{}, p["drop_pending_updates"] == "true")
	result(w, true)
}

func (s *Server) replaceHook(h webhook, drop bool) {
	s.mu.Lock()
	if h.url != "" && !s.closed {
		h.ctx, h.cancel = context.WithCancel(context.Background())
		h.done = make(chan struct{})
		go s.deliver(h)
	}
	old := s.hook
	s.hook = h
	if drop {
		s.confirm(len(s.queue))
	}
	s.wake()
	s.mu.Unlock()
	old.end()
}

// getWebhookInfo follows "getWebhookInfo" and "WebhookInfo".
func (s *Server) getWebhookInfo(w http.ResponseWriter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	info := map[string]any{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.queue)}
	if s.hook.lastError != "" {
		info["last_error_message"], info["last_error_date"] = s.hook.lastError, s.hook.lastErrorAt
	}
	result(w, info)
}

// Webhook is the registered address and secret, empty when there is none.
func (s *Server) Webhook() (url, secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hook.url, s.hook.secret
}

// deliver posts the queue to h, oldest first, until h ends: "In case of an unsuccessful request …
// we will repeat the request".
func (s *Server) deliver(h webhook) {
	defer close(h.done)
	for {
		s.mu.Lock()
		news := (<-chan struct{})(s.grew)
		var head *update
		if len(s.queue) > 0 {
			head = &s.queue[0]
		}
		s.mu.Unlock()
		again := make(<-chan time.Time)
		if head != nil {
			if s.post(h, *head) {
				continue
			}
			news, again = nil, time.After(5*time.Millisecond)
		}
		select {
		case <-h.ctx.Done():
			return
		case <-again:
		case <-news:
		}
	}
}

// post delivers one update and carries out a method in the answer, see "Making requests when
// getting updates".
func (s *Server) post(h webhook, u update) bool {
	req, err := http.NewRequestWithContext(h.ctx, http.MethodPost, h.url, bytes.NewReader(u.raw))
	if err != nil {
		return false
	}
	s.dress(req, h.secret)
	client := http.Client{Timeout: 10 * time.Second}
	resp, err := client.Do(req)
	failure := "Connection failed"
	if err == nil {
		defer resp.Body.Close()
		failure = "Wrong response from the webhook: " + resp.Status
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil || resp.StatusCode/100 != 2 {
		if s.hook.url == h.url {
			s.hook.lastError, s.hook.lastErrorAt = failure, time.Now().Unix()
		}
		return false
	}
	if len(s.queue) > 0 && s.queue[0].id == u.id {
		s.confirm(1)
	}
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	s.perform(body)
	return true
}

func (s *Server) dress(r *http.Request, secret string) {
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set(SecretHeader, secret)
	}
}

// perform carries out what a webhook answered; "it's not possible to know that such a request was
// successful". The caller holds mu.
func (s *Server) perform(body []byte) {
	var call map[string]json.RawMessage
	if json.Unmarshal(body, &call) != nil {
		return
	}
	p := params{}
	for k, raw := range call {
		p[k] = string(raw)
		var text string
		if json.Unmarshal(raw, &text) == nil {
			p[k] = text
		}
	}
	switch p["method"] {
	case "sendMessage":
		s.calls["sendmessage"]++
		_, _, _ = s.take(p)
	case "answerCallbackQuery":
		s.calls["answercallbackquery"]++
		if _, asked := s.answered[p["callback_query_id"]]; asked {
			s.answered[p["callback_query_id"]]++
		}
	}
}

// Delivery is the request by which the platform would deliver up to a webhook with that secret.
func (s *Server) Delivery(up Update, secret string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(up.JSON))
	s.dress(r, secret)
	return r
}
