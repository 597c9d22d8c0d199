// Package handoff decides when a person takes over, and keeps the case until it is resolved.
//
// [Policy.Decide] and the case's transitions are pure: no I/O, no clock. Every decision names the
// rules that made it and the words that fired them, so that an agent sees why.
package handoff

import "time"

// Action is what the policy wants.
type Action string

// The actions.
const (
	None     Action = "none"
	Review   Action = "review"   // somebody should look, not now
	Escalate Action = "escalate" // a person takes over now
)

// Decision is the policy's word on one reply.
type Decision struct {
	Action   Action
	Priority int // 1 (now) … 3
	Reasons  []Reason
}

// Reason is one rule that fired.
type Reason struct {
	Rule  string   `json:"rule"` // "negative_text", "regulator", "ask_human", …
	Text  string   `json:"text"` // for people, in Chinese, with the words that fired it: 负面情绪：“没人管”
	En    string   `json:"en"`   // the same in English
	Words []string `json:"words,omitempty"`
}

// State is where a case stands.
type State string

// The states.
const (
	Open     State = "open"
	Taken    State = "taken"
	Resolved State = "resolved"
)

// Case is one handoff. It lives in its conversation's session and is copied to the record.
type Case struct {
	ID         string    `json:"id"`
	State      State     `json:"state"`
	Priority   int       `json:"priority"`
	Reasons    []Reason  `json:"reasons"`
	Owner      string    `json:"owner,omitempty"` // agent's name
	OpenedAt   time.Time `json:"opened_at"`
	TakenAt    time.Time `json:"taken_at,omitzero"`
	RepliedAt  time.Time `json:"replied_at,omitzero"` // an agent's first reply
	ResolvedAt time.Time `json:"resolved_at,omitzero"`
	RootCause  string    `json:"root_cause,omitempty"`
	Action     string    `json:"action,omitempty"`
}
