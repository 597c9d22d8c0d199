package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"huiyin/adapters"
	"huiyin/bot/conversation"
	"huiyin/bot/delivery"
	"huiyin/bot/records"
	"huiyin/bot/state"
)

const (
	lease    = 30 * time.Second // of a claimed conversation
	sweep    = time.Second      // longest sleep without news
	maxTries = 5                // then a message is buried
)

// work claims conversations and handles their messages until ctx ends.
func (s *Service) work(ctx context.Context) error {
	news := s.Store.Watch(state.TopicInbox)
	slots := make(chan struct{}, s.Workers)
	var working sync.WaitGroup
	defer working.Wait()
	for ctx.Err() == nil {
		claimed, err := s.Store.Claim(ctx, s.Workers, lease)
		if err != nil && ctx.Err() == nil {
			s.Log.Error("inbox unreachable", "err", err)
		}
		for _, w := range claimed {
			slots <- struct{}{}
			working.Go(func() {
				defer func() { <-slots }()
				s.turn(context.WithoutCancel(ctx), w)
			})
		}
		if len(claimed) == s.Workers {
			continue
		}
		select {
		case <-ctx.Done():
		case <-news:
		case <-time.After(sweep):
		}
	}
	return nil
}

// turn handles one claimed message and settles it: committed, deferred, or buried with its cause.
func (s *Service) turn(ctx context.Context, w state.Work) {
	start := time.Now()
	err := s.handle(ctx, w)
	s.Metrics.handled(err, time.Since(start))
	switch {
	case err == nil, errors.Is(err, state.ErrDuplicate):
		return
	case errors.Is(err, state.ErrConflict): // another worker was faster: look again at once
		err = s.Store.Defer(ctx, w.Conv, w.ID, 0)
	case w.Attempt >= maxTries && !errors.Is(err, errOutage):
		s.Log.Error("message buried", "msg_id", w.ID, "tries", w.Attempt, "err", err)
		err = s.Store.BuryIn(ctx, w.Conv, w.ID, err.Error())
	default:
		s.Log.Warn("message will be handled again", "msg_id", w.ID, "attempt", w.Attempt, "err", err)
		err = s.Store.Defer(ctx, w.Conv, w.ID, delivery.Backoff(w.Attempt, 0))
	}
	if err != nil {
		s.Log.Error("message not settled, its lease will end", "msg_id", w.ID, "err", err)
	}
}

// errOutage marks the error of a store that is away: the message is not to blame, however often it
// is tried.
var errOutage = errors.New("a store is unreachable")

// handle computes and commits one step. A panic becomes an error.
func (s *Service) handle(ctx context.Context, w state.Work) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicked(p)
			s.Log.Error("a handler panicked", "msg_id", w.ID, "err", err, "stack", string(debug.Stack()))
		}
	}()
	turn, err := s.lookUp(ctx, w)
	if err != nil {
		return err
	}
	result, err := s.decide(ctx, w, turn)
	if err != nil {
		return err
	}
	if result.Unscored != nil {
		s.Log.Warn("reply without a score", "msg_id", w.ID, "err", result.Unscored)
	}
	step, err := stepOf(w, result)
	if err != nil {
		return err
	}
	return s.Store.Commit(ctx, step)
}

// panicked makes an error of a panic's value. Only what the runtime says is quoted: any other value
// may hold the customer's words.
func panicked(p any) error {
	if err, ok := p.(runtime.Error); ok {
		return fmt.Errorf("panic: %w", err)
	}
	return fmt.Errorf("panic of type %T", p)
}

// lookUp reads the message and redeems the invitation that a start carries.
func (s *Service) lookUp(ctx context.Context, w state.Work) (conversation.Turn, error) {
	msg, err := conversation.ParseMessage(w.In)
	if err != nil {
		return conversation.Turn{}, err
	}
	turn := conversation.Turn{ID: w.ID, Message: msg, Now: w.At, Version: w.Version}
	if in := msg.Customer; in != nil && in.Payload != "" &&
		(in.Kind == adapters.KindStart || in.Kind == adapters.KindFollow) {
		inv, err := s.Record.Redeem(ctx, in.Payload, w.Conv, w.At)
		switch {
		case err == nil:
			turn.Invite = conversation.InviteOf(inv)
		case errors.Is(err, records.ErrUsed), errors.Is(err, records.ErrExpired), errors.Is(err, records.ErrNotFound):
			turn.InviteErr = err
		default:
			return turn, fmt.Errorf("redeem invitation: %w: %w", errOutage, err)
		}
	}
	return turn, nil
}

// stepOf encodes a result for the store.
func stepOf(w state.Work, r conversation.Result) (state.Step, error) {
	session, err := json.Marshal(r.Document)
	if err != nil {
		return state.Step{}, fmt.Errorf("encode conversation: %w", err)
	}
	step := state.Step{Conv: w.Conv, MsgID: w.ID, Version: w.Version, Session: session, WakeAt: r.WakeAt}
	for _, o := range r.Out {
		out, err := delivery.Encode(o)
		if err != nil {
			return step, err
		}
		step.Out = append(step.Out, out)
	}
	for _, e := range r.Events {
		body, err := json.Marshal(e)
		if err != nil {
			return step, fmt.Errorf("encode event: %w", err)
		}
		step.Events = append(step.Events, body)
	}
	return step, nil
}
