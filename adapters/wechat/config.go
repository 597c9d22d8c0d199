package wechat

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"huiyin/adapters"
)

// DefaultAPI is the base of the platform's API.
const DefaultAPI = "https://api.weixin.qq.com"

// DefaultPassiveWait is how long a request is held for its passive reply. The platform hangs up
// after 5 s and delivers again; half of it leaves room for the way there and back.
const DefaultPassiveWait = 2500 * time.Millisecond

// Config names one official account. The values come from the account's page at mp.weixin.qq.com,
// 设置与开发 → 基本配置.
type Config struct {
	Account    string // distinguishes several accounts; "default" when empty
	AppID      string // wx…
	AppSecret  string
	Token      string // signs callbacks
	AESKey     string // EncodingAESKey, 43 characters
	API        string // base URL of the API; DefaultAPI when empty
	OriginalID string // gh_…, optional: when set, callbacks to any other account are refused
	NoMenu     bool   // the account may not send msgmenu (not verified): always write numbered lines
}

// String names the account and hides its secrets.
func (c Config) String() string {
	return fmt.Sprintf("wechat account %s (appid %s, secrets hidden)", c.Account, c.AppID)
}

// GoString hides the secrets from %#v.
func (c Config) GoString() string { return c.String() }

// LogValue hides the secrets from logs.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON hides the secrets from dumps of the configuration.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// Option changes a default of New.
type Option func(*Channel)

// WithHTTPClient sets the client for the API. Each call has 10 s at most; redirects are never followed.
func WithHTTPClient(h *http.Client) Option { return func(c *Channel) { c.http = h } }

// WithClock sets the clock for time stamps and token expiry.
func WithClock(now func() time.Time) Option { return func(c *Channel) { c.now = now } }

// WithLogger sets the logger; without it nothing is logged.
func WithLogger(l *slog.Logger) Option { return func(c *Channel) { c.log = l } }

// WithPassiveWait sets how long a request is held for its passive reply; 0 turns passive replies off.
// The HTTP server's write time-out must be longer.
func WithPassiveWait(d time.Duration) Option { return func(c *Channel) { c.passiveWait = d } }

// WithOnRefusal sets who is told of refused webhook requests.
func WithOnRefusal(f adapters.OnRefusal) Option { return func(c *Channel) { c.onRefusal = f } }

// WithRandom sets the source of the 16 bytes before each encrypted reply; crypto/rand by default.
func WithRandom(r io.Reader) Option { return func(c *Channel) { c.random = r } }

// complete fills defaults and refuses what could not work or would be unsafe.
func (c Config) complete() (Config, error) {
	if c.Account == "" {
		c.Account = "default"
	}
	if c.API == "" {
		c.API = DefaultAPI
	}
	c.API = strings.TrimRight(c.API, "/")
	for _, f := range []struct{ name, value string }{
		{"appid", c.AppID}, {"appsecret", c.AppSecret}, {"token", c.Token}, {"aeskey", c.AESKey},
	} {
		if strings.TrimSpace(f.value) == "" {
			return c, fmt.Errorf("wechat account %s: %s is empty", c.Account, f.name)
		}
	}
	if _, err := decodeAESKey(c.AESKey); err != nil {
		return c, fmt.Errorf("wechat account %s: aeskey: %w", c.Account, err)
	}
	u, err := url.Parse(c.API)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return c, fmt.Errorf("wechat account %s: api is not an http(s) URL", c.Account)
	}
	return c, nil
}

// decodeAESKey turns the 43 characters of an EncodingAESKey into the 32 bytes of the key.
func decodeAESKey(s string) ([]byte, error) {
	if len(s) != 43 {
		return nil, errors.New("want 43 characters")
	}
	key, err := base64.StdEncoding.DecodeString(s + "=")
	if err != nil {
		return nil, errors.New("want letters and digits as the platform made them")
	}
	return key, nil
}
