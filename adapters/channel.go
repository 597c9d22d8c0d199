package adapters

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Channel is one account on one messaging platform. Implementations are safe for concurrent use.
//
// Optional abilities are the small interfaces below, found by type assertion and pinned in the
// implementation with, for example, var _ adapters.Poller = (*Channel)(nil).
type Channel interface {
	// Name is the platform: "telegram", "wechat", "webchat", "console".
	Name() string
	// Account distinguishes several accounts of one platform; "default" when there is one.
	Account() string
	// Limits are the platform's bounds on what may be sent.
	Limits() Limits
	// Send delivers one message, waiting at most until ctx ends. Every error is a *SendError.
	Send(ctx context.Context, out Outbound) (Receipt, error)
	// Check asks the platform whether the account works, and says in plain words how it is
	// called ("@huiyin_bot") or what is wrong; it never reveals a secret.
	Check(ctx context.Context) (status string, err error)
}

// Accept makes an Inbound durable and deduplicates it. fresh is false for a message that was
// accepted before; a channel acknowledges both alike. An error means that nothing was stored: the
// platform must be told to deliver again (HTTP 503).
type Accept func(ctx context.Context, in Inbound) (fresh bool, err error)

// Webhooker is a Channel that platforms call over HTTP. The handler is mounted at
// /hooks/{channel}/{account} and answers 200 only after accept returned nil, 401 or 400 to what it
// refuses, 503 when accept failed. It is nil when the account is configured to receive otherwise.
type Webhooker interface {
	Webhook(accept Accept) http.Handler
}

// Poller is a Channel that fetches its messages. Poll returns when ctx ends (nil) or when going on
// is pointless (for example a revoked token). It moves the platform's offset only past messages
// that accept took. A channel with both ways that is configured for its webhook registers it with
// the platform and returns nil.
type Poller interface {
	Poll(ctx context.Context, accept Accept) error
}

// Linker is a Channel that can put an invitation token into a link that opens the chat.
type Linker interface {
	// Link makes the deep link for a token ("https://t.me/bot?start=TOKEN").
	Link(ctx context.Context, token string) (url string, err error)
}

// Typer is a Channel that can show the customer that an answer is being written.
type Typer interface {
	Typing(ctx context.Context, to Address) error
}

// Limits are a platform's bounds. Zero means no bound.
type Limits struct {
	TextBytes   int           // largest text in bytes (WeChat 2048)
	TextRunes   int           // largest text in characters (Telegram 4096)
	Buttons     int           // most buttons under one message
	ButtonBytes int           // largest button value in bytes (Telegram 64)
	ButtonRunes int           // longest label shown without being cut
	PerChat     time.Duration // least time between two messages to one chat
	PerSecond   float64       // most messages a second over all chats of the account
}

// Refusal tells what a webhook refused; it is logged and counted, never with content.
type Refusal struct {
	Status int    // HTTP status answered: 400, 401, 405, 413
	Reason string // constant, safe to log: "bad signature", "stale timestamp", …
}

// OnRefusal receives every refusal of a webhook, for logs and metrics. It may be nil.
type OnRefusal func(channel, account string, r Refusal)

// ErrRevoked is returned by Poll when the platform no longer knows the account's credentials.
var ErrRevoked = errors.New("credentials refused by the platform")
