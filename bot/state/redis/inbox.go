package redis

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"huiyin/bot/state"
)

// Accept appends in to its conversation's inbox.
func (s *Store) Accept(ctx context.Context, in state.In) (fresh bool, err error) {
	part := partition(in.Conv)
	n, err := s.run(ctx, s.sc.accept, part,
		in.Conv, in.ID, in.Body, state.KeepIDs.Milliseconds(), state.MaxInbox, s.self)
	switch {
	case err != nil:
		return false, fmt.Errorf("accept: %w", err)
	case n < 0:
		return false, fmt.Errorf("accept: %w", state.ErrFull)
	}
	// Also when it is not fresh: this may be go-redis's second try, and nobody heard of the first.
	s.tell(state.TopicInbox, part, 0)
	return n == 1, nil
}

// Claim leases up to n conversations that have a message waiting and no lease running.
func (s *Store) Claim(ctx context.Context, n int, lease time.Duration) ([]state.Work, error) {
	var works []state.Work
	err := s.collect(ctx, &s.inbox, request{
		script: s.sc.lease, zset: "inat", n: n,
		args: func(quota int) []any { return []any{"in", quota, millis(lease), "1"} },
		take: func(_ int, reply []any) (int, error) {
			return eachLease(reply, func(e entry, session string) error {
				w := state.Work{In: state.In{Conv: e.conv, ID: e.id, Body: e.body}, Attempt: e.tries, At: e.at}
				var err error
				if w.Version, w.Session, err = readSession(session); err != nil {
					return err
				}
				works = append(works, w)
				return nil
			})
		},
	})
	if err != nil && len(works) == 0 { // what was leased is worked on; the error comes again
		return nil, fmt.Errorf("claim: %w", err)
	}
	s.ringNext(state.TopicInbox, &s.inbox, len(works) == n)
	return works, nil
}

// Commit applies a step.
func (s *Store) Commit(ctx context.Context, st state.Step) error {
	part := partition(st.Conv)
	n, err := s.run(ctx, s.sc.commit, part, commitArgs(st, s.self)...)
	switch {
	case err != nil:
		return fmt.Errorf("commit: %w", err)
	case n == 0:
		return fmt.Errorf("commit: %w", state.ErrDuplicate)
	case n < 0:
		return fmt.Errorf("commit: %w", state.ErrConflict)
	}
	if n == 2 {
		s.tell(state.TopicInbox, part, 0)
	}
	if len(st.Out) > 0 {
		s.tell(state.TopicOutbox, part, 0)
	}
	if len(st.Events) > 0 {
		s.tell(state.TopicJournal, part, 0)
	}
	if !st.WakeAt.IsZero() {
		s.timers.put(part, max(0, time.Until(st.WakeAt)))
	}
	return nil
}

func commitArgs(st state.Step, self string) []any {
	wake := ""
	if !st.WakeAt.IsZero() {
		wake = strconv.FormatInt(st.WakeAt.UnixMilli(), 10)
	}
	args := make([]any, 0, 8+2*len(st.Out)+len(st.Events))
	args = append(args, st.Conv, st.MsgID, strconv.FormatInt(st.Version, 10),
		strconv.FormatInt(st.Version+1, 10), st.Session, wake, self, len(st.Out))
	for _, o := range st.Out {
		args = append(args, o.ID, o.Body)
	}
	for _, ev := range st.Events {
		args = append(args, ev)
	}
	return args
}

// Defer makes the head message claimable again after d.
func (s *Store) Defer(ctx context.Context, conv, msgID string, d time.Duration) error {
	part := partition(conv)
	if _, err := s.run(ctx, s.sc.later, part, "in", conv, msgID, millis(d)); err != nil {
		return fmt.Errorf("defer message: %w", err)
	}
	s.tell(state.TopicInbox, part, d)
	return nil
}

// BuryIn moves the head message to the dead letters.
func (s *Store) BuryIn(ctx context.Context, conv, msgID, why string) error {
	part := partition(conv)
	if _, err := s.run(ctx, s.sc.drop, part, "in", conv, msgID, 0, "1", why); err != nil {
		return fmt.Errorf("bury message: %w", err)
	}
	s.tell(state.TopicInbox, part, 0)
	return nil
}

// Due puts a timer message into the inbox of up to n conversations whose timer has come.
func (s *Store) Due(ctx context.Context, n int) (fired int, err error) {
	err = s.collect(ctx, &s.timers, request{
		script: s.sc.due, zset: "timer", n: n,
		args: func(quota int) []any {
			return []any{quota, state.TimerPrefix, state.KeepIDs.Milliseconds(), s.self}
		},
		take: func(part int, reply []any) (int, error) {
			if len(reply) != 1 {
				return 0, errReply
			}
			k, ok := reply[0].(int64)
			if !ok {
				return 0, errReply
			}
			if k > 0 {
				s.tell(state.TopicInbox, part, 0)
			}
			fired += int(k)
			return int(k), nil
		},
	})
	if err != nil && fired == 0 {
		return 0, fmt.Errorf("due: %w", err)
	}
	return fired, nil
}
