package adapters

import (
	"errors"
	"fmt"
	"time"
)

// SendKind is the closed set of reasons for which a message was not sent. Delivery switches on it
// and on nothing else.
type SendKind string

// The kinds of SendError.
const (
	Retry     SendKind = "retry"     // network, time-out, 5xx, busy: try again with backoff
	RateLimit SendKind = "ratelimit" // wait RetryAfter, then try again
	Blocked   SendKind = "blocked"   // the customer blocked or left: never again to this chat
	Window    SendKind = "window"    // the platform's reply window or quota is used up
	Permanent SendKind = "permanent" // refused for good: bad request, no permission, too long
)

// SendError says why a message was not sent.
type SendError struct {
	Kind       SendKind
	Code       string        // the platform's code, for people ("403", "45015")
	RetryAfter time.Duration // with RateLimit: the platform's demand, 0 when it names none
	Err        error         // cause, free of tokens and message text
}

// Error gives kind, code and cause.
func (e *SendError) Error() string {
	return fmt.Sprintf("send: %s (code %s): %v", e.Kind, e.Code, e.Err)
}

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }

// AsSendError finds the SendError in err; an error without one counts as Retry, so that an
// unforeseen failure is tried again and ends, visibly, in the dead letters.
func AsSendError(err error) *SendError {
	var se *SendError
	if errors.As(err, &se) {
		return se
	}
	return &SendError{Kind: Retry, Err: err}
}
