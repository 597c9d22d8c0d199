package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"huiyin/bot/state"
)

// Events gives up to n of the oldest events, in order over the whole store.
func (s *Store) Events(ctx context.Context, n int) ([]state.Event, error) {
	if s.closed.Load() {
		return nil, fmt.Errorf("events: %w", state.ErrClosed)
	}
	rows, err := s.db.Reader().QueryContext(ctx, `SELECT n, conv, body FROM st_journal ORDER BY n LIMIT ?`, n)
	if err != nil {
		return nil, fmt.Errorf("events: %w", err)
	}
	defer rows.Close()
	var evs []state.Event
	for rows.Next() {
		var n int64
		var ev state.Event
		if err := rows.Scan(&n, &ev.Conv, &ev.Body); err != nil {
			return nil, fmt.Errorf("events: %w", err)
		}
		ev.ID = strconv.FormatInt(n, 10)
		evs = append(evs, ev)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("events: %w", err)
	}
	return evs, nil
}

// AckEvents forgets events.
func (s *Store) AckEvents(ctx context.Context, evs []state.Event) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		for _, ev := range evs {
			n, err := strconv.ParseInt(ev.ID, 10, 64)
			if err != nil {
				return fmt.Errorf("event id: %w", err)
			}
			if _, err := tx.Stmt(s.q.acked).Exec(n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("acknowledge events: %w", err)
	}
	return nil
}

// Stats counts what waits.
func (s *Store) Stats(ctx context.Context) (st state.Stats, err error) {
	if s.closed.Load() {
		return st, fmt.Errorf("stats: %w", state.ErrClosed)
	}
	err = s.db.Reader().QueryRowContext(ctx, `SELECT
		(SELECT coalesce(sum(tail - head + 1), 0) FROM st_ready),
		(SELECT coalesce(sum(tail - head + 1), 0) FROM st_due),
		(SELECT count(*) FROM st_journal),
		(SELECT count(*) FROM st_dead)`).Scan(&st.Inbox, &st.Outbox, &st.Journal, &st.Dead)
	if err != nil {
		return st, fmt.Errorf("stats: %w", err)
	}
	return st, nil
}

// Delete removes all rows of conv.
func (s *Store) Delete(ctx context.Context, conv string) error {
	tables := []string{"seen", "inbox", "ready", "session", "outbox", "due", "journal", "dead"}
	err := s.write(ctx, func(tx *sql.Tx) error {
		for _, table := range tables {
			if _, err := tx.Exec(`DELETE FROM st_`+table+` WHERE conv = ?`, conv); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("delete conversation: %w", err)
	}
	return nil
}
