package wechat

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"huiyin/adapters"
)

// Errcodes that the channel acts on.
//
// Source: developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code (全局返回码).
const (
	codeBusy           = -1
	codeBadCredential  = 40001
	codeBadOpenID      = 40003
	codeMediaSize      = 40006
	codeBadMediaID     = 40007
	codeBadAppID       = 40013
	codeBadToken       = 40014
	codeBadSecret      = 40125
	codeIPNotListed    = 40164
	codeAccountType    = 40200 // msgmenu from an account that may not send it
	codeSecretFrozen   = 40243
	codeTokenExpired   = 42001
	codeNotFollowing   = 43004
	codeBlacklisted    = 43019
	codeTooLong        = 45002
	codeDailyQuota     = 45009
	codeMinuteQuota    = 45011
	codeWindowClosed   = 45015
	codeTooMany        = 45047
	codeNoPermission   = 48001
	codeAPIForbidden   = 48004
	codeUserNotFollows = 50005
	codeUserLimited    = 50002
)

// staleToken reports the errcodes that a new access token cures.
func staleToken(code int64) bool {
	return code == codeBadCredential || code == codeBadToken || code == codeTokenExpired
}

// meaning explains an errcode in a few words, for dead letters and logs.
func meaning(code int64) string {
	words := map[int64]string{
		codeBusy: "platform busy", codeBadCredential: "bad credential", codeBadOpenID: "unknown customer",
		codeMediaSize: "bad size of a file", codeBadMediaID: "no such file, or not any more",
		codeBadAppID: "bad appid", codeBadToken: "bad access token", codeBadSecret: "bad appsecret",
		codeIPNotListed: "our IP is not in the account's whitelist", codeAccountType: "not allowed to this type of account",
		codeSecretFrozen: "appsecret is frozen", codeTokenExpired: "access token expired",
		codeNotFollowing: "customer does not follow", codeBlacklisted: "customer is blacklisted",
		codeTooLong: "text too long", codeDailyQuota: "daily quota used up", codeMinuteQuota: "too many calls this minute",
		codeWindowClosed: "reply window closed", codeTooMany: "too many messages since the customer's last",
		codeNoPermission: "account lacks the permission", codeAPIForbidden: "API forbidden to the account",
		codeUserNotFollows: "customer does not follow", codeUserLimited: "account or customer is limited",
	}[code]
	if words == "" {
		return ""
	}
	return " (" + words + ")"
}

// quotaPause is how long a used-up daily quota rests: it is renewed at midnight, or at once when the
// owner clears it (clear_quota).
const quotaPause = 10 * time.Minute

// sendError sorts a failed call into what delivery should do about it. Trouble with the account's
// credentials is Retry, not Permanent: the message is fine and an operator can mend the account.
func sendError(err error) *adapters.SendError {
	var e *apiError
	if !errors.As(err, &e) {
		return &adapters.SendError{Kind: adapters.Retry, Err: err}
	}
	se := &adapters.SendError{Kind: adapters.Retry, Code: strconv.FormatInt(e.code, 10), Err: err}
	if e.code == 0 {
		se.Code = strconv.Itoa(e.status)
		switch e.status { // anything else comes from a proxy or an outage, not from the message
		case http.StatusTooManyRequests:
			se.Kind = adapters.RateLimit
		case http.StatusBadRequest, http.StatusRequestEntityTooLarge:
			se.Kind = adapters.Permanent
		}
		return se
	}
	switch e.code {
	case codeDailyQuota:
		se.Kind, se.RetryAfter = adapters.RateLimit, quotaPause
	case codeMinuteQuota:
		se.Kind, se.RetryAfter = adapters.RateLimit, time.Minute
	case codeWindowClosed, codeTooMany:
		se.Kind = adapters.Window
	case codeNotFollowing, codeBlacklisted, codeUserNotFollows:
		se.Kind = adapters.Blocked
	case codeBadOpenID, codeTooLong, codeNoPermission, codeAPIForbidden, codeAccountType:
		se.Kind = adapters.Permanent
	}
	return se
}
