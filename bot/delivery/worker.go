package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"huiyin/adapters"
	"huiyin/bot/state"
)

// Statuses of an outgoing message, as the record keeps them.
const (
	StatusSent   = "sent"
	StatusRetry  = "retrying"
	StatusFailed = "failed"
)

// Bounds of delivery.
const (
	batch       = 64               // heads leased at once
	held        = 512              // heads leased and not settled, over all accounts
	parallel    = 32               // sends at once of one account
	sendTimeout = 20 * time.Second // one send
	lease       = time.Minute      // after it a crashed worker's message is due again
	sweep       = time.Second      // longest sleep without news
	maxTries    = 10               // then a message is dead
	maxBackoff  = 5 * time.Minute
)

// Note is told what became of a message; detail is a cause without tokens or message text.
type Note func(ctx context.Context, conv, msgID, status, detail string)

// Worker delivers. Its fields are set once, before Run. It logs a message by its id alone: a
// conversation's id holds the platform's id of a person.
type Worker struct {
	Outbox   state.Outbox
	Watch    func(state.Topic) <-chan struct{}
	Channels map[string]adapters.Channel // by "channel:account"
	Note     Note                        // may be nil
	Log      *slog.Logger
	Jitter   func() float64 // 0 ≤ x < 1, spreads retries
	Observe  func(channel, result string, took time.Duration)

	accounts map[string]account // as Channels
	again    chan struct{}      // a gap or a retry that this worker set has passed
}

// account bounds the sends of one account, so that a platform that hangs, or is slow by its own
// rules, holds up nobody but its own customers.
type account struct {
	adapters.Channel
	slots chan struct{}
	rate  *rate.Limiter // nil: no bound
}

// open makes the accounts.
func (w *Worker) open() {
	w.accounts = map[string]account{}
	for key, ch := range w.Channels {
		a := account{Channel: ch, slots: make(chan struct{}, parallel)}
		if perSecond := ch.Limits().PerSecond; perSecond > 0 {
			a.rate = rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond)))
		}
		w.accounts[key] = a
	}
}

// Encode makes the outbox entry of out.
func Encode(out adapters.Outbound) (state.Out, error) {
	body, err := json.Marshal(out)
	if err != nil {
		return state.Out{}, fmt.Errorf("encode outbound: %w", err)
	}
	return state.Out{Conv: out.To.String(), ID: out.ID, Body: body}, nil
}

// Run delivers until ctx ends. What is being sent then is finished; what still waits for its turn is
// given back, so that it is due at the next start, or now for another replica, not when its lease
// ends.
func (w *Worker) Run(ctx context.Context) error {
	w.again = make(chan struct{}, 1)
	w.open()
	news := w.Watch(state.TopicOutbox)
	places := make(chan struct{}, held)
	var sending sync.WaitGroup
	defer sending.Wait()
	for ctx.Err() == nil {
		due, err := w.Outbox.NextOut(ctx, batch, lease)
		if err != nil && ctx.Err() == nil {
			w.Log.Error("outbox unreachable", "err", err)
		}
		for _, o := range due {
			places <- struct{}{}
			sending.Go(func() {
				defer func() { <-places }()
				w.deliver(ctx, o)
			})
		}
		if len(due) == batch {
			continue
		}
		select {
		case <-ctx.Done():
		case <-news:
		case <-w.again:
		case <-time.After(sweep):
		}
	}
	return nil
}

// deliver sends one message and settles it in the outbox. run is Run's context.
func (w *Worker) deliver(run context.Context, o state.Out) {
	ctx := context.WithoutCancel(run)
	var out adapters.Outbound
	if err := json.Unmarshal(o.Body, &out); err != nil {
		w.bury(ctx, o, "unreadable outbox entry")
		return
	}
	key := out.To.Channel + ":" + out.To.Account
	a, ok := w.accounts[key]
	if !ok {
		w.bury(ctx, o, "no such account: "+key)
		return
	}
	start := time.Now()
	err := a.send(run, out)
	if errors.Is(err, errStopping) {
		if err := w.Outbox.RetryOut(ctx, o, 0); err != nil {
			w.Log.Error("message not given back, its lease will end", "msg_id", o.ID, "err", err)
		}
		return
	}
	w.observe(a.Name(), err, time.Since(start))
	if err == nil {
		w.sent(ctx, o, a.Limits().PerChat)
		return
	}
	w.failed(ctx, o, out, adapters.AsSendError(err))
}

// errStopping says that a message was not sent because the worker stops.
var errStopping = errors.New("stopping")

// send waits for its turn and sends; a panic of a channel is an error like another. Waiting counts
// for the time-out, so that no lease runs out. The end of run ends the waiting, not the sending.
func (a account) send(run context.Context, out adapters.Outbound) (err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(run), sendTimeout)
	defer cancel()
	waiting, cancel := context.WithTimeout(run, sendTimeout)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = &adapters.SendError{Kind: adapters.Permanent, Code: "panic", Err: errors.New("the channel panicked")}
		}
	}()
	if err := a.turn(waiting); err != nil {
		if run.Err() != nil {
			return errStopping
		}
		return busy(err)
	}
	defer func() { <-a.slots }()
	_, err = a.Channel.Send(ctx, out)
	return err
}

// turn takes a slot and waits for the account's rate; it holds no slot when it fails.
func (a account) turn(ctx context.Context) error {
	select {
	case a.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	err := ctx.Err() // the slot may be free and the time over
	if err == nil && a.rate != nil {
		err = a.rate.Wait(ctx)
	}
	if err != nil {
		<-a.slots
	}
	return err
}

// busy says that the account has too much to send just now.
func busy(err error) error {
	return &adapters.SendError{Kind: adapters.RateLimit, Code: "local", RetryAfter: time.Second, Err: err}
}

func (w *Worker) sent(ctx context.Context, o state.Out, gap time.Duration) {
	if err := w.Outbox.Sent(ctx, o, gap); err != nil {
		w.Log.Error("sent message not settled, it may be sent again", "msg_id", o.ID, "err", err)
		return
	}
	w.note(ctx, o, StatusSent, "")
	w.wakeAfter(gap)
}

// failed decides on the kind of the error alone.
func (w *Worker) failed(ctx context.Context, o state.Out, out adapters.Outbound, se *adapters.SendError) {
	log := w.Log.With("channel", out.To.Channel, "msg_id", o.ID, "code", se.Code, "err", se.Err)
	switch se.Kind {
	case adapters.Blocked, adapters.Permanent, adapters.Window:
		log.Warn("message refused for good", "kind", string(se.Kind))
		w.bury(ctx, o, fmt.Sprintf("%s (%s)", se.Kind, se.Code))
		return
	}
	if o.Attempt >= maxTries && se.Kind != adapters.RateLimit {
		log.Warn("message given up", "tries", o.Attempt)
		w.bury(ctx, o, fmt.Sprintf("given up after %d tries (%s)", o.Attempt, se.Code))
		return
	}
	wait := Backoff(o.Attempt, w.Jitter())
	if se.RetryAfter > 0 {
		wait = se.RetryAfter
	}
	log.Info("message will be tried again", "attempt", o.Attempt, "wait", wait)
	if err := w.Outbox.RetryOut(ctx, o, wait); err != nil {
		w.Log.Error("retry not stored, the lease will end", "msg_id", o.ID, "err", err)
		return
	}
	w.note(ctx, o, StatusRetry, se.Code)
	w.wakeAfter(wait)
}

func (w *Worker) bury(ctx context.Context, o state.Out, why string) {
	if err := w.Outbox.BuryOut(ctx, o, why); err != nil {
		w.Log.Error("dead letter not stored, the lease will end", "msg_id", o.ID, "err", err)
		return
	}
	w.note(ctx, o, StatusFailed, why)
	w.wakeAfter(0)
}

func (w *Worker) note(ctx context.Context, o state.Out, status, detail string) {
	if w.Note != nil {
		w.Note(ctx, o.Conv, o.ID, status, detail)
	}
}

func (w *Worker) observe(channel string, err error, took time.Duration) {
	if w.Observe == nil {
		return
	}
	result := "sent"
	if err != nil {
		result = string(adapters.AsSendError(err).Kind)
	}
	w.Observe(channel, result, took)
}

// wakeAfter looks at the outbox again when a wait set here has passed.
func (w *Worker) wakeAfter(d time.Duration) {
	time.AfterFunc(d+time.Millisecond, func() {
		select {
		case w.again <- struct{}{}:
		default:
		}
	})
}

// Backoff is the wait after the attempt-th failure (from 1): 1 s·2ⁿ⁻¹ up to 5 minutes, spread by
// jitter (0 ≤ jitter < 1) over its upper half.
func Backoff(attempt int, jitter float64) time.Duration {
	d := maxBackoff
	if attempt < 10 {
		d = min(maxBackoff, time.Second<<max(0, attempt-1))
	}
	return d/2 + time.Duration(jitter*float64(d/2))
}
