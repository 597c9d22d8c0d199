package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"huiyin/bot/state"
)

// push appends a step's messages to the outbox and its events to the journal.
func (s *Store) push(tx *sql.Tx, st state.Step, now int64) error {
	if k := int64(len(st.Out)); k > 0 {
		var tail int64
		if err := tx.Stmt(s.q.pushDue).QueryRow(st.Conv, now, k).Scan(&tail); err != nil {
			return err
		}
		for i, o := range st.Out {
			if _, err := tx.Stmt(s.q.putOut).Exec(st.Conv, tail-k+1+int64(i), o.ID, o.Body); err != nil {
				return err
			}
		}
	}
	for _, ev := range st.Events {
		if _, err := tx.Stmt(s.q.putEvent).Exec(st.Conv, ev); err != nil {
			return err
		}
	}
	return nil
}

// NextOut leases the head of up to n outboxes that are due.
func (s *Store) NextOut(ctx context.Context, n int, lease time.Duration) ([]state.Out, error) {
	var outs []state.Out
	var wait time.Duration
	err := s.write(ctx, func(tx *sql.Tx) (err error) {
		now := s.now()
		if outs, err = s.sendable(tx, now, n); err != nil {
			return err
		}
		if len(outs) > 0 {
			if _, err := tx.Stmt(s.q.leaseOut).Exec(now.UnixMilli(), n, until(now, lease)); err != nil {
				return err
			}
		}
		wait, err = untilNext(tx.Stmt(s.q.nextDue), now, len(outs) == n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("next out: %w", err)
	}
	if wait > 0 {
		s.bell.RingAfter(state.TopicOutbox, wait)
	}
	return outs, nil
}

func (s *Store) sendable(tx *sql.Tx, now time.Time, n int) ([]state.Out, error) {
	rows, err := tx.Stmt(s.q.sendable).Query(now.UnixMilli(), n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var outs []state.Out
	for rows.Next() {
		var o state.Out
		if err := rows.Scan(&o.Conv, &o.Attempt, &o.ID, &o.Body); err != nil {
			return nil, err
		}
		outs = append(outs, o)
	}
	return outs, rows.Err()
}

// Sent removes the head o.
func (s *Store) Sent(ctx context.Context, o state.Out, gap time.Duration) error {
	var more bool
	err := s.write(ctx, func(tx *sql.Tx) error {
		var body []byte
		err := tx.Stmt(s.q.takeOut).QueryRow(o.Conv, o.ID).Scan(&body)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			// The row stays while it is empty, to hold the gap; the sweeper takes it.
			err = tx.Stmt(s.q.popDue).QueryRow(o.Conv, until(s.now(), gap)).Scan(&more)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("sent: %w", err)
	}
	if more {
		s.bell.RingAfter(state.TopicOutbox, gap)
	}
	return nil
}

// RetryOut makes the head o due again after d.
func (s *Store) RetryOut(ctx context.Context, o state.Out, d time.Duration) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Stmt(s.q.retryOut).Exec(o.Conv, o.ID, until(s.now(), d))
		return err
	})
	if err != nil {
		return fmt.Errorf("retry out: %w", err)
	}
	s.bell.RingAfter(state.TopicOutbox, d)
	return nil
}

// BuryOut moves the head o to the dead letters; the next one is due at once.
func (s *Store) BuryOut(ctx context.Context, o state.Out, why string) error {
	var more bool
	err := s.write(ctx, func(tx *sql.Tx) error {
		now := s.now().UnixMilli()
		buried, err := s.bury(tx, s.q.takeOut, "out", o.Conv, o.ID, why, now)
		if err == nil && buried {
			err = tx.Stmt(s.q.popDue).QueryRow(o.Conv, now).Scan(&more)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("bury out: %w", err)
	}
	if more {
		s.bell.Ring(state.TopicOutbox)
	}
	return nil
}
