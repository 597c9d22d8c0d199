package telegram_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
	"huiyin/adapters/telegram"
	"huiyin/adapters/telegram/telegramtest"
)

// The token has the form of the one in https://core.telegram.org/bots/api#authorizing-your-bot.
const (
	token  = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
	secret = "s3cret_of-the-webhook"
	userID = 1111111
)

// world is a bot, its platform, and a person.
type world struct {
	api *telegramtest.Server
	ch  *telegram.Channel
	ann *telegramtest.User
}

// open starts a platform and a bot in the given mode; waits between failures are left out.
func open(t *testing.T, mode string, opts ...telegram.Option) world {
	t.Helper()
	api := telegramtest.New(token)
	t.Cleanup(api.Close)
	opts = append([]telegram.Option{
		telegram.WithWait(func(ctx context.Context, _ time.Duration) error { return ctx.Err() }),
		telegram.WithLongPoll(2 * time.Second),
	}, opts...)
	ch, err := telegram.New(telegram.Config{
		Token: token, Secret: secret, Mode: mode, API: api.URL, PublicURL: "https://huiyin.example",
	}, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return world{api: api, ch: ch, ann: api.User(userID, "安", "zh-hans")}
}

func (w world) address() adapters.Address {
	return adapters.Address{Channel: "telegram", Account: "default", User: fmt.Sprint(userID)}
}

func TestWebhookKeepsTheContract(t *testing.T) {
	adaptertest.Run(t, adaptertest.Fixture{Open: func(t *testing.T, log *adaptertest.Log) adaptertest.Account {
		w := open(t, telegram.Webhook, telegram.WithLogger(log.Logger()))
		a := w.account()
		a.Webhook, a.Attachments = w.webhook(), w.attachments()
		return a
	}})
}

func TestPollingKeepsTheContract(t *testing.T) {
	adaptertest.Run(t, adaptertest.Fixture{Open: func(t *testing.T, log *adaptertest.Log) adaptertest.Account {
		w := open(t, telegram.Polling, telegram.WithLogger(log.Logger()))
		a := w.account()
		a.Queue = &adaptertest.Queue{
			Add:       func(_ int, text string) { w.ann.Write(text) },
			Confirmed: w.api.Confirmed,
			Revoke:    w.api.Revoke,
		}
		return a
	}})
}

func (w world) account() adaptertest.Account {
	return adaptertest.Account{
		Channel: w.ch, To: w.address(), Secrets: []string{token, strings.Split(token, ":")[1], secret},
		Sending: &adaptertest.Sending{
			Answer: func(b adaptertest.Behaviour) { w.api.Fail("sendMessage", faults[b]) },
			Sent:   w.sent,
			Shows: []adaptertest.Behaviour{
				adaptertest.TooMany, adaptertest.Blocks, adaptertest.Rejects, adaptertest.Breaks,
				adaptertest.Garbage, adaptertest.Hangs, adaptertest.HangsUp, adaptertest.Unauthed,
			},
			LongSplit: true, Buttons: true, Requests: []adapters.MediaKind{adapters.MediaLocation, adapters.MediaContact},
		},
	}
}

// faults are worded as the platform words them.
var faults = map[adaptertest.Behaviour]telegramtest.Fault{
	adaptertest.TooMany:  {Code: 429, Description: "Too Many Requests: retry after 7", RetryAfter: 7},
	adaptertest.Blocks:   {Code: 403, Description: "Forbidden: bot was blocked by the user"},
	adaptertest.Rejects:  {Code: 400, Description: "Bad Request: message is too long"},
	adaptertest.Breaks:   {Code: 502, Body: "<html><h1>502 Bad Gateway</h1></html>"},
	adaptertest.Garbage:  {Code: 200, Body: "<html>PrivateText8812 " + token + "</html>"},
	adaptertest.Hangs:    {Hang: true},
	adaptertest.HangsUp:  {HangUp: true},
	adaptertest.Unauthed: {Code: 401, Description: "Unauthorized"},
}

func (w world) sent() []adaptertest.Sent {
	var all []adaptertest.Sent
	for _, m := range w.api.Sent() {
		all = append(all, adaptertest.Sent{To: fmt.Sprint(m.ChatID), Text: m.Text, Buttons: m.Labels(), Request: adapters.MediaKind(m.Request)})
	}
	return all
}

// attachments have the fields of "PhotoSize", "Venue" and "Contact".
func (w world) attachments() *adaptertest.Attachments {
	const fileID = "AgACAgIAAxkBAAIBY2"
	w.api.Put(fileID, adaptertest.JPEG)
	sent := map[string]telegramtest.Update{}
	send := func(name string, fields map[string]any) func(*testing.T, int, adapters.Accept) {
		return func(t *testing.T, n int, accept adapters.Accept) {
			key := fmt.Sprint(name, n)
			if _, ok := sent[key]; !ok {
				sent[key] = w.ann.Send(fields)
			}
			rec := httptest.NewRecorder()
			w.ch.Webhook(accept).ServeHTTP(rec, w.api.Delivery(sent[key], secret))
			if rec.Code != http.StatusOK {
				t.Errorf("answered %d", rec.Code)
			}
		}
	}
	place := map[string]any{"latitude": 31.2304, "longitude": 121.4737}
	return &adaptertest.Attachments{
		Send: map[adapters.MediaKind]func(*testing.T, int, adapters.Accept){
			adapters.MediaPhoto: send("photo", map[string]any{"photo": []any{
				map[string]any{"file_id": "small", "file_unique_id": "A", "width": 90, "height": 67, "file_size": 1253},
				map[string]any{"file_id": fileID, "file_unique_id": "B", "width": 1280, "height": 960, "file_size": 101245},
			}}),
			adapters.MediaLocation: send("venue", map[string]any{
				"location": place, "venue": map[string]any{"location": place, "title": "人民广场", "address": "人民大道120号"},
			}),
			adapters.MediaContact: send("contact", map[string]any{"contact": map[string]any{"phone_number": "+8613800138000", "first_name": "王芳"}}),
			adapters.MediaVoice:   send("voice", map[string]any{"voice": map[string]any{"file_id": "v", "duration": 5}}),
		},
		Photo: adaptertest.JPEG,
		Lose:  func() { w.api.Forget(fileID) },
	}
}

func (w world) webhook() *adaptertest.Webhook {
	written := map[string]telegramtest.Update{}
	post := func(body, secret string) func() *http.Request {
		return func() *http.Request {
			r := httptest.NewRequest(http.MethodPost, "/hooks/telegram/default", bytes.NewBufferString(body))
			if secret != "" {
				r.Header.Set(telegramtest.SecretHeader, secret)
			}
			return r
		}
	}
	method := func(m string) func() *http.Request {
		return func() *http.Request {
			r := httptest.NewRequest(m, "/hooks/telegram/default", nil)
			r.Header.Set(telegramtest.SecretHeader, secret)
			return r
		}
	}
	genuine := string(w.ann.Write("真的").JSON)
	return &adaptertest.Webhook{
		From: w.address(),
		Message: func(n int, text string) *http.Request {
			key := fmt.Sprint(n, text)
			if _, ok := written[key]; !ok {
				written[key] = w.ann.Write(text)
			}
			return w.api.Delivery(written[key], secret)
		},
		Forged: map[string]func() *http.Request{
			"without a secret":        post(genuine, ""),
			"with a wrong secret":     post(genuine, "s3cret_of-the-webhooK"),
			"with a secret's prefix":  post(genuine, secret[:5]),
			"with a longer secret":    post(genuine, secret+"x"),
			"with the token instead":  post(genuine, token),
			"garbage without secret":  post("{", ""),
			"a secret in another way": post(genuine, "Bearer "+secret),
		},
		Malformed: map[string]func() *http.Request{
			"empty":           post("", secret),
			"cut off":         post(genuine[:len(genuine)/2], secret),
			"an array":        post("[]", secret),
			"null":            post("null", secret),
			"no update_id":    post(`{"message":{"message_id":1}}`, secret),
			"id is no number": post(`{"update_id":"x"}`, secret),
			"two in one":      post(genuine+genuine, secret),
			"form, not JSON":  post("update_id=1&text=x", secret),
			"id past 64 bits": post(`{"update_id":99999999999999999999}`, secret),
			"negative id":     post(`{"update_id":-5}`, secret),
		},
		Oversized: post(strings.Repeat(" ", 4<<20)+genuine, secret),
		WrongMethod: map[string]func() *http.Request{
			"GET": method(http.MethodGet), "PUT": method(http.MethodPut), "DELETE": method(http.MethodDelete),
		},
	}
}
