package handoff

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// The codes of an Error. They are stable: the API and the desk show words for them.
const (
	CodeTakenByOther     = "taken_by_other"
	CodeNotOpen          = "not_open" // it is resolved already
	CodeMissingRootCause = "missing_root_cause"
	CodeMissingAction    = "missing_action"
)

// Error says why a case did not move.
type Error struct {
	Code  string
	Owner string // with CodeTakenByOther: who has it
}

// Error gives the code and the owner.
func (e *Error) Error() string {
	if e.Owner != "" {
		return fmt.Sprintf("case: %s: %s", e.Code, e.Owner)
	}
	return "case: " + e.Code
}

// Is compares codes, so that errors.Is(err, ErrTaken) holds whoever has the case.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && (t.Owner == "" || t.Owner == e.Owner)
}

// Errors to compare with errors.Is.
var (
	ErrTaken            = &Error{Code: CodeTakenByOther}
	ErrNotOpen          = &Error{Code: CodeNotOpen}
	ErrMissingRootCause = &Error{Code: CodeMissingRootCause}
	ErrMissingAction    = &Error{Code: CodeMissingAction}
)

// Code gives the code of err: "" for nil, "internal" for an error that is none of this package.
func Code(err error) string {
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Code
	}
	return "internal"
}

// Take gives an open case to agent. Taking it again is fine and keeps the first time; a case of
// somebody else is ErrTaken with the owner.
func (c *Case) Take(agent string, now time.Time) error {
	switch {
	case c.State == Resolved:
		return &Error{Code: CodeNotOpen}
	case c.State == Taken && c.Owner != agent:
		return &Error{Code: CodeTakenByOther, Owner: c.Owner}
	case c.State == Taken:
		return nil
	}
	c.State, c.Owner, c.TakenAt = Taken, agent, now
	return nil
}

// Replied notes agent's reply; a first reply takes an open case. RepliedAt keeps the first time:
// it is the response that the SLA measures.
func (c *Case) Replied(agent string, now time.Time) error {
	if err := c.Take(agent, now); err != nil {
		return err
	}
	if c.RepliedAt.IsZero() {
		c.RepliedAt = now
	}
	return nil
}

// Resolve ends the case; rootCause and action say what was wrong and what was done. It takes an
// open case first. Nothing changes on error.
func (c *Case) Resolve(agent, rootCause, action string, now time.Time) error {
	rootCause, action = strings.TrimSpace(rootCause), strings.TrimSpace(action)
	switch {
	case c.State == Resolved:
		return &Error{Code: CodeNotOpen}
	case c.State == Taken && c.Owner != agent:
		return &Error{Code: CodeTakenByOther, Owner: c.Owner}
	case rootCause == "":
		return &Error{Code: CodeMissingRootCause}
	case action == "":
		return &Error{Code: CodeMissingAction}
	}
	if err := c.Take(agent, now); err != nil {
		return err
	}
	c.State, c.RootCause, c.Action, c.ResolvedAt = Resolved, rootCause, action, now
	return nil
}
