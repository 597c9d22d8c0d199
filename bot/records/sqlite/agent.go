package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"huiyin/bot/records"
)

// PutAgent stores a person of the desk, by name.
func (s *Store) PutAgent(ctx context.Context, a records.Agent) error {
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := s.exec(tx, `INSERT INTO rec_agent (name, password) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET password = excluded.password`, a.Name, a.Password)
		return err
	})
	if err != nil {
		return fmt.Errorf("store agent: %w", err)
	}
	return nil
}

// Agent gives a person of the desk.
func (s *Store) Agent(ctx context.Context, name string) (a records.Agent, err error) {
	err = s.db.Reader().QueryRowContext(ctx, `SELECT name, password FROM rec_agent WHERE name = ?`, name).
		Scan(&a.Name, &a.Password)
	if err != nil {
		return a, fmt.Errorf("read agent: %w", notFound(err))
	}
	return a, nil
}

// AgentCount counts the people who can sign in.
func (s *Store) AgentCount(ctx context.Context) (withPassword int, err error) {
	err = s.db.Reader().QueryRowContext(ctx, `SELECT count(*) FROM rec_agent WHERE password <> ''`).Scan(&withPassword)
	if err != nil {
		return 0, fmt.Errorf("count agents: %w", err)
	}
	return withPassword, nil
}

// PutLink stores the hash of a one-time link.
func (s *Store) PutLink(ctx context.Context, hash string, expires time.Time) error {
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := s.exec(tx, `INSERT INTO rec_link (hash, expires_at) VALUES (?, ?)`, hash, millis(expires))
		return err
	})
	if err != nil {
		return fmt.Errorf("store link: %w", err)
	}
	return nil
}

// UseLink uses a one-time link up.
func (s *Store) UseLink(ctx context.Context, hash string, now time.Time) error {
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		var expires, used int64
		err := tx.QueryRow(`SELECT expires_at, used_at FROM rec_link WHERE hash = ?`, hash).Scan(&expires, &used)
		switch {
		case err != nil:
			return notFound(err)
		case used != 0:
			return records.ErrUsed
		case millis(now) >= expires:
			return records.ErrExpired
		}
		_, err = s.exec(tx, `UPDATE rec_link SET used_at = ? WHERE hash = ?`, millis(now), hash)
		return err
	})
	if err != nil {
		return fmt.Errorf("use link: %w", err)
	}
	return nil
}
