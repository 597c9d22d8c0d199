package redis_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"huiyin/bot/state"
	"huiyin/bot/state/redis"
	"huiyin/bot/state/redis/redistest"
	"huiyin/bot/state/statetest"
)

// replicas are two processes on one Redis: every call goes to the other one than the call before,
// so that whatever one of them does, the other has to find.
type replicas struct {
	*redis.Store
	other *redis.Store
	calls atomic.Uint32
}

func (r *replicas) next() *redis.Store {
	if r.calls.Add(1)%2 == 0 {
		return r.Store
	}
	return r.other
}

func (r *replicas) Accept(ctx context.Context, in state.In) (bool, error) {
	return r.next().Accept(ctx, in)
}

func (r *replicas) Claim(ctx context.Context, n int, lease time.Duration) ([]state.Work, error) {
	return r.next().Claim(ctx, n, lease)
}

func (r *replicas) Commit(ctx context.Context, s state.Step) error { return r.next().Commit(ctx, s) }

func (r *replicas) NextOut(ctx context.Context, n int, lease time.Duration) ([]state.Out, error) {
	return r.next().NextOut(ctx, n, lease)
}

func (r *replicas) Events(ctx context.Context, n int) ([]state.Event, error) {
	// What one of them has not heard of yet is no lie, but the stories want all of it.
	evs, err := r.next().Events(ctx, n)
	more, err2 := r.next().Events(ctx, n)
	if len(more) > len(evs) {
		evs = more
	}
	return evs, errors.Join(err, err2)
}

func (r *replicas) Due(ctx context.Context, n int) (int, error) { return r.next().Due(ctx, n) }

func (r *replicas) Close() error { return errors.Join(r.Store.Close(), r.other.Close()) }

func TestContractOnTwoReplicas(t *testing.T) {
	server := redistest.New(t)
	statetest.Run(t, func(t *testing.T) state.Store {
		c := goredis.NewClient(&goredis.Options{Addr: server.Addr()})
		defer c.Close()
		if err := c.FlushAll(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		return &replicas{Store: open(t, server.URL()), other: open(t, server.URL())}
	})
}
