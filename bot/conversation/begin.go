package conversation

import (
	"errors"
	"fmt"

	"huiyin/adapters"
	"huiyin/bot/records"
	"huiyin/dialog"
)

// invited begins the survey of an invitation that was sent into the chat, unless the customer
// wants none or is in the middle of another.
func (w *work) invited(inv *Invite) error {
	switch {
	case w.doc.Session != nil && w.doc.Invite != nil && w.doc.Invite.ID == inv.ID:
		return nil // it began before
	case w.doc.optedOut():
		w.invitation(inv.ID, "suppressed", "opted_out")
		return nil
	case w.doc.active():
		w.invitation(inv.ID, "suppressed", "busy")
		return nil
	}
	return w.begin(inv)
}

// begin starts a new session: of an invitation, or the walk-in survey when inv is nil.
func (w *work) begin(inv *Invite) error {
	id := w.WalkIn
	if inv != nil {
		id = inv.Survey
	}
	sv, ok := w.Surveys.Latest(id)
	if !ok {
		return fmt.Errorf("begin survey %q: unknown survey", id)
	}
	if w.doc.active() { // an older survey is left where it stands; its answers are kept
		w.noteConversation()
	}
	w.openSession(sv, inv)
	return w.step(dialog.Event{Kind: dialog.EvBegin}, nil)
}

// openSession puts a fresh session of sv into the document.
func (w *work) openSession(sv *dialog.Survey, inv *Invite) {
	lang := w.doc.Lang // of any form: dialog picks the survey's nearest
	var vars map[string]any
	if inv != nil {
		vars = inv.Vars
		w.doc.Customer = inv.Customer
		if inv.Lang != "" {
			lang = inv.Lang
		}
		if inv.Zone != "" {
			w.doc.Zone = inv.Zone
			w.localize()
		}
		w.invitation(inv.ID, "started", "")
	}
	w.doc.Sessions++
	sess := dialog.New(sv, derive("session", w.conv, w.turn.ID), lang, w.doc.Sessions, vars, w.turn.Now)
	w.doc.Invite, w.doc.Session, w.doc.Case, w.doc.Acked = inv, &sess, nil, false
	w.doc.Lang = sess.Lang
	w.noted = true
	w.contact()
}

// started handles a chat opened by a link.
func (w *work) started(in adapters.Inbound) error {
	switch {
	case w.doc.inCase():
		return nil // a person has the conversation: the link may be opened again later
	case w.turn.Invite != nil:
		return w.startedWith(w.turn.Invite)
	case in.Payload != "" && w.turn.InviteErr != nil:
		w.say(invitationText(w.turn.InviteErr))
		return nil
	case w.doc.active():
		return w.repeat()
	case in.Kind == adapters.KindFollow:
		return nil // following alone asks for no survey
	case w.WalkIn != "":
		return w.begin(nil)
	}
	w.say(textNothingOpen)
	return nil
}

// startedWith begins the invitation's survey, or shows its current question again.
func (w *work) startedWith(inv *Invite) error {
	if w.doc.Invite != nil && w.doc.Invite.ID == inv.ID && w.doc.Session != nil {
		switch {
		case w.doc.active():
			return w.repeat()
		case w.doc.Session.State == dialog.Completed:
			w.say(textAlreadyDone)
		default:
			w.say(textEnded)
		}
		return nil
	}
	w.doc.OptedOut = false // who opens an invitation wants to be heard
	return w.begin(inv)
}

// repeat shows the current question again.
func (w *work) repeat() error {
	sv, ok := w.survey()
	if !ok {
		return fmt.Errorf("survey %s: gone", w.doc.Session.Survey)
	}
	if say, ok := dialog.Prompt(sv, *w.doc.Session); ok {
		w.sayButtons(say)
	}
	return nil
}

func invitationText(err error) phrase {
	switch {
	case errors.Is(err, records.ErrUsed):
		return textLinkUsed
	case errors.Is(err, records.ErrExpired):
		return textLinkExpired
	}
	return textLinkUnknown
}
