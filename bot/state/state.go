package state

import (
	"context"
	"errors"
	"time"
)

// In is one message of a conversation's inbox: whatever touches a conversation (customer, agent,
// timer, invitation) arrives as one.
type In struct {
	Conv string // conversation id, adapters.Address.String()
	ID   string // deduplicates; unique within Conv
	Body []byte // opaque to the store; empty for a timer
}

// Work is a claimed conversation: its session and its oldest message.
type Work struct {
	In
	Version int64     // of Session; 0 when there is none yet
	Session []byte    // opaque to the store; nil when Version is 0
	Attempt int       // deliveries of this message, this one included: 1, 2, …
	At      time.Time // when the message was accepted, store time
}

// Step is the outcome of handling one message.
type Step struct {
	Conv    string
	MsgID   string // the head message this step handled
	Version int64  // of the session it was computed from
	Session []byte
	Out     []Out     // appended to the outbox in order
	Events  [][]byte  // appended to the journal in order
	WakeAt  time.Time // the conversation's one timer; zero for none. Replaces the one before
}

// Out is one message of a conversation's outbox.
type Out struct {
	Conv    string
	ID      string // unique within Conv
	Body    []byte
	Attempt int // hand-outs, this one included; set by NextOut
}

// Event is one entry of the journal.
type Event struct {
	ID   string // unique over the store and stable: the record is written under it
	Conv string
	Body []byte
}

// TimerPrefix begins the id of a message that a due timer put into an inbox: "timer:<unix ms>",
// with an empty body.
//
// It is the time for which the timer was set, or some milliseconds more where the conversation
// had that id before.
const TimerPrefix = "timer:"

// Errors of Commit, and of any operation on a full or closed store. Any other error means that
// the store is down or that nobody knows: a caller may do the same again, which does no harm.
var (
	ErrDuplicate = errors.New("message was committed before") // drop it
	ErrConflict  = errors.New("session moved meanwhile")      // claim again and recompute
	ErrFull      = errors.New("conversation inbox is full")   // refuse: the platform delivers again
	ErrClosed    = errors.New("store is closed")
)

// MaxInbox bounds the waiting messages of one conversation (a flood from one chat). Timer
// messages come on top: there is at most one timer, and it must not be lost.
const MaxInbox = 200

// KeepIDs is how long a message id is remembered at least, after the message was accepted.
const KeepIDs = 48 * time.Hour

// Inbox takes messages in and hands conversations out.
//
// Commit, Defer and BuryIn are about the head message. A worker that lost its lease may name one
// that is gone: Commit then says so, the other two change nothing and give nil.
type Inbox interface {
	// Accept appends in to its conversation's inbox.
	Accept(ctx context.Context, in In) (fresh bool, err error)
	// Claim leases up to n conversations that have a message waiting and no lease running.
	Claim(ctx context.Context, n int, lease time.Duration) ([]Work, error)
	// Commit applies a step: ErrDuplicate if MsgID is not the head of the inbox, ErrConflict if
	// Version is stale; both change nothing. Success ends the lease.
	Commit(ctx context.Context, s Step) error
	// Defer ends the lease of a message that could not be handled; it is claimable again after d.
	Defer(ctx context.Context, conv, msgID string, d time.Duration) error
	// BuryIn moves the head message to the dead letters with its cause; the next one proceeds.
	BuryIn(ctx context.Context, conv, msgID, why string) error
}

// Outbox hands out what is to be sent. Sent, RetryOut and BuryOut of a message that is not the
// head change nothing and give nil.
type Outbox interface {
	// NextOut leases the head of up to n outboxes that are due.
	NextOut(ctx context.Context, n int, lease time.Duration) ([]Out, error)
	// Sent removes the head o; the next one of its conversation is due after gap, be it waiting
	// already or committed later.
	Sent(ctx context.Context, o Out, gap time.Duration) error
	// RetryOut makes the head o due again after d.
	RetryOut(ctx context.Context, o Out, d time.Duration) error
	// BuryOut moves the head o to the dead letters with its cause.
	BuryOut(ctx context.Context, o Out, why string) error
}

// Journal feeds the record, in order per conversation.
type Journal interface {
	// Events gives up to n of the oldest events that are not acknowledged.
	Events(ctx context.Context, n int) ([]Event, error)
	// AckEvents forgets events that the record has.
	AckEvents(ctx context.Context, evs []Event) error
}

// Topic is a kind of news.
type Topic int

// The topics of Watch.
const (
	TopicInbox   Topic = iota // a message may be claimable
	TopicOutbox               // a message may be sendable
	TopicJournal              // there are events
)

// Store is one backend's whole contract.
type Store interface {
	Inbox
	Outbox
	Journal
	Quotas
	// Due puts a timer message into the inbox of up to n conversations whose timer has come, and
	// clears the timer, together. It returns how many.
	Due(ctx context.Context, n int) (int, error)
	// Watch gives a channel (capacity one) that receives when there may be news on a topic, from
	// this process or another. News may be lost: whoever watches also looks from time to time.
	Watch(t Topic) <-chan struct{}
	// Delete removes all that the store keeps of a conversation (erasure).
	Delete(ctx context.Context, conv string) error
	// Stats counts, for /metrics and /readyz; an error means the store is down.
	Stats(ctx context.Context) (Stats, error)
	Close() error
}

// Stats are the store's gauges.
type Stats struct {
	Inbox, Outbox, Journal, Dead int
}
