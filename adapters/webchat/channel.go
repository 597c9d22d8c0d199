package webchat

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"huiyin/adapters"
)

// Name and account of the channel: one server has one web chat.
const (
	ChannelName    = "webchat"
	DefaultAccount = "default"
)

// Config is what a web chat needs.
type Config struct {
	// PublicURL begins the links to chats: "https://survey.example.com". With https, cookies are
	// marked Secure.
	PublicURL string
	// History gives what the record holds of a conversation, oldest first. Ids of lines are those
	// of Inbound and Outbound. Nil: there is no record.
	History func(ctx context.Context, conv string) ([]Line, error)
	// Keep keeps a photo of a conversation and gives the name that Inbound.Media.Ref is to have; it wraps
	// ErrNotKept when that is pointless. Nil: photos cannot be sent.
	Keep func(ctx context.Context, conv string, image io.Reader) (ref string, err error)
	// Refresh is how often a connected page is compared with History, which brings messages that
	// another replica sent. 0: 15 s.
	Refresh time.Duration
	// Title stands at the top of the page; empty: a neutral one in the page's language.
	Title string

	OnRefusal adapters.OnRefusal // may be nil
	Log       *slog.Logger       // nil: discards
	Now       func() time.Time   // nil: time.Now
	Rand      io.Reader          // of cookies; nil: crypto/rand
}

// Channel is the web chat.
type Channel struct {
	cfg    Config
	hub    *hub
	assets assets
	done   chan struct{}
	close  sync.Once
}

var (
	_ adapters.Channel = (*Channel)(nil)
	_ adapters.Linker  = (*Channel)(nil)
	_ adapters.Typer   = (*Channel)(nil)
)

const (
	defaultRefresh = 15 * time.Second
	maxSendRunes   = 8000 // one Outbound; far more than a person reads in a bubble
	maxButtons     = 40
)

// New makes the channel.
func New(cfg Config) *Channel {
	cfg.PublicURL = strings.TrimRight(cfg.PublicURL, "/")
	if cfg.Refresh <= 0 {
		cfg.Refresh = defaultRefresh
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Rand == nil {
		cfg.Rand = rand.Reader
	}
	return &Channel{cfg: cfg, hub: newHub(), assets: loadAssets(), done: make(chan struct{})}
}

// Name gives "webchat".
func (c *Channel) Name() string { return ChannelName }

// Account gives "default".
func (c *Channel) Account() string { return DefaultAccount }

// Limits are generous: the page is ours.
func (c *Channel) Limits() adapters.Limits {
	return adapters.Limits{TextRunes: maxSendRunes, Buttons: maxButtons}
}

// Send shows a message on the pages that have the chat open. That none has is no failure: the
// record's history brings the message when the page is opened again.
func (c *Channel) Send(ctx context.Context, out adapters.Outbound) (adapters.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return adapters.Receipt{}, &adapters.SendError{Kind: adapters.Retry, Err: err}
	}
	if why := c.refuse(out); why != "" {
		return adapters.Receipt{}, &adapters.SendError{Kind: adapters.Permanent, Err: errors.New(why)}
	}
	line := Line{ID: out.ID, From: FromBot, Text: out.Text, Buttons: out.Buttons, Inline: out.Inline, Request: out.Request, At: c.cfg.Now()}
	if out.From != "" && out.From != "bot" {
		line.From, line.Who = FromAgent, out.From
	}
	c.hub.publish(out.To.String(), line, c.cfg.Now())
	return adapters.Receipt{ID: out.ID, Via: "page"}, nil
}

func (c *Channel) refuse(out adapters.Outbound) string {
	switch {
	case out.To.Channel != ChannelName || out.To.Account != DefaultAccount || !isUser(out.To.User):
		return "not a web chat"
	case out.ID == "":
		return "a message without an id"
	case utf8.RuneCountInString(out.Text) > maxSendRunes:
		return fmt.Sprintf("text longer than %d characters", maxSendRunes)
	case len(out.Buttons) > maxButtons:
		return fmt.Sprintf("more than %d buttons", maxButtons)
	}
	return ""
}

// Typing shows the dots of somebody writing until the next message or for some seconds.
func (c *Channel) Typing(_ context.Context, to adapters.Address) error {
	c.hub.typing(to.String())
	return nil
}

// Link gives the address of the chat that an invitation's token opens.
func (c *Channel) Link(_ context.Context, token string) (string, error) {
	if !tokenPattern.MatchString(token) {
		return "", errors.New("link: not an invitation token")
	}
	return c.cfg.PublicURL + "/c/" + token, nil
}

// Check says where the chat is found.
func (c *Channel) Check(context.Context) (string, error) {
	u, err := url.Parse(c.cfg.PublicURL)
	if err != nil || u.Host == "" {
		return "", errors.New("the public address is no URL")
	}
	return c.cfg.PublicURL + "/c/…", nil
}

// Close ends the pages' streams, so that an HTTP server can shut down; it is safe to register with
// http.Server.RegisterOnShutdown. Pages reconnect by themselves.
func (c *Channel) Close() { c.close.Do(func() { close(c.done) }) }
