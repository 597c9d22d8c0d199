package e2e

import (
	"bytes"
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"huiyin/adapters/telegram/telegramtest"
	"huiyin/adapters/wechat/wechattest"
	"huiyin/bot/state/redis/redistest"
)

// withoutStore is a server on Redis, in the middle of a survey on Telegram.
type withoutStore struct {
	*server
	store  *redistest.Server
	bot    *telegramtest.Server
	wechat wechattest.Account
	chen   *telegramtest.User
}

func onRedis(t *testing.T) *withoutStore {
	t.Helper()
	w := &withoutStore{store: redistest.New(t), bot: telegramtest.New("123456:test-token"), wechat: wechattest.Demo()}
	t.Cleanup(w.bot.Close)
	w.server = start(t, "HUIYIN_STORE="+w.store.URL(),
		"HUIYIN_TELEGRAM_TOKEN="+w.bot.Token, "HUIYIN_TELEGRAM_API="+w.bot.URL, "HUIYIN_TELEGRAM_SECRET=s3cret",
		"HUIYIN_TELEGRAM_MODE=webhook",
		"HUIYIN_WECHAT_APPID="+w.wechat.AppID, "HUIYIN_WECHAT_APPSECRET="+w.wechat.AppSecret, "HUIYIN_WECHAT_TOKEN="+w.wechat.Token,
		"HUIYIN_WECHAT_AESKEY="+w.wechat.AESKey, "HUIYIN_WECHAT_API="+wechattest.NewAPI(t, w.wechat).URL)
	w.chen = w.bot.User(42, "陈立伟", "zh-hans")
	w.chen.Start("")
	says(t, w.bot, 42, "是否同意开始")
	w.settled()
	return w
}

// event reports a closed claim for the chat of the user.
func (w *withoutStore) event(id, user string) answer {
	return w.send(w.t, "POST", "/v1/events", strings.NewReader(
		`{"id":"`+id+`","type":"motor.claim.closed","customer":{"id":"C-`+user+`","addresses":{"telegram":"`+user+`"}}}`),
		"Authorization", "Bearer "+w.key())
}

// TestTheStoreIsDown stops Redis under the running server. Every platform is told to deliver again
// (503) instead of being told that all is well; when Redis is back, what the platforms deliver
// again is handled, once.
func TestTheStoreIsDown(t *testing.T) {
	w := onRedis(t)
	w.bot.User(77, "林晓燕", "zh-hans")
	guest := w.visit(t, "/try/motor-claim")
	wechat := w.wechat.Seal(w.wechat.Text("oPn_chen-liwei", "你好", 7, time.Now()), time.Now(), "7")
	postWeChat := func() answer {
		return w.send(t, "POST", wechatHook+"?"+wechat.Query.Encode(), bytes.NewReader(wechat.Body))
	}

	w.store.Stop()
	press, err := w.chen.Press("同意") // the platform begins to deliver it, again and again
	if err != nil {
		t.Fatal(err)
	}
	for name, status := range map[string]int{
		"a Telegram update": w.send(t, "POST", telegramHook, bytes.NewReader(press.JSON), telegramtest.SecretHeader, "s3cret").status,
		"a WeChat message":  postWeChat().status,
		"a web chat":        guest.post("open", map[string]string{"lang": "zh"}),
		"an event":          w.event("outage-1", "77").status,
		"/readyz":           w.send(t, "GET", "/readyz", nil).status,
	} {
		if status != http.StatusServiceUnavailable {
			t.Errorf("without a store %s got %d, want 503", name, status)
		}
	}
	if got := w.send(t, "GET", "/healthz", nil); got.status != http.StatusOK {
		t.Errorf("the process itself is well, /healthz says %d", got.status)
	}

	w.store.Start()
	says(t, w.bot, 42, "推荐")
	if got := postWeChat(); got.status != http.StatusOK || !strings.Contains(got.body, "Encrypt") {
		t.Errorf("WeChat's second delivery got %d %.80s", got.status, got.body)
	}
	guest.opens()
	guest.hears("是否同意开始")
	if got := w.event("outage-1", "77"); got.status != http.StatusOK && got.status != http.StatusCreated {
		t.Errorf("the event posted again got %d %s", got.status, got.body)
	}
	says(t, w.bot, 77, "是否同意开始")
	w.saidOnce(t, 42, 2)
	w.saidOnce(t, 77, 1)
}

// saidOnce holds that the bot said want different things to a user, each of them once.
func (w *withoutStore) saidOnce(t *testing.T, user int64, want int) {
	t.Helper()
	w.settled()
	said := map[string]int{}
	for _, m := range toUser(w.bot, user) {
		said[m.Text]++
		if said[m.Text] > 1 {
			t.Errorf("said again to %d: %s", user, m.Text)
		}
	}
	if len(said) != want {
		t.Errorf("%d different messages to %d, want %d: %v", len(said), user, want, said)
	}
}

// TestTheStoreHangs freezes Redis, which then takes connections and answers nothing: a webhook is
// answered 503 all the same, and the server goes on when Redis does.
func TestTheStoreHangs(t *testing.T) {
	w := onRedis(t)
	pid := processOf(t, w.store)
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	frozen := true
	thaw := func() {
		if frozen {
			frozen = false
			_ = syscall.Kill(pid, syscall.SIGCONT)
		}
	}
	defer thaw()
	update := w.chen.Write("同意")
	begin := time.Now()
	got := w.send(t, "POST", telegramHook, bytes.NewReader(update.JSON), telegramtest.SecretHeader, "s3cret")
	t.Logf("a store that hangs is told to the platform after %v", time.Since(begin).Round(100*time.Millisecond))
	if got.status != http.StatusServiceUnavailable {
		t.Errorf("while the store hangs a webhook got %d, want 503", got.status)
	}
	thaw()
	says(t, w.bot, 42, "推荐")
	w.saidOnce(t, 42, 2)
}

// processOf asks a Redis server for its process id.
func processOf(t *testing.T, s *redistest.Server) int {
	t.Helper()
	c := goredis.NewClient(&goredis.Options{Addr: s.Addr()})
	defer c.Close()
	info, err := c.Info(context.Background(), "server").Result()
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`process_id:(\d+)`).FindStringSubmatch(info)
	if m == nil {
		t.Fatalf("no process id in %q", info)
	}
	pid, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return pid
}
