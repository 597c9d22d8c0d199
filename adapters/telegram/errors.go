package telegram

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot"

	"huiyin/adapters"
)

// asSendError sorts a failed call. Descriptions are Telegram's constant phrases; with plain text
// (no parse mode) they quote nothing of the message.
func asSendError(err error) *adapters.SendError {
	if tooMany := (*bot.TooManyRequestsError)(nil); errors.As(err, &tooMany) {
		return rateLimited(tooMany.RetryAfter, err)
	}
	if refused := (*apiError)(nil); errors.As(err, &refused) && refused.code == http.StatusTooManyRequests {
		return rateLimited(refused.retryAfter, err)
	}
	code := codeOf(err)
	kind := adapters.Retry
	switch code {
	case "400":
		if kind = adapters.Permanent; isGone(err.Error()) {
			kind = adapters.Blocked
		}
	case "403":
		// Blocked, deactivated, or never started: in no case may we write again.
		kind = adapters.Blocked
	}
	// 401 and 404 mean a wrong token or address. The message is good: it is tried again, for the
	// minutes that delivery tries, while somebody corrects the configuration.
	return &adapters.SendError{Kind: kind, Code: code, Err: err}
}

func rateLimited(seconds int, err error) *adapters.SendError {
	return &adapters.SendError{
		Kind: adapters.RateLimit, Code: "429", RetryAfter: time.Duration(max(0, seconds)) * time.Second, Err: err,
	}
}

// isGone finds the 400s that mean that the chat is no more.
func isGone(description string) bool {
	for _, phrase := range []string{"chat not found", "user not found", "PEER_ID_INVALID", "USER_IS_BLOCKED"} {
		if strings.Contains(description, phrase) {
			return true
		}
	}
	return false
}

// codeOf is the platform's code for people, or what happened instead of an answer.
func codeOf(err error) string {
	var refused *apiError
	var noAnswer *answerError
	var migrated *bot.MigrateError
	var netErr net.Error
	switch {
	case errors.As(err, &refused):
		return strconv.Itoa(refused.code)
	case errors.As(err, &noAnswer):
		return strconv.Itoa(noAnswer.status)
	case errors.As(err, &migrated), errors.Is(err, bot.ErrorBadRequest):
		return "400"
	case errors.Is(err, bot.ErrorUnauthorized):
		return "401"
	case errors.Is(err, bot.ErrorForbidden):
		return "403"
	case errors.Is(err, bot.ErrorNotFound):
		return "404"
	case errors.Is(err, bot.ErrorConflict):
		return "409"
	case errors.Is(err, context.Canceled):
		return "cancelled"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		return "timeout"
	}
	return "network"
}

// isRevoked reports whether Telegram no longer knows the token: 401, or 404 in the Bot API's form.
func isRevoked(err error) bool {
	var noAnswer *answerError
	if errors.As(err, &noAnswer) {
		return false
	}
	code := codeOf(err)
	return code == "401" || code == "404"
}

func permanent(why string) *adapters.SendError {
	return &adapters.SendError{Kind: adapters.Permanent, Code: "local", Err: errors.New(why)}
}
