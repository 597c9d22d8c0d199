// Package sqlitedb is the one SQLite file that the state store and the record share.
//
// SQLite takes one writer at a time, and with synchronous=FULL every commit waits for the disk.
// So all writes go through one goroutine that commits in groups: whatever waits while the disk
// is busy shares the next transaction and its one sync.
//
// Invariants:
//
//   - When Write returns nil, the write is on disk: neither kill -9 nor a power cut loses it.
//   - A function's error, or panic, undoes what that function wrote and nothing else.
//   - Reader never blocks Write and is never blocked by it (WAL), and cannot write.
//
// The concrete backends bot/state/sqlite and bot/records/sqlite import it, and the command that
// opens the file.
package sqlitedb
