package conversation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/bot/catalog"
	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
	"huiyin/bot/state"
	"huiyin/configs"
	"huiyin/dialog"
	"huiyin/scoring"
	"huiyin/scoring/lexicon"
	"huiyin/scoring/rules"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// shippedScorer scores as cmd/huiyin does.
func shippedScorer(t testing.TB) scoring.Scorer {
	t.Helper()
	words, err := fs.ReadFile(configs.FS, "lexicons/sentiment.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.Parse("sentiment.yaml", words)
	if err != nil {
		t.Fatal(err)
	}
	patterns, err := fs.ReadFile(configs.FS, "lexicons/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	must, err := rules.Parse("rules.yaml", patterns)
	if err != nil {
		t.Fatal(err)
	}
	return scoring.New(lex, must)
}

// shipped is a handler of everything that ships.
func shipped(t testing.TB) *conversation.Handler {
	t.Helper()
	surveys, err := catalog.Load(configs.FS, "surveys")
	if err != nil {
		t.Fatal(err)
	}
	return &conversation.Handler{
		Surveys: surveys, Scorer: shippedScorer(t), Policy: handoff.DefaultPolicy(), WalkIn: "motor-claim",
	}
}

// chat is one customer's chat. Between two turns only the document's JSON is kept.
type chat struct {
	testing.TB
	*conversation.Handler
	doc    []byte
	now    time.Time
	wakeAt time.Time
	turns  int
	labels map[string]string // of the newest buttons: label to value
	events []records.Event   // all so far
}

const chatID = "telegram:default:42"

func open(t testing.TB, h *conversation.Handler) *chat { return &chat{TB: t, Handler: h, now: monday} }

// turn is what came of one message.
type turn struct {
	*chat
	conversation.Result
}

// document reloads the conversation.
func (c *chat) document() conversation.Document {
	c.Helper()
	d, err := conversation.ParseDocument(chatID, c.doc)
	if err != nil {
		c.Fatal(err)
	}
	return d
}

// handle takes one turn, twice: a message that is handled again after a crash must commit the same.
func (c *chat) handle(in conversation.Turn) turn {
	c.Helper()
	c.turns++
	if in.ID == "" {
		in.ID = fmt.Sprintf("m%d", c.turns)
	}
	in.Now = c.now
	before := c.document()
	r, err := c.Handle(context.Background(), before, in)
	if err != nil {
		c.Fatalf("turn %s: %v", in.ID, err)
	}
	again, err := c.Handle(context.Background(), c.document(), in)
	if err != nil {
		c.Fatalf("turn %s again: %v", in.ID, err)
	}
	if diff := cmp.Diff(encode(c, r), encode(c, again)); diff != "" {
		c.Fatalf("turn %s handled again differs: %s", in.ID, diff)
	}
	c.doc = []byte(encode(c, r.Document))
	c.wakeAt = r.WakeAt
	c.events = append(c.events, r.Events...)
	c.silentInCase(before, r)
	for _, o := range r.Out {
		c.labels = map[string]string{}
		for _, b := range o.Buttons {
			c.labels[b.Label] = b.Value
		}
	}
	return turn{c, r}
}

func encode(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// silentInCase holds in every turn: from the escalation on until the resolution the bot is silent.
func (c *chat) silentInCase(before conversation.Document, r conversation.Result) {
	c.Helper()
	was, is := before.Case, r.Document.Case
	if was == nil || is == nil || was.ID != is.ID || is.State == handoff.Resolved {
		return
	}
	for _, o := range r.Out {
		if o.From == "bot" {
			c.Fatalf("the bot spoke while case %s is %s: %q", is.ID, is.State, o.Text)
		}
	}
}

// does takes a turn of the customer.
func (c *chat) does(in adapters.Inbound) turn {
	c.Helper()
	return c.handle(customer(c.turns+1, in))
}

func customer(n int, in adapters.Inbound) conversation.Turn {
	in.ID = fmt.Sprintf("m%d", n)
	in.From, _ = adapters.ParseAddress(chatID)
	return conversation.Turn{ID: in.ID, Message: conversation.Message{Customer: &in}}
}

func (c *chat) says(text string) turn {
	c.Helper()
	return c.does(adapters.Inbound{Kind: adapters.KindText, Text: text})
}

// press presses one of the newest buttons, as the platforms do that send the value alone.
func (c *chat) press(label string) turn {
	c.Helper()
	value, ok := c.labels[label]
	if !ok {
		c.Fatalf("there is no button %q among %v", label, c.labels)
	}
	return c.does(adapters.Inbound{Kind: adapters.KindButton, Button: value})
}

// opens opens the chat by a link; the invitation was redeemed, or why not.
func (c *chat) opens(inv *conversation.Invite, why error) turn {
	c.Helper()
	t := customer(c.turns+1, adapters.Inbound{Kind: adapters.KindStart, Payload: "token"})
	t.Invite, t.InviteErr = inv, why
	return c.handle(t)
}

func (c *chat) invited(inv *conversation.Invite) turn {
	c.Helper()
	return c.handle(conversation.Turn{ID: "invite:" + inv.ID, Message: conversation.Message{Invite: inv}})
}

// timer lets the time come that the last turn asked for.
func (c *chat) timer() turn {
	c.Helper()
	if c.wakeAt.IsZero() {
		c.Fatal("no timer is set")
	}
	c.now = c.wakeAt
	return c.handle(conversation.Turn{ID: state.TimerPrefix + fmt.Sprint(c.now.UnixMilli()), Message: conversation.Message{Timer: true}})
}

// acts lets an agent act on the newest case and gives the code of the outcome.
func (c *chat) acts(a conversation.AgentAction) (turn, string) {
	c.Helper()
	if a.Case == "" && c.document().Case != nil {
		a.Case = c.document().Case.ID
	}
	r := c.handle(conversation.Turn{Message: conversation.Message{Agent: &a}})
	for _, e := range r.Events {
		if e.Outcome != nil {
			return r, e.Outcome.Error
		}
	}
	c.Fatal("the action has no outcome")
	return r, ""
}

// bot expects one message of the bot that holds all of words.
func (t turn) bot(words ...string) turn {
	t.Helper()
	if len(t.Out) != 1 || t.Out[0].From != "bot" {
		t.Fatalf("want one message of the bot, got %+v", t.Out)
	}
	for _, w := range words {
		if !strings.Contains(t.Out[0].Text, w) {
			t.Fatalf("the bot said %q, want %q in it", t.Out[0].Text, w)
		}
	}
	return t
}

// silence expects that nothing is sent.
func (t turn) silence() turn {
	t.Helper()
	if len(t.Out) > 0 {
		t.Fatalf("want silence, got %+v", t.Out)
	}
	return t
}

// in expects the session's state.
func (t turn) in(s dialog.State) turn {
	t.Helper()
	if got := t.Document.Session; got == nil || got.State != s {
		t.Fatalf("session is %+v, want state %s", got, s)
	}
	return t
}

// opened expects that the turn opened a case for the given rules, the first reason first.
func (t turn) opened(rules ...string) turn {
	t.Helper()
	var got []string
	cases := 0
	for _, e := range t.Events {
		if e.Case != nil {
			cases++
			for _, r := range e.Case.Reasons {
				got = append(got, r.Rule)
			}
		}
	}
	if cases != 1 || len(got) < len(rules) || !cmp.Equal(rules, got[:len(rules)]) {
		t.Fatalf("%d cases for %v, want one for %v", cases, got, rules)
	}
	return t
}

// audits gives the audit entries so far, as "actor action".
func (c *chat) audits() (all []string) {
	for _, e := range c.events {
		if e.Audit != nil {
			all = append(all, e.Audit.Actor+" "+e.Audit.Action)
		}
	}
	return all
}

// invitations gives what became of invitations so far, as "id status reason".
func (c *chat) invitations() (all []string) {
	for _, e := range c.events {
		if i := e.Invitation; i != nil {
			all = append(all, strings.TrimSpace(i.ID+" "+i.Status+" "+i.Reason))
		}
	}
	return all
}

// answers gives the ids of the questions answered so far.
func (c *chat) answers() (all []string) {
	for _, e := range c.events {
		if e.Answer != nil {
			all = append(all, e.Answer.Answer.Question)
		}
	}
	return all
}

// contact gives the contact as the record has it now.
func (c *chat) contact() records.Contact {
	c.Helper()
	for i := len(c.events) - 1; i >= 0; i-- {
		if c.events[i].Contact != nil {
			return *c.events[i].Contact
		}
	}
	c.Fatal("the record has no contact")
	return records.Contact{}
}

func same(t testing.TB, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
