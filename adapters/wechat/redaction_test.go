package wechat_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
	"huiyin/adapters/wechat"
	"huiyin/adapters/wechat/wechattest"
)

const words = "我的身份证号是 PrivateText8812"

// clean fails when text tells what nobody may read in a log.
func clean(t *testing.T, where, text string, acc wechattest.Account) {
	t.Helper()
	for what, secret := range map[string]string{
		"the appsecret": acc.AppSecret, "the AES key": acc.AESKey, "an access token": "ACCESS-TOKEN",
		"an openid": openID, "message text": "PrivateText8812", "the callback token": "CallbackToken77",
	} {
		if strings.Contains(text, secret) {
			t.Errorf("%s tells %s", where, what)
		}
	}
}

// inDepth renders an error in every usual way, with all its causes.
func inDepth(err error) string {
	var b strings.Builder
	for ; err != nil; err = errors.Unwrap(err) {
		fmt.Fprintf(&b, "%v %+v %#v\n", err, err, err)
	}
	return b.String()
}

func TestFailuresTellNoSecrets(t *testing.T) {
	acc := wechattest.Demo()
	acc.Token = "CallbackToken77"
	hostile := func(token string) string { return "bad " + token + " for " + openID + " saying " + words }
	for name, fault := range map[string]wechattest.Fault{
		"an errmsg that quotes": {Code: 45015, Msg: hostile("ACCESS-TOKEN-1")},
		"a page that quotes":    {Status: 502, Body: hostile("ACCESS-TOKEN-1")},
		"a broken connection":   {HangUp: true},
		"garbage":               {Status: 200, Body: hostile("ACCESS-TOKEN-1")},
	} {
		t.Run(name, func(t *testing.T) {
			api, log := wechattest.NewAPI(t, acc), &adaptertest.Log{}
			c := open(t, configOf(acc, api.URL), wechat.WithLogger(log.Logger()))
			for _, path := range []string{wechattest.PathSend, wechattest.PathQRCode, wechattest.PathStableToken} {
				api.Always(path, fault)
				_, err := c.Send(t.Context(), adapters.Outbound{ID: "o1", To: adapters.Address{Channel: "wechat", Account: "default", User: openID}, Text: words})
				clean(t, "send", inDepth(err), acc)
				_, err = c.Link(t.Context(), "inv")
				clean(t, "link", inDepth(err), acc)
				c = open(t, configOf(acc, api.URL), wechat.WithLogger(log.Logger())) // without its token
			}
			status, err := c.Check(t.Context())
			clean(t, "check", status+inDepth(err), acc)
			clean(t, "the log", log.String(), acc)
		})
	}
}

// An unreachable host is the classic leak: net/http puts the URL, with the access token, in its error.
func TestUnreachableAPITellsNoToken(t *testing.T) {
	acc := wechattest.Demo()
	api := wechattest.NewAPI(t, acc)
	var cut bool
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		if cut {
			return nil, errors.New("no route to host")
		}
		return (&net.Dialer{}).DialContext(ctx, network, addr)
	}
	c := open(t, configOf(acc, api.URL), wechat.WithHTTPClient(&http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}}))
	to := adapters.Address{Channel: "wechat", Account: "default", User: openID}
	if _, err := c.Send(t.Context(), adapters.Outbound{ID: "o1", To: to, Text: words}); err != nil {
		t.Fatal(err)
	}
	cut = true
	_, err := c.Send(t.Context(), adapters.Outbound{ID: "o2", To: to, Text: words})
	if err == nil {
		t.Fatal("sent over no route")
	}
	clean(t, "send", inDepth(err), acc)
}

func TestRedirectDoesNotCarryTheToken(t *testing.T) {
	r := newRig(t)
	thief := wechattest.NewAPI(t, r.account)
	redirect := &http.Client{Transport: redirecting{to: thief.URL}}
	r.channel = open(t, configOf(r.account, r.api.URL), wechat.WithHTTPClient(redirect))
	if _, err := r.channel.Send(t.Context(), adapters.Outbound{ID: "o1", To: r.to(), Text: words}); err == nil {
		t.Error("sent by way of another host")
	}
	if n := thief.Calls(wechattest.PathSend); n != 0 {
		t.Errorf("another host was called %d times", n)
	}
}

// redirecting answers sends with a redirect to another host.
type redirecting struct{ to string }

func (d redirecting) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path != wechattest.PathSend || strings.HasPrefix(d.to, r.URL.Scheme+"://"+r.URL.Host) {
		return http.DefaultTransport.RoundTrip(r)
	}
	return &http.Response{
		StatusCode: http.StatusTemporaryRedirect, Body: http.NoBody, Request: r,
		Header: http.Header{"Location": {d.to + r.URL.RequestURI()}},
	}, nil
}

func TestStoreFailureIsLoggedWithoutTheMessage(t *testing.T) {
	acc, log := wechattest.Demo(), &adaptertest.Log{}
	c := open(t, configOf(acc, "http://127.0.0.1:1"), wechat.WithLogger(log.Logger()))
	r := &rig{account: acc, channel: c}
	down := func(context.Context, adapters.Inbound) (bool, error) { return false, errors.New("store is down") }
	w := httptest.NewRecorder()
	c.Webhook(down).ServeHTTP(w, acc.Seal(r.text(words, 1), time.Now(), "1").Request())
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("answered %d, want 503", w.Code)
	}
	if !strings.Contains(log.String(), "store is down") {
		t.Error("nobody will know why")
	}
	clean(t, "the log", log.String(), acc)
	clean(t, "the answer", w.Body.String(), acc)
}

func TestConfigurationHidesItsSecrets(t *testing.T) {
	acc := wechattest.Demo()
	acc.Token = "CallbackToken77"
	cfg, log := configOf(acc, ""), &adaptertest.Log{}
	log.Logger().Info("configured", slog.Any("account", cfg))
	dump, err := json.Marshal(cfg)
	if err != nil {
		t.Fatal(err)
	}
	clean(t, "the configuration", fmt.Sprintf("%v %+v %#v %s %s", cfg, cfg, cfg, dump, log.String()), acc)
}
