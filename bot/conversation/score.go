package conversation

import (
	"context"
	"fmt"
	"time"

	"huiyin/adapters"
	"huiyin/dialog"
	"huiyin/scoring"
)

// scoreTimeout bounds one scoring: past it the score is unknown and the dialog goes on.
const scoreTimeout = 2 * time.Second

// score gives the score of the reply, which is asked for once.
func (w *work) score(ctx context.Context, sv *dialog.Survey, r dialog.Reading, in adapters.Inbound) scoring.Score {
	if known := w.turn.Quotas.Score; known != nil {
		return *known
	}
	score := w.freshScore(ctx, sv, r, in)
	w.result.Score = &score
	return score
}

// freshScore asks the scorer; no answer in time, or none at all, is unknown.
func (w *work) freshScore(ctx context.Context, sv *dialog.Survey, r dialog.Reading, in adapters.Inbound) scoring.Score {
	ctx, cancel := context.WithTimeout(ctx, scoreTimeout)
	defer cancel()
	type scored struct {
		score scoring.Score
		err   error
	}
	reply, done := w.toScore(sv, r, in), make(chan scored, 1)
	go func() { // a scorer that does not look at ctx must not hold up the customer
		score, err := ask(ctx, w.Scorer, reply)
		done <- scored{score, err}
	}()
	var got scored
	select {
	case got = <-done:
	case <-ctx.Done():
		got.err = ctx.Err()
	}
	if got.err != nil {
		w.result.Unscored = fmt.Errorf("score reply: %w", got.err)
		return scoring.UnknownScore(got.score.Version)
	}
	return withoutCourtesy(r, got.score)
}

// withoutCourtesy keeps a “好” that only agrees to the notice from counting as praise. A grievance
// told along with it counts, and so do rules.
func withoutCourtesy(r dialog.Reading, s scoring.Score) scoring.Score {
	agrees := r.OK && (r.Question == nil || r.Question.Type == dialog.Gate)
	if agrees && s.Label == scoring.Positive {
		return scoring.Score{Label: scoring.Unknown, Rules: s.Rules, Version: s.Version}
	}
	return s
}

// ask makes an error of a scorer's panic. Its value stays out of the error: it may quote the reply.
func ask(ctx context.Context, s scoring.Scorer, r scoring.Reply) (score scoring.Score, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the scorer panicked (%T)", p)
		}
	}()
	return s.Score(ctx, r)
}

// toScore is what the scorer sees of a reply.
func (w *work) toScore(sv *dialog.Survey, r dialog.Reading, in adapters.Inbound) scoring.Reply {
	reply := scoring.Reply{SurveyKind: sv.Kind, Question: r.Asked, Lang: w.lang()}
	if in.Kind != adapters.KindButton {
		reply.Text = in.Text
	}
	if q := r.Question; q != nil {
		reply.QuestionType = string(q.Type)
		if q.Type == dialog.ENPS {
			reply.QuestionType = string(dialog.NPS) // the same scale says the same
		}
		reply.Min, reply.Max = q.Min, q.Max
		if q.Type.IsRating() && r.OK {
			reply.Rating = r.Answer.Number
		}
	}
	for i, label := range r.Labels {
		reply.Options = append(reply.Options, scoring.Option{Label: label, Valence: r.Valences[i]})
	}
	return reply
}

// dialogScore is the part of a score that routes may ask about.
func dialogScore(s scoring.Score) dialog.Score {
	return dialog.Score{Known: s.Known, Value: s.Value, Label: string(s.Label)}
}
