package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"time"

	"huiyin/bot/records"
	"huiyin/bot/sqlitedb"
)

//go:embed migrations/*.sql
var migrations embed.FS

var _ records.Store = (*Store)(nil)

// Store is the record in a SQLite file. It is safe for concurrent use.
type Store struct {
	db       *sqlitedb.DB
	prepared map[string]*sql.Stmt // what Project and Delivered run for every message
	now      func() time.Time
}

// New brings the schema up to date and opens the record in db. Close leaves db open.
func New(ctx context.Context, db *sqlitedb.DB) (*Store, error) {
	if err := db.Migrate(ctx, migrations, "rec_goose"); err != nil {
		return nil, fmt.Errorf("open record: %w", err)
	}
	s := &Store{db: db, prepared: map[string]*sql.Stmt{}, now: time.Now}
	for _, query := range hot {
		stmt, err := db.Prepare(ctx, query)
		if err != nil {
			return nil, fmt.Errorf("open record: %w", errors.Join(err, s.Close()))
		}
		s.prepared[query] = stmt
	}
	return s, nil
}

// exec runs a statement inside Write, prepared where it is a hot one.
func (s *Store) exec(tx *sql.Tx, query string, args ...any) (changed bool, err error) {
	var result sql.Result
	if stmt, ok := s.prepared[query]; ok {
		result, err = tx.Stmt(stmt).Exec(args...)
	} else {
		result, err = tx.Exec(query, args...)
	}
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// all reads every row of a query.
func all[T any](ctx context.Context, s *Store, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := s.db.Reader().QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// notFound turns the absence of a row into the contract's error.
func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return records.ErrNotFound
	}
	return err
}

// Close ends the store; the database stays open.
func (s *Store) Close() (err error) {
	for _, stmt := range s.prepared {
		err = errors.Join(err, stmt.Close())
	}
	return err
}
