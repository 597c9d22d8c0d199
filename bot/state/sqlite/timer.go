package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"huiyin/bot/state"
)

// Due puts a timer message into the inbox of up to n conversations whose timer has come.
func (s *Store) Due(ctx context.Context, n int) (int, error) {
	var convs []string
	err := s.write(ctx, func(tx *sql.Tx) error {
		now := s.now().UnixMilli()
		var wakes []int64
		var err error
		if convs, wakes, err = timers(tx, now, n); err != nil {
			return err
		}
		for i, conv := range convs {
			if err := s.fire(tx, conv, wakes[i], now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("due: %w", err)
	}
	if len(convs) > 0 {
		s.bell.Ring(state.TopicInbox)
	}
	return len(convs), nil
}

// timers finds the timers that have come, those waiting longest first.
func timers(tx *sql.Tx, now int64, n int) (convs []string, wakes []int64, err error) {
	rows, err := tx.Query(`SELECT conv, wake FROM st_session WHERE wake <= ? ORDER BY wake LIMIT ?`, now, n)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var conv string
		var wake int64
		if err := rows.Scan(&conv, &wake); err != nil {
			return nil, nil, err
		}
		convs, wakes = append(convs, conv), append(wakes, wake)
	}
	return convs, wakes, rows.Err()
}

// fire enqueues one timer message and clears the timer.
func (s *Store) fire(tx *sql.Tx, conv string, wake, now int64) error {
	for {
		id := state.TimerPrefix + strconv.FormatInt(wake, 10)
		fresh, err := s.remember(tx, conv, id, now)
		if err != nil {
			return err
		}
		if !fresh { // the timer was set for the same moment before
			wake++
			continue
		}
		if _, err := s.enqueue(tx, state.In{Conv: conv, ID: id}, now); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE st_session SET wake = NULL WHERE conv = ?`, conv)
		return err
	}
}

// until is the Unix time in milliseconds at which d from now is over.
func until(now time.Time, d time.Duration) int64 { return now.Add(d).UnixMilli() }

// untilNext is how long it takes until the earliest row of a queue can be handed out; 0 when
// there is none, or when full says that the caller comes again at once anyway.
func untilNext(min *sql.Stmt, now time.Time, full bool) (time.Duration, error) {
	if full {
		return 0, nil
	}
	var at sql.NullInt64
	if err := min.QueryRow().Scan(&at); err != nil || !at.Valid {
		return 0, err
	}
	return time.UnixMilli(at.Int64).Sub(now), nil
}

// changed tells whether a statement changed a row.
func changed(r sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}
