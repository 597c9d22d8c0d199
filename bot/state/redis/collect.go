package redis

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/bot/state"
)

// errReply is a script's answer that this version does not understand.
var errReply = errors.New("unexpected reply of a script")

// request is a question to several partitions.
type request struct {
	script *redis.Script
	zset   string // what the script hands out, by its time
	n      int    // most to be had in all
	args   func(quota int) []any
	// take reads a reply less its first element and gives how many it holds.
	take func(part int, reply []any) (int, error)
}

// collect asks the partitions worth asking, several in one round trip, until n are had or no
// partition has any. It gives the first error, but goes on taking what came with it: that is
// leased.
func (s *Store) collect(ctx context.Context, sched *schedule, r request) (err error) {
	if s.closed.Load() {
		return state.ErrClosed
	}
	for left := r.n; left > 0 && err == nil; {
		parts := sched.take()
		if len(parts) > left {
			if parts, err = s.nonEmpty(ctx, sched, r.zset, parts); err != nil {
				return err
			}
		}
		for ; len(parts) > left; parts = parts[:len(parts)-1] {
			sched.put(parts[len(parts)-1], 0)
		}
		if len(parts) == 0 {
			return nil
		}
		replies, errs := s.runAll(ctx, r.script, parts, r.args(left/len(parts))...)
		for i, part := range parts {
			got, partErr := takeOne(sched, r, part, replies[i], errs[i])
			left -= got
			if err == nil {
				err = partErr
			}
		}
	}
	return err
}

// takeOne reads the reply of one partition and says when to ask it again.
func takeOne(sched *schedule, r request, part int, reply []any, err error) (got int, _ error) {
	if err == nil && len(reply) == 0 {
		err = errReply
	}
	if err != nil {
		sched.put(part, sweepEvery) // its server may be away: do not make the others wait each time
		return 0, err
	}
	wait, ok := reply[0].(int64)
	if !ok {
		return 0, errReply
	}
	sched.put(part, time.Duration(wait)*time.Millisecond)
	return r.take(part, reply[1:])
}

// nonEmpty finds the partitions that have anything, be it due or not. It is cheaper than asking
// many scripts for little.
func (s *Store) nonEmpty(ctx context.Context, sched *schedule, zset string, parts []int) ([]int, error) {
	pipe := s.rdb.Pipeline()
	cmds := make([]*redis.IntCmd, len(parts))
	for i, part := range parts {
		cmds[i] = pipe.ZCard(ctx, prefix(part)+zset)
	}
	_, _ = pipe.Exec(ctx) // each command has its own error
	var full []int
	var firstErr error
	for i, cmd := range cmds {
		n, err := cmd.Result()
		switch {
		case err != nil:
			sched.put(parts[i], sweepEvery)
			if firstErr == nil {
				firstErr = s.wrap(err)
			}
		case n > 0:
			full = append(full, parts[i])
		}
	}
	if len(full) > 0 {
		firstErr = nil // the healthy ones have work
	}
	return full, firstErr
}

// millis is d as scripts take it.
func millis(d time.Duration) int64 { return max(0, d.Milliseconds()) }
