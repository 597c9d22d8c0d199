package sqlitedb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// ErrClosed is returned by Write after Close.
var ErrClosed = errors.New("database is closed")

const (
	// readers bounds the read connections; each keeps a page cache of about 2 MB.
	readers = 4
	// queueLen is how many writes may wait before Write blocks at the door.
	queueLen = 1024
)

// DB is an open database file. It is safe for concurrent use.
type DB struct {
	writer *sql.DB // exactly one connection
	reader *sql.DB
	jobs   chan *job
	done   chan struct{} // closed when the writer goroutine has ended

	mu     sync.RWMutex // held shared while a job is handed in, so that Close cannot cut in
	closed bool
}

// Open opens the database file at path. It creates the file with mode 0600, and missing folders
// with mode 0700: the file holds what customers wrote.
func Open(path string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := create(path); err != nil {
		return nil, fmt.Errorf("create database file: %w", err)
	}
	// synchronous=FULL makes a commit in WAL mode wait until it is on disk; NORMAL would lose the
	// newest commits at a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous).
	writer, err := connect(path, 1, "journal_mode(WAL)", "synchronous(FULL)", "journal_size_limit(67108864)",
		"cache_size(-16384)") // KiB: the queues' pages stay in memory
	if err != nil {
		return nil, fmt.Errorf("open database for writing: %w", err)
	}
	reader, err := connect(path, readers, "query_only(1)")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database for reading: %w", err), writer.Close())
	}
	db := &DB{writer: writer, reader: reader, jobs: make(chan *job, queueLen), done: make(chan struct{})}
	go db.writeLoop()
	return db, nil
}

// create makes the file before SQLite does, because SQLite would make it readable for everybody.
// SQLite gives the -wal and -shm files the mode of the database file.
func create(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// connect opens a pool of at most conns connections that stay open, so that statements prepared
// on them stay prepared.
func connect(path string, conns int, pragmas ...string) (*sql.DB, error) {
	q := url.Values{
		"_pragma": append([]string{"busy_timeout(5000)", "foreign_keys(1)"}, pragmas...),
		"_txlock": {"immediate"},
	}
	if conns > 1 {
		q.Set("_txlock", "deferred") // a reader must not ask for the write lock
	}
	dsn := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	if err := db.Ping(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Reader is a small pool of connections that can only read. Each query sees the newest commit;
// a read transaction sees one moment throughout.
func (db *DB) Reader() *sql.DB { return db.reader }

// Prepare compiles a statement once for use inside Write, as tx.Stmt(stmt). Compiling costs
// about as much as running a small statement. Prepare must not be called inside Write: it waits
// for the writer's connection.
func (db *DB) Prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	stmt, err := db.writer.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare statement: %w", err)
	}
	return stmt, nil
}

// Close finishes the writes that were handed in and closes the file. Closing again does nothing.
func (db *DB) Close() error {
	db.mu.Lock()
	if db.closed {
		db.mu.Unlock()
		<-db.done
		return nil
	}
	db.closed = true
	close(db.jobs)
	db.mu.Unlock()
	<-db.done
	// The writer goes last: the last connection to leave folds the WAL into the file.
	if err := errors.Join(db.reader.Close(), db.writer.Close()); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}
