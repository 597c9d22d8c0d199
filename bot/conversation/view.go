package conversation

import (
	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/dialog"
)

// view is what the policy may know about a reply.
func (w *work) view(sv *dialog.Survey, r dialog.Reading, in adapters.Inbound) handoff.View {
	v := handoff.View{SurveyKind: sv.Kind, AskedHuman: r.Command == dialog.CmdHuman}
	if in.Kind != adapters.KindButton {
		v.Text = in.Text
	}
	if w.doc.Session == nil {
		return v
	}
	if r.Misunderstood() {
		v.Misread = w.doc.Session.Misread + 1
	}
	if q := r.Question; q != nil {
		v.QuestionID, v.QuestionType = q.ID, string(q.Type)
	}
	v.Unsolved = w.doc.Session.State == dialog.Solved && r.OK && r.Answer.Number != nil && *r.Answer.Number == 0
	v.NPS = w.npsRating(sv, r)
	return v
}

// npsRating is the session's NPS rating: of this reply, or of an earlier one.
func (w *work) npsRating(sv *dialog.Survey, r dialog.Reading) *float64 {
	if r.OK && r.Question != nil && r.Question.Type == dialog.NPS {
		return r.Answer.Number
	}
	for _, q := range sv.Questions {
		if q.Type != dialog.NPS {
			continue
		}
		if a := w.doc.Session.Answer(q.ID); a != nil && a.Status == "answered" {
			return a.Number
		}
	}
	return nil
}
