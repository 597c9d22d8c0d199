package conversation

import (
	"context"
	"fmt"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/dialog"
	"huiyin/scoring"
)

// customer handles one thing that the customer did.
func (w *work) customer(ctx context.Context, in adapters.Inbound) error {
	w.seen(in)
	switch in.Kind {
	case adapters.KindLeave:
		return w.left()
	case adapters.KindStart, adapters.KindFollow:
		return w.started(in)
	}
	switch {
	case w.doc.Session != nil:
		return w.reply(ctx, in)
	case in.Kind == adapters.KindButton:
		return nil // a button of a conversation that was erased
	}
	return w.stranger(ctx, in)
}

// seen keeps what the platform says about the customer.
func (w *work) seen(in adapters.Inbound) {
	fresh := w.doc.Session == nil && w.doc.Name == "" && w.doc.Lang == ""
	if in.Name != "" && in.Name != w.doc.Name {
		w.doc.Name, fresh = in.Name, true
	}
	if w.doc.Lang == "" && in.Lang != "" {
		w.doc.Lang, fresh = in.Lang, true
	}
	if w.doc.Left && in.Kind != adapters.KindLeave {
		w.doc.Left, fresh = false, true
	}
	if fresh {
		w.contact()
	}
}

// left notes that nothing can be sent to this chat any more. A case stays with its agent.
func (w *work) left() error {
	w.doc.Left = true
	w.contact()
	if !w.doc.active() || w.doc.inCase() {
		return nil
	}
	return w.step(dialog.Event{Kind: dialog.EvStop}, nil)
}

// stranger answers who writes without an invitation: their words are heard first, since an unhappy
// customer does not wait for a survey.
func (w *work) stranger(ctx context.Context, in adapters.Inbound) error {
	command := dialog.CommandOf(in.Text)
	sv, walkIn := w.Surveys.Latest(w.WalkIn)
	if !walkIn {
		sv = reception()
	}
	reading := dialog.Reading{Command: command}
	score := w.score(ctx, sv, reading, in)
	decision := w.Policy.Decide(w.view(sv, reading, in), score, w.turn.Now)
	escalate := decision.Action == handoff.Escalate
	if command == dialog.CmdStop || !walkIn && !escalate {
		w.heard(in, reading, score)
		return w.dismiss(command)
	}
	w.openSession(sv, nil)
	w.heard(in, reading, score)
	w.review(decision)
	if escalate {
		return w.step(dialog.Event{Kind: dialog.EvReply, Text: in.Text, Score: dialogScore(score), Escalate: true},
			&heard{reading, score, decision})
	}
	return w.step(dialog.Event{Kind: dialog.EvBegin}, nil)
}

// dismiss tells a stranger that there is nothing to answer here.
func (w *work) dismiss(c dialog.Command) error {
	if c == dialog.CmdStop {
		w.optOut()
		w.say(textOptedOut)
		return nil
	}
	w.say(textNothingOpen)
	return nil
}

// heard is what was made of one reply.
type heard struct {
	reading  dialog.Reading
	score    scoring.Score
	decision handoff.Decision
}

// reply handles words or a button press within a session, or after its end.
func (w *work) reply(ctx context.Context, in adapters.Inbound) error {
	sv, ok := w.survey()
	if !ok {
		return fmt.Errorf("survey %s: gone", w.doc.Session.Survey)
	}
	ev := dialog.Event{Kind: dialog.EvReply, Text: in.Text, Button: in.Button, Media: mediaOf(in), Voice: spoken(in), At: w.turn.Now}
	reading := dialog.Read(sv, w.doc.Session, ev)
	if in.Edits != "" {
		reading = dialog.Reading{} // words put right later are no answer to what is asked now
	}
	if reading.Stale {
		return nil // a button of an earlier question: the adapter has answered the press
	}
	if w.Watcher != nil && (reading.Question != nil || reading.OK || reading.Command != dialog.CmdNone) { // else nothing was asked
		w.Watcher.Understood(reading)
	}
	score := w.score(ctx, sv, reading, in)
	if w.Watcher != nil {
		w.Watcher.Scored(score)
	}
	w.heard(in, reading, score)
	decision := w.Policy.Decide(w.view(sv, reading, in), score, w.turn.Now)
	if w.doc.inCase() {
		return w.toAgent(ev, reading, decision)
	}
	w.review(decision)
	if reading.Command == dialog.CmdAsk { // the bot has said that it is noted
		w.audit("system", "review.question", "conversation:"+w.doc.Session.ID)
	}
	ev.Score, ev.Escalate = dialogScore(score), decision.Action == handoff.Escalate
	switch {
	case ev.Escalate:
	case in.Edits != "":
		return nil
	case w.doc.Session.State.Ended() && !reading.OK: // a refusal taken back goes on
		return w.afterEnd(reading)
	}
	return w.step(ev, &heard{reading, score, decision})
}

// toAgent leaves the words to the agent: the bot is silent. What makes the case graver (a word of
// the regulator) is added to it. A wish to hear nothing more is kept, and ends the survey once the
// agent has resolved the case.
func (w *work) toAgent(ev dialog.Event, r dialog.Reading, d handoff.Decision) error {
	if r.Command == dialog.CmdStop {
		w.optOut()
	}
	if w.doc.Case.Worsen(d) {
		w.caseRecord()
		w.audit("system", "case.worsen", "case:"+w.doc.Case.ID)
	}
	return w.step(ev, nil)
}

// afterEnd thanks once for words after the last question.
func (w *work) afterEnd(r dialog.Reading) error {
	switch {
	case r.Command == dialog.CmdStop:
		w.optOut()
		w.say(textOptedOut)
	case !w.doc.Acked && w.doc.Session.State != dialog.OptedOut: // who wants to hear nothing hears nothing
		w.doc.Acked = true
		if w.doc.Session.State == dialog.Expired { // a late “好” adds nothing
			w.say(textTooLate)
		} else {
			w.say(textAfterEnd)
		}
	}
	return nil
}
