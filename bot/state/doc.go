// Package state is the contract for everything a conversation's progress depends on: its inbox,
// its session, its outbox, its timer, its places in quotas, and the journal of events that feeds the
// record.
//
// Invariants (the suite statetest proves them on every backend):
//
//   - Accept returns after the message is durable; a second Accept of the same conversation and
//     message id stores nothing and reports fresh == false, for at least 48 hours.
//   - Messages of one conversation are claimed one at a time, in the order of their acceptance.
//   - Commit writes session, outbox, journal and timer and removes the head message together or
//     not at all. The session's version is the fence; a lease only saves work.
//   - Outbox messages of one conversation are handed out one at a time, in order.
//   - Never more places of a quota are held than its limit was when they were taken. Of one holder the
//     later step decides, in whatever order steps come.
//   - Time is the store's own.
//
// Backends (sqlite, redis) import this package; it imports nothing of Huiyin.
package state
