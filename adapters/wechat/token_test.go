package wechat_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/adapters/wechat"
	"huiyin/adapters/wechat/wechattest"
)

// sendMany sends n messages at once; all must arrive.
func (r *rig) sendMany(t *testing.T, n int) {
	t.Helper()
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			if _, err := r.channel.Send(t.Context(), adapters.Outbound{To: r.to(), Text: "您好"}); err != nil {
				t.Errorf("send: %v", err)
			}
		})
	}
	all.Wait()
}

func TestManySendersShareOneToken(t *testing.T) {
	r := newRig(t)
	r.sendMany(t, 30)
	if n := r.api.Calls(wechattest.PathStableToken); n != 1 {
		t.Errorf("asked for a token %d times", n)
	}
}

func TestExpiredTokenIsRenewedOnceForAll(t *testing.T) {
	r := newRig(t)
	r.sendMany(t, 1)
	r.api.ExpireToken()
	r.sendMany(t, 30)
	if n := r.api.Calls(wechattest.PathStableToken); n != 2 {
		t.Errorf("asked for a token %d times, want 2", n)
	}
	if sent := r.api.Sent(); len(sent) != 31 {
		t.Errorf("the API took %d messages, want 31", len(sent))
	}
}

func TestTokenIsRenewedBeforeItEnds(t *testing.T) {
	var minutes atomic.Int64
	start := time.Now()
	r := newRig(t, wechat.WithClock(func() time.Time { return start.Add(time.Duration(minutes.Load()) * time.Minute) }))
	for _, step := range []struct {
		minute int64
		asked  int
	}{{0, 1}, {115, 1}, {117, 2}, {118, 2}} {
		minutes.Store(step.minute)
		r.sendMany(t, 1)
		if n := r.api.Calls(wechattest.PathStableToken); n != step.asked {
			t.Errorf("minute %d: asked %d times, want %d", step.minute, n, step.asked)
		}
	}

	// The early renewal may fail: the old token has minutes left.
	minutes.Store(117 + 117)
	r.api.Always(wechattest.PathStableToken, wechattest.Fault{Status: 502})
	r.sendMany(t, 1)
}

func TestTokenThatTheEndpointInsistsOnIsForcedAnew(t *testing.T) {
	r := newRig(t)
	r.sendMany(t, 1)
	first := r.api.AccessToken()
	r.api.Next(wechattest.PathSend, wechattest.Fault{Code: 40001, Msg: "invalid credential"})
	r.sendMany(t, 1)
	if now := r.api.AccessToken(); now == first {
		t.Error("the refused token is still in use")
	}
}

// Forcing is allowed 20 times a day: an account whose every call is refused must not use them up.
func TestForcingATokenIsRare(t *testing.T) {
	r := newRig(t)
	r.api.Always(wechattest.PathSend, wechattest.Fault{Code: 40001, Msg: "invalid credential"})
	for range 30 {
		if _, err := r.channel.Send(t.Context(), adapters.Outbound{To: r.to(), Text: "您好"}); err == nil {
			t.Fatal("sent")
		}
	}
	if token := r.api.AccessToken(); token != "ACCESS-TOKEN-2" {
		t.Errorf("the token in use is %s, want the one forced first", token)
	}
}

func TestCheckSaysWhatIsWrong(t *testing.T) {
	for name, tt := range map[string]struct {
		fault wechattest.Fault
		want  []string
	}{
		"all well":     {wechattest.Fault{}, []string{"已连接", "connected"}},
		"appid":        {wechattest.Fault{Code: 40013, Msg: "invalid appid"}, []string{"AppID 不正确", "appid is wrong"}},
		"secret":       {wechattest.Fault{Code: 40125, Msg: "invalid appsecret"}, []string{"AppSecret 不正确", "appsecret is wrong"}},
		"whitelist":    {wechattest.Fault{Code: 40164, Msg: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"}, []string{"白名单", "whitelist", "加入 203.0.113.7", "add 203.0.113.7"}},
		"unreachable":  {wechattest.Fault{HangUp: true}, []string{"连不上", "network"}},
		"never heard":  {wechattest.Fault{Code: 89503, Msg: "confirm required"}, []string{"89503"}},
		"out of order": {wechattest.Fault{Status: 502}, []string{"502"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.api.Always(wechattest.PathStableToken, tt.fault)
			status, err := r.channel.Check(t.Context())
			if healthy := tt.fault == (wechattest.Fault{}); healthy != (err == nil) {
				t.Errorf("check: %v", err)
			}
			for _, words := range tt.want {
				if !strings.Contains(status, words) {
					t.Errorf("status %q lacks %q", status, words)
				}
			}
		})
	}
}

func TestAccountsThatCannotWorkAreRefused(t *testing.T) {
	good := configOf(wechattest.Demo(), "")
	if _, err := wechat.New(good); err != nil {
		t.Fatalf("a good account: %v", err)
	}
	for name, spoil := range map[string]func(*wechat.Config){
		"no appid":        func(c *wechat.Config) { c.AppID = "" },
		"no secret":       func(c *wechat.Config) { c.AppSecret = " " },
		"no token":        func(c *wechat.Config) { c.Token = "" },
		"short aes key":   func(c *wechat.Config) { c.AESKey = "AAAA" },
		"bad aes key":     func(c *wechat.Config) { c.AESKey = strings.Repeat("密", 14) + "a" },
		"api is no URL":   func(c *wechat.Config) { c.API = "api.weixin.qq.com" },
		"api over gopher": func(c *wechat.Config) { c.API = "gopher://api.weixin.qq.com" },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := good
			spoil(&cfg)
			if _, err := wechat.New(cfg); err == nil {
				t.Error("accepted")
			}
		})
	}
}
