package desk_test

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"huiyin/bot/desk/live"
	"huiyin/bot/handoff"
	"huiyin/bot/insight"
	"huiyin/bot/records"
)

// bureau is the whole world behind the desk, in memory: record, agents, insight and the
// conversations that answer actions.
type bureau struct {
	mu            sync.Mutex
	now           func() time.Time
	hub           *live.Hub
	cases         map[string]*records.Case
	messages      map[string][]records.Message // by chat
	conversations map[string]records.Conversation
	answers       map[string][]records.Answer
	people        map[string]records.Agent
	links         map[string]*link
	replies       map[string]bool // by client id
	total         insight.NPS
	places        []insight.PlaceNPS
	ends          []insight.Completion
	recoveries    []insight.Recovery
	fills         []insight.SurveyFill
	verbatims     []records.Verbatim
	actionErr     error // what every action fails with, when set
}

type link struct {
	expires time.Time
	used    bool
}

// errDown is a store that does not answer.
var errDown = errors.New("store is down")

func newBureau(now func() time.Time) *bureau {
	return &bureau{
		now: now, hub: live.NewHub(),
		cases: map[string]*records.Case{}, messages: map[string][]records.Message{},
		conversations: map[string]records.Conversation{}, answers: map[string][]records.Answer{},
		people: map[string]records.Agent{}, links: map[string]*link{}, replies: map[string]bool{},
	}
}

func (b *bureau) Cases(_ context.Context, f records.CaseFilter) ([]records.Case, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []records.Case
	for _, c := range b.cases {
		active := c.State != handoff.Resolved
		if f.State == "active" && !active || f.State != "" && f.State != "active" && f.State != string(c.State) {
			continue
		}
		all = append(all, *c)
	}
	slices.SortFunc(all, func(a, b records.Case) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), a.OpenedAt.Compare(b.OpenedAt))
	})
	return all, nil
}

func (b *bureau) Case(_ context.Context, id string) (records.Case, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c, ok := b.cases[id]; ok {
		return *c, nil
	}
	return records.Case{}, records.ErrNotFound
}

func (b *bureau) Messages(_ context.Context, conv string, limit int) ([]records.Message, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := slices.Clone(b.messages[conv])
	return all[max(0, len(all)-limit):], nil
}

func (b *bureau) Conversation(_ context.Context, id string) (records.Conversation, []records.Answer, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c, ok := b.conversations[id]; ok {
		return c, slices.Clone(b.answers[id]), nil
	}
	return records.Conversation{}, nil, records.ErrNotFound
}

func (b *bureau) Outcome(context.Context, string) (records.Outcome, error) {
	return records.Outcome{}, records.ErrNotFound
}

func (b *bureau) PutAgent(_ context.Context, a records.Agent) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.people[a.Name] = a
	return nil
}

func (b *bureau) Agent(_ context.Context, name string) (records.Agent, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if a, ok := b.people[name]; ok {
		return a, nil
	}
	return records.Agent{}, records.ErrNotFound
}

func (b *bureau) AgentCount(context.Context) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.people), nil
}

func (b *bureau) PutLink(_ context.Context, hash string, expires time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.links[hash] = &link{expires: expires}
	return nil
}

func (b *bureau) UseLink(_ context.Context, hash string, now time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	l, ok := b.links[hash]
	switch {
	case !ok:
		return records.ErrNotFound
	case l.used:
		return records.ErrUsed
	case now.After(l.expires):
		return records.ErrExpired
	}
	l.used = true
	return nil
}

func (b *bureau) TotalNPS(context.Context, time.Time) (insight.NPS, error) { return b.total, nil }

func (b *bureau) AllQuotas(context.Context) ([]insight.SurveyFill, error) { return b.fills, nil }

func (b *bureau) Recoveries(context.Context, time.Time) ([]insight.Recovery, error) {
	return b.recoveries, nil
}

func (b *bureau) CompletionByTouchpoint(context.Context, time.Time) ([]insight.Completion, error) {
	return b.ends, nil
}

func (b *bureau) NPSByTouchpoint(context.Context, time.Time) ([]insight.PlaceNPS, error) {
	return b.places, nil
}

func (b *bureau) Verbatims(context.Context, int) ([]records.Verbatim, error) { return b.verbatims, nil }

// act runs one action on a case as its conversation would, and tells who watches.
func (b *bureau) act(id string, f func(c *records.Case) error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.actionErr != nil {
		return b.actionErr
	}
	c, ok := b.cases[id]
	if !ok {
		return records.ErrNotFound
	}
	if err := f(c); err != nil {
		return err
	}
	b.hub.Publish(c.Conv)
	return nil
}

func (b *bureau) own(c *records.Case, agent string) error {
	if c.State == handoff.Taken && c.Owner != agent {
		return &handoff.Error{Code: "taken_by_other", Owner: c.Owner}
	}
	if c.State == handoff.Resolved {
		return &handoff.Error{Code: "not_open"}
	}
	if c.State == handoff.Open {
		c.State, c.Owner, c.TakenAt = handoff.Taken, agent, b.now()
	}
	c.Unread = 0
	return nil
}

func (b *bureau) Take(_ context.Context, id, agent string) error {
	return b.act(id, func(c *records.Case) error { return b.own(c, agent) })
}

func (b *bureau) Reply(_ context.Context, id, agent, text, clientID string) error {
	return b.act(id, func(c *records.Case) error {
		if err := b.own(c, agent); err != nil {
			return err
		}
		if b.replies[clientID] {
			return nil
		}
		b.replies[clientID] = true
		if c.RepliedAt.IsZero() {
			c.RepliedAt = b.now()
		}
		b.messages[c.Conv] = append(b.messages[c.Conv], records.Message{
			ID: "a" + clientID, Conv: c.Conv, From: "agent", Who: agent, Text: text, Status: "sent", At: b.now(),
		})
		return nil
	})
}

func (b *bureau) Resolve(_ context.Context, id, agent, cause, action string) error {
	return b.act(id, func(c *records.Case) error {
		if err := b.own(c, agent); err != nil {
			return err
		}
		c.State, c.ResolvedAt, c.RootCause, c.Action = handoff.Resolved, b.now(), cause, action
		return nil
	})
}

// opens puts a case into the record, with the customer's newest words.
func (b *bureau) opens(c records.Case, said ...records.Message) {
	b.mu.Lock()
	if c.State == "" {
		c.State = handoff.Open
	}
	for i, m := range said {
		m.Conv = c.Conv
		if m.ID == "" {
			m.ID = strings.Join([]string{c.ID, string(rune('a' + i))}, "-")
		}
		b.messages[c.Conv] = append(b.messages[c.Conv], m)
		if m.From == "customer" {
			c.LastMessage, c.LastAt = m.Text, m.At
		}
	}
	b.cases[c.ID] = &c
	b.mu.Unlock()
	b.hub.Publish(c.Conv)
}

// says adds a customer's message to the chat of a case.
func (b *bureau) says(id string, m records.Message) {
	b.mu.Lock()
	c := b.cases[id]
	m.Conv, m.From = c.Conv, "customer"
	b.messages[c.Conv] = append(b.messages[c.Conv], m)
	c.LastMessage, c.LastAt = m.Text, m.At
	c.Unread++
	b.mu.Unlock()
	b.hub.Publish(c.Conv)
}

func (b *bureau) caseNow(id string) records.Case {
	c, _ := b.Case(context.Background(), id)
	return c
}
