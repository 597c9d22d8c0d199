package invite

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"huiyin/adapters"
)

// Event is something that happened at the insurer, as its systems post it.
type Event struct {
	ID       string         `json:"id"` // the insurer's; makes the event idempotent
	Type     string         `json:"type"`
	Customer Customer       `json:"customer"`
	Vars     map[string]any `json:"vars,omitempty"`
}

// Customer is who the event is about.
type Customer struct {
	ID        string            `json:"id"`                  // the insurer's
	Lang      string            `json:"lang,omitempty"`      // "zh", "en"
	Addresses map[string]string `json:"addresses,omitempty"` // by channel: "ID" or "ACCOUNT:ID"
}

// Response says what became of an event.
type Response struct {
	InvitationID string    `json:"invitation_id"`
	Status       string    `json:"status"` // "sent", "linked", "suppressed"
	Reason       string    `json:"reason,omitempty"`
	ExpiresAt    time.Time `json:"expires_at"`
	Links        Links     `json:"links"`
}

// Links open the survey for a customer whose chat is not known.
type Links struct {
	Web         string `json:"web,omitempty"`
	Telegram    string `json:"telegram,omitempty"`
	WeChatScene string `json:"wechat_scene,omitempty"`
	QR          string `json:"qr,omitempty"` // URL of a PNG
}

// UnknownTypeError is an event type that no journey knows.
type UnknownTypeError struct {
	Type  string
	Known []string
}

// Error names the known types.
func (e *UnknownTypeError) Error() string {
	return fmt.Sprintf("no journey knows the event type %q; known: %s", e.Type, strings.Join(e.Known, ", "))
}

// ValidationError is an event that cannot be read; Field is a path such as "customer.id".
type ValidationError struct{ Field, Problem string }

// Error names the field and what is wrong with it.
func (e *ValidationError) Error() string { return e.Field + ": " + e.Problem }

// Bounds of an event's fields.
const (
	maxID   = 200
	maxVars = 50
)

var langTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)

// validate checks the form of an event.
func (ev Event) validate() error {
	switch {
	case ev.ID == "":
		return &ValidationError{"id", "is needed: it makes the event idempotent"}
	case len(ev.ID) > maxID:
		return &ValidationError{"id", "is longer than 200 bytes"}
	case ev.Type == "":
		return &ValidationError{"type", "is needed"}
	case ev.Customer.ID == "":
		return &ValidationError{"customer.id", "is needed"}
	case len(ev.Customer.ID) > maxID:
		return &ValidationError{"customer.id", "is longer than 200 bytes"}
	case ev.Customer.Lang != "" && !langTag.MatchString(ev.Customer.Lang):
		return &ValidationError{"customer.lang", "is not a language tag such as zh or en"}
	case len(ev.Vars) > maxVars:
		return &ValidationError{"vars", "has more than 50 values"}
	}
	for name, v := range ev.Vars {
		switch v.(type) {
		case string, float64, bool:
		default:
			return &ValidationError{"vars." + name, "must be a string, a number or a boolean"}
		}
	}
	_, err := ev.Customer.address()
	return err
}

// sendable are the channels into which an invitation can be sent, best first.
var sendable = []string{"wechat", "telegram"}

// address gives the best address the event names; zero when it names none.
func (c Customer) address() (adapters.Address, error) {
	for channel := range c.Addresses {
		if channel != "wechat" && channel != "telegram" {
			return adapters.Address{}, &ValidationError{"customer.addresses." + channel, "is no channel to send to: telegram, wechat"}
		}
	}
	for _, channel := range sendable {
		given, ok := c.Addresses[channel]
		if !ok {
			continue
		}
		account, user, found := strings.Cut(given, ":")
		if !found {
			account, user = "default", given
		}
		if account == "" || user == "" || len(given) > maxID {
			return adapters.Address{}, &ValidationError{"customer.addresses." + channel, "is not ID or ACCOUNT:ID"}
		}
		return adapters.Address{Channel: channel, Account: account, User: user}, nil
	}
	return adapters.Address{}, nil
}

var errNoTouchpoint = errors.New("no touchpoint asks with this survey")
