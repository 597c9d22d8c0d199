package e2e

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/adapters/telegram/telegramtest"
	"huiyin/adapters/wechat/wechattest"
)

// besieged is a server with all three channels that somebody means ill.
type besieged struct {
	*server
	bot    *telegramtest.Server
	secret string // of the Telegram webhook
	wechat wechattest.Account

	mu     sync.Mutex
	hidden []string // what no log line may hold
}

// besiege starts a server whose Telegram and WeChat accounts are both called by webhook.
func besiege(t *testing.T) *besieged {
	t.Helper()
	b := &besieged{
		bot: telegramtest.New("123456:test-token-of-the-siege"), secret: "s3cret-of-the-webhook",
		wechat: wechattest.Demo(),
	}
	t.Cleanup(b.bot.Close)
	b.server = start(t,
		"HUIYIN_TELEGRAM_TOKEN="+b.bot.Token, "HUIYIN_TELEGRAM_API="+b.bot.URL, "HUIYIN_TELEGRAM_SECRET="+b.secret,
		"HUIYIN_TELEGRAM_MODE=webhook",
		"HUIYIN_WECHAT_APPID="+b.wechat.AppID, "HUIYIN_WECHAT_APPSECRET="+b.wechat.AppSecret,
		"HUIYIN_WECHAT_TOKEN=WeChatTokenOfTheSiege", "HUIYIN_WECHAT_AESKEY="+b.wechat.AESKey,
		"HUIYIN_WECHAT_API="+wechattest.NewAPI(t, b.wechat).URL)
	b.wechat.Token = "WeChatTokenOfTheSiege"
	b.hide(b.bot.Token, b.secret, b.wechat.AppSecret, b.wechat.Token, b.wechat.AESKey, b.key())
	eventually(t, "the webhook is registered", func() (bool, string) {
		at, _ := b.bot.Webhook()
		return at == b.base+"/hooks/telegram/default", at
	})
	return b
}

// hide adds to what no log line may hold.
func (b *besieged) hide(words ...string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hidden = append(b.hidden, words...)
}

// key is the API key.
func (s *server) key() string {
	s.t.Helper()
	key, err := os.ReadFile(filepath.Join(s.data, "api-key"))
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.TrimSpace(string(key))
}

// answer is what a request got.
type answer struct {
	status int
	header http.Header
	body   string
}

// send sends a request as it is; header holds names and values in turn. It follows no redirect. A
// server that answers and hangs up before a large body is through has answered too.
func (s *server) send(t *testing.T, method, path string, body io.Reader, header ...string) answer {
	t.Helper()
	a, err := s.try(method, path, body, header...)
	if err != nil {
		t.Fatalf("%s %.80s: %v", method, path, err)
	}
	return a
}

// direct follows no redirect.
var direct = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func (s *server) try(method, path string, body io.Reader, header ...string) (answer, error) {
	req, err := http.NewRequest(method, s.base+path, body)
	if err != nil {
		return answer{}, err
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := direct.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	return answer{resp.StatusCode, resp.Header, string(got)}, err
}

// heap is a body of n megabytes, which nobody keeps in memory on this side.
func heap(n int) io.Reader {
	return io.LimitReader(endless{}, int64(n)<<20)
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// TestASiege lets every attack run against one server. After all of it the server serves, its
// memory is bounded, and its log holds neither a secret nor a word of anybody's.
func TestASiege(t *testing.T) {
	b := besiege(t)
	for _, attack := range []struct {
		name string
		run  func(*testing.T, *besieged)
	}{
		{"telegram webhook", attackTelegram},
		{"wechat webhook", attackWeChat},
		{"webhooks of nobody", attackUnknownHooks},
		{"many large bodies at once", attackWithHeaps},
		{"api without the key", attackWithoutKey},
		{"api with bad bodies", attackWithBadEvents},
		{"the same event many times", attackWithRepeats},
		{"cases that are not there", attackCases},
		{"an invitation passed on", attackWithPassedOnLink},
		{"surveys that are not there", attackUnknownSurveys},
		{"a flood from one web chat", attackWithFlood},
		{"a flood from one telegram chat", attackWithTelegramFlood},
		{"markup from customers", attackWithMarkup},
		{"paths out of the folder", attackPaths},
		{"another site's forms", attackFromAnotherSite},
		{"requests that never end", attackWithSlowRequests},
		{"requests that are none", attackWithGarbage},
	} {
		t.Run(attack.name, func(t *testing.T) { attack.run(t, b) })
	}
	t.Run("every page is protected", func(t *testing.T) { pagesAreProtected(t, b) })
	t.Run("the server serves", func(t *testing.T) { stillServes(t, b) })
	t.Run("the log is clean", func(t *testing.T) { logIsClean(t, b) })
	t.Run("the memory is bounded", func(t *testing.T) { memoryIsBounded(t, b) })
}

// stillServes holds a new customer's first steps on every channel.
func stillServes(t *testing.T, b *besieged) {
	for _, path := range []string{"/healthz", "/readyz"} {
		if got := b.send(t, "GET", path, nil); got.status != 200 {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
	guest := b.visit(t, "/try/motor-claim")
	guest.opens()
	guest.hears("是否同意开始")
	guest.says("同意")
	guest.hears("推荐")
	b.bot.User(990, "新客", "zh-hans").Start("")
	says(t, b.bot, 990, "是否同意开始")
	xml := b.wechat.Text("oNew_customer", "你好", 990, time.Now())
	if got := b.postWeChat(t, xml); got.status != 200 || !strings.Contains(got.body, "Encrypt") {
		t.Errorf("WeChat: %d %.80s", got.status, got.body)
	}
}

// logIsClean looks at the log's lines; what else is printed is meant for the owner's eyes.
func logIsClean(t *testing.T, b *besieged) {
	b.mu.Lock()
	defer b.mu.Unlock()
	lines, found := 0, 0
	for line := range strings.Lines(b.output()) {
		if !strings.HasPrefix(line, "time=") {
			continue
		}
		lines++
		for _, word := range b.hidden {
			if strings.Contains(line, word) {
				t.Errorf("the log holds %q: %s", word, line)
			}
		}
		if strings.Contains(line, "panic") {
			t.Errorf("a panic: %s", line)
		}
		found += strings.Count(line, "webhook refused")
	}
	if found == 0 {
		t.Errorf("none of the refused calls is among %d lines of log", lines)
	}
	t.Logf("%d lines of log, %d of them refused calls, %d words looked for", lines, found, len(b.hidden))
}

// sane is what the process may ever have used, in KiB. Hashing a password takes most of it; bodies
// that were kept would take a gigabyte.
const sane = 400 << 10

// memoryIsBounded reads the most memory that the process ever used, where the system tells it.
func memoryIsBounded(t *testing.T, b *besieged) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", b.cmd.Process.Pid))
	if err != nil {
		t.Logf("this system does not tell: %v", err)
		return
	}
	for line := range bytes.Lines(status) {
		name, value, _ := strings.Cut(string(line), ":")
		if name != "VmHWM" && name != "VmRSS" {
			continue
		}
		kib, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		t.Logf("%s %d MiB", name, kib>>10)
		if name == "VmHWM" && kib > sane {
			t.Errorf("the server used %d MiB at most, sane are %d", kib>>10, sane>>10)
		}
	}
}
