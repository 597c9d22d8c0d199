package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"huiyin/bot/state"
)

// Accept appends in to its conversation's inbox.
func (s *Store) Accept(ctx context.Context, in state.In) (fresh bool, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		now := s.now().UnixMilli()
		if fresh, err = s.remember(tx, in.Conv, in.ID, now); err != nil || !fresh {
			return err
		}
		waiting, err := s.enqueue(tx, in, now)
		if err == nil && waiting > state.MaxInbox {
			return state.ErrFull // undoes what was written above
		}
		return err
	})
	if err != nil {
		return false, fmt.Errorf("accept: %w", err)
	}
	if fresh {
		s.bell.Ring(state.TopicInbox)
	}
	return fresh, nil
}

// remember notes a message id; fresh is false if it was there.
func (s *Store) remember(tx *sql.Tx, conv, id string, now int64) (fresh bool, err error) {
	return changed(tx.Stmt(s.q.seen).Exec(conv, id, now))
}

// enqueue appends in and tells how many messages wait, this one included.
func (s *Store) enqueue(tx *sql.Tx, in state.In, now int64) (waiting int64, err error) {
	var head, tail int64
	if err := tx.Stmt(s.q.enqueue).QueryRow(in.Conv, now).Scan(&head, &tail); err != nil {
		return 0, err
	}
	_, err = tx.Stmt(s.q.putIn).Exec(in.Conv, tail, in.ID, now, in.Body)
	return tail - head + 1, err
}

// Claim leases up to n conversations that have a message waiting and no lease running.
func (s *Store) Claim(ctx context.Context, n int, lease time.Duration) ([]state.Work, error) {
	var works []state.Work
	var wait time.Duration
	err := s.write(ctx, func(tx *sql.Tx) (err error) {
		now := s.now()
		if works, err = s.claimable(tx, now, n); err != nil {
			return err
		}
		if len(works) > 0 {
			if _, err := tx.Stmt(s.q.claim).Exec(now.UnixMilli(), n, until(now, lease)); err != nil {
				return err
			}
		}
		wait, err = untilNext(tx.Stmt(s.q.nextReady), now, len(works) == n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim: %w", err)
	}
	if wait > 0 {
		s.bell.RingAfter(state.TopicInbox, wait)
	}
	return works, nil
}

func (s *Store) claimable(tx *sql.Tx, now time.Time, n int) ([]state.Work, error) {
	rows, err := tx.Stmt(s.q.claimable).Query(now.UnixMilli(), n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var works []state.Work
	for rows.Next() {
		var w state.Work
		var at int64
		if err := rows.Scan(&w.Conv, &w.Attempt, &w.ID, &at, &w.Body, &w.Version, &w.Session); err != nil {
			return nil, err
		}
		w.At = time.UnixMilli(at)
		works = append(works, w)
	}
	return works, rows.Err()
}

// Commit applies a step.
func (s *Store) Commit(ctx context.Context, st state.Step) error {
	var more bool
	err := s.write(ctx, func(tx *sql.Tx) (err error) {
		more, err = s.commit(tx, st)
		return err
	})
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if more {
		s.bell.Ring(state.TopicInbox)
	}
	if len(st.Out) > 0 {
		s.bell.Ring(state.TopicOutbox)
	}
	if len(st.Events) > 0 {
		s.bell.Ring(state.TopicJournal)
	}
	return nil
}

// commit tells whether more messages wait in the conversation.
func (s *Store) commit(tx *sql.Tx, st state.Step) (more bool, err error) {
	var head, version int64
	var id string
	err = tx.Stmt(s.q.head).QueryRow(st.Conv).Scan(&head, &id, &version)
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && id != st.MsgID:
		return false, state.ErrDuplicate
	case err != nil:
		return false, err
	case version != st.Version:
		return false, state.ErrConflict
	}
	now := s.now().UnixMilli()
	var wake any
	if !st.WakeAt.IsZero() {
		wake = st.WakeAt.UnixMilli()
	}
	if _, err := tx.Stmt(s.q.putSession).Exec(st.Conv, version+1, wake, st.Session); err != nil {
		return false, err
	}
	if _, err := tx.Stmt(s.q.popIn).Exec(st.Conv, head); err != nil {
		return false, err
	}
	if err := s.push(tx, st, now); err != nil {
		return false, err
	}
	return s.pop(tx, st.Conv, now)
}

// pop makes the next message the head, or forgets the empty inbox.
func (s *Store) pop(tx *sql.Tx, conv string, now int64) (more bool, err error) {
	var empty bool
	if err := tx.Stmt(s.q.popReady).QueryRow(conv, now).Scan(&empty); err != nil {
		return false, err
	}
	if empty {
		_, err = tx.Stmt(s.q.endReady).Exec(conv)
	}
	return !empty, err
}

// Defer makes the head message claimable again after d.
func (s *Store) Defer(ctx context.Context, conv, msgID string, d time.Duration) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Stmt(s.q.deferIn).Exec(conv, msgID, until(s.now(), d))
		return err
	})
	if err != nil {
		return fmt.Errorf("defer message: %w", err)
	}
	s.bell.RingAfter(state.TopicInbox, d)
	return nil
}

// BuryIn moves the head message to the dead letters.
func (s *Store) BuryIn(ctx context.Context, conv, msgID, why string) error {
	var more bool
	err := s.write(ctx, func(tx *sql.Tx) error {
		now := s.now().UnixMilli()
		buried, err := s.bury(tx, s.q.takeIn, "in", conv, msgID, why, now)
		if err == nil && buried {
			more, err = s.pop(tx, conv, now)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("bury message: %w", err)
	}
	if more {
		s.bell.Ring(state.TopicInbox)
	}
	return nil
}

// bury moves the message that take deletes to the dead letters, if it is the head.
func (s *Store) bury(tx *sql.Tx, take *sql.Stmt, box, conv, id, why string, now int64) (bool, error) {
	var body []byte
	err := tx.Stmt(take).QueryRow(conv, id).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err == nil {
		_, err = tx.Exec(`INSERT INTO st_dead (conv, box, id, at, why, body) VALUES (?, ?, ?, ?, ?, ?)`,
			conv, box, id, now, why, body)
	}
	return err == nil, err
}
