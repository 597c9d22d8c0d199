package adaptertest

import (
	"net/http"
	"testing"

	"huiyin/adapters"
)

// Fixture is a channel under test.
type Fixture struct {
	// Open makes a fresh account of the channel beside a fresh fake platform, and closes both with
	// t.Cleanup. Log is where the channel must write its log: the suite searches it for secrets.
	Open func(t *testing.T, log *Log) Account
}

// Account is one opened channel and the hands that drive its platform. Nil hooks leave out the
// tests that need them.
type Account struct {
	Channel adapters.Channel
	// To is a chat that the platform lets the channel write to.
	To adapters.Address
	// Secrets are strings that must appear in no error and no log line: tokens, keys, and the
	// platform's ids of people where those are confidential (openids).
	Secrets []string

	Webhook *Webhook // nil: the channel takes nothing over HTTP
	Queue   *Queue   // nil: the channel polls nothing
	Sending *Sending // nil: sending cannot fail (console)

	Attachments *Attachments // nil: the platform carries words only
}

// Webhook drives the receiving half over HTTP.
type Webhook struct {
	// Handler serves what the platform calls; nil: Channel is a Webhooker and its Webhook is used.
	Handler func(accept adapters.Accept) http.Handler
	// Message is an authentic delivery of the n-th thing a customer wrote (n from 1), holding text.
	// The same n and text again is a redelivery: a new request about the same message.
	Message func(n int, text string) *http.Request
	// From is the sender of Message.
	From adapters.Address
	// Forged are requests that the platform did not send: each is refused with ForgedStatus and
	// accept is not called. Give at least a missing and a wrong secret or signature.
	Forged map[string]func() *http.Request
	// ForgedStatus is the answer to a forgery; 0: 401.
	ForgedStatus int
	// Malformed are authentic requests whose body cannot be read: refused with 400.
	Malformed map[string]func() *http.Request
	// Oversized is an authentic request with a body past any the platform sends: 413 or 400.
	Oversized func() *http.Request
	// WrongMethod are requests with a method that the hook does not take: 405 or 400.
	WrongMethod map[string]func() *http.Request
}

// Queue drives the receiving half of a Poller.
type Queue struct {
	// Add puts the n-th thing a customer wrote into the platform's queue.
	Add func(n int, text string)
	// Confirmed is how many of the added messages the channel told the platform to forget.
	Confirmed func() int
	// Revoke makes the platform refuse the account's credentials from now on.
	Revoke func()
}

// Sending drives the sending half.
type Sending struct {
	// Answer makes the platform answer every following send like b until told otherwise.
	Answer func(b Behaviour)
	// Sent is what the platform accepted, oldest first.
	Sent func() []Sent
	// Shows are the behaviours that this platform can show, Accepts aside.
	Shows []Behaviour
	// LongSplit says that text past the limit goes out in several messages; false: such a message
	// is refused as Permanent.
	LongSplit bool
	// Buttons says that the platform shows buttons; Sent then carries their labels. Without it the
	// labels must be part of the text.
	Buttons bool
	// Requests are the kinds that the platform has a button for; Sent then tells it.
	Requests []adapters.MediaKind
}

// Sent is a message as the platform took it.
type Sent struct {
	To      string // platform's id of the chat
	Text    string
	Buttons []string           // labels
	Request adapters.MediaKind // what a button of the platform sends; "" there is none
}

// Behaviour is how a platform answers a send.
type Behaviour string

// The behaviours.
const (
	Accepts  Behaviour = "accepts"  // takes the message
	TooMany  Behaviour = "too many" // rate limit; Telegram: 429 with retry_after 7
	Blocks   Behaviour = "blocks"   // the customer blocked the account or left
	Closed   Behaviour = "closed"   // reply window or quota used up (WeChat 45015)
	Rejects  Behaviour = "rejects"  // refused for good: a bad request
	Breaks   Behaviour = "breaks"   // HTTP 502 with an HTML page
	Garbage  Behaviour = "garbage"  // HTTP 200 with a body that is not the platform's
	Hangs    Behaviour = "hangs"    // never answers: the caller's ctx must end it
	HangsUp  Behaviour = "hangs up" // closes the connection without an answer
	Unauthed Behaviour = "unauthed" // refuses the credentials
)

// kinds is what each behaviour must be reported as.
var kinds = map[Behaviour]adapters.SendKind{
	TooMany: adapters.RateLimit, Blocks: adapters.Blocked, Closed: adapters.Window, Rejects: adapters.Permanent,
	Breaks: adapters.Retry, Garbage: adapters.Retry, Hangs: adapters.Retry, HangsUp: adapters.Retry, Unauthed: adapters.Retry,
}
