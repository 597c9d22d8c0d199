package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/go-telegram/bot"

	"huiyin/adapters"
)

// Modes of receiving.
const (
	Polling = "polling" // the bot asks Telegram; works behind any firewall, one process at a time
	Webhook = "webhook" // Telegram calls PublicURL + /hooks/telegram/<account>
)

// DefaultAPI is Telegram's own server.
const DefaultAPI = "https://api.telegram.org"

// Config is one bot account.
type Config struct {
	Account   string // "" is "default"
	Token     string // from @BotFather
	Secret    string // webhook secret, 1-256 of A-Z a-z 0-9 _ -; "" derives one from the token
	Mode      string // Polling or Webhook; "" is Polling
	API       string // base address of the Bot API server; "" is DefaultAPI
	PublicURL string // where Telegram reaches us, without path; needed by Webhook
}

// String names the account and hides its secrets.
func (c Config) String() string { return "telegram:" + c.Account }

// GoString is String, for %#v.
func (c Config) GoString() string { return c.String() }

// LogValue is String, for slog.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Channel is one bot.
type Channel struct {
	cfg       Config
	log       *slog.Logger
	onRefusal adapters.OnRefusal
	transport http.RoundTripper
	now       func() time.Time
	jitter    func() float64
	wait      func(context.Context, time.Duration) error
	longPoll  time.Duration

	api       *bot.Bot
	fetcher   *doer // getUpdates, which the library keeps to itself
	progress  progress
	keyboards keyboards

	nameMu sync.Mutex
	name   string // username, once known
}

var (
	_ adapters.Channel    = (*Channel)(nil)
	_ adapters.Webhooker  = (*Channel)(nil)
	_ adapters.Poller     = (*Channel)(nil)
	_ adapters.Linker     = (*Channel)(nil)
	_ adapters.Typer      = (*Channel)(nil)
	_ adapters.Downloader = (*Channel)(nil)
	_ slog.LogValuer      = (*Channel)(nil)
	_ fmt.Stringer        = (*Channel)(nil)
)

// Option changes how a Channel works.
type Option func(*Channel)

// WithTransport sets what carries HTTP to the Bot API; the default honours HTTPS_PROXY.
func WithTransport(rt http.RoundTripper) Option { return func(c *Channel) { c.transport = rt } }

// WithLogger sets the log; the default logs nothing.
func WithLogger(log *slog.Logger) Option { return func(c *Channel) { c.log = log } }

// WithOnRefusal is told what the webhook refuses.
func WithOnRefusal(f adapters.OnRefusal) Option { return func(c *Channel) { c.onRefusal = f } }

// WithClock sets the time source, for things that Telegram gives no time of.
func WithClock(now func() time.Time) Option { return func(c *Channel) { c.now = now } }

// WithWait sets how polling waits between failures; wait gives ctx's error when ctx ends first.
func WithWait(wait func(ctx context.Context, d time.Duration) error) Option {
	return func(c *Channel) { c.wait = wait }
}

// WithLongPoll sets how long one getUpdates waits for news; the default is 50 s.
func WithLongPoll(d time.Duration) Option { return func(c *Channel) { c.longPoll = d } }

var (
	tokenForm   = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
	accountForm = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
	secretForm  = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
)

// New checks cfg and makes the channel. It calls nobody: Check does.
func New(cfg Config, opts ...Option) (*Channel, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return nil, fmt.Errorf("telegram account %s: %w", cfg.Account, err)
	}
	c := &Channel{
		cfg: cfg, log: slog.New(slog.DiscardHandler), transport: defaultTransport(),
		now: time.Now, jitter: rand.Float64, wait: sleep, longPoll: 50 * time.Second,
	}
	for _, o := range opts {
		o(c)
	}
	c.log = c.log.With("channel", c.Name(), "account", cfg.Account)
	c.fetcher = newDoer(c.transport, cfg.Token, c.longPoll+15*time.Second)
	c.api, err = bot.New(cfg.Token,
		bot.WithSkipGetMe(),
		bot.WithServerURL(cfg.API),
		bot.WithHTTPClient(callTimeout, newDoer(c.transport, cfg.Token, callTimeout)),
		bot.WithErrorsHandler(func(error) {}), // failures to close pipes; the default prints them
	)
	if err != nil {
		return nil, fmt.Errorf("telegram account %s: set up client", cfg.Account) // the cause may hold the token
	}
	return c, nil
}

// complete fills in defaults and says what is wrong, without showing secrets.
func (c Config) complete() (Config, error) {
	if c.Account == "" {
		c.Account = "default"
	}
	if c.Mode == "" {
		c.Mode = Polling
	}
	if c.API == "" {
		c.API = DefaultAPI
	}
	c.API, c.PublicURL = strings.TrimRight(c.API, "/"), strings.TrimRight(c.PublicURL, "/")
	switch {
	case !accountForm.MatchString(c.Account):
		return c, errors.New("account: letters, digits, _ and - only")
	case !tokenForm.MatchString(c.Token):
		return c, errors.New("token: want digits:letters as @BotFather gave it")
	case c.Mode != Polling && c.Mode != Webhook:
		return c, errors.New("mode: want polling or webhook")
	case !isBase(c.API):
		return c, errors.New("API: want an address like " + DefaultAPI)
	}
	if c.Secret == "" {
		c.Secret = deriveSecret(c.Token)
	}
	if !secretForm.MatchString(c.Secret) {
		return c, errors.New("secret: want 1-256 of A-Z a-z 0-9 _ -")
	}
	if c.Mode == Webhook && !isBase(c.PublicURL) {
		return c, errors.New("webhook mode needs the public address of this server")
	}
	if c.Mode == Webhook && c.API == DefaultAPI && !strings.HasPrefix(c.PublicURL, "https://") {
		return c, errors.New("public address: Telegram calls https only")
	}
	return c, nil
}

func isBase(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.RawQuery == "" && u.User == nil
}

// deriveSecret makes a webhook secret that only holders of the token can know, so that there is
// one variable less to set, and every replica has the same.
func deriveSecret(token string) string {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("huiyin telegram webhook secret v1"))
	return hex.EncodeToString(mac.Sum(nil))
}

// Name implements adapters.Channel.
func (c *Channel) Name() string { return "telegram" }

// Account implements adapters.Channel.
func (c *Channel) Account() string { return c.cfg.Account }

// String names the account and hides its secrets.
func (c *Channel) String() string { return c.cfg.String() }

// GoString is String, for %#v.
func (c *Channel) GoString() string { return c.cfg.String() }

// LogValue is String, for slog.
func (c *Channel) LogValue() slog.Value { return c.cfg.LogValue() }

// Limits are from the Bot API document ("sendMessage", "InlineKeyboardButton") and the bots FAQ:
// about one message a second to a chat and thirty in all.
func (c *Channel) Limits() adapters.Limits {
	return adapters.Limits{
		TextRunes: maxText, Buttons: 100, ButtonBytes: maxData, ButtonRunes: 20,
		PerChat: time.Second, PerSecond: 30,
	}
}

// sleep waits d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
