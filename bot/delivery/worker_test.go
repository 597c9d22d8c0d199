package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/bot/state"
)

// outbox is one chat's outbox in memory, on the test's clock.
type outbox struct {
	mu    sync.Mutex
	queue []state.Out
	due   time.Time
	dead  map[string]string
	news  chan struct{}
}

func newOutbox(outs ...adapters.Outbound) *outbox {
	o := &outbox{dead: map[string]string{}, news: make(chan struct{}, 1)}
	for _, out := range outs {
		entry, err := Encode(out)
		if err != nil {
			panic(err)
		}
		o.queue = append(o.queue, entry)
	}
	return o
}

func (o *outbox) NextOut(_ context.Context, _ int, lease time.Duration) ([]state.Out, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.queue) == 0 || time.Now().Before(o.due) {
		return nil, nil
	}
	o.queue[0].Attempt++
	o.due = time.Now().Add(lease)
	return []state.Out{o.queue[0]}, nil
}

func (o *outbox) settle(gap time.Duration) {
	o.queue, o.due = o.queue[1:], time.Now().Add(gap)
}

func (o *outbox) Sent(_ context.Context, _ state.Out, gap time.Duration) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.settle(gap)
	return nil
}

func (o *outbox) RetryOut(_ context.Context, _ state.Out, d time.Duration) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.due = time.Now().Add(d)
	return nil
}

func (o *outbox) BuryOut(_ context.Context, m state.Out, why string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.dead[m.ID] = why
	o.settle(0)
	return nil
}

// platform answers sends with the given errors in turn, then takes everything.
type platform struct {
	adapters.Channel
	gap     time.Duration
	answers []error
	begin   time.Time
	log     []string // "1.5s hello"
}

func (p *platform) Name() string            { return "telegram" }
func (p *platform) Limits() adapters.Limits { return adapters.Limits{PerChat: p.gap} }
func (p *platform) Send(_ context.Context, out adapters.Outbound) (adapters.Receipt, error) {
	p.log = append(p.log, fmt.Sprintf("%v %s", time.Since(p.begin).Round(time.Second), out.Text))
	if len(p.answers) == 0 {
		return adapters.Receipt{}, nil
	}
	err := p.answers[0]
	p.answers = p.answers[1:]
	return adapters.Receipt{}, err
}

func message(id, text string) adapters.Outbound {
	return adapters.Outbound{ID: id, Text: text, To: adapters.Address{Channel: "telegram", Account: "default", User: "42"}}
}

// deliver runs a worker for a while and gives what the record was told and what was logged.
func deliver(t *testing.T, p *platform, o state.Outbox, during time.Duration) (notes []string, logged string) {
	t.Helper()
	var log bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		p.begin = time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), during)
		defer cancel()
		w := &Worker{
			Outbox: o, Watch: func(state.Topic) <-chan struct{} { return nil },
			Channels: map[string]adapters.Channel{"telegram:default": p},
			Log:      slog.New(slog.NewTextHandler(&log, nil)),
			Jitter:   func() float64 { return 1 },
			Note: func(_ context.Context, _, id, status, detail string) {
				notes = append(notes, strings.TrimSpace(id+" "+status+" "+detail))
			},
		}
		if err := w.Run(ctx); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Hour) // timers that the worker set run out inside the bubble
	})
	return notes, log.String()
}

func check(t *testing.T, what string, got, want []string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func TestMessagesToOneChatKeepTheirOrderAndThePlatformsPace(t *testing.T) {
	p := &platform{gap: time.Second}
	notes, _ := deliver(t, p, newOutbox(message("a", "one"), message("b", "two"), message("c", "three")), time.Minute)
	check(t, "sends", p.log, []string{"0s one", "1s two", "2s three"})
	check(t, "notes", notes, []string{"a sent", "b sent", "c sent"})
}

func TestRetryAfterIsHonouredToTheSecond(t *testing.T) {
	p := &platform{answers: []error{&adapters.SendError{Kind: adapters.RateLimit, Code: "429", RetryAfter: 7 * time.Second, Err: errors.New("slow down")}}}
	notes, _ := deliver(t, p, newOutbox(message("a", "one")), time.Minute)
	check(t, "sends", p.log, []string{"0s one", "7s one"})
	check(t, "notes", notes, []string{"a retrying 429", "a sent"})
}

func TestAFailingPlatformIsTriedWithGrowingPausesThenTheMessageIsDead(t *testing.T) {
	down := &adapters.SendError{Kind: adapters.Retry, Code: "500", Err: errors.New("oops")}
	p := &platform{}
	for range maxTries {
		p.answers = append(p.answers, down)
	}
	o := newOutbox(message("a", "one"), message("b", "two"))
	deliver(t, p, o, 24*time.Hour)
	check(t, "sends", p.log, []string{
		"0s one", "1s one", "3s one", "7s one", "15s one", "31s one", "1m3s one", "2m7s one", "4m15s one", "8m31s one", "8m31s two",
	})
	if why := o.dead["a"]; !strings.Contains(why, "10 tries") {
		t.Errorf("dead letter: %q", why)
	}
}

func TestABlockedChatIsNotTriedAgain(t *testing.T) {
	p := &platform{answers: []error{&adapters.SendError{Kind: adapters.Blocked, Code: "403", Err: errors.New("blocked")}}}
	o := newOutbox(message("a", "one"))
	notes, _ := deliver(t, p, o, time.Hour)
	check(t, "sends", p.log, []string{"0s one"})
	check(t, "notes", notes, []string{"a failed blocked (403)"})
}

func TestAMessageForAnUnknownAccountIsBuriedNotLost(t *testing.T) {
	lost := message("a", "one")
	lost.To.Account = "gone"
	o := newOutbox(lost, message("b", "two"))
	p := &platform{}
	deliver(t, p, o, time.Hour)
	check(t, "sends", p.log, []string{"0s two"})
	if o.dead["a"] == "" {
		t.Error("nothing in the dead letters")
	}
}

func TestLogsNeverHoldTheMessage(t *testing.T) {
	p := &platform{answers: []error{
		&adapters.SendError{Kind: adapters.Retry, Code: "500", Err: errors.New("oops")},
		&adapters.SendError{Kind: adapters.Permanent, Code: "400", Err: errors.New("bad")},
	}}
	_, logged := deliver(t, p, newOutbox(message("a", "我的手机号是13800001111")), time.Hour)
	if !strings.Contains(logged, "refused for good") || strings.Contains(logged, "13800001111") {
		t.Errorf("log: %s", logged)
	}
}

// down is an outbox whose store takes no word of what became of a message.
type down struct{ *outbox }

var errDown = errors.New("store is down")

func (d down) Sent(context.Context, state.Out, time.Duration) error     { return errDown }
func (d down) RetryOut(context.Context, state.Out, time.Duration) error { return errDown }
func (d down) BuryOut(context.Context, state.Out, string) error         { return errDown }

func TestLogsNeverNameThePersonWhenTheStoreIsDown(t *testing.T) {
	p := &platform{answers: []error{
		&adapters.SendError{Kind: adapters.Retry, Code: "500", Err: errors.New("oops")},
		&adapters.SendError{Kind: adapters.Permanent, Code: "400", Err: errors.New("bad")},
	}}
	out := message("a", "one")
	out.To.User = "oAbCdEfGhIjKlMnOpQrStUvWxYz1"
	_, logged := deliver(t, p, down{newOutbox(out)}, 5*time.Minute)
	for _, what := range []string{"sent message not settled", "retry not stored", "dead letter not stored"} {
		if !strings.Contains(logged, what) {
			t.Errorf("not logged: %s", what)
		}
	}
	if strings.Contains(logged, out.To.User) {
		t.Errorf("the log names the person: %s", logged)
	}
}

// crowd is an outbox with one message in each of many chats, each handed out once.
type crowd struct {
	*outbox
}

func (c crowd) NextOut(_ context.Context, n int, _ time.Duration) ([]state.Out, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	due := c.queue[:min(n, len(c.queue))]
	c.queue = c.queue[len(due):]
	return due, nil
}

func (c crowd) Sent(context.Context, state.Out, time.Duration) error     { return nil }
func (c crowd) RetryOut(context.Context, state.Out, time.Duration) error { return nil }

// hanging is a platform that takes every connection and answers none.
type hanging struct{ platform }

func (h *hanging) Send(ctx context.Context, _ adapters.Outbound) (adapters.Receipt, error) {
	<-ctx.Done()
	return adapters.Receipt{}, ctx.Err()
}

func TestAPlatformThatHangsHoldsUpNobodyElse(t *testing.T) {
	var outs []adapters.Outbound
	for i := range 200 {
		out := message(fmt.Sprint("t", i), "to Telegram")
		out.To.User = fmt.Sprint(1000 + i)
		outs = append(outs, out)
	}
	last := message("w", "an agent's words")
	last.To.Channel = "webchat"
	healthy := &platform{}
	synctest.Test(t, func(t *testing.T) {
		healthy.begin = time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		w := &Worker{
			Outbox: crowd{newOutbox(append(outs, last)...)}, Watch: func(state.Topic) <-chan struct{} { return nil },
			Channels: map[string]adapters.Channel{"telegram:default": &hanging{}, "webchat:default": healthy},
			Log:      slog.New(slog.DiscardHandler), Jitter: func() float64 { return 1 },
		}
		if err := w.Run(ctx); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Hour)
	})
	check(t, "sends", healthy.log, []string{"0s an agent's words"})
}

// paced is a platform that takes ten messages a second over all chats.
type paced struct {
	platform
	sent atomic.Int32
}

func (p *paced) Send(context.Context, adapters.Outbound) (adapters.Receipt, error) {
	p.sent.Add(1)
	return adapters.Receipt{}, nil
}

func (p *paced) Limits() adapters.Limits { return adapters.Limits{PerSecond: 10} }

// givenBack notes what is handed back to the outbox.
type givenBack struct {
	crowd
	ids map[string]bool
}

func (g givenBack) RetryOut(_ context.Context, o state.Out, d time.Duration) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ids[o.ID] = d == 0
	return nil
}

func TestAStopGivesBackWhatStillWaitsForItsTurn(t *testing.T) {
	const people = 200
	var outs []adapters.Outbound
	for i := range people {
		out := message(fmt.Sprint("m", i), "hello")
		out.To.User = fmt.Sprint(1000 + i)
		outs = append(outs, out)
	}
	platform, back := &paced{}, givenBack{crowd{newOutbox(outs...)}, map[string]bool{}}
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(4500*time.Millisecond, stop)
		w := &Worker{
			Outbox: back, Watch: func(state.Topic) <-chan struct{} { return nil },
			Channels: map[string]adapters.Channel{"telegram:default": platform},
			Log:      slog.New(slog.DiscardHandler), Jitter: func() float64 { return 1 },
		}
		if err := w.Run(ctx); err != nil {
			t.Error(err)
		}
		if took := time.Since(begin); took > 5*time.Second { // on the bubble's clock
			t.Errorf("the end came after %v: the queue was waited for", took)
		}
		time.Sleep(time.Hour)
	})
	if sent := int(platform.sent.Load()); sent == 0 || len(back.ids) == 0 || sent+len(back.ids) != people {
		t.Errorf("%d sent and %d given back of %d", sent, len(back.ids), people)
	}
	for id, now := range back.ids {
		if !now {
			t.Errorf("%s is not due at once", id)
		}
	}
}
