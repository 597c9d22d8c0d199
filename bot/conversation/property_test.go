package conversation_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/bot/conversation"
	"huiyin/bot/records"
	"huiyin/bot/state"
)

// words are what customers write, of every sort that is read otherwise.
var words = []string{
	"", "好的", "同意", "不同意", "10", "0", "3分，没人管", "7", "是", "否", "解决了", "跳过", "退订", "STOP", "转人工", "agent",
	"定损拖了九天，没人管", "我要打12378投诉", "找律师告你们", "不想活了", "很满意，谢谢", "1,3", "2026-11-25", "昨天", "？？？",
	"10分，拒赔三次", "\x00\xff", "😀😀", "a very long story: " + string(make([]rune, 3000)), "{name}", "<b>", "转人工\n谢谢",
}

// anything takes one turn that could happen in a chat, plausible or not.
func (c *chat) anything(r *rand.Rand) turn {
	c.Helper()
	c.now = c.now.Add(time.Duration(r.IntN(30)) * time.Hour)
	switch r.IntN(12) {
	case 0:
		return c.handle(conversation.Turn{Message: conversation.Message{Invite: claim(fmt.Sprintf("I%d", r.IntN(4)))}})
	case 1:
		why := []error{nil, records.ErrUsed, records.ErrExpired, records.ErrNotFound}[r.IntN(4)]
		if why != nil {
			return c.opens(nil, why)
		}
		inv := claim(fmt.Sprintf("I%d", r.IntN(4)))
		inv.Survey = []string{"motor-claim", "pet-research"}[r.IntN(2)]
		return c.opens(inv, nil)
	case 2:
		kinds := []adapters.Kind{adapters.KindStart, adapters.KindFollow, adapters.KindLeave, adapters.KindMedia, "of the future"}
		return c.does(adapters.Inbound{Kind: kinds[r.IntN(len(kinds))], Name: "陈", Lang: []string{"", "en", "fr-CA"}[r.IntN(3)]})
	case 3:
		if !c.wakeAt.IsZero() && r.IntN(2) == 0 {
			return c.timer()
		}
		return c.handle(conversation.Turn{Message: conversation.Message{Timer: true}})
	case 4, 5, 6:
		a := conversation.AgentAction{
			Do: []string{"take", "reply", "resolve", "resolve", "dance"}[r.IntN(5)], Agent: []string{"", "王敏", "李强"}[r.IntN(3)],
			Text: words[r.IntN(len(words))], RootCause: "a", Action: []string{"b", "b", ""}[r.IntN(3)],
		}
		if r.IntN(5) == 0 {
			a.Case = "CNONE"
		}
		t, _ := c.acts(a)
		return t
	case 7, 8, 9:
		value := fmt.Sprint(r.Uint32())
		if values := slices.Sorted(maps.Values(c.labels)); len(values) > 0 && r.IntN(4) > 0 {
			value = values[r.IntN(len(values))]
		}
		return c.does(adapters.Inbound{Kind: adapters.KindButton, Button: value})
	}
	return c.says(words[r.IntN(len(words))])
}

// Whatever happens in whatever order: no turn fails or panics, the bot is silent while a person has
// the conversation (chat.handle holds every turn to that, to being repeatable, and to a document
// that reloads), what is sent has an address and an id of its own, and nothing is sent to who left.
func TestAnythingMayHappen(t *testing.T) {
	for _, walkIn := range []string{"motor-claim", ""} {
		h := shipped(t)
		h.WalkIn = walkIn
		for seed := range uint64(25) {
			r := rand.New(rand.NewPCG(seed, 7))
			c := open(t, h)
			ids := map[string]bool{}
			for i := range 50 {
				got := c.anything(r)
				for _, o := range got.Out {
					if o.To.String() != chatID || o.ID == "" || ids[o.ID] || o.Text == "" && o.From == "bot" {
						t.Fatalf("walk-in %q seed %d turn %d sends %+v", walkIn, seed, i, o)
					}
					ids[o.ID] = true
					if got.Document.Left && o.From == "bot" {
						t.Fatalf("walk-in %q seed %d turn %d writes to who left: %q", walkIn, seed, i, o.Text)
					}
				}
				for _, e := range got.Events {
					if e.Conv != chatID {
						t.Fatalf("an event of %q", e.Conv)
					}
				}
			}
		}
	}
}

func FuzzParseDocument(f *testing.F) {
	c := open(f, shipped(f))
	c.invited(claim("I1"))
	f.Add(c.doc, "你好")
	c.press("同意")
	c.press("2")
	c.says("没人管，太差了")
	f.Add(c.doc, "在吗")
	f.Add([]byte(`{"session":{"survey":"motor-claim","state":"no_such"}}`), "好")
	f.Add([]byte(`{}`), "好")
	h := shipped(f)
	f.Fuzz(func(t *testing.T, stored []byte, text string) {
		doc, err := conversation.ParseDocument(chatID, stored)
		if err != nil {
			return
		}
		msg := customer(1, adapters.Inbound{Kind: adapters.KindText, Text: text})
		msg.Now = monday
		_, _ = h.Handle(context.Background(), doc, msg) // an error is fine, a panic is not
	})
}

func FuzzParseMessage(f *testing.F) {
	f.Add("m1", []byte(`{"customer":{"id":"m1","kind":"text","text":"好"}}`))
	f.Add("timer:1", []byte(nil))
	f.Add("m1", []byte(`{"agent":{"do":"take","case":"C1"}}`))
	f.Fuzz(func(t *testing.T, id string, body []byte) {
		m, err := conversation.ParseMessage(state.In{Conv: chatID, ID: id, Body: body})
		if err != nil || m.Timer {
			return
		}
		in, err := m.In(chatID, id)
		if err != nil {
			t.Fatal(err)
		}
		again, err := conversation.ParseMessage(in)
		if err != nil {
			t.Fatalf("what was written does not read: %v", err)
		}
		same(t, encode(t, m), encode(t, again))
	})
}
