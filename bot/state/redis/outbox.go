package redis

import (
	"context"
	"fmt"
	"time"

	"huiyin/bot/state"
)

// NextOut leases the head of up to n outboxes that are due.
func (s *Store) NextOut(ctx context.Context, n int, lease time.Duration) ([]state.Out, error) {
	var outs []state.Out
	err := s.collect(ctx, &s.outbox, request{
		script: s.sc.lease, zset: "outat", n: n,
		args: func(quota int) []any { return []any{"out", quota, millis(lease), "0"} },
		take: func(_ int, reply []any) (int, error) {
			return eachLease(reply, func(e entry, _ string) error {
				outs = append(outs, state.Out{Conv: e.conv, ID: e.id, Body: e.body, Attempt: e.tries})
				return nil
			})
		},
	})
	if err != nil && len(outs) == 0 {
		return nil, fmt.Errorf("next out: %w", err)
	}
	s.ringNext(state.TopicOutbox, &s.outbox, len(outs) == n)
	return outs, nil
}

// Sent removes the head o.
func (s *Store) Sent(ctx context.Context, o state.Out, gap time.Duration) error {
	part := partition(o.Conv)
	left, err := s.run(ctx, s.sc.drop, part, "out", o.Conv, o.ID, millis(gap), "0", "")
	if err != nil {
		return fmt.Errorf("sent: %w", err)
	}
	if left > 0 {
		s.tell(state.TopicOutbox, part, gap)
	}
	return nil
}

// RetryOut makes the head o due again after d.
func (s *Store) RetryOut(ctx context.Context, o state.Out, d time.Duration) error {
	part := partition(o.Conv)
	if _, err := s.run(ctx, s.sc.later, part, "out", o.Conv, o.ID, millis(d)); err != nil {
		return fmt.Errorf("retry out: %w", err)
	}
	s.tell(state.TopicOutbox, part, d)
	return nil
}

// BuryOut moves the head o to the dead letters; the next one is due at once.
func (s *Store) BuryOut(ctx context.Context, o state.Out, why string) error {
	part := partition(o.Conv)
	left, err := s.run(ctx, s.sc.drop, part, "out", o.Conv, o.ID, 0, "1", why)
	if err != nil {
		return fmt.Errorf("bury out: %w", err)
	}
	if left > 0 {
		s.tell(state.TopicOutbox, part, 0)
	}
	return nil
}
