package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
	"huiyin/adapters/telegram"
	"huiyin/adapters/telegram/telegramtest"
)

// store is an Accept that keeps everything and tells of it.
type store struct {
	mu  sync.Mutex
	got []adapters.Inbound
}

func (s *store) accept(_ context.Context, in adapters.Inbound) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, in)
	return true, nil
}

func (s *store) all() []adapters.Inbound {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.got)
}

// eventually looks until done holds.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain: " + what)
		}
	}
}

// polls runs the poller until the test ends; the returned func ends it earlier.
func polls(t *testing.T, w world, accept adapters.Accept) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.ch.Poll(ctx, accept) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("poll ended with %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// serve mounts the webhook where Telegram reaches it, and registers it.
func serve(t *testing.T, api *telegramtest.Server, accept adapters.Accept) *telegram.Channel {
	t.Helper()
	front := httptest.NewUnstartedServer(nil)
	front.Start()
	t.Cleanup(front.Close)
	ch, err := telegram.New(telegram.Config{Token: token, Mode: telegram.Webhook, API: api.URL, PublicURL: front.URL})
	if err != nil {
		t.Fatal(err)
	}
	front.Config.Handler = ch.Webhook(accept)
	if err := ch.Poll(t.Context(), accept); err != nil { // registers
		t.Fatal(err)
	}
	return ch
}

func TestASurveyQuestionIsAnsweredByAButton(t *testing.T) {
	for _, mode := range []string{telegram.Polling, telegram.Webhook} {
		t.Run(mode, func(t *testing.T) {
			var s store
			w := open(t, mode)
			if mode == telegram.Webhook {
				w.ch = serve(t, w.api, s.accept)
			} else {
				polls(t, w, s.accept)
			}
			w.ann.Start("token_42")
			eventually(t, "the start", func() bool { return len(s.all()) == 1 })
			if _, err := w.ch.Send(t.Context(), adapters.Outbound{
				ID: "o1", To: w.address(), Text: "您有多满意？", Inline: true,
				Buttons: []adapters.Button{{Label: "0 非常不满意", Value: "3000"}, {Label: "10 非常满意", Value: "3010"}},
			}); err != nil {
				t.Fatal(err)
			}
			press, err := w.ann.Press("10 非常满意")
			if err != nil {
				t.Fatal(err)
			}
			eventually(t, "the press answered", func() bool { return w.api.Answered(press.CallbackID) == 1 })
			got := s.all()
			if got[0].Kind != adapters.KindStart || got[0].Payload != "token_42" {
				t.Errorf("the link arrived as %+v", got[0])
			}
			if got[1].Kind != adapters.KindButton || got[1].Button != "3010" || got[1].Text != "10 非常满意" {
				t.Errorf("the press arrived as %+v", got[1])
			}
			if w.api.Pending() != 0 && mode == telegram.Webhook {
				t.Error("the webhook left updates unconfirmed")
			}
		})
	}
}

func TestAPressIsAnsweredOnlyOnceItIsStored(t *testing.T) {
	w := open(t, telegram.Polling)
	press := w.ann.PressOld("3010")
	var tries int
	polls(t, w, func(context.Context, adapters.Inbound) (bool, error) {
		if n := w.api.Answered(press.CallbackID); n != 0 {
			t.Error("answered before it was stored")
		}
		if tries++; tries < 3 {
			return false, errors.New("disk full")
		}
		return true, nil
	})
	eventually(t, "the press answered", func() bool { return w.api.Answered(press.CallbackID) == 1 })
}

func TestAWebhookSetBySomebodyElseIsTakenAway(t *testing.T) {
	var s store
	log := &adaptertest.Log{}
	w := open(t, telegram.Polling, telegram.WithLogger(log.Logger()))
	polls(t, w, s.accept)
	eventually(t, "polling", func() bool { return w.api.Calls("getUpdates") > 0 })
	other, err := telegram.New(telegram.Config{Token: token, Mode: telegram.Webhook, API: w.api.URL, PublicURL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Poll(t.Context(), s.accept); err != nil {
		t.Fatal(err)
	}
	w.ann.Write("还在吗")
	eventually(t, "the message", func() bool { return len(s.all()) == 1 })
	if !strings.Contains(log.String(), "webhook was set for this bot") {
		t.Error("the log does not say what was wrong")
	}
}

func TestTwoPollersAreExplainedInTheLog(t *testing.T) {
	var s store
	log := &adaptertest.Log{}
	w := open(t, telegram.Polling, telegram.WithLogger(log.Logger()))
	w.api.Fail("getUpdates", telegramtest.Fault{
		Code: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", Times: 2,
	})
	polls(t, w, s.accept)
	w.ann.Write("你好")
	eventually(t, "the message", func() bool { return len(s.all()) == 1 })
	if !strings.Contains(log.String(), "another process polls this bot") {
		t.Errorf("the log does not say what is wrong: %s", log)
	}
}

// A refusal's retry_after is waited for, and other failures ever longer, up to half a minute.
func TestPollingWaitsAsItIsTold(t *testing.T) {
	var mu sync.Mutex
	var waits []time.Duration
	w := open(t, telegram.Polling, telegram.WithWait(func(ctx context.Context, d time.Duration) error {
		mu.Lock()
		defer mu.Unlock()
		waits = append(waits, d)
		return ctx.Err()
	}))
	var s store
	w.api.Fail("deleteWebhook", telegramtest.Fault{Code: 429, Description: "Too Many Requests: retry after 11", RetryAfter: 11, Times: 1})
	w.api.Fail("getUpdates", telegramtest.Fault{Code: 502, Body: "<html>", Times: 9})
	polls(t, w, s.accept)
	w.ann.Write("你好")
	eventually(t, "the message", func() bool { return len(s.all()) == 1 })
	mu.Lock()
	defer mu.Unlock()
	if len(waits) != 10 || waits[0] != 11*time.Second {
		t.Fatalf("waited %v, want 11s and nine backoffs", waits)
	}
	for i, d := range waits[1:] {
		most := min(30*time.Second, 500*time.Millisecond<<i)
		if d < most/2 || d > most {
			t.Errorf("wait %d was %v, want between %v and %v", i+1, d, most/2, most)
		}
	}
}

func TestARestartLosesNothing(t *testing.T) {
	w := open(t, telegram.Polling)
	var before, after store
	stop := polls(t, w, before.accept)
	for i := range 5 {
		w.ann.Write(fmt.Sprint("先", i))
	}
	eventually(t, "five messages", func() bool { return len(before.all()) == 5 })
	stop()
	for i := range 5 {
		w.ann.Write(fmt.Sprint("后", i))
	}
	polls(t, w, after.accept)
	eventually(t, "ten messages in all", func() bool {
		ids := map[string]bool{}
		for _, in := range append(before.all(), after.all()...) {
			ids[in.ID] = true
		}
		return len(ids) == 10
	})
}

// "If there are no new updates for at least a week, then identifier of the next update will be
// chosen randomly": https://core.telegram.org/bots/api#update
func TestALowerUpdateIDAfterAQuietWeekIsNotLost(t *testing.T) {
	w := open(t, telegram.Polling, telegram.WithLongPoll(0)) // asks again and again, as in a week
	var s store
	polls(t, w, s.accept)
	w.ann.Write("上周")
	eventually(t, "last week's message", func() bool { return w.api.Confirmed() == 1 })
	calls := w.api.Calls("getUpdates")
	eventually(t, "quiet", func() bool { return w.api.Calls("getUpdates") > calls+2 })
	w.api.Renumber(1000)
	w.ann.Write("这周")
	eventually(t, "this week's message", func() bool { return len(s.all()) == 2 })
}

func TestAGroupIsToldOnceThatItIsNotServed(t *testing.T) {
	for _, mode := range []string{telegram.Polling, telegram.Webhook} {
		t.Run(mode, func(t *testing.T) {
			var s store
			w := open(t, mode)
			group := w.api.User(-100123, "理赔群", "")
			if mode == telegram.Webhook {
				serve(t, w.api, s.accept)
			} else {
				polls(t, w, s.accept)
			}
			group.Added()
			group.Write("10")
			w.ann.Write("私聊")
			eventually(t, "the private message", func() bool { return len(s.all()) == 1 })
			eventually(t, "the notice", func() bool { return len(w.api.Sent()) == 1 })
			if got := w.api.Sent()[0]; got.ChatID != -100123 || !strings.Contains(got.Text, "private chats only") {
				t.Errorf("sent %+v", got)
			}
		})
	}
}

func TestABlockedBotStopsWriting(t *testing.T) {
	var s store
	w := open(t, telegram.Polling)
	polls(t, w, s.accept)
	w.ann.Block()
	eventually(t, "the news", func() bool { return len(s.all()) == 1 })
	if got := s.all()[0]; got.Kind != adapters.KindLeave {
		t.Errorf("arrived as %+v", got)
	}
	_, err := w.ch.Send(t.Context(), adapters.Outbound{ID: "o1", To: w.address(), Text: "在吗"})
	if se := adapters.AsSendError(err); se.Kind != adapters.Blocked || se.Code != "403" {
		t.Errorf("send says %v", err)
	}
	stranger := adapters.Address{Channel: "telegram", Account: "default", User: "999"}
	_, err = w.ch.Send(t.Context(), adapters.Outbound{ID: "o2", To: stranger, Text: "在吗"})
	if se := adapters.AsSendError(err); se.Kind != adapters.Blocked || se.Code != "400" {
		t.Errorf("send to a chat that is no more says %v", err)
	}
}
