package bot_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"huiyin/adapters"
	"huiyin/bot"
	"huiyin/bot/catalog"
	"huiyin/bot/conversation"
	"huiyin/bot/desk/live"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
	recordsqlite "huiyin/bot/records/sqlite"
	"huiyin/bot/sqlitedb"
	"huiyin/bot/state"
	statesqlite "huiyin/bot/state/sqlite"
	"huiyin/configs"
	"huiyin/scoring"
)

// house is a running bot on real stores in a temporary folder. It lives in a synctest bubble: the
// clock stands still while anything is being done, and waits cost nothing.
type house struct {
	*testing.T
	*bot.Service
	db      *sqlitedb.DB
	store   *statesqlite.Store
	record  *recordsqlite.Store
	channel *channel
	log     *safeBuffer
	cfg     bot.Config
	cancel  context.CancelFunc
	ended   chan error
}

// inBubble runs a story in a bubble.
func inBubble(t *testing.T, story func(t *testing.T, h *house)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { story(t, build(t)) })
}

// build makes the parts; the story may change h.cfg before it calls h.run.
func build(t *testing.T) *house {
	t.Helper()
	h := &house{T: t, channel: &channel{}, log: &safeBuffer{}}
	var err error
	if h.db, err = sqlitedb.Open(filepath.Join(t.TempDir(), "h.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.db.Close() })
	if h.record, err = recordsqlite.New(t.Context(), h.db); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.record.Close() })
	if h.store, err = statesqlite.New(t.Context(), h.db); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.store.Close() })
	surveys, err := catalog.Load(configs.FS, "surveys")
	if err != nil {
		t.Fatal(err)
	}
	h.cfg = bot.Config{
		Store: h.store, Record: h.record, Channels: []adapters.Channel{h.channel}, Live: live.NewHub(),
		Log: slog.New(slog.NewTextHandler(h.log, nil)),
		Handler: &conversation.Handler{
			Surveys: surveys, Scorer: regulator{}, Policy: handoff.DefaultPolicy(), WalkIn: "motor-claim",
		},
	}
	return h
}

// run starts the service in a bubble; the test ends it unless the story does.
func (h *house) run() {
	h.Helper()
	h.start()
	synctest.Wait()
}

// start starts the service, and waits for nothing.
func (h *house) start() {
	h.Helper()
	h.cfg.Metrics = bot.NewMetrics(h.cfg.Store)
	var err error
	if h.Service, err = bot.New(h.cfg); err != nil {
		h.Fatal(err)
	}
	ctx, cancel := context.WithCancel(h.T.Context())
	h.cancel, h.ended = cancel, make(chan error, 1)
	go func() { h.ended <- h.Service.Run(ctx) }()
	h.Cleanup(cancel)
}

// stop tells the service to stop and waits for its end.
func (h *house) stop() {
	h.Helper()
	h.cancel()
	if err := <-h.ended; err != nil {
		h.Fatal(err)
	}
}

// says lets a customer write, and waits until everything about it is done that can be done now.
func (h *house) says(user, id, text string) {
	h.Helper()
	h.does(adapters.Inbound{ID: id, From: address(user), Kind: adapters.KindText, Text: text})
}

func (h *house) does(in adapters.Inbound) {
	h.Helper()
	if _, err := h.Accept(h.Context(), in); err != nil {
		h.Fatal(err)
	}
	synctest.Wait()
}

func address(user string) adapters.Address {
	return adapters.Address{Channel: "test", Account: "default", User: user}
}

// unhappy opens a case and gives its id.
func (h *house) unhappy(user string) string {
	h.Helper()
	h.says(user, "angry", "我要打12378")
	all, err := h.record.Cases(h.Context(), records.CaseFilter{State: "open"})
	if err != nil {
		h.Fatal(err)
	}
	for _, c := range all {
		if c.Conv == address(user).String() {
			return c.ID
		}
	}
	h.Fatalf("no case was opened, log: %s", h.log)
	return ""
}

// stats are the store's gauges.
func (h *house) stats() state.Stats {
	h.Helper()
	st, err := h.store.Stats(context.WithoutCancel(h.Context()))
	if err != nil {
		h.Fatal(err)
	}
	return st
}

// messages gives the record of a chat, as "from: text".
func (h *house) messages(user string) (lines []string) {
	h.Helper()
	all, err := h.record.Messages(h.Context(), address(user).String(), 100)
	if err != nil {
		h.Fatal(err)
	}
	for _, m := range all {
		lines = append(lines, m.From+": "+m.Text)
	}
	return lines
}

// buried gives the causes of the dead letters.
func (h *house) buried() (causes []string) {
	h.Helper()
	rows, err := h.db.Reader().QueryContext(h.Context(), `SELECT why FROM st_dead ORDER BY at`)
	if err != nil {
		h.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var why string
		if err := rows.Scan(&why); err != nil {
			h.Fatal(err)
		}
		causes = append(causes, why)
	}
	return causes
}

// count gives a metric's value; labels are "name=value".
func (h *house) count(metric string, labels ...string) float64 {
	h.Helper()
	families, err := h.Metrics.Registry.Gather()
	if err != nil {
		h.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			have := map[string]bool{}
			for _, l := range m.GetLabel() {
				have[l.GetName()+"="+l.GetValue()] = true
			}
			for _, l := range labels {
				if !have[l] {
					m = nil
					break
				}
			}
			if f.GetName() == metric && m != nil {
				return m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
			}
		}
	}
	return 0
}

// regulator scores nothing but words about the regulator.
type regulator struct{}

func (regulator) Score(_ context.Context, r scoring.Reply) (scoring.Score, error) {
	s := scoring.UnknownScore("test")
	if strings.Contains(r.Text, "12378") {
		s.Rules = []scoring.Hit{{ID: "regulator", Words: []string{"12378"}}}
	}
	return s, nil
}

// policy is a policy of a test.
type policy func(handoff.View) handoff.Decision

func (f policy) Decide(v handoff.View, _ scoring.Score, _ time.Time) handoff.Decision { return f(v) }

// channel is a platform in memory.
type channel struct {
	mu   sync.Mutex
	sent []adapters.Outbound
	send func(out adapters.Outbound) error // nil: take it
}

func (*channel) Name() string                          { return "test" }
func (*channel) Account() string                       { return "default" }
func (*channel) Limits() adapters.Limits               { return adapters.Limits{} }
func (*channel) Check(context.Context) (string, error) { return "ok", nil }

func (c *channel) Send(_ context.Context, out adapters.Outbound) (adapters.Receipt, error) {
	if c.send != nil {
		if err := c.send(out); err != nil {
			return adapters.Receipt{}, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sent = append(c.sent, out)
	return adapters.Receipt{}, nil
}

// to gives what was sent to a user.
func (c *channel) to(user string) (texts []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range c.sent {
		if o.To == address(user) {
			texts = append(texts, o.Text)
		}
	}
	return texts
}

var errAway = errors.New("away")

// times fails the first n calls.
func times(n int) func() error {
	var mu sync.Mutex
	return func() error {
		mu.Lock()
		defer mu.Unlock()
		if n > 0 {
			n--
			return errAway
		}
		return nil
	}
}

// safeBuffer is a log that may be read while it is written.
type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
