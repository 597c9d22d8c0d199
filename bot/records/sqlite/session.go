package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Sessions keeps the desk's sign-ins, so that they survive a restart. It is an scs.Store
// (github.com/alexedwards/scs) without importing it; tokens come hashed already.
type Sessions struct{ s *Store }

// Sessions gives the store of sign-ins.
func (s *Store) Sessions() Sessions { return Sessions{s} }

// Find gives a session that has not expired.
func (x Sessions) Find(token string) (data []byte, found bool, err error) {
	err = x.s.db.Reader().QueryRow(`SELECT data FROM rec_session WHERE token = ? AND expires_at > ?`,
		token, millis(x.s.now())).Scan(&data)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("read session: %w", err)
	}
	return data, true, nil
}

// Commit stores a session, and forgets those that have expired.
func (x Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return x.write(func(tx *sql.Tx) error {
		if _, err := x.s.exec(tx, `DELETE FROM rec_session WHERE expires_at <= ?`, millis(x.s.now())); err != nil {
			return err
		}
		_, err := x.s.exec(tx, `INSERT INTO rec_session (token, data, expires_at) VALUES (?, ?, ?)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`,
			token, data, millis(expiry))
		return err
	})
}

// Delete ends a session.
func (x Sessions) Delete(token string) error {
	return x.write(func(tx *sql.Tx) error {
		_, err := x.s.exec(tx, `DELETE FROM rec_session WHERE token = ?`, token)
		return err
	})
}

func (x Sessions) write(fn func(*sql.Tx) error) error {
	if err := x.s.db.Write(context.Background(), fn); err != nil {
		return fmt.Errorf("write session: %w", err)
	}
	return nil
}
