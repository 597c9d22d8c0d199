package conversation

import (
	"strings"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
	"huiyin/dialog"
)

// Codes of an action that was refused, besides those of package handoff.
const (
	CodeUnknownCase = "unknown_case" // the case is not, or no longer, this conversation's
	CodeEmptyText   = "empty_text"
	CodeUnknownDo   = "unknown_action" // of a newer version of Huiyin
)

// nobody is the name under which a system acts that names no agent and the case has no owner.
const nobody = "客服"

// agent handles one action of an agent and notes its outcome for whoever waits for it.
func (w *work) agent(a AgentAction) error {
	code := w.act(a)
	outcome := records.Outcome{ID: w.turn.ID, Error: code}
	if code == handoff.CodeTakenByOther {
		outcome.Who = w.doc.Case.Owner
	}
	w.event(records.Event{Outcome: &outcome})
	return w.resumeIfResolved(a, code)
}

// act changes the case and gives a code, "" when it is done.
func (w *work) act(a AgentAction) (code string) {
	c := w.doc.Case
	if c == nil || c.ID != a.Case {
		return CodeUnknownCase
	}
	if a.Agent == "" {
		a.Agent = c.Owner
	}
	if a.Agent == "" {
		a.Agent = nobody
	}
	var err error
	switch a.Do {
	case DoTake:
		err = c.Take(a.Agent, w.turn.Now)
	case DoReply:
		if strings.TrimSpace(a.Text) == "" {
			return CodeEmptyText
		}
		if err = c.Replied(a.Agent, w.turn.Now); err == nil {
			w.send(adapters.Outbound{Text: a.Text, From: a.Agent})
		}
	case DoResolve:
		err = c.Resolve(a.Agent, a.RootCause, a.Action, w.turn.Now)
	default:
		return CodeUnknownDo
	}
	if err != nil {
		return handoff.Code(err)
	}
	w.caseRecord()
	w.audit("agent:"+a.Agent, "case."+a.Do, "case:"+c.ID)
	return ""
}

// resumeIfResolved lets the bot speak again once the case is resolved, unless nobody is there to
// hear it.
func (w *work) resumeIfResolved(a AgentAction, code string) error {
	if a.Do != DoResolve || code != "" || w.doc.Session.State != dialog.WithAgent {
		return nil
	}
	if w.doc.Left {
		return w.step(dialog.Event{Kind: dialog.EvStop}, nil)
	}
	return w.step(dialog.Event{Kind: dialog.EvResume}, nil)
}
