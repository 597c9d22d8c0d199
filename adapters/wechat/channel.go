package wechat

import (
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"huiyin/adapters"
)

// name of the channel in addresses, logs and paths.
const name = "wechat"

// apiTimeout bounds one request to the API, whatever the caller's context allows.
const apiTimeout = 10 * time.Second

// Channel is one official account.
type Channel struct {
	cfg         Config
	key         []byte // AES key, 32 bytes
	http        *http.Client
	now         func() time.Time
	log         *slog.Logger
	random      io.Reader
	passiveWait time.Duration
	onRefusal   adapters.OnRefusal

	tokens     *tokens
	waits      *waits
	progress   *progress
	menuDenied atomic.Bool // the platform said that the account may not send msgmenu
}

var (
	_ adapters.Channel    = (*Channel)(nil)
	_ adapters.Webhooker  = (*Channel)(nil)
	_ adapters.Linker     = (*Channel)(nil)
	_ adapters.Downloader = (*Channel)(nil)
)

// New makes the channel of one account. It asks the platform nothing; see Check.
func New(cfg Config, opts ...Option) (*Channel, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return nil, err
	}
	c := &Channel{
		cfg: cfg, now: time.Now, log: slog.New(slog.DiscardHandler), random: rand.Reader,
		http: &http.Client{}, passiveWait: DefaultPassiveWait, progress: newProgress(),
	}
	for _, o := range opts {
		o(c)
	}
	c.key, err = decodeAESKey(cfg.AESKey)
	if err != nil {
		return nil, err
	}
	// A redirect would carry the access token, which stands in the URL, to another host.
	client := *c.http
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.http = &client
	c.tokens = &tokens{cfg: cfg, now: c.now, post: c.post}
	c.waits = newWaits(c.now)
	return c, nil
}

// Name is "wechat".
func (c *Channel) Name() string { return name }

// Account is the account's name in the configuration.
func (c *Channel) Account() string { return c.cfg.Account }

// Limits of customer-service messages. 2048 bytes of text: error 45002 past it. Ten menu lines, as
// 微信客服 documents for the same message type; the official account's page names no number. The gap
// between two messages keeps their order on the phone.
func (c *Channel) Limits() adapters.Limits {
	return adapters.Limits{TextBytes: maxText, Buttons: maxMenu, PerChat: 300 * time.Millisecond}
}
