package redis

import (
	"context"
	"fmt"

	"huiyin/bot/state"
)

// quotaPrefix begins the keys of one quota. Its braces put them into one slot, another one than most
// quotas': those of a large survey do not wait for each other.
func quotaPrefix(survey, quota string) string {
	return "huiyin:{quota:" + survey + ":" + quota + "}:"
}

// Reserve takes a place, unless limit of them are held by others.
func (s *Store) Reserve(ctx context.Context, p state.Place, limit int) (ok bool, err error) {
	n, err := s.runAt(ctx, s.sc.reserve, quotaPrefix(p.Survey, p.Quota), p.Holder, p.Step, limit)
	if err != nil {
		return false, fmt.Errorf("reserve a place: %w", err)
	}
	return n == 1, nil
}

// Release gives the holder's place back, unless it was taken by a later step.
func (s *Store) Release(ctx context.Context, p state.Place) error {
	_, err := s.runAt(ctx, s.sc.release, quotaPrefix(p.Survey, p.Quota), p.Holder, p.Step, state.KeepIDs.Milliseconds())
	if err != nil {
		return fmt.Errorf("release a place: %w", err)
	}
	return nil
}

// Places counts the places held in a quota.
func (s *Store) Places(ctx context.Context, survey, quota string) (int, error) {
	if s.closed.Load() {
		return 0, fmt.Errorf("count places: %w", state.ErrClosed)
	}
	n, err := s.rdb.HLen(ctx, quotaPrefix(survey, quota)+"places").Result()
	if err != nil {
		return 0, fmt.Errorf("count places: %w", s.wrap(err))
	}
	return int(n), nil
}
