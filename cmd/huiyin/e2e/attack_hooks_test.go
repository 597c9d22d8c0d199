package e2e

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/adapters/telegram/telegramtest"
)

const (
	telegramHook = "/hooks/telegram/default"
	wechatHook   = "/hooks/wechat/default"
)

// attackTelegram posts what Telegram never would.
func attackTelegram(t *testing.T, b *besieged) {
	b.hide("围城里的话", "siege@example.com")
	genuine := []string{telegramtest.SecretHeader, b.secret}
	text := func(s string) io.Reader { return strings.NewReader(s) }
	for name, c := range map[string]struct {
		method string
		body   io.Reader
		header []string
		want   int
	}{
		"10 MB":                     {"POST", heap(10), genuine, http.StatusRequestEntityTooLarge},
		"10 MB without the secret":  {"POST", heap(10), nil, http.StatusUnauthorized},
		"a forged secret":           {"POST", text(`{"update_id":1}`), []string{telegramtest.SecretHeader, "forged"}, http.StatusUnauthorized},
		"an empty secret":           {"POST", text(`{"update_id":1}`), []string{telegramtest.SecretHeader, ""}, http.StatusUnauthorized},
		"the beginning of it":       {"POST", text(`{"update_id":1}`), []string{telegramtest.SecretHeader, b.secret[:9]}, http.StatusUnauthorized},
		"GET":                       {"GET", nil, genuine, http.StatusMethodNotAllowed},
		"PUT":                       {"PUT", text(`{"update_id":1}`), genuine, http.StatusMethodNotAllowed},
		"nothing":                   {"POST", nil, genuine, http.StatusBadRequest},
		"no JSON":                   {"POST", text("围城里的话"), genuine, http.StatusBadRequest},
		"JSON that breaks off":      {"POST", text(`{"update_id":1,"message":{"text":"围城里的话`), genuine, http.StatusBadRequest},
		"no update":                 {"POST", text(`{"message":{"text":"围城里的话"}}`), genuine, http.StatusBadRequest},
		"a list of updates":         {"POST", text(`[{"update_id":1}]`), genuine, http.StatusBadRequest},
		"a hundred thousand deep":   {"POST", text(strings.Repeat("[", 100_000)), genuine, http.StatusBadRequest},
		"an update of unknown kind": {"POST", text(`{"update_id":1,"siege":{"at":"siege@example.com"}}`), genuine, http.StatusOK},
		"a message of wrong types":  {"POST", text(`{"update_id":2,"message":{"text":["围城里的话"]}}`), genuine, http.StatusOK},
		"a sender without an id":    {"POST", text(`{"update_id":3,"message":{"message_id":1,"chat":{"type":"private"},"text":"围城里的话"}}`), genuine, http.StatusOK},
		"a group's message": {
			"POST", text(`{"update_id":4,"message":{"message_id":1,"chat":{"id":-5,"type":"group"},"from":{"id":5},"text":"围城里的话"}}`),
			genuine, http.StatusOK,
		},
		"entities out of the text": { // the library's own command matching panics on these
			"POST", text(`{"update_id":5,"message":{"message_id":1,"date":1,"chat":{"id":987,"type":"private"},"from":{"id":987},` +
				`"text":"/start","entities":[{"type":"bot_command","offset":-7,"length":9999}]}}`),
			genuine, http.StatusOK,
		},
	} {
		if got := b.send(t, c.method, telegramHook, c.body, c.header...); got.status != c.want {
			t.Errorf("%s: %d %.80q, want %d", name, got.status, got.body, c.want)
		}
	}
	for _, m := range b.bot.Sent() {
		if m.ChatID != 987 {
			t.Errorf("the attack made the bot say %q to %d", m.Text, m.ChatID)
		}
	}
}

// postWeChat delivers a message's XML as the platform does.
func (b *besieged) postWeChat(t *testing.T, xml string) answer {
	t.Helper()
	c := b.wechat.Seal(xml, time.Now(), "4711")
	return b.send(t, "POST", wechatHook+"?"+c.Query.Encode(), bytes.NewReader(c.Body))
}

// attackWeChat posts what WeChat never would.
func attackWeChat(t *testing.T, b *besieged) {
	const words = "城下的话"
	b.hide(words, "oSiege_besieger", "openid-in-query")
	now := time.Now()
	sealed := b.wechat.Seal(b.wechat.Text("oSiege_besieger", words, 1, now), now, "1")
	with := func(key, value string) url.Values {
		q, _ := url.ParseQuery(sealed.Query.Encode())
		if q.Set(key, value); value == "" {
			q.Del(key)
		}
		return q
	}
	foreign := b.wechat
	foreign.AppID = "wx0000000000000000"
	stranger := foreign.Seal(b.wechat.Text("oSiege_besieger", words, 2, now), now, "2")
	bomb := `<!DOCTYPE x [<!ENTITY a "` + words + `"><!ENTITY b "` + strings.Repeat("&a;", 1000) + `">]><xml><Encrypt>` +
		strings.Repeat("&b;", 1000) + `</Encrypt></xml>`
	for name, c := range map[string]struct {
		method string
		query  url.Values
		body   io.Reader
		want   int
	}{
		"10 MB":                  {"POST", sealed.Query, heap(10), http.StatusRequestEntityTooLarge},
		"PUT":                    {"PUT", sealed.Query, bytes.NewReader(sealed.Body), http.StatusMethodNotAllowed},
		"echostr on POST":        {"POST", with("echostr", "1"), bytes.NewReader(sealed.Body), http.StatusBadRequest},
		"no XML":                 {"POST", sealed.Query, strings.NewReader(words), http.StatusBadRequest},
		"XML that breaks off":    {"POST", sealed.Query, strings.NewReader("<xml><Encrypt>" + words), http.StatusBadRequest},
		"entities that multiply": {"POST", sealed.Query, strings.NewReader(bomb), http.StatusBadRequest},
		"elements without end":   {"POST", sealed.Query, strings.NewReader(strings.Repeat("<x>", 50_000)), http.StatusBadRequest},
		"unsigned":               {"POST", with("msg_signature", ""), bytes.NewReader(sealed.Body), http.StatusUnauthorized},
		"plain":                  {"POST", with("encrypt_type", "raw"), bytes.NewReader(sealed.Body), http.StatusUnauthorized},
		"forged":                 {"POST", with("msg_signature", strings.Repeat("a", 40)), bytes.NewReader(sealed.Body), http.StatusUnauthorized},
		"of last year":           {"POST", with("timestamp", "1731000000"), bytes.NewReader(sealed.Body), http.StatusUnauthorized},
		"a time that is none":    {"POST", with("timestamp", "99999999999999999999"), bytes.NewReader(sealed.Body), http.StatusUnauthorized},
		"of another account":     {"POST", stranger.Query, bytes.NewReader(stranger.Body), http.StatusUnauthorized},
		"forged verification":    {"GET", url.Values{"signature": {"x"}, "timestamp": {strconv.FormatInt(now.Unix(), 10)}, "nonce": {"1"}, "echostr": {"1"}}, nil, http.StatusUnauthorized},
	} {
		if got := b.send(t, c.method, wechatHook+"?"+c.query.Encode(), c.body); got.status != c.want || strings.Contains(got.body, words) {
			t.Errorf("%s: %d %.80q, want %d", name, got.status, got.body, c.want)
		}
	}
	echo := b.wechat.Verification("<script>alert(1)</script>", now, "3")
	if got := b.send(t, "GET", echo.URL.RequestURI(), nil); got.status != http.StatusBadRequest || strings.Contains(got.body, "<") {
		t.Errorf("an echostr with markup: %d %.80q", got.status, got.body)
	}
	for _, inner := range []string{"", words, "<xml></xml>", "<xml><MsgType>text</MsgType></xml>", strings.Repeat("<a>", 10_000)} {
		if got := b.postWeChat(t, inner); got.status != http.StatusBadRequest {
			t.Errorf("well sealed, not well formed: %d %.80q for %.20q", got.status, got.body, inner)
		}
	}
}

// attackUnknownHooks calls accounts that are not there.
func attackUnknownHooks(t *testing.T, b *besieged) {
	for _, path := range []string{
		"/hooks/", "/hooks/telegram", "/hooks/telegram/", "/hooks/telegram/other", "/hooks/telegram/default/more",
		"/hooks/wechat/other", "/hooks/webchat/default", "/hooks/console/default", "/hooks/%74elegram/other",
		"/hooks/telegram:default/", "/hooks/:", "/hooks/telegram%2fdefault",
	} {
		want := http.StatusNotFound
		if path == "/hooks/telegram%2fdefault" {
			want = http.StatusUnauthorized // the same address, written otherwise
		}
		if got := b.send(t, "POST", path, strings.NewReader(`{"update_id":1}`)); got.status != want {
			t.Errorf("%s: %d", path, got.status)
		}
	}
}

// attackWithHeaps posts large bodies to everything that takes one, all at once.
func attackWithHeaps(t *testing.T, b *besieged) {
	key := "Bearer " + b.key()
	sealed := b.wechat.Seal("<xml></xml>", time.Now(), "5")
	var all sync.WaitGroup
	for range 8 {
		for _, c := range []struct {
			path   string
			header []string
		}{
			{telegramHook, []string{telegramtest.SecretHeader, b.secret}},
			{wechatHook + "?" + sealed.Query.Encode(), nil},
			{"/v1/events", []string{"Authorization", key}},
			{"/v1/events", nil},
			{"/c/0123456789abcdef/open", []string{"Content-Type", "application/json"}},
			{"/desk/login", []string{"Content-Type", "application/x-www-form-urlencoded"}},
			{"/desk/lang", []string{"Content-Type", "multipart/form-data; boundary=x"}},
		} {
			all.Go(func() {
				got, err := b.try("POST", c.path, heap(10), c.header...)
				if err == nil && got.status/100 == 2 {
					t.Errorf("%.40s took 10 MB: %d", c.path, got.status)
				}
			})
		}
	}
	all.Wait()
}

// attackWithTelegramFlood delivers far more from one chat than one person writes: the bot stays
// within bounds, and the next customer does not wait behind it.
func attackWithTelegramFlood(t *testing.T, b *besieged) {
	const flood = 600
	b.hide("滔滔江水")
	b.bot.User(986, "洪", "zh-hans")
	update := func(i int) io.Reader {
		return strings.NewReader(fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1764000000,`+
			`"chat":{"id":986,"type":"private"},"from":{"id":986,"first_name":"洪"},"text":"滔滔江水 %d"}}`, 9_000_000+i, i+1, i))
	}
	var mu sync.Mutex
	by := map[int]int{}
	var all sync.WaitGroup
	next := make(chan int)
	for range 16 {
		all.Go(func() {
			for i := range next {
				got, err := b.try("POST", telegramHook, update(i), telegramtest.SecretHeader, b.secret)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				by[got.status]++
				mu.Unlock()
			}
		})
	}
	for i := range flood {
		next <- i
	}
	close(next)
	all.Wait()
	if by[200]+by[503] != flood {
		t.Errorf("the flood got %v: want taken (200) or, where the inbox is full, “deliver again” (503)", by)
	}
	b.bot.User(985, "排队的人", "zh-hans").Start("")
	says(t, b.bot, 985, "是否同意开始")
	b.settled()
	if n := len(toUser(b.bot, 986)); n > 10 {
		t.Errorf("the flood made the bot say %d things", n)
	}
	t.Logf("%d messages at once from one chat: %v, %d answers", flood, by, len(toUser(b.bot, 986)))
}
