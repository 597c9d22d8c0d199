package conversation

import (
	"context"
	"time"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/dialog"
	"huiyin/dialog/transcript"
	"huiyin/scoring"
)

// Rehearse lets a transcript of sv be scored and handed off as a live conversation would be.
func Rehearse(ctx context.Context, sv *dialog.Survey, scorer scoring.Scorer, policy Decider) transcript.Options {
	h := &Handler{Scorer: scorer, Policy: policy}
	var score scoring.Score
	on := func(sess dialog.Session) *work {
		return &work{Handler: h, doc: Document{Session: &sess}, turn: Turn{}}
	}
	inbound := func(r dialog.Reading, text string) adapters.Inbound {
		in := adapters.Inbound{Kind: adapters.KindText, Text: text}
		if r.Pressed() { // the words on a button are not the customer's
			in.Kind = adapters.KindButton
		}
		return in
	}
	return transcript.Options{
		Score: func(r dialog.Reading, text string) dialog.Score {
			score = on(dialog.Session{}).score(ctx, sv, r, inbound(r, text))
			return dialogScore(score)
		},
		Decide: func(sess dialog.Session, r dialog.Reading, s dialog.Score, text string) (string, bool) {
			if s != dialogScore(score) { // the script says the score
				score = scoring.Score{Known: s.Known, Value: s.Value, Label: scoring.Label(s.Label)}
			}
			d := policy.Decide(on(sess).view(sv, r, inbound(r, text)), score, time.Time{})
			reason := ""
			if len(d.Reasons) > 0 {
				reason = d.Reasons[0].Rule
			}
			return reason, d.Action == handoff.Escalate
		},
	}
}
