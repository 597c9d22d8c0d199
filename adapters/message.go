package adapters

import (
	"fmt"
	"strings"
	"time"
)

// Address names one chat: a person on an account of a channel. Its String is the conversation id
// used everywhere in Huiyin.
type Address struct {
	Channel string `json:"channel"` // "telegram"
	Account string `json:"account"` // "default"
	User    string `json:"user"`    // the platform's id of the private chat: chat id, openid, web chat id
}

// String gives "telegram:default:12345".
func (a Address) String() string { return a.Channel + ":" + a.Account + ":" + a.User }

// IsZero reports whether a names nobody.
func (a Address) IsZero() bool { return a == Address{} }

// ParseAddress reads what String wrote. The user part may hold colons.
func ParseAddress(s string) (Address, error) {
	parts := strings.SplitN(s, ":", 3)
	if len(parts) != 3 || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return Address{}, fmt.Errorf("address %q: want channel:account:user", s)
	}
	return Address{Channel: parts[0], Account: parts[1], User: parts[2]}, nil
}

// Kind says what an Inbound is.
type Kind string

// The kinds of Inbound.
const (
	KindText   Kind = "text"   // typed words; Text is set
	KindButton Kind = "button" // a press; Button is the value sent with it, Text its label where known
	KindStart  Kind = "start"  // the chat was opened by a link; Payload is the invitation token, may be empty
	KindFollow Kind = "follow" // the account was followed; Payload as for start
	KindLeave  Kind = "leave"  // unfollowed or blocked: nothing may be sent any more
	KindMedia  Kind = "media"  // photo, voice, location …: see Media; Text holds a caption or is empty
)

// Inbound is one thing that a customer did, normalised.
type Inbound struct {
	ID      string    `json:"id"` // stable over redeliveries, unique within From
	From    Address   `json:"from"`
	Kind    Kind      `json:"kind"`
	Text    string    `json:"text,omitempty"`
	Button  string    `json:"button,omitempty"`
	Media   *Media    `json:"media,omitempty"` // of KindMedia; nil in messages stored before there was one
	Payload string    `json:"payload,omitempty"`
	Edits   string    `json:"edits,omitempty"` // id of the Inbound that these words correct
	Lang    string    `json:"lang,omitempty"`  // BCP 47 as the platform says, may be empty
	Name    string    `json:"name,omitempty"`  // display name as the platform says, may be empty
	At      time.Time `json:"at"`              // when the customer did it, by the platform's clock
}

// Button is one tappable answer. Value is a decimal number below 2^31, which every platform
// carries (WeChat menu ids must be numeric).
type Button struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Outbound is one message to a customer. Text is plain: no markup of any platform.
type Outbound struct {
	ID      string   `json:"id"` // unique; doubles as the platform's idempotency key where it takes one
	To      Address  `json:"to"`
	Text    string   `json:"text"`
	Buttons []Button `json:"buttons,omitempty"`
	Inline  bool     `json:"inline,omitempty"`   // lay the buttons side by side (a scale), not one a row
	Request *Request `json:"request,omitempty"`  // offer to send something; not beside buttons
	ReplyTo string   `json:"reply_to,omitempty"` // the Inbound id this answers, if any: allows a passive reply
	From    string   `json:"from,omitempty"`     // "bot" or the agent's shown name
}

// Receipt is a platform's word that it took a message.
type Receipt struct {
	ID  string // the platform's message id, may be empty
	Via string // how it went where a channel has several ways: "passive", "customer-service"
}
