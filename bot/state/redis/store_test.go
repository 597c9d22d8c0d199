package redis_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	"huiyin/bot/state"
	"huiyin/bot/state/redis"
	"huiyin/bot/state/redis/redistest"
	"huiyin/bot/state/statetest"
)

func open(t testing.TB, url string) *redis.Store {
	t.Helper()
	s, err := redis.Open(t.Context(), url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestContractOnMiniredis(t *testing.T) {
	statetest.Run(t, func(t *testing.T) state.Store {
		return open(t, "redis://"+miniredis.RunT(t).Addr())
	})
	statetest.RunReopen(t, func(t *testing.T) func() state.Store {
		addr := miniredis.RunT(t).Addr()
		return func() state.Store { return open(t, "redis://"+addr) }
	})
}

func TestContractOnRedis(t *testing.T) {
	server := redistest.New(t)
	statetest.Run(t, func(t *testing.T) state.Store {
		c := goredis.NewClient(&goredis.Options{Addr: server.Addr()})
		defer c.Close()
		if err := c.FlushAll(context.Background()).Err(); err != nil {
			t.Fatal(err)
		}
		return open(t, server.URL())
	})
	// Between two openings the server loses its power.
	statetest.RunReopen(t, func(t *testing.T) func() state.Store {
		server := redistest.New(t)
		started := true
		return func() state.Store {
			if !started {
				server.Kill()
				server.Start()
			}
			started = false
			return open(t, server.URL())
		}
	})
}

func TestContractOnACluster(t *testing.T) {
	url := redistest.StartCluster(t)
	statetest.Run(t, func(t *testing.T) state.Store {
		s := open(t, url)
		redis.Flush(t, s)
		return s
	})
}

func BenchmarkLifeCycle(b *testing.B) {
	for _, fsync := range []string{"always", "everysec"} {
		b.Run("appendfsync="+fsync, func(b *testing.B) {
			statetest.Bench(b, open(b, redistest.New(b, "--appendfsync", fsync).URL()))
		})
	}
}
