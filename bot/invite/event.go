package invite

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/adapters"
	"huiyin/dialog"
)

// Event is something that happened in the insurer's systems: the body of POST /v1/events.
type Event struct {
	ID       string         `json:"id"`   // the insurer's, unique: makes the event idempotent
	Type     string         `json:"type"` // "motor.claim.closed"
	Customer Customer       `json:"customer"`
	Vars     map[string]any `json:"vars,omitempty"` // what the survey's texts and routes use
}

// Customer is whom an event is about.
type Customer struct {
	ID        string            `json:"id"`                  // the insurer's
	Lang      string            `json:"lang,omitempty"`      // BCP 47: "zh", "en"
	Zone      string            `json:"zone,omitempty"`      // tz database: "Asia/Urumqi"; "" the operator's
	Addresses map[string]string `json:"addresses,omitempty"` // by channel: "id", or "account:id"
}

// Response is what became of an event: the answer to POST /v1/events.
type Response struct {
	InvitationID string    `json:"invitation_id"`
	Status       string    `json:"status"`           // "sent", "linked", "suppressed"
	Reason       string    `json:"reason,omitempty"` // why suppressed: "opted_out", "busy"
	ExpiresAt    time.Time `json:"expires_at,omitzero"`
	Links        Links     `json:"links"`
}

// Links open the chat of an invitation; those of channels that are not configured are empty.
type Links struct {
	Web         string `json:"web,omitempty"`
	Telegram    string `json:"telegram,omitempty"`
	WeChatScene string `json:"wechat_scene,omitempty"` // scene_str for a QR code of the official account
	QR          string `json:"qr,omitempty"`           // URL of a PNG of the web link
}

// UnknownTypeError says that no journey knows an event type.
type UnknownTypeError struct {
	Type  string
	Known []string
}

// Error lists the known types.
func (e *UnknownTypeError) Error() string {
	return fmt.Sprintf("type %.80q is not known; known are %s", e.Type, strings.Join(e.Known, ", "))
}

// FieldError is one field of an event that is not as it should be.
type FieldError struct {
	Field string // as in the JSON: "customer.addresses.wechat"
	Msg   string // for people; never holds the value
}

// ValidationError is everything that is wrong with an event.
type ValidationError struct{ Fields []FieldError }

// Error names each field.
func (e *ValidationError) Error() string {
	var parts []string
	for _, f := range e.Fields {
		parts = append(parts, f.Field+": "+f.Msg)
	}
	return strings.Join(parts, "; ")
}

// Bounds of an event.
const (
	maxID      = 128
	maxVars    = 50
	maxVarText = 500 // characters
	maxItems   = 20  // of a list
	maxZone    = 64
)

// channels that an event may name an address of, in the order of preference.
func channels() []string { return []string{"wechat", "telegram"} }

// addressForm tells what ids look like: a Telegram chat id of a person is a positive number of up
// to 52 bits (core.telegram.org/bots/api#chat); an openid is 28 characters today.
var addressForm = map[string]*regexp.Regexp{
	"telegram": regexp.MustCompile(`^[1-9][0-9]{0,15}$`),
	"wechat":   regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`),
}

var (
	varName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,63}$`)
	account = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)
	langTag = regexp.MustCompile(`^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$`)
)

// validate gives a *ValidationError, or nil.
func (ev *Event) validate() error {
	e := &ValidationError{}
	e.id("id", ev.ID)
	if ev.Type == "" {
		e.add("type", "is missing")
	}
	e.id("customer.id", ev.Customer.ID)
	if l := ev.Customer.Lang; l != "" && (len(l) > 35 || !langTag.MatchString(l)) {
		e.add("customer.lang", "want a language tag, as zh or en")
	}
	if zone := ev.Customer.Zone; zone != "" && !knownZone(zone) {
		e.add("customer.zone", "want the name of a time zone, as Asia/Shanghai")
	}
	for channel, address := range sorted(ev.Customer.Addresses) {
		field := "customer.addresses." + clip(channel)
		if !slices.Contains(channels(), channel) {
			e.add(field, "is no channel with addresses: want "+strings.Join(channels(), " or "))
		} else if _, ok := parseAddress(channel, address); !ok {
			e.add(field, "is no id of that channel: want id, or account:id")
		}
	}
	e.vars(ev.Vars)
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

// knownZone reports whether name is a time zone of a place. "Local" is the server's and names none.
func knownZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "Local" && len(name) <= maxZone
}

// fits gives a *ValidationError when the event carries values that the survey cannot take, or nil.
// What the survey does not declare is let be.
func (ev *Event) fits(declared []dialog.Variable) error {
	e := &ValidationError{}
	for _, v := range declared {
		x, given := ev.Vars[v.Name]
		if !given {
			continue
		}
		if err := v.Check(x); err != nil {
			e.add("vars."+v.Name, err.Error())
		}
	}
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

func (e *ValidationError) add(field, msg string) {
	e.Fields = append(e.Fields, FieldError{field, msg})
}

func (e *ValidationError) id(field, id string) {
	switch {
	case id == "":
		e.add(field, "is missing")
	case len(id) > maxID || !utf8.ValidString(id) || strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r == 0x7f }):
		e.add(field, fmt.Sprintf("want at most %d bytes without control characters", maxID))
	}
}

func (e *ValidationError) vars(vars map[string]any) {
	if len(vars) > maxVars {
		e.add("vars", fmt.Sprintf("want at most %d", maxVars))
		return
	}
	for name, v := range sorted(vars) {
		field := "vars." + clip(name)
		if !varName.MatchString(name) {
			e.add(field, "want a name of letters, digits and _")
			continue
		}
		switch v := v.(type) {
		case string:
			if utf8.RuneCountInString(v) > maxVarText {
				e.add(field, fmt.Sprintf("want at most %d characters", maxVarText))
			}
		case float64, bool:
		case []any:
			e.list(field, v)
		default:
			e.add(field, "want a string, a number, true or false, or a list of strings")
		}
	}
}

// clip keeps a name that somebody sent short enough for a message.
func clip(name string) string {
	if r := []rune(name); len(r) > 64 {
		return string(r[:64]) + "…"
	}
	return name
}

// parseAddress reads "id" or "account:id".
func parseAddress(channel, text string) (adapters.Address, bool) {
	a := adapters.Address{Channel: channel, Account: "default", User: text}
	if acc, id, found := strings.Cut(text, ":"); found {
		a.Account, a.User = acc, id
	}
	form, known := addressForm[channel]
	return a, known && account.MatchString(a.Account) && form.MatchString(a.User)
}

// list checks the items of a list, such as the parts of a car that were damaged.
func (e *ValidationError) list(field string, items []any) {
	if len(items) > maxItems {
		e.add(field, fmt.Sprintf("want at most %d items", maxItems))
	}
	for _, item := range items {
		if text, ok := item.(string); !ok || utf8.RuneCountInString(text) > maxVarText {
			e.add(field, fmt.Sprintf("want a list of strings, of at most %d characters each", maxVarText))
			return
		}
	}
}
