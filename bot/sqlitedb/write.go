package sqlitedb

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
)

// maxBatch bounds the functions in one transaction, so that the first of them is not kept
// waiting by an endless queue.
const maxBatch = 256

// job is one function waiting to be run in a transaction.
type job struct {
	fn    func(*sql.Tx) error
	taken atomic.Bool // by the writer, to run it, or by its caller, to give it up
	err   chan error  // capacity one
}

// PanicError is what became of a panic inside Write. Its text leaves the panic's value out,
// which might hold what a customer wrote.
type PanicError struct {
	Kind  string // the runtime's own words ("index out of range …"), or the type of the value
	Stack []byte
}

// Error says that a function panicked.
func (e *PanicError) Error() string { return "write function panicked: " + e.Kind }

// Write runs fn in a write transaction and returns once it is committed and on disk. Functions
// that wait at the same time share a transaction, each inside a savepoint of its own: fn's error
// is returned to its caller and undoes only what fn wrote.
//
// A failed commit (disk full, I/O error) is returned to everybody in the group, none of whose
// writes took place. Cancelling ctx gives up as long as fn has not begun; after that Write waits
// for the outcome, so that whatever fn sets is safe to read.
//
// fn must neither commit nor roll back tx, must close its rows, and must not give its calls a
// context that can be cancelled: an interrupted statement makes SQLite roll the whole group back.
func (db *DB) Write(ctx context.Context, fn func(*sql.Tx) error) error {
	j := &job{fn: fn, err: make(chan error, 1)}
	if err := db.hand(ctx, j); err != nil {
		return err
	}
	select {
	case err := <-j.err:
		return err
	case <-ctx.Done():
		if j.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
		return <-j.err
	}
}

// hand puts j into the writer's queue.
func (db *DB) hand(ctx context.Context, j *job) error {
	db.mu.RLock()
	defer db.mu.RUnlock()
	if db.closed {
		return ErrClosed
	}
	select {
	case db.jobs <- j:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// writeLoop is the one writer. It ends when the queue is closed and empty.
func (db *DB) writeLoop() {
	defer close(db.done)
	batch := make([]*job, 0, maxBatch)
	for j := range db.jobs {
		batch = collect(db.jobs, append(batch[:0], j))
		db.run(batch)
	}
}

// collect adds what is waiting already; it waits for nobody.
func collect(jobs <-chan *job, batch []*job) []*job {
	for len(batch) < maxBatch {
		select {
		case j, ok := <-jobs:
			if !ok {
				return batch
			}
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// run commits a batch and tells each caller what became of its function.
func (db *DB) run(batch []*job) {
	live := batch[:0]
	for _, j := range batch {
		if j.taken.CompareAndSwap(false, true) {
			live = append(live, j)
		}
	}
	if len(live) == 0 {
		return
	}
	errs := make([]error, len(live))
	if err := db.commit(live, errs); err != nil {
		for i := range errs {
			errs[i] = err
		}
	}
	for i, j := range live {
		j.err <- errs[i]
	}
}

// commit runs the batch in one transaction. It fills errs with the functions' own errors; an
// error of its own means that nothing was written.
func (db *DB) commit(batch []*job, errs []error) error {
	tx, err := db.writer.Begin()
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	if len(batch) == 1 { // the transaction is its savepoint
		if errs[0] = call(batch[0].fn, tx); errs[0] != nil {
			return rollback(tx, errs[0])
		}
	} else {
		for i, j := range batch {
			if errs[i], err = nested(tx, j.fn); err != nil {
				return rollback(tx, err)
			}
		}
	}
	if err := tx.Commit(); err != nil {
		// database/sql believes the transaction over, but SQLite keeps it open after some errors
		// (a full disk), and the connection must not go back to work inside it.
		_, _ = db.writer.Exec("ROLLBACK")
		return fmt.Errorf("commit transaction: %w", err)
	}
	return nil
}

// nested runs fn inside a savepoint. own is fn's error, undone; err means that the transaction
// itself is broken: SQLite rolls it back as a whole on a full disk, an I/O error or an interrupt.
func nested(tx *sql.Tx, fn func(*sql.Tx) error) (own, err error) {
	if _, err := tx.Exec("SAVEPOINT w"); err != nil {
		return nil, fmt.Errorf("begin savepoint: %w", err)
	}
	if own = call(fn, tx); own != nil {
		if _, err := tx.Exec("ROLLBACK TO w"); err != nil {
			// The cause stays text: the others of the group must not find fn's sentinels in it.
			return nil, fmt.Errorf("transaction lost after %v: %w", own, err)
		}
	}
	if _, err := tx.Exec("RELEASE w"); err != nil {
		return nil, fmt.Errorf("end savepoint: %w", err)
	}
	return own, nil
}

// call turns a panic of fn into an error: one bad message must not end the writer.
func call(fn func(*sql.Tx) error, tx *sql.Tx) (err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case runtime.Error:
			err = &PanicError{Kind: v.Error(), Stack: debug.Stack()}
		default:
			err = &PanicError{Kind: fmt.Sprintf("%T", v), Stack: debug.Stack()}
		}
	}()
	return fn(tx)
}

// rollback ends tx after cause. SQLite may have ended it before; then there is nothing to add.
func rollback(tx *sql.Tx, cause error) error {
	_ = tx.Rollback()
	return cause
}
