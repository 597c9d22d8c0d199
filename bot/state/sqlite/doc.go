// Package sqlite is the embedded backend of bot/state: the default, which needs no server.
//
// It lives in the file of bot/sqlitedb, in tables named st_…, beside the record. Every operation
// is one function in a group commit, so the store's throughput grows with what waits.
//
// Each queue (inbox, outbox) is two tables: the messages, numbered within their conversation, and
// one row a conversation with the numbers of head and tail, the time from which the head may be
// handed out, and how often it was. A lease is that time, moved into the future.
//
// Times are Unix milliseconds of this machine's clock.
package sqlite
