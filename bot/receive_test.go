package bot_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"huiyin/adapters"
	"huiyin/bot"
	"huiyin/scoring"
)

// hooked is a channel that a platform calls, or that was told to receive otherwise.
type hooked struct {
	channel
	off bool
}

func (*hooked) Name() string { return "hooked" }

func (c *hooked) Webhook(accept adapters.Accept) http.Handler {
	if c.off {
		return nil
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in := adapters.Inbound{ID: "m1", From: adapters.Address{Channel: "hooked", Account: "default", User: "ann"}, Kind: adapters.KindText, Text: "你好"}
		if _, err := accept(r.Context(), in); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
}

func TestWebhooksAreServedByChannelAndAccount(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		ch := &hooked{}
		h.cfg.Channels = append(h.cfg.Channels, ch)
		h.run()
		call := func(path string) int {
			w := httptest.NewRecorder()
			h.Hooks().ServeHTTP(w, httptest.NewRequest(http.MethodPost, path, nil))
			synctest.Wait()
			return w.Code
		}
		for path, want := range map[string]int{
			"/hooks/hooked/default": http.StatusOK,
			"/hooks/hooked/other":   http.StatusNotFound,
			"/hooks/test/default":   http.StatusNotFound, // it has no webhook
			"/hooks/hooked":         http.StatusNotFound,
			"/hooks/":               http.StatusNotFound,
		} {
			if got := call(path); got != want {
				t.Errorf("%s: %d, want %d", path, got, want)
			}
		}
		if len(ch.sent) != 1 {
			t.Errorf("answered %+v", ch.sent)
		}
		ch.off = true
		if got := call("/hooks/hooked/default"); got != http.StatusNotFound {
			t.Errorf("a webhook that is off: %d", got)
		}
		h.stop()

		t.Log("a store that is closed takes nothing, and the platform is told to come again")
		ch.off = false
		if err := h.store.Close(); err != nil {
			t.Fatal(err)
		}
		if got := call("/hooks/hooked/default"); got != http.StatusServiceUnavailable {
			t.Errorf("%d", got)
		}
		if got := h.count("huiyin_inbound_total", "channel=hooked", "result=error"); got != 1 {
			t.Errorf("%v errors counted", got)
		}
	})
}

// polled is a channel that fetches one message and then waits, or ends with err.
type polled struct {
	channel
	name string
	err  error
}

func (c *polled) Name() string { return c.name }

func (c *polled) Poll(ctx context.Context, accept adapters.Accept) error {
	in := adapters.Inbound{ID: "m1", From: adapters.Address{Channel: c.name, Account: "default", User: "ann"}, Kind: adapters.KindText, Text: "你好"}
	if _, err := accept(ctx, in); err != nil {
		return err
	}
	if c.err != nil {
		return c.err
	}
	<-ctx.Done()
	return nil
}

func TestAnAccountThatStopsReceivingStopsNoOther(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		good, revoked := &polled{name: "good"}, &polled{name: "revoked", err: adapters.ErrRevoked}
		h.cfg.Channels = append(h.cfg.Channels, good, revoked)
		h.run()
		if len(good.sent) != 1 || len(revoked.sent) != 1 {
			t.Errorf("sent %d and %d", len(good.sent), len(revoked.sent))
		}
		if log := h.log.String(); strings.Count(log, "account stopped receiving") != 1 || !strings.Contains(log, "channel=revoked") {
			t.Errorf("%s", log)
		}
		h.says("bob", "m1", "你好")
		if got := h.channel.to("bob"); len(got) != 1 {
			t.Errorf("%q", got)
		}
		h.stop()
	})
}

func TestARefusalIsLoggedAndCounted(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.run()
		var log bytes.Buffer
		refused := bot.Refused(h.Metrics, slog.New(slog.NewTextHandler(&log, nil)))
		refused("wechat", "default", adapters.Refusal{Status: 401, Reason: "bad signature"})
		if got := h.count("huiyin_webhook_refused_total", "channel=wechat", "reason=bad signature"); got != 1 {
			t.Errorf("%v counted", got)
		}
		if !strings.Contains(log.String(), `reason="bad signature"`) || !strings.Contains(log.String(), "status=401") {
			t.Errorf("%s", &log)
		}
		h.stop()
	})
}

func TestAScorerThatFailsIsTold(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.cfg.Handler.Scorer = failing{}
		h.run()
		h.says("ann", "m1", "你好")
		if got := h.channel.to("ann"); len(got) != 1 {
			t.Errorf("%q", got)
		}
		if log := h.log.String(); !strings.Contains(log, "reply without a score") || !strings.Contains(log, "no model") {
			t.Errorf("%s", log)
		}
		h.stop()
	})
}

var errNoModel = errors.New("no model")

// failing is a scorer without a model.
type failing struct{}

func (failing) Score(context.Context, scoring.Reply) (scoring.Score, error) {
	return scoring.Score{}, errNoModel
}
