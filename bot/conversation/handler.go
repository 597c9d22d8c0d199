package conversation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
	"huiyin/dialog"
	"huiyin/scoring"
)

// Surveys finds compiled surveys.
type Surveys interface {
	// Latest gives the newest version of a survey.
	Latest(id string) (*dialog.Survey, bool)
	// Version gives the version that a session is pinned to.
	Version(id, version string) (*dialog.Survey, bool)
}

// Decider is the handoff policy.
type Decider interface {
	Decide(v handoff.View, score scoring.Score, now time.Time) handoff.Decision
}

// Handler handles messages. Its fields are set once; it is safe for concurrent use.
type Handler struct {
	Surveys Surveys
	Scorer  scoring.Scorer
	Policy  Decider
	WalkIn  string // survey for people who write without an invitation; "" none: see reception

	Zone *time.Location // of customers of whom no other is known; nil: Asia/Shanghai

	Watcher Watcher // told what becomes of each reply; nil nobody
}

// Turn is one message with what was looked up for it.
type Turn struct {
	ID      string // the message's id
	Message Message
	Now     time.Time // when the message was accepted: stable when it is handled again
	Version int64     // of the session that it finds
	Quotas  QuotaNews

	// For a start with a payload: the redeemed invitation, or why there is none
	// (records.ErrUsed, ErrExpired, ErrNotFound).
	Invite    *Invite
	InviteErr error
}

// Result is what a turn commits.
type Result struct {
	Document Document
	Out      []adapters.Outbound
	Events   []records.Event
	WakeAt   time.Time      // zero: no timer
	Takes    []Take         // places to be reserved before the commit
	Score    *scoring.Score // of the reply, when this turn asked for it
	Unscored error          // why the reply has no score, nil if it has one; the dialog went on without
}

// Handle handles one message. An error means that nothing was decided and nothing may be
// committed.
func (h *Handler) Handle(ctx context.Context, doc Document, t Turn) (Result, error) {
	w := &work{Handler: h, doc: doc, turn: t, conv: doc.Address.String(), before: doc.Session}
	w.localize()
	if err := w.dispatch(ctx); err != nil {
		return Result{}, fmt.Errorf("handle %s: %w", t.ID, err)
	}
	w.finish()
	return w.result, nil
}

// work is one turn in progress.
type work struct {
	*Handler
	doc    Document
	turn   Turn
	conv   string
	before *dialog.Session // as the turn found it
	result Result
	texts  int  // messages made so far, numbers their ids
	noted  bool // the conversation's record is to be written
}

func (w *work) dispatch(ctx context.Context) error {
	m := w.turn.Message
	switch {
	case m.Timer:
		return w.step(dialog.Event{Kind: dialog.EvTimer}, nil)
	case m.Invite != nil:
		return w.invited(m.Invite)
	case m.Agent != nil:
		return w.agent(*m.Agent)
	case m.Customer != nil:
		return w.customer(ctx, *m.Customer)
	}
	return errors.New("empty message")
}

// finish writes the conversation's record and sets the timer.
func (w *work) finish() {
	if w.noted && w.doc.Session != nil {
		w.event(records.Event{Conversation: w.conversationRecord()})
	}
	w.places()
	if w.doc.active() {
		if sv, ok := w.survey(); ok {
			w.result.WakeAt = w.doc.Session.WakeAt(sv)
		}
	}
	w.result.Document = w.doc
}

// survey finds the survey of the session: the version it began with, or, when that was lost, the
// newest one. That may not know the session's state; then the step fails and the message is buried.
func (w *work) survey() (*dialog.Survey, bool) {
	s := w.doc.Session
	if sv := reception(); s.Survey == sv.ID && s.Version == sv.Version {
		return sv, true
	}
	if sv, ok := w.Surveys.Version(s.Survey, s.Version); ok {
		return sv, true
	}
	return w.Surveys.Latest(s.Survey)
}
