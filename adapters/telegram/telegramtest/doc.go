// Package telegramtest is a fake of Telegram's Bot API server for tests, benchmarks and demos.
//
// It is written from the vendor's document, https://core.telegram.org/bots/api; comments name the
// section each part follows. It keeps chats, an update queue and what the bot sent; people are
// played with [Server.User]. It can be told to fail ([Server.Fail]).
//
// It differs from the platform where a test needs it to: webhook addresses may be plain HTTP on
// any port (as with a local Bot API server), failed webhook deliveries are tried again after
// milliseconds, and there is no rate limit unless Fail says so.
package telegramtest
