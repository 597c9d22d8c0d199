package webchat

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
)

// chatter is a channel, its handler, and what was accepted.
type chatter struct {
	*Channel
	handler  http.Handler
	accepted []adapters.Inbound
	refusals []adapters.Refusal
	now      time.Time
	fail     error
}

func newChatter(t *testing.T, cfg Config) *chatter {
	t.Helper()
	ch := &chatter{now: time.Date(2026, 7, 28, 9, 0, 0, 0, time.UTC)}
	if cfg.PublicURL == "" {
		cfg.PublicURL = "https://s.example.com/"
	}
	cfg.Now = func() time.Time { return ch.now }
	cfg.OnRefusal = func(_, _ string, r adapters.Refusal) { ch.refusals = append(ch.refusals, r) }
	ch.Channel = New(cfg)
	t.Cleanup(ch.Close)
	ch.handler = ch.Handler(func(_ context.Context, in adapters.Inbound) (bool, error) {
		if ch.fail != nil {
			return false, ch.fail
		}
		ch.accepted = append(ch.accepted, in)
		return true, nil
	})
	return ch
}

func (ch *chatter) do(r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	ch.handler.ServeHTTP(w, r)
	return w.Result()
}

func get(target string) *http.Request { return httptest.NewRequest(http.MethodGet, target, nil) }

func TestShowingThePageConsumesNothing(t *testing.T) {
	ch := newChatter(t, Config{})
	for range 3 {
		if res := ch.do(get("/c/" + testToken)); res.StatusCode != http.StatusOK {
			t.Fatalf("answered %d", res.StatusCode)
		}
	}
	if len(ch.accepted) != 0 {
		t.Errorf("a preview opened the chat: %+v", ch.accepted)
	}
}

func TestTheCookieIsBoundToTheLinkAndOutOfReach(t *testing.T) {
	ch := newChatter(t, Config{})
	res := ch.do(get("/c/" + testToken))
	if len(res.Cookies()) != 1 {
		t.Fatalf("cookies: %v", res.Cookies())
	}
	c := res.Cookies()[0]
	if c.Path != "/c/"+testToken || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || !secretPattern.MatchString(c.Value) {
		t.Errorf("cookie: %v", c)
	}
	if again := ch.do(withCookie(get("/c/"+testToken), c.Value)); len(again.Cookies()) != 0 {
		t.Error("a reload makes another chat")
	}
	if other := ch.do(get("/c/" + testToken)); other.Cookies()[0].Value == c.Value {
		t.Error("two browsers share a chat")
	}
	plain := newChatter(t, Config{PublicURL: "http://127.0.0.1:8080"})
	if plain.do(get("/c/" + testToken)).Cookies()[0].Secure {
		t.Error("over http a Secure cookie would never come back")
	}
}

func TestOpeningAcceptsTheStartOnceUnderAnIDThatIsNoCredential(t *testing.T) {
	ch := newChatter(t, Config{})
	for range 2 {
		if res := ch.do(post("open", `{"lang":"en"}`)); res.StatusCode != http.StatusAccepted {
			t.Fatalf("answered %d", res.StatusCode)
		}
	}
	want := adapters.Inbound{
		ID: startID(testToken), From: address(testSecret), Kind: adapters.KindStart,
		Payload: testToken, Lang: "en", At: ch.now,
	}
	if d := cmp.Diff([]adapters.Inbound{want, want}, ch.accepted); d != "" {
		t.Error(d)
	}
	if strings.Contains(want.ID+want.From.String(), testToken) || strings.Contains(want.From.String(), testSecret) {
		t.Error("an id that is logged holds a credential")
	}
}

func TestAStartThatCouldNotBeStoredIsRetriedByTheSameChat(t *testing.T) {
	ch := newChatter(t, Config{})
	ch.fail = errors.New("store is down")
	res := ch.do(withCookie(post("open", `{}`), ""))
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" || len(res.Cookies()) != 1 {
		t.Fatalf("answered %d with cookies %v", res.StatusCode, res.Cookies())
	}
	ch.fail = nil
	ch.do(withCookie(post("open", `{}`), res.Cookies()[0].Value))
	if len(ch.accepted) != 1 || ch.accepted[0].From != address(res.Cookies()[0].Value) {
		t.Errorf("accepted %+v", ch.accepted)
	}
}

func TestATapArrivesAsAButtonWithItsLabel(t *testing.T) {
	ch := newChatter(t, Config{})
	ch.do(post("send", `{"id":"c-000000000000000000000001","text":"9","button":"7009","lang":"zh-CN"}`))
	want := []adapters.Inbound{{
		ID: "c-000000000000000000000001", From: address(testSecret), Kind: adapters.KindButton,
		Text: "9", Button: "7009", Lang: "zh-CN", At: ch.now,
	}}
	if d := cmp.Diff(want, ch.accepted); d != "" {
		t.Error(d)
	}
}

func TestWhatCannotBeSeenIsDropped(t *testing.T) {
	ch := newChatter(t, Config{})
	ch.do(post("send", `{"id":"c-000000000000000000000001","text":" 很\u0000慢\u0007，\r\n没人管 "}`))
	if len(ch.accepted) != 1 || ch.accepted[0].Text != "很慢，\n没人管" {
		t.Errorf("accepted %+v", ch.accepted)
	}
}

func TestAnotherSiteCannotSpeakForTheCustomer(t *testing.T) {
	ch := newChatter(t, Config{})
	for name, attack := range map[string]func(*http.Request){
		"fetch metadata":       func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"origin":               func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", "https://evil.example") },
		"a form without CORS":  func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") },
		"a sibling's own page": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") },
	} {
		r := post("send", body(1, "x"))
		attack(r)
		if res := ch.do(r); res.StatusCode < 400 {
			t.Errorf("%s: answered %d", name, res.StatusCode)
		}
	}
	if len(ch.accepted) != 0 {
		t.Errorf("accepted %+v", ch.accepted)
	}
	if !slices.Contains(ch.refusals, adapters.Refusal{Status: http.StatusForbidden, Reason: "cross-origin request"}) {
		t.Errorf("refusals: %v", ch.refusals)
	}
}

func TestAFloodFromOneChatIsSlowedAndOthersAreNot(t *testing.T) {
	ch := newChatter(t, Config{})
	for range sendBurst {
		ch.do(post("send", body(1, "x")))
	}
	if res := ch.do(post("send", body(1, "x"))); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
		t.Errorf("answered %d", res.StatusCode)
	}
	if res := ch.do(withCookie(post("send", body(1, "x")), strings.Repeat("ab", 16))); res.StatusCode != http.StatusAccepted {
		t.Errorf("another chat is answered %d", res.StatusCode)
	}
	ch.now = ch.now.Add(2 * time.Second)
	if res := ch.do(post("send", body(1, "x"))); res.StatusCode != http.StatusAccepted {
		t.Errorf("after a pause: %d", res.StatusCode)
	}
}

func TestTheStrictestPolicyGuardsEveryAnswer(t *testing.T) {
	ch := newChatter(t, Config{})
	for _, r := range []*http.Request{get("/c/" + testToken), get("/c/bad%20token"), post("send", "{"), get("/c/" + testToken + "/events"), get(ch.assets.url("chat.js"))} {
		h := ch.do(r).Header
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") ||
			h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" {
			t.Errorf("%s: %v", r.URL, h)
		}
	}
}

func TestThePageNeedsNothingInlineOrForeign(t *testing.T) {
	ch := newChatter(t, Config{})
	page := text(t, ch.do(get("/c/"+testToken)))
	for _, bad := range []string{"<style", "style=", "onclick", "http://", "https://", "<script>"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if n := strings.Count(page, "<script "); n != 1 {
		t.Errorf("%d scripts", n)
	}
}

func TestFilesMayBeCachedForeverUnderTheirHash(t *testing.T) {
	ch := newChatter(t, Config{})
	for _, file := range []string{"chat.css", "chat.js", "icon.svg"} {
		res := ch.do(get(ch.assets.url(file)))
		if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", file, res.StatusCode, res.Header)
		}
	}
	if res := ch.do(get("/c/-/files/chat.css")); res.StatusCode != http.StatusNotFound {
		t.Errorf("without a hash: %d", res.StatusCode)
	}
	if res := ch.do(get("/c/" + testToken)); res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the page: %v", res.Header)
	}
}

func TestThePageSpeaksTheCustomersLanguage(t *testing.T) {
	ch := newChatter(t, Config{})
	for _, c := range []struct{ query, accept, want string }{
		{"", "", "zh-CN"},
		{"", "en-GB,en;q=0.9,zh;q=0.8", "en"},
		{"", "zh-TW,en;q=0.5", "zh-CN"},
		{"", "fr,de;q=0.3", "zh-CN"},
		{"", "zh;q=0.2,en;q=0.9", "en"},
		{"?lang=en", "zh", "en"},
		{"?lang=zh-CN", "en", "zh-CN"},
		{"?lang=xx", "en;q=bad,zh", "zh-CN"},
	} {
		r := get("/c/" + testToken + c.query)
		r.Header.Set("Accept-Language", c.accept)
		if page := text(t, ch.do(r)); !strings.Contains(page, `<html lang="`+c.want+`">`) {
			t.Errorf("%q %q: not in %s", c.query, c.accept, c.want)
		}
	}
}

func TestALinkThatIsCutOffSaysSo(t *testing.T) {
	ch := newChatter(t, Config{})
	res := ch.do(get("/c/" + strings.Repeat("x", 65)))
	page := text(t, res)
	if res.StatusCode != http.StatusNotFound || !strings.Contains(page, "链接不完整") || strings.Contains(page, "<script") {
		t.Errorf("answered %d:\n%s", res.StatusCode, page)
	}
	if res := ch.do(get("/c/" + testToken + "/?lang=en")); res.StatusCode != http.StatusMovedPermanently || res.Header.Get("Location") != "/c/"+testToken+"?lang=en" {
		t.Errorf("a slash too many: %d %s", res.StatusCode, res.Header.Get("Location"))
	}
}

func TestLinksLeadToTheChat(t *testing.T) {
	ch := newChatter(t, Config{})
	if link, err := ch.Link(t.Context(), testToken); err != nil || link != "https://s.example.com/c/"+testToken {
		t.Errorf("link %q, %v", link, err)
	}
	if _, err := ch.Link(t.Context(), "a/b"); err == nil {
		t.Error("a token that is none became a link")
	}
}
