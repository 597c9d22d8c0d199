package conversation

import (
	"strconv"
	"strings"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
	"huiyin/dialog"
	"huiyin/scoring"
)

// event notes one thing for the record.
func (w *work) event(e records.Event) {
	e.Conv = w.conv
	w.result.Events = append(w.result.Events, e)
}

func (w *work) message(m records.Message) {
	m.Conv = w.conv
	if w.doc.Session != nil {
		m.Conversation = w.doc.Session.ID
	}
	w.event(records.Event{Message: &m})
}

// heard notes the customer's words, or those of the button pressed, with their score.
func (w *work) heard(in adapters.Inbound, r dialog.Reading, score scoring.Score) {
	text := in.Text
	if text == "" && in.Kind == adapters.KindButton { // most platforms send the value alone
		text = pressed(r)
	}
	m := records.Message{ID: in.ID, From: "customer", Text: text, Media: in.Media, Score: &score, At: w.turn.Now}
	if in.Media != nil && in.Media.Kind == adapters.MediaPhoto {
		m.File = records.FileGone
		if in.Media.Ref != "" {
			m.File = records.FileWanted
		}
	}
	w.message(m)
}

// pressed gives the words on the button that was read.
func pressed(r dialog.Reading) string {
	if len(r.Labels) == 0 && r.Answer.Number != nil { // a point of a scale
		return strconv.FormatFloat(*r.Answer.Number, 'f', -1, 64)
	}
	return strings.Join(r.Labels, "，")
}

func (w *work) contact() {
	a := w.doc.Address
	w.event(records.Event{Contact: &records.Contact{
		Conv: w.conv, Customer: w.doc.Customer, Channel: a.Channel, Account: a.Account, User: a.User,
		Name: w.name(), Lang: w.doc.Lang, OptedOut: w.doc.OptedOut, Left: w.doc.Left, SeenAt: w.turn.Now,
	}})
}

func (w *work) invitation(id, status, reason string) {
	w.event(records.Event{Invitation: &records.InvitationChange{
		ID: id, Conv: w.conv, Status: status, Reason: reason, At: w.turn.Now,
	}})
}

func (w *work) audit(actor, action, object string) {
	w.event(records.Event{Audit: &records.Audit{Actor: actor, Action: action, Object: object, At: w.turn.Now}})
}

// review keeps what somebody should look at, not now: one entry a rule, about the conversation, at
// the time of the customer's message.
func (w *work) review(d handoff.Decision) {
	if d.Action != handoff.Review {
		return
	}
	for _, r := range d.Reasons {
		w.audit("system", "review."+r.Rule, "conversation:"+w.doc.Session.ID)
	}
}

// noteConversation writes the conversation as it stands now.
func (w *work) noteConversation() {
	w.event(records.Event{Conversation: w.conversationRecord()})
}

func (w *work) conversationRecord() *records.Conversation {
	s, place := w.doc.Session, w.place()
	c := &records.Conversation{
		ID: s.ID, Conv: w.conv, Channel: w.doc.Address.Channel, Customer: w.doc.Customer,
		Survey: s.Survey, Version: s.Version, Touchpoint: place.Touchpoint, Journey: place.Journey,
		Invitation: place.ID, Lang: s.Lang, State: string(s.State), Vars: s.Vars,
		StartedAt: s.Started, EndedAt: s.Ended, UpdatedAt: w.turn.Now,
	}
	if sv, ok := w.survey(); ok {
		c.Title = sv.Title.In(s.Lang)
		c.Disposition = string(sv.Disposition(s))
	}
	return c
}

// walkIn is the touchpoint and journey of a conversation that nobody invited.
const walkIn = "walk-in"

// place tells the touchpoint and journey of the session.
func (w *work) place() Invite {
	if w.doc.Invite != nil {
		return *w.doc.Invite
	}
	return Invite{Touchpoint: walkIn, Journey: walkIn}
}

// answered notes an answer with the score of the reply it was read from.
func (w *work) answered(sv *dialog.Survey, a dialog.Answer, h *heard) {
	s, place := w.doc.Session, w.place()
	rec := records.Answer{
		Conversation: s.ID, Conv: w.conv, Survey: s.Survey, Version: s.Version,
		Touchpoint: place.Touchpoint, Journey: place.Journey, Customer: w.doc.Customer,
		Channel: w.doc.Address.Channel, Lang: s.Lang, Kind: sv.Kind, Answer: a,
		Score: scoring.UnknownScore(""),
	}
	for i, q := range sv.Questions {
		if q.ID == a.Question {
			rec.Seq = i + 1
		}
	}
	if rec.Seq == 0 {
		rec.Seq = len(sv.Questions) + 1 // the engine's own closing question
	}
	if h != nil && a.Status != "withdrawn" { // that one is not what the reply answers
		rec.Asked, rec.Labels, rec.Score = h.reading.Asked, h.reading.Labels, h.score
	}
	w.event(records.Event{Answer: &rec})
	if a.Type == dialog.Gate {
		w.consented(a)
	}
}

// consented notes a consent given or refused in the audit log, with the question and the version of
// its wording: who processes sensitive data must be able to show that it was agreed to (PIPL, articles
// 14 and 29).
func (w *work) consented(a dialog.Answer) {
	action := "consent.refuse "
	if a.Number != nil && *a.Number == 1 {
		action = "consent.give "
	}
	w.audit("customer", action+a.Question+"@"+a.Wording, "conversation:"+w.doc.Session.ID)
}

// caseRecord writes the case as it stands now.
func (w *work) caseRecord() {
	s, place := w.doc.Session, w.place()
	w.event(records.Event{Case: &records.Case{
		Case: *w.doc.Case, Conv: w.conv, Conversation: s.ID, Channel: w.doc.Address.Channel,
		Survey: s.Survey, Touchpoint: place.Touchpoint, Journey: place.Journey,
		Customer: w.doc.Customer, Name: w.name(),
	}})
}

// name is what the insurer calls the customer (the variable “name” of the event), else what the
// platform does.
func (w *work) name() string {
	if w.doc.Invite != nil {
		if name, _ := w.doc.Invite.Vars["name"].(string); name != "" {
			return name
		}
	}
	return w.doc.Name
}
