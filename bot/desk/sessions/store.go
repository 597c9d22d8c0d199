package sessions

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"
)

// DB is the database: *sqlitedb.DB is one.
type DB interface {
	// Write runs fn in a durable transaction.
	Write(ctx context.Context, fn func(*sql.Tx) error) error
	// Reader gives connections to read with.
	Reader() *sql.DB
}

// Store keeps sessions in the table desk_session.
type Store struct {
	db  DB
	now func() time.Time
}

var _ scs.CtxStore = (*Store)(nil)

// New makes the table where there is none, and forgets what has expired.
func New(ctx context.Context, db DB, now func() time.Time) (*Store, error) {
	err := db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.Exec(`CREATE TABLE IF NOT EXISTS desk_session (
			token   TEXT PRIMARY KEY,
			data    BLOB NOT NULL,
			expires INTEGER NOT NULL -- Unix milliseconds
		) WITHOUT ROWID`); err != nil {
			return err
		}
		return forget(tx, now())
	})
	if err != nil {
		return nil, fmt.Errorf("sessions: %w", err)
	}
	return &Store{db, now}, nil
}

func forget(tx *sql.Tx, now time.Time) error {
	_, err := tx.Exec(`DELETE FROM desk_session WHERE expires <= ?`, now.UnixMilli())
	return err
}

// FindCtx gives the session of token, if it has not expired.
func (s *Store) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.db.Reader().QueryRowContext(ctx,
		`SELECT data FROM desk_session WHERE token = ? AND expires > ?`, token, s.now().UnixMilli()).Scan(&data)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("find session: %w", err)
	}
	return data, true, nil
}

// CommitCtx keeps the session of token until expiry, and forgets those that have expired: there
// are few sign-ins, so that needs no task of its own.
func (s *Store) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		if err := forget(tx, s.now()); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO desk_session (token, data, expires) VALUES (?, ?, ?)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires = excluded.expires`,
			token, data, expiry.UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	return nil
}

// DeleteCtx ends the session of token.
func (s *Store) DeleteCtx(ctx context.Context, token string) error {
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM desk_session WHERE token = ?`, token)
		return err
	})
	if err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// Find is FindCtx.
func (s *Store) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx.
func (s *Store) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx.
func (s *Store) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
