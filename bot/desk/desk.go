package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"huiyin/bot/records"
)

// Actions are what an agent can do to a case. They return when the conversation has handled the
// action: nil when it is done, a [*handoff.Error] when it was refused, [records.ErrNotFound] for an
// unknown case. clientID deduplicates a reply that is sent again.
type Actions interface {
	Take(ctx context.Context, caseID, agent string) error
	Reply(ctx context.Context, caseID, agent, text, clientID string) error
	Resolve(ctx context.Context, caseID, agent, rootCause, action string) error
}

// Live tells of conversations whose record changed (package live).
type Live interface {
	Subscribe() (news <-chan string, cancel func())
}

// Config is what the pages are made of. Record, Agents, Insight, Actions, Live and Log are needed.
type Config struct {
	Record  records.Desk
	Agents  records.Agents
	Insight Insight
	Actions Actions
	Live    Live
	Log     *slog.Logger
	// Photos gives what customers sent; nil: photos are not shown.
	Photos Photos

	// Quotas tells how far the quotas of the surveys have filled; nil: the insight page does not.
	Quotas Quotas
	// PublicURL is where people reach the pages; https makes cookies Secure. Empty: plain http.
	PublicURL string
	// Sessions keeps sign-ins; nil: in memory, so that agents sign in again after a restart.
	Sessions scs.Store
	// Now is the clock, in the time zone that pages show; nil: time.Now.
	Now func() time.Time
	// ReplyWithin is how long a customer should wait at most for a person; 0: five minutes.
	ReplyWithin time.Duration
	// Name gives the shown name of a touchpoint or journey, "" for one it does not know; may be nil.
	Name func(id, lang string) string
}

// desk is the configured pages. Its methods are safe for concurrent use.
type desk struct {
	Config
	sessions *scs.SessionManager
	pages    pages
	assets   *assets
	doors    *throttle
	hashing  chan struct{} // bounds passwords hashed at once: each takes 19 MiB
	secure   bool
}

// sessionLife bounds a sign-in: one working day.
const sessionLife = 12 * time.Hour

// New checks the configuration and gives the handler of /, /desk, /insight and their assets.
//
// Streams of events last as long as their requests' contexts: a server that shuts down cancels its
// base context first.
func New(cfg Config) (http.Handler, error) {
	if cfg.Record == nil || cfg.Agents == nil || cfg.Insight == nil || cfg.Actions == nil || cfg.Live == nil || cfg.Log == nil {
		return nil, errors.New("desk: record, agents, insight, actions, live and log are needed")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.ReplyWithin == 0 {
		cfg.ReplyWithin = 5 * time.Minute
	}
	assets, err := newAssets()
	if err != nil {
		return nil, fmt.Errorf("desk: assets: %w", err)
	}
	pages, err := newPages(assets)
	if err != nil {
		return nil, fmt.Errorf("desk: templates: %w", err)
	}
	d := &desk{
		Config: cfg, pages: pages, assets: assets,
		doors:   newThrottle(cfg.Now),
		hashing: make(chan struct{}, 4),
		secure:  strings.HasPrefix(cfg.PublicURL, "https://"),
	}
	d.sessions = d.newSessions()
	sameOrigin := http.NewCrossOriginProtection()
	if origin, ok := originOf(cfg.PublicURL); ok {
		if err := sameOrigin.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("desk: public URL: %w", err)
		}
	}
	return d.harden(sameOrigin.Handler(d.sessions.LoadAndSave(d.routes()))), nil
}

func (d *desk) newSessions() *scs.SessionManager {
	s := scs.New()
	if d.Sessions != nil {
		s.Store = d.Sessions // the one replaced keeps a goroutine: StopCleanup races with its start
	}
	// No idle time-out: with one every request writes the session back, and a request that overlaps
	// a sign-out would bring the session to life again.
	s.Lifetime = sessionLife
	s.HashTokenInStore = true
	s.Cookie.Name = "huiyin_desk"
	s.Cookie.HttpOnly = true
	s.Cookie.SameSite = http.SameSiteLaxMode
	s.Cookie.Secure = d.secure
	s.ErrorFunc = func(w http.ResponseWriter, _ *http.Request, err error) {
		d.Log.Error("session store failed", "err", err)
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
	}
	return s
}

func originOf(public string) (string, bool) {
	u, err := url.Parse(public)
	if err != nil || u.Host == "" {
		return "", false
	}
	return u.Scheme + "://" + u.Host, true
}
