package wechat_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
	"huiyin/adapters/wechat"
	"huiyin/adapters/wechat/wechattest"
)

func TestContract(t *testing.T) {
	adaptertest.Run(t, adaptertest.Fixture{Open: func(t *testing.T, log *adaptertest.Log) adaptertest.Account {
		acc := wechattest.Demo()
		api := wechattest.NewAPI(t, acc)
		c := open(t, configOf(acc, api.URL), wechat.WithLogger(log.Logger()), wechat.WithPassiveWait(atOnce))
		to := adapters.Address{Channel: "wechat", Account: "default", User: openID}
		return adaptertest.Account{
			Channel: c, To: to,
			Secrets:     []string{acc.AppSecret, acc.Token, acc.AESKey, "ACCESS-TOKEN", openID},
			Webhook:     webhookHands(acc, to),
			Sending:     sendingHands(api),
			Attachments: attachmentHands(acc, api, c),
		}
	}})
}

// attachmentHands sends what official accounts receive; there are no cards.
func attachmentHands(acc wechattest.Account, api *wechattest.API, c *wechat.Channel) *adaptertest.Attachments {
	api.Put("media_id", adaptertest.JPEG)
	at := time.Now()
	send := func(xml func(n int64) string) func(*testing.T, int, adapters.Accept) {
		return func(t *testing.T, n int, accept adapters.Accept) {
			w := httptest.NewRecorder()
			c.Webhook(accept).ServeHTTP(w, acc.Seal(xml(int64(n)), time.Now(), "1").Request())
			acknowledged(t, w)
		}
	}
	return &adaptertest.Attachments{
		Send: map[adapters.MediaKind]func(*testing.T, int, adapters.Accept){
			adapters.MediaPhoto:    send(func(n int64) string { return acc.Image(openID, n, at) }),
			adapters.MediaLocation: send(func(n int64) string { return acc.Location(openID, "人民广场", 31.2304, 121.4737, n, at) }),
			adapters.MediaVoice:    send(func(n int64) string { return acc.Voice(openID, "", n, at) }),
		},
		Photo: adaptertest.JPEG,
		Lose:  func() { api.Put("media_id", nil) },
	}
}

func webhookHands(acc wechattest.Account, from adapters.Address) *adaptertest.Webhook {
	text := func() string { return acc.Text(openID, "很满意", 1, time.Now()) }
	good := func() wechattest.Callback { return acc.Seal(text(), time.Now(), "1") }
	without := func(key, instead string) func() *http.Request {
		return func() *http.Request {
			c := good()
			c.Query.Set(key, instead)
			return c.Request()
		}
	}
	return &adaptertest.Webhook{
		From: from,
		Message: func(n int, text string) *http.Request {
			return acc.Seal(acc.Text(openID, text, int64(n), time.Now()), time.Now(), strconv.Itoa(n)).Request()
		},
		Forged: map[string]func() *http.Request{
			"no msg_signature":        without("msg_signature", ""),
			"wrong msg_signature":     without("msg_signature", strings.Repeat("0", 40)),
			"other nonce":             without("nonce", "2"),
			"no encrypt_type":         without("encrypt_type", ""),
			"plain mode":              without("encrypt_type", "raw"),
			"recorded yesterday":      func() *http.Request { return acc.Seal(text(), time.Now().Add(-24*time.Hour), "1").Request() },
			"dated tomorrow":          func() *http.Request { return acc.Seal(text(), time.Now().Add(24*time.Hour), "1").Request() },
			"time stamp is no number": without("timestamp", "now"),
			"another appid": func() *http.Request {
				other := acc
				other.AppID = "wx0000000000000000"
				return other.Seal(text(), time.Now(), "1").Request()
			},
		},
		Malformed: map[string]func() *http.Request{
			"plain body with the claim of aes": func() *http.Request {
				c := good()
				c.Body = []byte(text())
				return c.Request()
			},
			"no xml":                func() *http.Request { c := good(); c.Body = []byte("{}"); return c.Request() },
			"encrypted no xml":      func() *http.Request { return acc.Seal("good morning", time.Now(), "1").Request() },
			"encrypted half an xml": func() *http.Request { return acc.Seal(text()[:90], time.Now(), "1").Request() },
			"echostr in a post":     without("echostr", "4375120948345356249"),
			"no sender":             func() *http.Request { return acc.Seal(acc.Text("", "好", 1, time.Now()), time.Now(), "1").Request() },
		},
		Oversized: func() *http.Request {
			c := good()
			c.Body = append(c.Body, bytes.Repeat([]byte(" "), 1<<20)...)
			return c.Request()
		},
		WrongMethod: map[string]func() *http.Request{
			"PUT":    func() *http.Request { r := good().Request(); r.Method = http.MethodPut; return r },
			"DELETE": func() *http.Request { r := good().Request(); r.Method = http.MethodDelete; return r },
		},
	}
}

func sendingHands(api *wechattest.API) *adaptertest.Sending {
	faults := map[adaptertest.Behaviour]wechattest.Fault{
		adaptertest.Accepts:  {},
		adaptertest.TooMany:  {Code: 45011, Msg: "api minute-quota reach limit"},
		adaptertest.Blocks:   {Code: 43004, Msg: "require subscribe"},
		adaptertest.Closed:   {Code: 45015, Msg: "response out of time limit or subscription is canceled"},
		adaptertest.Rejects:  {Code: 40003, Msg: "invalid openid " + openID},
		adaptertest.Breaks:   {Status: http.StatusBadGateway, Body: "<html>502</html>"},
		adaptertest.Garbage:  {Status: http.StatusOK, Body: "<html>login</html>"},
		adaptertest.Hangs:    {Hang: true},
		adaptertest.HangsUp:  {HangUp: true},
		adaptertest.Unauthed: {Code: 40001, Msg: "invalid credential"},
	}
	shows := []adaptertest.Behaviour{}
	for b := range faults {
		if b != adaptertest.Accepts {
			shows = append(shows, b)
		}
	}
	return &adaptertest.Sending{
		Shows: shows, LongSplit: true,
		Answer: func(b adaptertest.Behaviour) { api.Always(wechattest.PathSend, faults[b]) },
		// A menu's lines count as text: WeChat shows them as such, and long scales go as text anyway.
		Sent: func() []adaptertest.Sent {
			var all []adaptertest.Sent
			for _, m := range api.Sent() {
				for _, item := range m.Menu {
					m.Text += "\n" + item.Content
				}
				all = append(all, adaptertest.Sent{To: m.To, Text: m.Text})
			}
			return all
		},
	}
}
