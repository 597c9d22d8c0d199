package sqlitedb

import "database/sql"

// Waiting is how many writes are in the queue.
func (db *DB) Waiting() int { return len(db.jobs) }

// Writer is the writing connection.
func (db *DB) Writer() *sql.DB { return db.writer }
