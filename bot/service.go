package bot

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"golang.org/x/sync/errgroup"

	"huiyin/adapters"
	"huiyin/bot/conversation"
	"huiyin/bot/delivery"
	"huiyin/bot/desk/live"
	"huiyin/bot/records"
	"huiyin/bot/state"
)

// Config is what a Service is made of.
type Config struct {
	Store    state.Store
	Record   records.Store
	Handler  *conversation.Handler
	Channels []adapters.Channel
	Live     *live.Hub // told of every conversation that changed in the record
	Log      *slog.Logger
	Metrics  *Metrics
	Photos   Photos // keeps what customers send; nil: photos stay with the platforms
	Workers  int    // conversations worked at once; 0: 8
}

// Service runs the loop. Its methods are safe for concurrent use.
type Service struct {
	Config
	channels map[string]adapters.Channel // by "channel:account"
}

// New checks the configuration and makes a Service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Record == nil || cfg.Handler == nil || cfg.Log == nil || cfg.Metrics == nil || cfg.Live == nil {
		return nil, errors.New("bot: store, record, handler, live hub, log and metrics are needed")
	}
	if cfg.Workers == 0 {
		cfg.Workers = 8
	}
	s := &Service{Config: cfg, channels: map[string]adapters.Channel{}}
	for _, ch := range cfg.Channels {
		key := ch.Name() + ":" + ch.Account()
		if _, twice := s.channels[key]; twice {
			return nil, errors.New("bot: two accounts are called " + key)
		}
		s.channels[key] = ch
	}
	return s, nil
}

// drain bounds how long what was accepted may still be worked and sent on the way out.
const drain = 10 * time.Second

// Run works until ctx ends, then drains: pollers stop first, the inbox and the outbox are emptied
// for at most ten seconds, and the journal last. What is left is durable and done at the next
// start.
func (s *Service) Run(ctx context.Context) error {
	inner, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	g, inner := errgroup.WithContext(inner)
	g.Go(func() error { return s.work(inner) })
	g.Go(func() error { return s.deliverer().Run(inner) })
	g.Go(func() error { return s.project(inner) })
	g.Go(func() error { return s.timers(inner) })
	if s.Photos != nil {
		g.Go(func() error { return s.fetch(inner) })
	}

	pollCtx, stopPolling := context.WithCancel(ctx)
	defer stopPolling()
	var pollers errgroup.Group
	for _, ch := range s.Channels {
		if p, ok := ch.(adapters.Poller); ok {
			pollers.Go(func() error { s.poll(pollCtx, ch, p); return nil })
		}
	}
	select {
	case <-ctx.Done():
	case <-inner.Done():
	}
	stopPolling()
	_ = pollers.Wait()
	s.drained(inner)
	stop()
	return g.Wait()
}

// poll runs one poller; an account that fails for good is logged and the others go on.
func (s *Service) poll(ctx context.Context, ch adapters.Channel, p adapters.Poller) {
	if err := p.Poll(ctx, s.Accept); err != nil && ctx.Err() == nil {
		s.Log.Error("account stopped receiving", "channel", ch.Name(), "account", ch.Account(), "err", err)
	}
}

// drained waits until nothing is left to do, or until drain has passed.
func (s *Service) drained(ctx context.Context) {
	deadline := time.After(drain)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		st, err := s.Store.Stats(ctx)
		if err != nil || st.Inbox+st.Outbox+st.Journal == 0 {
			return
		}
		select {
		case <-deadline:
			s.Log.Info("stopped with work left, it goes on at the next start",
				"inbox", st.Inbox, "outbox", st.Outbox, "journal", st.Journal)
			return
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (s *Service) deliverer() *delivery.Worker {
	return &delivery.Worker{
		Outbox: s.Store, Watch: s.Store.Watch, Channels: s.channels, Log: s.Log,
		Note: s.delivered, Jitter: rand.Float64, Observe: s.Metrics.sent,
	}
}

// delivered notes what became of a message, and tells the desk.
func (s *Service) delivered(ctx context.Context, conv, msgID, status, detail string) {
	if err := s.Record.Delivered(ctx, conv, msgID, status, detail, time.Now()); err != nil {
		s.Log.Error("delivery not noted", "msg_id", msgID, "err", err)
		return
	}
	s.Live.Publish(conv)
}

// timers moves due timers into their inboxes.
func (s *Service) timers(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		if _, err := s.Store.Due(ctx, 256); err != nil && ctx.Err() == nil {
			s.Log.Error("timers unreachable", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
