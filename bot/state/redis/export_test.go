package redis

import (
	"context"
	"testing"

	"github.com/redis/go-redis/v9"
)

// Flush empties all masters.
func Flush(t testing.TB, s *Store) {
	t.Helper()
	err := s.rdb.(*redis.ClusterClient).ForEachMaster(context.Background(), func(ctx context.Context, c *redis.Client) error {
		return c.FlushAll(ctx).Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Deafen ends s's hearing of news.
func Deafen(s *Store) { s.stop(); s.listening.Wait() }
