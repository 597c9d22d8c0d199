package sqlite

import (
	"context"
	"database/sql"
	"time"

	"huiyin/bot/state"
)

const (
	sweepEvery = time.Minute
	// sweepRows bounds one write of the sweeper, so that messages do not wait behind it.
	sweepRows = 1000
)

// sweepLoop sweeps until ctx ends. An error is left to the next round: whatever is wrong with the
// file fails the writes of the messages too, and is reported there.
func (s *Store) sweepLoop(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_ = s.sweep(ctx)
		}
	}
}

// sweep deletes message ids and places given back that need not be known any more, and the gaps that
// are over.
func (s *Store) sweep(ctx context.Context) error {
	now := s.now()
	err := s.sweepOld(ctx, now.Add(-state.KeepIDs),
		`DELETE FROM st_seen WHERE (conv, id) IN (SELECT conv, id FROM st_seen WHERE at < ? ORDER BY at LIMIT ?)`)
	if err == nil {
		err = s.sweepOld(ctx, now.Add(-state.KeepIDs), `DELETE FROM st_place WHERE (survey, quota, holder) IN
			(SELECT survey, quota, holder FROM st_place WHERE held = 0 AND at < ? ORDER BY at LIMIT ?)`)
	}
	if err != nil {
		return err
	}
	return s.sweepOld(ctx, now,
		`DELETE FROM st_due WHERE conv IN (SELECT conv FROM st_due WHERE head > tail AND at < ? ORDER BY at LIMIT ?)`)
}

// sweepOld runs a query that deletes rows from before a time, as often as it finds a full write.
func (s *Store) sweepOld(ctx context.Context, before time.Time, query string) error {
	for more := true; more; {
		err := s.write(ctx, func(tx *sql.Tx) error {
			r, err := tx.Exec(query, before.UnixMilli(), sweepRows)
			if err != nil {
				return err
			}
			n, err := r.RowsAffected()
			more = n == sweepRows
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
