package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"huiyin/bot/state"
)

// Reserve takes a place, unless limit of them are held by others.
func (s *Store) Reserve(ctx context.Context, p state.Place, limit int) (ok bool, err error) {
	err = s.write(ctx, func(tx *sql.Tx) (err error) {
		ok, err = s.reserve(tx, p, limit)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("reserve a place: %w", err)
	}
	return ok, nil
}

func (s *Store) reserve(tx *sql.Tx, p state.Place, limit int) (ok bool, err error) {
	held, step, known, err := s.place(tx, p)
	switch {
	case err != nil:
		return false, err
	case held:
		return true, s.putPlace(tx, p, true, max(step, p.Step))
	case known && p.Step <= step || limit < 1:
		return false, nil
	}
	ok, err = changed(tx.Stmt(s.q.take).Exec(p.Survey, p.Quota, limit))
	if err != nil || !ok {
		return false, err
	}
	return true, s.putPlace(tx, p, true, p.Step)
}

// Release gives the holder's place back, unless it was taken by a later step.
func (s *Store) Release(ctx context.Context, p state.Place) error {
	err := s.write(ctx, func(tx *sql.Tx) error { return s.release(tx, p) })
	if err != nil {
		return fmt.Errorf("release a place: %w", err)
	}
	return nil
}

func (s *Store) release(tx *sql.Tx, p state.Place) error {
	held, step, _, err := s.place(tx, p)
	switch {
	case err != nil:
		return err
	case held && step > p.Step:
		return nil
	case held:
		if _, err := tx.Stmt(s.q.giveBack).Exec(p.Survey, p.Quota); err != nil {
			return err
		}
	}
	return s.putPlace(tx, p, false, max(step, p.Step))
}

// place reads what is known of the holder of p.
func (s *Store) place(tx *sql.Tx, p state.Place) (held bool, step int64, known bool, err error) {
	err = tx.Stmt(s.q.place).QueryRow(p.Survey, p.Quota, p.Holder).Scan(&held, &step)
	if errors.Is(err, sql.ErrNoRows) {
		return false, 0, false, nil
	}
	return held, step, err == nil, err
}

func (s *Store) putPlace(tx *sql.Tx, p state.Place, held bool, step int64) error {
	_, err := tx.Stmt(s.q.putPlace).Exec(p.Survey, p.Quota, p.Holder, held, step, s.now().UnixMilli())
	return err
}

// Places counts the places held in a quota.
func (s *Store) Places(ctx context.Context, survey, quota string) (n int, err error) {
	if s.closed.Load() {
		return 0, fmt.Errorf("count places: %w", state.ErrClosed)
	}
	err = s.db.Reader().QueryRowContext(ctx,
		`SELECT coalesce(sum(taken), 0) FROM st_quota WHERE survey = ? AND quota = ?`, survey, quota).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count places: %w", err)
	}
	return n, nil
}
