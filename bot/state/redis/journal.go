package redis

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"huiyin/bot/state"
)

// Events gives up to n of the oldest events of the partitions, each partition's in order. An
// event's id is "<partition>/<id in the stream>".
func (s *Store) Events(ctx context.Context, n int) ([]state.Event, error) {
	if s.closed.Load() {
		return nil, fmt.Errorf("events: %w", state.ErrClosed)
	}
	parts := s.journal.take()
	from := make([]string, len(parts))
	for i := range from {
		from[i] = "-"
	}
	var evs []state.Event
	var err error
	// A partition stays worth asking until it is found empty: what is not acknowledged comes again.
	for round := parts; len(round) > 0 && len(evs) < n && err == nil; {
		quota := max(1, (n-len(evs))/len(round))
		var got [][]redis.XMessage
		got, err = s.readStreams(ctx, round, from, quota)
		var more []int
		var moreFrom []string
		for i, part := range round {
			evs = appendEvents(evs, part, got[i])
			if k := len(got[i]); k > 0 {
				s.journal.put(part, 0)
				if k == quota {
					more, moreFrom = append(more, part), append(moreFrom, "("+got[i][k-1].ID)
				}
			}
		}
		round, from = more, moreFrom
	}
	if err != nil {
		for _, part := range parts {
			s.journal.put(part, sweepEvery)
		}
		if len(evs) == 0 {
			return nil, fmt.Errorf("events: %w", err)
		}
	}
	return evs[:min(n, len(evs))], nil
}

// readStreams reads count entries of each partition's journal. After an error, which is the first
// of several, the others' are good.
func (s *Store) readStreams(ctx context.Context, parts []int, from []string, count int) ([][]redis.XMessage, error) {
	pipe := s.rdb.Pipeline()
	cmds := make([]*redis.XMessageSliceCmd, len(parts))
	for i, part := range parts {
		cmds[i] = pipe.XRangeN(ctx, prefix(part)+"events", from[i], "+", int64(count))
	}
	_, _ = pipe.Exec(ctx) // each command has its own error
	got := make([][]redis.XMessage, len(parts))
	var firstErr error
	for i, cmd := range cmds {
		var err error
		if got[i], err = cmd.Result(); err != nil && firstErr == nil {
			firstErr = s.wrap(err)
		}
	}
	return got, firstErr
}

func appendEvents(evs []state.Event, part int, got []redis.XMessage) []state.Event {
	for _, m := range got {
		conv, _ := m.Values["c"].(string)
		body, _ := m.Values["b"].(string)
		evs = append(evs, state.Event{ID: strconv.Itoa(part) + "/" + m.ID, Conv: conv, Body: []byte(body)})
	}
	return evs
}

// AckEvents forgets events, in one command a partition.
func (s *Store) AckEvents(ctx context.Context, evs []state.Event) error {
	byPart := map[int][]string{}
	for _, ev := range evs {
		head, id, ok := strings.Cut(ev.ID, "/")
		part, err := strconv.Atoi(head)
		if !ok || err != nil || part < 0 || part >= partitions {
			return fmt.Errorf("acknowledge events: event id %q is not of this store", ev.ID)
		}
		byPart[part] = append(byPart[part], id)
	}
	if len(byPart) == 0 {
		return nil
	}
	pipe := s.rdb.Pipeline()
	for part, ids := range byPart {
		pipe.XDel(ctx, prefix(part)+"events", ids...)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return fmt.Errorf("acknowledge events: %w", s.wrap(err))
	}
	return nil
}

// Stats counts what waits, over all partitions.
func (s *Store) Stats(ctx context.Context) (st state.Stats, err error) {
	if s.closed.Load() {
		return st, fmt.Errorf("stats: %w", state.ErrClosed)
	}
	pipe := s.rdb.Pipeline()
	var counts [partitions]*redis.SliceCmd
	var events, dead [partitions]*redis.IntCmd
	for part := range partitions {
		counts[part] = pipe.HMGet(ctx, prefix(part)+"count", "in", "out")
		events[part] = pipe.XLen(ctx, prefix(part)+"events")
		dead[part] = pipe.XLen(ctx, prefix(part)+"dead")
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return st, fmt.Errorf("stats: %w", s.wrap(err))
	}
	for part := range partitions {
		n := counts[part].Val()
		st.Inbox += number(n[0])
		st.Outbox += number(n[1])
		st.Journal += int(events[part].Val())
		st.Dead += int(dead[part].Val())
	}
	return st, nil
}

// number reads a field of a hash; one that is not there is 0.
func number(v any) int {
	text, _ := v.(string)
	n, _ := strconv.Atoi(text)
	return n
}

// Delete removes all that the store keeps of conv.
func (s *Store) Delete(ctx context.Context, conv string) error {
	if _, err := s.run(ctx, s.sc.delete, partition(conv), conv); err != nil {
		return fmt.Errorf("delete conversation: %w", err)
	}
	return nil
}
