package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"huiyin/bot/sqlitedb"
	"huiyin/bot/state"
	"huiyin/bot/state/internal/bell"
)

//go:embed migrations/*.sql
var migrations embed.FS

var _ state.Store = (*Store)(nil)

// Store is the state in a SQLite file. One process at a time may have it open: New ends the
// leases that a dead process left.
type Store struct {
	db   *sqlitedb.DB
	q    queries
	bell *bell.Bell
	now  func() time.Time

	closed   atomic.Bool
	stop     context.CancelFunc // ends the sweeper
	sweeping sync.WaitGroup
}

// New brings the schema up to date and opens the state in db. Close leaves db open.
func New(ctx context.Context, db *sqlitedb.DB) (*Store, error) {
	if err := db.Migrate(ctx, migrations, "st_goose"); err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	s := &Store{db: db, bell: bell.New(), now: time.Now}
	if err := s.q.prepare(ctx, db); err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	if err := s.endLeases(ctx); err != nil {
		return nil, fmt.Errorf("end old leases: %w", errors.Join(err, s.q.close()))
	}
	sweepCtx, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	s.sweeping.Go(func() { s.sweepLoop(sweepCtx) })
	return s, nil
}

// endLeases lets work that a killed process held be handed out at once.
func (s *Store) endLeases(ctx context.Context) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		now := s.now().UnixMilli()
		_, err := tx.Exec(`UPDATE st_ready SET at = ?, leased = 0 WHERE leased = 1`, now)
		if err == nil {
			_, err = tx.Exec(`UPDATE st_due SET at = ?, leased = 0 WHERE leased = 1`, now)
		}
		return err
	})
}

// write runs fn in the group commit.
func (s *Store) write(ctx context.Context, fn func(tx *sql.Tx) error) error {
	if s.closed.Load() {
		return state.ErrClosed
	}
	err := s.db.Write(ctx, fn)
	if errors.Is(err, sqlitedb.ErrClosed) {
		return state.ErrClosed
	}
	return err
}

// Watch gives a channel that receives when this process may have news on t.
func (s *Store) Watch(t state.Topic) <-chan struct{} { return s.bell.Watch(t) }

// Close ends the store; the database stays open.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.stop()
	s.sweeping.Wait()
	s.bell.Close()
	return s.q.close()
}
