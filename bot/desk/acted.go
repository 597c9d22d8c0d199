package desk

import (
	"errors"
	"net/http"
	"net/url"

	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

// Codes of refused actions besides those of package handoff; the pages have words for all of them
// ("refused.<code>").
const (
	codeEmptyText   = "empty_text"   // the conversation's too
	codeUnknownCase = "unknown_case" // the conversation's too
	codeTooLong     = "too_long"
	codeLater       = "later" // not done, or not known to be done, for reasons of ours
)

// refusal is why an action was not done: its code, who owns the case where that is the reason, and
// the HTTP status.
type refusal struct {
	Code, Who string
	status    int
}

func refusalOf(err error) refusal {
	var refused *handoff.Error
	switch {
	case errors.Is(err, records.ErrNotFound):
		return refusal{Code: codeUnknownCase, status: http.StatusNotFound}
	case !errors.As(err, &refused):
		return refusal{Code: codeLater, status: http.StatusServiceUnavailable}
	}
	status := http.StatusConflict
	switch refused.Code {
	case handoff.CodeMissingRootCause, handoff.CodeMissingAction, codeEmptyText, codeTooLong:
		status = http.StatusBadRequest
	}
	return refusal{Code: refused.Code, Who: refused.Owner, status: status}
}

// acted answers an action: the script gets the new state of the page, a plain form goes back to the
// case, where the refusal is shown.
func (d *desk) acted(w http.ResponseWriter, r *http.Request, action string, err error) {
	id := r.PathValue("case")
	var why refusal
	if err != nil {
		if why = refusalOf(err); why.Code == codeLater {
			d.Log.Error("agent's action failed", "op", action, "case", id, "err", err)
		}
	}
	if scripted(r) {
		d.answerScript(w, r, id, why)
		return
	}
	if why.Code != "" {
		d.sessions.Put(r.Context(), keyFlash, refusedIn(lang(r), why.Code, why.Who))
	}
	http.Redirect(w, r, "/desk/c/"+url.PathEscape(id), http.StatusSeeOther)
}

// answerScript gives the state as it stands after the action, so that the page need not wait for
// its stream.
func (d *desk) answerScript(w http.ResponseWriter, r *http.Request, id string, why refusal) {
	v, err := d.deskView(r, id)
	if err != nil && !errors.Is(err, records.ErrNotFound) {
		d.broken(w, "read case", err)
		return
	}
	status, problem := http.StatusOK, ""
	if why.Code != "" {
		status, problem = why.status, refusedIn(lang(r), why.Code, why.Who)
	}
	state, err := d.stateOf(v)
	if err != nil {
		d.broken(w, "render state", err)
		return
	}
	state.Problem, state.Code = problem, why.Code
	writeJSON(w, status, state)
}
