package conversation_test

import (
	"context"
	"strings"
	"testing"

	"huiyin/adapters"
	"huiyin/bot/conversation"
	"huiyin/bot/records"
	"huiyin/bot/state"
	"huiyin/dialog"
)

func TestTheFirstMessageOfATurnAnswersTheCustomers(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	r := c.says("好的").bot("0=完全不可能")
	if out := r.Out[0]; out.ReplyTo != r.ID() || out.To.String() != chatID || !out.Inline || len(out.Buttons) != 11 {
		t.Errorf("%+v", out)
	}
	c.press("8")
	if r := c.timer().bot("还在等您"); r.Out[0].ReplyTo != "" {
		t.Errorf("a reminder answers %q", r.Out[0].ReplyTo)
	}
}

// ID is the id of the customer's message of this turn.
func (t turn) ID() string {
	for _, e := range t.Events {
		if e.Message != nil && e.Message.From == "customer" {
			return e.Message.ID
		}
	}
	return ""
}

func TestTheSameMessageIDInTwoChatsGivesDifferentIDs(t *testing.T) {
	seen := map[string]bool{}
	for _, user := range []string{"1", "2", "11"} {
		doc, err := conversation.ParseDocument("telegram:default:"+user, nil)
		if err != nil {
			t.Fatal(err)
		}
		in := adapters.Inbound{ID: "m1", From: doc.Address, Kind: adapters.KindText, Text: "我要打12378投诉"}
		r, err := shipped(t).Handle(context.Background(), doc, conversation.Turn{ID: "m1", Message: conversation.Message{Customer: &in}, Now: monday})
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{r.Document.Session.ID, r.Document.Case.ID, r.Out[0].ID} {
			if seen[id] || len(id) < 12 {
				t.Errorf("id %q", id)
			}
			seen[id] = true
		}
	}
}

func TestWhatCannotBeHandledIsAnError(t *testing.T) {
	h := shipped(t)
	doc, _ := conversation.ParseDocument(chatID, nil)
	gone := doc
	gone.Session = &dialog.Session{Survey: "withdrawn", Version: "1", State: "q1", Lang: "zh"}
	lost := doc
	lost.Session = &dialog.Session{Survey: "motor-claim", Version: "1", State: "no_such_question", Lang: "zh"}
	unknown := claim("I1")
	unknown.Survey = "unknown"
	text := adapters.Inbound{ID: "m1", Kind: adapters.KindText, Text: "陈先生的话"}
	start := adapters.Inbound{ID: "m1", Kind: adapters.KindStart}

	for name, c := range map[string]struct {
		doc  conversation.Document
		msg  conversation.Message
		want string
	}{
		"nothing":                        {doc, conversation.Message{}, "empty message"},
		"an unknown survey":              {doc, conversation.Message{Invite: unknown}, `survey "unknown"`},
		"words in a survey that is gone": {gone, conversation.Message{Customer: &text}, "survey withdrawn: gone"},
		"a start in one":                 {gone, conversation.Message{Customer: &start}, "survey withdrawn: gone"},
		"a timer in one":                 {gone, conversation.Message{Timer: true}, "survey withdrawn: gone"},
		"a question that is gone":        {lost, conversation.Message{Customer: &text}, "no_such_question"},
	} {
		r, err := h.Handle(context.Background(), c.doc, conversation.Turn{ID: "m1", Message: c.msg, Now: monday})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), text.Text) {
			t.Errorf("%s: %v", name, err)
		}
		if len(r.Out)+len(r.Events) > 0 || r.Document.Session != nil {
			t.Errorf("%s: something was decided: %+v", name, r)
		}
	}
}

func TestWhatIsStoredReadsAgainOrSaysWhyNot(t *testing.T) {
	for name, in := range map[string]state.In{
		"no JSON":            {ID: "m1", Body: []byte("{")},
		"nothing known":      {ID: "m1", Body: []byte(`{"of_the_future":{}}`)},
		"empty and no timer": {ID: "m1"},
	} {
		if m, err := conversation.ParseMessage(in); err == nil {
			t.Errorf("%s: %+v", name, m)
		}
	}
	if m, err := conversation.ParseMessage(state.In{ID: "timer:17"}); err != nil || !m.Timer {
		t.Errorf("a timer: %+v %v", m, err)
	}
	if _, err := conversation.ParseDocument(chatID, []byte("{")); err == nil {
		t.Error("a broken document loads")
	}
	if _, err := conversation.ParseDocument("nowhere", nil); err == nil {
		t.Error("an address without a user loads")
	}
	inv := records.Invitation{ID: "I1", Survey: "s", Touchpoint: "t", Journey: "j", Customer: "c", Lang: "en", Vars: map[string]any{"a": "b"}}
	msg, err := conversation.Message{Invite: conversation.InviteOf(inv)}.In(chatID, "invite:I1")
	if err != nil {
		t.Fatal(err)
	}
	got, err := conversation.ParseMessage(msg)
	if err != nil {
		t.Fatal(err)
	}
	want := &conversation.Invite{ID: "I1", Survey: "s", Touchpoint: "t", Journey: "j", Customer: "c", Lang: "en", Vars: map[string]any{"a": "b"}}
	same(t, want, got.Invite)
}
