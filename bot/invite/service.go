package invite

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"huiyin/adapters"
	"huiyin/bot/records"
	"huiyin/dialog"
)

// Inviter puts an invitation into a chat's inbox. The same invitation again changes nothing.
type Inviter interface {
	Invite(ctx context.Context, to adapters.Address, inv records.Invitation) error
}

// Config is what a Service is made of. Journeys, Invitations, Contacts, Inviter and Web are needed.
type Config struct {
	Journeys    *Journeys
	Invitations records.Invitations
	Contacts    records.Contacts
	Inviter     Inviter

	// Variables gives what a survey declares that an event may carry; nil: any type is taken.
	Variables func(survey string) []dialog.Variable

	// Web is the public URL, without a slash at its end.
	Web string
	// Telegram makes the deep link of a token; nil when there is no bot.
	Telegram func(ctx context.Context, token string) (url string, err error)
	// WeChat says that there is an official account, whose QR codes carry the token as scene.
	WeChat bool
	// Serves tells which accounts can be sent to; nil: all that events and contacts name.
	Serves func(channel, account string) bool

	Log    *slog.Logger     // nil: none
	Now    func() time.Time // nil: time.Now
	Random io.Reader        // nil: crypto/rand
}

// Service turns events into invitations. It is safe for concurrent use.
type Service struct{ Config }

// New makes a Service.
func New(cfg Config) *Service {
	cfg.Web = strings.TrimRight(cfg.Web, "/")
	if cfg.Serves == nil {
		cfg.Serves = func(string, string) bool { return true }
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	return &Service{cfg}
}

// Handle invites the customer of an event, once: the same id again gives the answer of the first
// time and created == false. The error is a *[ValidationError], an *[UnknownTypeError], or says
// that a store was down: then the event may be posted again.
func (s *Service) Handle(ctx context.Context, ev Event) (resp Response, created bool, err error) {
	if err := ev.validate(); err != nil {
		return Response{}, false, err
	}
	tp, ok := s.Journeys.Touchpoint(ev.Type)
	if !ok {
		return Response{}, false, &UnknownTypeError{Type: ev.Type, Known: s.Journeys.Events()}
	}
	if s.Variables != nil {
		if err := ev.fits(s.Variables(tp.Survey)); err != nil {
			return Response{}, false, err
		}
	}
	to, err := s.target(ctx, ev.Customer)
	if err != nil {
		return Response{}, false, fmt.Errorf("choose chat: %w", err)
	}
	inv, err := s.draft(ctx, ev, tp, to)
	if err != nil {
		return Response{}, false, fmt.Errorf("draft invitation: %w", err)
	}
	stored, created, err := s.Invitations.PutInvitation(ctx, inv)
	if err != nil {
		return Response{}, false, err
	}
	if err := s.send(ctx, stored); err != nil {
		return Response{}, false, err
	}
	if err := json.Unmarshal(stored.Response, &resp); err != nil {
		return Response{}, false, fmt.Errorf("read answer of invitation %s: %w", stored.ID, err)
	}
	return resp, created, nil
}

// draft makes the invitation of an event with the answer to be given to it.
func (s *Service) draft(ctx context.Context, ev Event, tp Touchpoint, to target) (records.Invitation, error) {
	id, err := newID(s.Random)
	if err != nil {
		return records.Invitation{}, err
	}
	now := s.Now().UTC()
	inv := records.Invitation{
		ID: id, EventID: ev.ID, EventType: ev.Type, Survey: tp.Survey, Touchpoint: tp.ID, Journey: tp.Journey,
		Customer: ev.Customer.ID, Lang: ev.Customer.Lang, Zone: ev.Customer.Zone, Vars: ev.Vars,
		CreatedAt: now, ExpiresAt: now.Add(tp.Expires).Truncate(time.Second),
	}
	resp := Response{InvitationID: id, Status: records.InvitationLinked}
	switch {
	case to.reason != "":
		resp.Status, resp.Reason = records.InvitationSuppressed, to.reason
	case !to.chat.IsZero():
		resp.Status = records.InvitationSent
	}
	inv.Status, inv.Reason = resp.Status, resp.Reason
	if resp.Status == records.InvitationSent {
		inv.Status, inv.Conv = records.InvitationSending, to.chat.String()
	}
	if resp.Status != records.InvitationSuppressed {
		if inv.Token, err = newToken(s.Random); err != nil {
			return records.Invitation{}, err
		}
		resp.Links, resp.ExpiresAt = s.links(ctx, inv.Token), inv.ExpiresAt
	}
	inv.Response, err = json.Marshal(resp)
	return inv, err
}

// links makes the links of a token. A bot that cannot be reached just now must not keep an event
// from being taken: its link is left out.
func (s *Service) links(ctx context.Context, token string) Links {
	l := Links{Web: s.web(token), QR: s.Web + "/q/" + token + ".png"}
	if s.WeChat {
		l.WeChatScene = token
	}
	if s.Telegram != nil {
		var err error
		if l.Telegram, err = s.Telegram(ctx, token); err != nil {
			s.Log.Warn("invitation goes without its link", "channel", "telegram", "err", err)
		}
	}
	return l
}

func (s *Service) web(token string) string { return s.Web + "/c/" + token }

// trial is the touchpoint and journey of a conversation that somebody opened to try a survey.
const trial = "trial"

// Try makes an invitation to a survey without an event, for whoever opens the link. vars are what an event
// would carry.
func (s *Service) Try(ctx context.Context, survey string, vars map[string]any) (link string, err error) {
	id, err := newID(s.Random)
	if err != nil {
		return "", fmt.Errorf("try %s: %w", survey, err)
	}
	token, err := newToken(s.Random)
	if err != nil {
		return "", fmt.Errorf("try %s: %w", survey, err)
	}
	now := s.Now().UTC()
	inv := records.Invitation{
		ID: id, EventID: trial + ":" + id, EventType: trial, Token: token, Survey: survey, Vars: vars,
		Touchpoint: trial, Journey: trial, Status: records.InvitationLinked,
		CreatedAt: now, ExpiresAt: now.Add(defaultExpires),
	}
	if _, _, err := s.Invitations.PutInvitation(ctx, inv); err != nil {
		return "", fmt.Errorf("try %s: %w", survey, err)
	}
	return s.web(token), nil
}

// Redeem binds a token to the chat that opened it: records.ErrNotFound, ErrUsed, ErrExpired.
func (s *Service) Redeem(ctx context.Context, token, conv string) (records.Invitation, error) {
	if !ValidToken(token) {
		return records.Invitation{}, records.ErrNotFound
	}
	return s.Invitations.Redeem(ctx, token, conv, s.Now())
}
