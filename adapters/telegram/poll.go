package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/go-telegram/bot"

	"huiyin/adapters"
)

const (
	firstBackoff = 500 * time.Millisecond
	lastBackoff  = 30 * time.Second
	answering    = 16 // callback answers under way at once
)

// Poll implements adapters.Poller. In webhook mode there is nothing to fetch: it registers the
// webhook and returns nil.
//
// Telegram forgets an update when a later one is asked for. So the offset moves past an update
// only when accept has taken it, and updates are handed over one after the other, in order.
func (c *Channel) Poll(ctx context.Context, accept adapters.Accept) error {
	p := &poller{c: c, accept: accept, slots: make(chan struct{}, answering)}
	defer p.answers.Wait()
	if err := p.persist(ctx, "account not registered", c.register); err != nil || c.cfg.Mode == Webhook {
		return err
	}
	for ctx.Err() == nil {
		if err := p.persist(ctx, "updates not fetched", p.fetch); err != nil {
			return err
		}
	}
	return nil
}

// poller is one run of Poll.
type poller struct {
	c       *Channel
	accept  adapters.Accept
	offset  int64
	answers sync.WaitGroup
	slots   chan struct{}
}

// errStore says that accept failed; its cause is in the log.
var errStore = errors.New("update not stored")

// persist repeats do, ever more slowly, until it succeeds (nil), ctx ends (nil), or Telegram no
// longer knows the token.
func (p *poller) persist(ctx context.Context, failure string, do func(context.Context) error) error {
	for failures := 1; ; failures++ {
		err := do(ctx)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		if isRevoked(err) {
			return fmt.Errorf("telegram account %s: %w", p.c.cfg.Account, adapters.ErrRevoked)
		}
		wait := p.backoff(failures)
		if se := asSendError(err); se.RetryAfter > 0 {
			wait = se.RetryAfter
		}
		p.report(ctx, failure, err, wait)
		if p.c.wait(ctx, wait) != nil {
			return nil
		}
	}
}

// backoff doubles from half a second to half a minute, spread over its upper half.
func (p *poller) backoff(failures int) time.Duration {
	d := lastBackoff
	if failures < 7 {
		d = min(lastBackoff, firstBackoff<<(failures-1))
	}
	return d/2 + time.Duration(p.c.jitter()*float64(d/2))
}

// report logs a failure, and takes away a webhook that somebody set meanwhile.
func (p *poller) report(ctx context.Context, failure string, err error, wait time.Duration) {
	switch {
	case errors.Is(err, errStore):
	case codeOf(err) == "409" && strings.Contains(err.Error(), "webhook"):
		p.c.log.Warn("a webhook was set for this bot, polling removes it", "wait", wait)
		if err := p.c.register(ctx); err != nil {
			p.c.log.Warn("webhook not removed", "err", asSendError(err))
		}
	case codeOf(err) == "409":
		p.c.log.Warn("another process polls this bot: only one may", "wait", wait)
	default:
		p.c.log.Warn(failure, "err", asSendError(err), "wait", wait)
	}
}

// fetch asks once and hands over what came.
func (p *poller) fetch(ctx context.Context) error {
	updates, err := p.c.getUpdates(ctx, p.offset)
	if err != nil {
		return err
	}
	if len(updates) == 0 {
		// Everything below offset is confirmed. After a quiet week Telegram counts on from a random
		// number ("Update", update_id): with the old offset, a lower one would be confirmed unseen.
		p.offset = 0
	}
	for _, raw := range updates {
		if err := p.take(ctx, raw); err != nil {
			return err
		}
	}
	return nil
}

// take hands one update over and moves the offset past it.
func (p *poller) take(ctx context.Context, raw json.RawMessage) error {
	id, err := readID(raw)
	if err != nil {
		return &answerError{status: 200} // without an id there is no way past it
	}
	ev, err := p.c.read(raw)
	if err != nil {
		p.c.log.Warn("update passed over", "err", err)
	}
	if ev.in != nil {
		if _, err := p.accept(ctx, *ev.in); err != nil {
			if ctx.Err() == nil {
				p.c.log.Error("update not stored, it will be fetched again", "msg_id", ev.in.ID, "err", err)
			}
			return errStore
		}
	}
	p.offset = id + 1
	p.answer(ctx, ev)
	return nil
}

// answer carries out what the event asks for beside accept, without holding up the next update.
// It is best effort: Telegram ends the button's spinner by itself after a while.
func (p *poller) answer(ctx context.Context, ev event) {
	if ev.callback == "" && ev.group == 0 {
		return
	}
	select {
	case p.slots <- struct{}{}:
	default:
		return // Telegram is slow just now
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	p.answers.Go(func() {
		defer func() { cancel(); <-p.slots }()
		var err error
		if ev.callback != "" {
			_, err = p.c.api.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: ev.callback})
		} else {
			_, err = p.c.api.SendMessage(ctx, &bot.SendMessageParams{ChatID: ev.group, Text: groupNotice})
		}
		if err != nil {
			p.c.log.Debug("not answered", "err", asSendError(err))
		}
	})
}
