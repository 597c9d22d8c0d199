package records

import (
	"context"
	"errors"
	"time"
)

// Errors of the record.
var (
	ErrNotFound = errors.New("not found")
	ErrExpired  = errors.New("expired")
	ErrUsed     = errors.New("already used")
)

// Entry is one journal entry to be projected. ID deduplicates.
type Entry struct {
	ID    string
	Event Event
}

// Projector writes committed events into the record.
type Projector interface {
	// Project writes entries in order in one transaction; an entry written before is ignored, and
	// so is one that holds nothing this version knows.
	Project(ctx context.Context, entries []Entry) error
	// Delivered notes what became of an outgoing message; unknown ids are remembered until the
	// message itself is projected.
	Delivered(ctx context.Context, conv, msgID, status, detail string, at time.Time) error
}

// Invitation is one invitation to one survey.
type Invitation struct {
	ID         string         `json:"id"`
	EventID    string         `json:"event_id"` // the insurer's id of the event; unique
	EventType  string         `json:"event_type"`
	Token      string         `json:"-"` // random, single use; "" for none, and in what the store gives back
	Survey     string         `json:"survey"`
	Touchpoint string         `json:"touchpoint"`
	Journey    string         `json:"journey"`
	Customer   string         `json:"customer"`
	Lang       string         `json:"lang"`
	Zone       string         `json:"zone,omitempty"` // the customer's time zone, as Asia/Urumqi; "" the operator's
	Conv       string         `json:"conv"`           // where it was sent or redeemed; empty while only linked
	Vars       map[string]any `json:"vars,omitempty"`
	Status     string         `json:"status"`             // an Invitation… constant, then the dialog's state: "completed", …
	Reason     string         `json:"reason,omitempty"`   // why suppressed
	Response   []byte         `json:"response,omitempty"` // the API's answer, given again to the same event id
	CreatedAt  time.Time      `json:"created_at"`
	ExpiresAt  time.Time      `json:"expires_at"`
}

// The statuses of an Invitation before a survey began.
const (
	InvitationSending    = "sending"    // stored, but perhaps not yet in the chat's inbox
	InvitationSent       = "sent"       // in the chat's inbox
	InvitationLinked     = "linked"     // links were made, nothing was sent
	InvitationSuppressed = "suppressed" // not sent, see Reason
	InvitationStarted    = "started"    // the survey began
)

// Invitations keeps invitations. A token is stored as its sha-256 only, and looked up by it: no
// comparison leaks it by time.
type Invitations interface {
	// PutInvitation stores inv unless its EventID is known: then it gives the stored one and false.
	PutInvitation(ctx context.Context, inv Invitation) (Invitation, bool, error)
	Invitation(ctx context.Context, id string) (Invitation, error)
	// Redeem binds the token to conv. Again from the same conv gives the same invitation; from
	// another ErrUsed; past its time ErrExpired; unknown ErrNotFound. An invitation that was sent
	// may be redeemed from another chat as long as the customer wrote nothing in the one it was
	// sent to: perhaps it never arrived there.
	Redeem(ctx context.Context, token, conv string, now time.Time) (Invitation, error)
	// Unsent gives up to limit invitations in status sending that have not expired, oldest first.
	Unsent(ctx context.Context, now time.Time, limit int) ([]Invitation, error)
	// MarkSent moves an invitation from sending to sent; from any other status it changes nothing.
	MarkSent(ctx context.Context, id string) error
}

// Contacts looks customers up.
type Contacts interface {
	// ContactsOf gives the chats known for the insurer's customer id, newest first.
	ContactsOf(ctx context.Context, customer string) ([]Contact, error)
	Contact(ctx context.Context, conv string) (Contact, error)
	// Busy reports whether the chat's newest conversation has not ended. An older one that was left
	// for it does not count.
	Busy(ctx context.Context, conv string) (bool, error)
}

// CaseFilter selects cases; zero fields select all.
type CaseFilter struct {
	State string // "open", "taken", "resolved"; "active" is open or taken
	Owner string
	Limit int // 0: 200
}

// Desk is what the desk and the API read.
type Desk interface {
	// Cases gives cases: those waiting longest at the highest priority first, then the resolved
	// ones, newest first.
	Cases(ctx context.Context, f CaseFilter) ([]Case, error)
	Case(ctx context.Context, id string) (Case, error)
	// Messages gives the newest limit messages of a chat, oldest first.
	Messages(ctx context.Context, conv string, limit int) ([]Message, error)
	Conversation(ctx context.Context, id string) (Conversation, []Answer, error)
	Outcome(ctx context.Context, id string) (Outcome, error)
}

// Photos are the photos that customers sent, until they are kept.
type Photos interface {
	// Unfetched gives up to limit messages in File FileWanted, oldest first.
	Unfetched(ctx context.Context, limit int) ([]Message, error)
	// Fetched notes where the photo of a message is kept, or FileGone. An unknown message changes nothing.
	Fetched(ctx context.Context, conv, msgID, file string) error
}

// Agent is a person at the desk.
type Agent struct {
	Name     string // shown to customers
	Password string // argon2id PHC string; empty until the one-time link was used
}

// Agents keeps the people of the desk and their one-time sign-in links.
type Agents interface {
	PutAgent(ctx context.Context, a Agent) error
	Agent(ctx context.Context, name string) (Agent, error)
	AgentCount(ctx context.Context) (withPassword int, err error)
	// PutLink stores the hash of a one-time link; UseLink uses it up (ErrNotFound, ErrExpired, ErrUsed).
	PutLink(ctx context.Context, hash string, expires time.Time) error
	UseLink(ctx context.Context, hash string, now time.Time) error
}

// NPSCount is the raw material of an NPS.
type NPSCount struct {
	Touchpoint, Journey             string
	Promoters, Passives, Detractors int
}

// CSATCount is the raw material of a CSAT: the answers to one question, and those of 4 or 5 among
// them.
type CSATCount struct {
	Touchpoint, Journey string
	Survey, Question    string
	Satisfied, N        int
}

// DispositionCount is how many conversations of a touchpoint that ended count alike.
type DispositionCount struct {
	Touchpoint, Journey string
	Disposition         string // dialog.Disposition
	N                   int
}

// Recovery compares one rating before a case with the same rating after it, over the customers of a
// touchpoint who gave both.
type Recovery struct {
	Touchpoint, Journey string
	Survey, Question    string
	Type                string // of the question: "nps", "csat", …
	N                   int
	Before, After       float64 // means, in points of the scale
}

// Verbatim is something a customer wrote, with where and how it was meant.
type Verbatim struct {
	Conversation, Touchpoint, Journey, Channel, Lang string
	Asked, Text                                      string
	NPS                                              *float64 // the NPS rating of the same conversation
	Value                                            float64  // score
	Label                                            string
	At                                               time.Time
}

// Outcomes tells how conversations ended, and what cases came to.
type Outcomes interface {
	// Dispositions counts the conversations that ended since a time by touchpoint and by how they
	// count, in the order of journeys and touchpoints.
	Dispositions(ctx context.Context, since time.Time) ([]DispositionCount, error)
	// Recoveries compares ratings that were asked once more since a time, in the same order.
	Recoveries(ctx context.Context, since time.Time) ([]Recovery, error)
}

// Insight is what the insight pages and exports read. Numbers are of the first round: ratings asked
// once more after a case are in Recoveries and in EachAnswer.
type Insight interface {
	Outcomes
	// NPS counts the answered nps questions by touchpoint since a time, zero for all. Surveys of
	// employees are left out: eNPS is another number.
	NPS(ctx context.Context, since time.Time) ([]NPSCount, error)
	// CSAT counts the answered csat questions likewise, each question for itself.
	CSAT(ctx context.Context, since time.Time) ([]CSATCount, error)
	// Verbatims gives the newest answers in words, newest first: to questions for words, and what
	// was kept as words because it was no answer to what was asked.
	Verbatims(ctx context.Context, limit int) ([]Verbatim, error)
	// EachAnswer calls f for every answer, oldest first, with the disposition of its conversation,
	// until it returns an error.
	EachAnswer(ctx context.Context, f func(Answer) error) error
}

// Ledger reads the audit log. It is written by Project alone.
type Ledger interface {
	// AuditOf gives the entries about an object ("case:C7F3K"), oldest first.
	AuditOf(ctx context.Context, object string) ([]Audit, error)
}

// Store is one backend's whole contract.
type Store interface {
	Projector
	Invitations
	Contacts
	Desk
	Agents
	Insight
	Ledger
	Photos
	Close() error
}
