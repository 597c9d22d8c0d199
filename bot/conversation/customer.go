package conversation

import (
	"context"
	"fmt"
	"time"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
	"huiyin/dialog"
	"huiyin/scoring"
)

// scoreTimeout bounds one scoring: past it the score is unknown and the dialog goes on.
const scoreTimeout = 2 * time.Second

// customer handles one thing that the customer did.
func (w *work) customer(ctx context.Context, in adapters.Inbound) error {
	w.seen(in)
	switch in.Kind {
	case adapters.KindLeave:
		return w.left()
	case adapters.KindStart, adapters.KindFollow:
		return w.started(in)
	}
	if w.doc.Session == nil {
		return w.stranger(ctx, in)
	}
	return w.reply(ctx, in)
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
	if fresh {
		w.contact()
	}
}

// left notes that nothing can be sent to this chat any more.
func (w *work) left() error {
	w.doc.OptedOut = true
	w.contact()
	if !w.doc.active() || w.doc.inCase() {
		return nil
	}
	return w.step(dialog.Event{Kind: dialog.EvStop}, nil)
}

// stranger answers who writes without an invitation: their words are heard first, since an unhappy
// customer does not wait for a survey.
func (w *work) stranger(ctx context.Context, in adapters.Inbound) error {
	sv, ok := w.Surveys.Latest(w.WalkIn)
	if !ok {
		w.message(records.Message{ID: w.turn.ID, From: "customer", Text: in.Text, At: w.turn.Now})
		w.say(textNothingOpen, w.lang())
		return nil
	}
	w.openSession(sv, nil)
	score := w.score(ctx, sv, dialog.Reading{}, in)
	w.heard(in, score)
	decision := w.Policy.Decide(w.view(sv, dialog.Reading{Command: dialog.CommandOf(in.Text)}, in), score, w.turn.Now)
	if decision.Action == handoff.Escalate {
		return w.step(dialog.Event{Kind: dialog.EvReply, Text: in.Text, Score: dialogScore(score), Escalate: true},
			&heard{score: score, decision: decision})
	}
	return w.step(dialog.Event{Kind: dialog.EvBegin}, nil)
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
	ev := dialog.Event{Kind: dialog.EvReply, Text: in.Text, Button: in.Button, At: w.turn.Now}
	reading := dialog.Read(sv, w.doc.Session, ev)
	if reading.Stale {
		return nil // a button of an earlier question: the adapter has answered the press
	}
	score := w.score(ctx, sv, reading, in)
	w.heard(in, score)
	if w.doc.inCase() {
		return w.toAgent(ev, reading)
	}
	decision := w.Policy.Decide(w.view(sv, reading, in), score, w.turn.Now)
	ev.Score, ev.Escalate = dialogScore(score), decision.Action == handoff.Escalate
	if w.doc.Session.State.Ended() && !ev.Escalate {
		return w.afterEnd(reading)
	}
	return w.step(ev, &heard{reading, score, decision})
}

// toAgent leaves the words to the agent: the bot is silent. A wish to hear nothing more is kept,
// and ends the survey once the agent has resolved the case.
func (w *work) toAgent(ev dialog.Event, r dialog.Reading) error {
	if r.Command == dialog.CmdStop {
		w.optOut()
	}
	return w.step(ev, nil)
}

// afterEnd thanks once for words after the last question.
func (w *work) afterEnd(r dialog.Reading) error {
	switch {
	case r.Command == dialog.CmdStop:
		w.optOut()
		w.say(textOptedOut, w.lang())
	case !w.doc.Acked:
		w.doc.Acked = true
		w.say(textAfterEnd, w.lang())
	}
	return nil
}

// score asks the scorer; no answer in time, or none at all, is unknown.
func (w *work) score(ctx context.Context, sv *dialog.Survey, r dialog.Reading, in adapters.Inbound) scoring.Score {
	reply := scoring.Reply{SurveyKind: sv.Kind, Question: r.Asked, Lang: w.lang()}
	if in.Kind != adapters.KindButton {
		reply.Text = in.Text
	}
	if q := r.Question; q != nil {
		reply.QuestionType = string(q.Type)
		reply.Min, reply.Max = q.Min, q.Max
		if q.Type.IsRating() && r.OK {
			reply.Rating = r.Answer.Number
		}
	}
	for i, label := range r.Labels {
		reply.Options = append(reply.Options, scoring.Option{Label: label, Valence: r.Valences[i]})
	}
	ctx, cancel := context.WithTimeout(ctx, scoreTimeout)
	defer cancel()
	score, err := w.Scorer.Score(ctx, reply)
	if err != nil {
		return scoring.UnknownScore(score.Version)
	}
	return score
}

// dialogScore is the part of a score that routes may ask about.
func dialogScore(s scoring.Score) dialog.Score {
	return dialog.Score{Known: s.Known, Value: s.Value, Label: string(s.Label)}
}
