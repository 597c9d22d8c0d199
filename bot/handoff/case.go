package handoff

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// State is where a case stands.
type State string

// The states.
const (
	Open     State = "open"
	Taken    State = "taken"
	Resolved State = "resolved"
)

// Case is one handoff. It lives in its conversation's session, where one writer at a time moves
// it, and is copied to the record.
type Case struct {
	ID         string    `json:"id"`
	State      State     `json:"state"`
	Priority   int       `json:"priority"` // 1 (at once) … 3
	Reasons    []Reason  `json:"reasons"`
	Owner      string    `json:"owner,omitempty"` // the agent's shown name
	OpenedAt   time.Time `json:"opened_at"`
	TakenAt    time.Time `json:"taken_at,omitzero"`
	RepliedAt  time.Time `json:"replied_at,omitzero"` // an agent's first reply
	ResolvedAt time.Time `json:"resolved_at,omitzero"`
	RootCause  string    `json:"root_cause,omitempty"`
	Action     string    `json:"action,omitempty"`
}

// Codes of a refused transition.
const (
	CodeTakenByOther     = "taken_by_other"
	CodeNotOpen          = "not_open" // it is resolved
	CodeMissingRootCause = "missing_root_cause"
	CodeMissingAction    = "missing_action"
)

// Error is a refused transition. Code is stable; Owner is set with CodeTakenByOther.
type Error struct{ Code, Owner string }

// Error says what was refused, for logs and API clients.
func (e *Error) Error() string {
	switch e.Code {
	case CodeTakenByOther:
		return "the case was taken by " + e.Owner
	case CodeNotOpen:
		return "the case is resolved"
	case CodeMissingRootCause:
		return "root_cause is needed to resolve a case"
	case CodeMissingAction:
		return "action is needed to resolve a case"
	}
	return "refused: " + e.Code
}

// Is compares codes, so that errors.Is(err, ErrTaken) holds whoever has the case.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && (t.Owner == "" || t.Owner == e.Owner)
}

// ErrTaken is a case that somebody else has.
var ErrTaken = &Error{Code: CodeTakenByOther}

// Code gives the stable code of a refused transition, or the error's words; "" for no error.
func Code(err error) string {
	if err == nil {
		return ""
	}
	var refused *Error
	if errors.As(err, &refused) {
		return refused.Code
	}
	return err.Error()
}

// refusal says why agent may not act on the case, nil if they may.
func (c *Case) refusal(agent string) error {
	switch {
	case c.State == Resolved:
		return &Error{Code: CodeNotOpen}
	case c.State == Taken && c.Owner != agent:
		return &Error{Code: CodeTakenByOther, Owner: c.Owner}
	}
	return nil
}

// Take gives the case to agent. Taking one's own case again changes nothing.
func (c *Case) Take(agent string, now time.Time) error {
	if err := c.refusal(agent); err != nil {
		return err
	}
	if c.State == Open {
		c.State, c.Owner, c.TakenAt = Taken, agent, now
	}
	return nil
}

// Replied notes the owner's first reply.
func (c *Case) Replied(agent string, now time.Time) error {
	if err := c.Take(agent, now); err != nil { // a first reply takes the case
		return err
	}
	if c.RepliedAt.IsZero() {
		c.RepliedAt = now
	}
	return nil
}

// Worsen takes over what a later decision adds: rules that had not fired before, and a graver
// priority. It reports whether anything changed.
func (c *Case) Worsen(d Decision) bool {
	if c.State == Resolved || d.Action != Escalate {
		return false
	}
	changed := false
	for _, r := range d.Reasons {
		if !slices.ContainsFunc(c.Reasons, func(have Reason) bool { return have.Rule == r.Rule }) {
			c.Reasons, changed = append(slices.Clip(c.Reasons), r), true
		}
	}
	if d.Priority < c.Priority {
		c.Priority, changed = d.Priority, true
	}
	return changed
}

// Resolve ends the case with its root cause and what was done. An open case is taken by it.
func (c *Case) Resolve(agent, rootCause, action string, now time.Time) error {
	if err := c.refusal(agent); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(rootCause) == "":
		return &Error{Code: CodeMissingRootCause}
	case strings.TrimSpace(action) == "":
		return &Error{Code: CodeMissingAction}
	}
	if err := c.Take(agent, now); err != nil {
		return err
	}
	c.State, c.RootCause, c.Action, c.ResolvedAt = Resolved, rootCause, action, now
	return nil
}
