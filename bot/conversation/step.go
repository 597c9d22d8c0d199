package conversation

import (
	"fmt"
	"strings"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
	"huiyin/dialog"
)

// step moves the dialog and carries out its effects. h is what was made of the reply, nil when
// the event is no reply.
func (w *work) step(ev dialog.Event, h *heard) error {
	if w.doc.Session == nil {
		return nil // a timer of a conversation that was erased
	}
	sv, ok := w.survey()
	if !ok {
		return fmt.Errorf("survey %s: gone", w.doc.Session.Survey)
	}
	ev.Full = w.turn.Quotas.Full
	sess, effects, err := dialog.Step(sv, *w.doc.Session, ev, w.turn.Now)
	if err != nil {
		return err
	}
	if w.doc.Session.State.Ended() && !sess.State.Ended() && sess.State != dialog.WithAgent && w.doc.Invite != nil {
		w.invitation(w.doc.Invite.ID, records.InvitationStarted, "") // a refusal was taken back
	}
	w.watch(sv, *w.doc.Session, sess, ev)
	w.noted = w.noted || sess.State != w.doc.Session.State || sess.Lang != w.doc.Session.Lang
	w.doc.Session = &sess
	for _, e := range effects {
		switch e := e.(type) {
		case dialog.Say:
			w.sayButtons(e)
		case dialog.Answered:
			w.answered(sv, e.Answer, h)
		case dialog.Escalated:
			w.openCase(h)
		case dialog.Ended:
			w.ended(e.State)
		}
	}
	return nil
}

func (w *work) ended(s dialog.State) {
	if s == dialog.OptedOut && !w.doc.Left { // who left has said nothing about later invitations
		w.optOut()
	}
	if w.doc.Invite != nil {
		w.invitation(w.doc.Invite.ID, string(s), "")
	}
}

func (w *work) optOut() {
	w.doc.OptedOut = true
	w.contact()
}

// openCase puts the conversation into a person's hands.
func (w *work) openCase(h *heard) {
	c := &handoff.Case{
		ID: "C" + derive("case", w.conv, w.turn.ID), State: handoff.Open, Priority: 2, OpenedAt: w.turn.Now,
	}
	if h != nil {
		c.Priority, c.Reasons = h.decision.Priority, h.decision.Reasons
	}
	w.doc.Case, w.doc.Acked = c, false
	w.caseRecord()
	w.audit("system", "case.open", "case:"+c.ID)
}

// say sends words of the bot's own.
func (w *work) say(p phrase) { w.sayButtons(dialog.Say{Text: p.in(w.lang())}) }

// sayButtons sends what the dialog says.
func (w *work) sayButtons(s dialog.Say) {
	out := adapters.Outbound{Text: s.Text, Inline: s.Inline, Request: requestOf(s.Request), From: "bot"}
	for _, b := range s.Buttons {
		out.Buttons = append(out.Buttons, adapters.Button{Label: b.Label, Value: b.Value})
	}
	w.send(out)
}

// send queues one message and notes it for the record. The first one answers the customer's
// message and may travel as its passive reply.
func (w *work) send(out adapters.Outbound) {
	out.ID = fmt.Sprintf("%s.%d", derive("out", w.conv, w.turn.ID), w.texts)
	out.To = w.doc.Address
	if w.texts == 0 && w.turn.Message.Customer != nil {
		out.ReplyTo = w.turn.Message.Customer.ID
	}
	w.texts++
	w.result.Out = append(w.result.Out, out)

	m := records.Message{ID: out.ID, From: "bot", Text: out.Text, Buttons: out.Buttons, Inline: out.Inline, Request: out.Request, Status: "queued", At: w.turn.Now}
	if out.From != "bot" {
		m.From, m.Who = "agent", out.From
	}
	w.message(m)
}

// lang is the language that the conversation is held in, else the nearest of ours to what the
// platform says.
func (w *work) lang() string {
	switch {
	case w.doc.Session != nil:
		return w.doc.Session.Lang
	case strings.HasPrefix(strings.ToLower(w.doc.Lang), "en"):
		return "en"
	}
	return "zh"
}
