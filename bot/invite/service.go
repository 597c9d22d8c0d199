package invite

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"time"

	qrcode "github.com/skip2/go-qrcode"

	"huiyin/adapters"
	"huiyin/bot/records"
)

// Inviter puts an invitation into a chat's inbox; the same invitation twice has one effect.
type Inviter interface {
	Invite(ctx context.Context, to adapters.Address, inv records.Invitation) error
}

// Config is what a Service is made of.
type Config struct {
	Journeys    *Journeys
	Invitations records.Invitations
	Contacts    records.Contacts
	Inviter     Inviter
	Accounts    func(channel, account string) bool // whether an account is configured

	Web      string                                                  // base URL of the web chat
	Telegram func(ctx context.Context, token string) (string, error) // deep link; nil without a bot
	WeChat   bool                                                    // an official account is configured
	Log      *slog.Logger
	Now      func() time.Time // nil: time.Now
}

// Service turns events into invitations. It is safe for concurrent use.
type Service struct{ Config }

// New makes a Service.
func New(cfg Config) *Service {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg}
}

// Statuses of an invitation, until its conversation moves it on.
const (
	StatusSent       = "sent"
	StatusLinked     = "linked"
	StatusSuppressed = "suppressed"
)

// Handle invites the customer of an event. created is false for an event that was posted before:
// the response is then the one given at first. Errors are *UnknownTypeError, *ValidationError, or
// that a store is down.
func (s *Service) Handle(ctx context.Context, ev Event) (resp Response, created bool, err error) {
	if err := ev.validate(); err != nil {
		return resp, false, err
	}
	touchpoint, ok := s.Journeys.byEvent[ev.Type]
	if !ok {
		return resp, false, &UnknownTypeError{ev.Type, s.Journeys.Types()}
	}
	inv, err := s.prepare(ctx, ev, touchpoint)
	if err != nil {
		return resp, false, err
	}
	stored, created, err := s.Invitations.PutInvitation(ctx, inv)
	if err != nil {
		return resp, false, fmt.Errorf("store invitation: %w", err)
	}
	if err := json.Unmarshal(stored.Response, &resp); err != nil {
		return resp, false, fmt.Errorf("invitation %s: stored response: %w", stored.ID, err)
	}
	// Sent again for a repeated event too: the first attempt may have died after the store.
	if resp.Status == StatusSent {
		if err := s.send(ctx, stored); err != nil {
			return resp, false, err
		}
	}
	return resp, created, nil
}

// prepare decides what becomes of an event and makes the invitation with its response.
func (s *Service) prepare(ctx context.Context, ev Event, tp Touchpoint) (records.Invitation, error) {
	inv := s.blank(ev.ID, ev.Type, tp)
	inv.Customer, inv.Lang, inv.Vars = ev.Customer.ID, ev.Customer.Lang, ev.Vars
	to, reason, err := s.destination(ctx, ev.Customer)
	if err != nil {
		return inv, err
	}
	resp := Response{InvitationID: inv.ID, ExpiresAt: inv.ExpiresAt}
	switch {
	case reason != "":
		inv.Status, inv.Reason = StatusSuppressed, reason
	case !to.IsZero():
		inv.Status, inv.Conv = StatusSent, to.String()
	default:
		inv.Status = StatusLinked
		resp.Links = s.links(ctx, inv.Token)
	}
	resp.Status, resp.Reason = inv.Status, inv.Reason
	if inv.Response, err = json.Marshal(resp); err != nil {
		return inv, fmt.Errorf("encode response: %w", err)
	}
	return inv, nil
}

func (s *Service) blank(eventID, eventType string, tp Touchpoint) records.Invitation {
	now := s.Now().UTC().Truncate(time.Second)
	return records.Invitation{
		ID: "inv_" + strings.ToLower(rand.Text()[:16]), EventID: eventID, EventType: eventType, Token: newToken(),
		Survey: tp.Survey, Touchpoint: tp.ID, Journey: tp.Journey, CreatedAt: now, ExpiresAt: now.Add(tp.Expires),
	}
}

// destination finds the chat to send to: the address of the event, else the newest chat known for
// the customer; zero when there is none. reason says why the customer is not asked now.
func (s *Service) destination(ctx context.Context, c Customer) (to adapters.Address, reason string, err error) {
	to, err = c.address()
	if err != nil {
		return to, "", err
	}
	if !to.IsZero() && s.Accounts != nil && !s.Accounts(to.Channel, to.Account) {
		to = adapters.Address{} // no such account here: a link is better than a dead letter
	}
	known, err := s.Contacts.ContactsOf(ctx, c.ID)
	if err != nil {
		return to, "", fmt.Errorf("find customer: %w", err)
	}
	for _, k := range known {
		if k.OptedOut {
			return to, "opted_out", nil // who wants no surveys wants none in any chat
		}
		if to.IsZero() && (k.Channel == "wechat" || k.Channel == "telegram") && (s.Accounts == nil || s.Accounts(k.Channel, k.Account)) {
			to = adapters.Address{Channel: k.Channel, Account: k.Account, User: k.User}
		}
	}
	if to.IsZero() {
		return to, "", nil
	}
	return s.reachable(ctx, to)
}

// reachable checks the chat itself: it may be known under another customer, or busy.
func (s *Service) reachable(ctx context.Context, to adapters.Address) (adapters.Address, string, error) {
	contact, err := s.Contacts.Contact(ctx, to.String())
	if err != nil && !errors.Is(err, records.ErrNotFound) {
		return to, "", fmt.Errorf("find chat: %w", err)
	}
	if contact.OptedOut {
		return to, "opted_out", nil
	}
	busy, err := s.Contacts.Busy(ctx, to.String())
	if err != nil {
		return to, "", fmt.Errorf("look at chat: %w", err)
	}
	if busy {
		return to, "busy", nil
	}
	return to, "", nil
}

func (s *Service) send(ctx context.Context, inv records.Invitation) error {
	to, err := adapters.ParseAddress(inv.Conv)
	if err != nil {
		return fmt.Errorf("invitation %s: %w", inv.ID, err)
	}
	return s.Inviter.Invite(ctx, to, inv)
}

// links are all ways in which a customer may open the invitation. A platform that does not answer
// now costs its link, not the invitation.
func (s *Service) links(ctx context.Context, token string) Links {
	l := Links{Web: s.Web + "/c/" + token, QR: s.Web + "/q/" + token + ".png"}
	if s.WeChat {
		l.WeChatScene = token
	}
	if s.Telegram != nil {
		link, err := s.Telegram(ctx, token)
		if err != nil && s.Log != nil {
			s.Log.Warn("no telegram link for an invitation", "err", err)
		}
		l.Telegram = link
	}
	return l
}

// Try makes an invitation for whoever asks and gives its web link.
func (s *Service) Try(ctx context.Context, survey string) (link string, err error) {
	tp, ok := s.Journeys.bySurvey[survey]
	if !ok {
		return "", fmt.Errorf("try %s: %w", survey, errNoTouchpoint)
	}
	inv := s.blank("try:"+rand.Text(), tp.Event, tp)
	inv.Status, inv.Response = StatusLinked, []byte("{}")
	if _, _, err := s.Invitations.PutInvitation(ctx, inv); err != nil {
		return "", fmt.Errorf("try %s: %w", survey, err)
	}
	return s.Web + "/c/" + inv.Token, nil
}

// newToken makes an invitation token: 32 characters that a Telegram start payload, a WeChat scene
// and a path can hold, 192 bits.
func newToken() string {
	b := make([]byte, 24)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(b)
}

var tokenForm = regexp.MustCompile(`^[A-Za-z0-9_-]{32}$`)

// ValidToken reports whether s has the form of an invitation token.
func ValidToken(s string) bool { return tokenForm.MatchString(s) }

// QRPNG draws a link as a QR code, 512 pixels wide.
func QRPNG(link string) ([]byte, error) {
	png, err := qrcode.Encode(link, qrcode.Medium, 512)
	if err != nil {
		return nil, fmt.Errorf("draw QR code: %w", err)
	}
	return png, nil
}
