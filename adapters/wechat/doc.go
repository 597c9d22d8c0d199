// Package wechat is the channel to a WeChat official account (公众号) in safe mode (安全模式).
//
// What comes in is verified, decrypted and normalised by our own http.Handler; what goes out leaves
// as a passive reply (被动回复) in the response of the message it answers while that request is still
// open, and else through the customer-service API (客服消息), whose quota is small: 5 messages within
// 48 hours of a message, 3 within a minute of a menu click, a follow or a scan.
//
// From github.com/silenceper/wechat/v2 come the cryptography, the message models and the reply
// encoding. Its senders are not used: they write to constant URLs that only a process-wide hook
// (util.SetURIModifier) redirects, so two accounts with different bases could not live in one
// process; they share one client without a time-out, and return errcodes as text. Its root package is
// never imported: it sets the global logrus to debug and prints message bodies.
//
// Invariants: nothing is acknowledged before Accept returned nil; HTTP 200 with errcode other than 0
// is a failure; neither an error nor a log line carries a token, a secret, an openid or message text.
//
// Only cmd/huiyin imports this package.
package wechat
