package api

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/bot"
	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

// caseJSON is a case as the API shows it.
type caseJSON struct {
	ID          string       `json:"id"`
	State       string       `json:"state"`
	Channel     string       `json:"channel"`
	Survey      string       `json:"survey"`
	Touchpoint  string       `json:"touchpoint"`
	CustomerID  string       `json:"customer_id"`
	OpenedAt    time.Time    `json:"opened_at"`
	Priority    int          `json:"priority"`
	Owner       string       `json:"owner,omitempty"`
	Reasons     []reasonJSON `json:"reasons"`
	LastMessage string       `json:"last_message"`
}

type reasonJSON struct {
	Rule string `json:"rule"`
	Text string `json:"text"`
}

func caseOf(c records.Case) caseJSON {
	out := caseJSON{
		ID: c.ID, State: string(c.State), Channel: c.Channel, Survey: c.Survey, Touchpoint: c.Touchpoint,
		CustomerID: c.Customer, OpenedAt: c.OpenedAt.UTC(), Priority: c.Priority, Owner: c.Owner,
		LastMessage: c.LastMessage, Reasons: []reasonJSON{},
	}
	for _, r := range c.Reasons {
		out.Reasons = append(out.Reasons, reasonJSON{Rule: r.Rule, Text: r.Text})
	}
	return out
}

// listCases answers GET /v1/cases?state=open.
func (a *api) listCases(w http.ResponseWriter, r *http.Request) {
	state := r.URL.Query().Get("state")
	switch state {
	case "", "active", string(handoff.Open), string(handoff.Taken), string(handoff.Resolved):
	default:
		fail(w, http.StatusBadRequest, "bad_state", "state is one of open, taken, resolved, active")
		return
	}
	cases, err := a.Cases.Cases(r.Context(), records.CaseFilter{State: state})
	if err != nil {
		a.unavailable(w, "list cases", err)
		return
	}
	out := make([]caseJSON, 0, len(cases))
	for _, c := range cases {
		out = append(out, caseOf(c))
	}
	reply(w, http.StatusOK, map[string][]caseJSON{"cases": out})
}

// takeCase answers POST /v1/cases/{id}/take {"agent"}.
func (a *api) takeCase(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Agent string `json:"agent"`
	}
	if !decode(w, r, &in) {
		return
	}
	if in.Agent == "" {
		fail(w, http.StatusBadRequest, "missing_agent", "agent: the name of who takes the case is needed")
		return
	}
	a.acted(w, r, a.Actions.Take(r.Context(), r.PathValue("id"), in.Agent))
}

// maxReply bounds what is written to a customer, in characters, as on the desk.
const maxReply = 2000

// replyCase answers POST /v1/cases/{id}/reply {"text"}; agent and id are optional. The same id
// again sends nothing.
func (a *api) replyCase(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Text  string `json:"text"`
		Agent string `json:"agent"`
		ID    string `json:"id"`
	}
	if !decode(w, r, &in) {
		return
	}
	in.Text = strings.TrimSpace(in.Text)
	switch n := utf8.RuneCountInString(in.Text); {
	case n == 0:
		fail(w, http.StatusBadRequest, conversation.CodeEmptyText, "text: the words for the customer are needed")
		return
	case n > maxReply:
		fail(w, http.StatusBadRequest, "too_long", fmt.Sprintf("text: at most %d characters", maxReply))
		return
	}
	a.acted(w, r, a.Actions.Reply(r.Context(), r.PathValue("id"), in.Agent, in.Text, in.ID))
}

// resolveCase answers POST /v1/cases/{id}/resolve {"root_cause","action"}; agent is optional.
func (a *api) resolveCase(w http.ResponseWriter, r *http.Request) {
	var in struct {
		RootCause string `json:"root_cause"`
		Action    string `json:"action"`
		Agent     string `json:"agent"`
	}
	if !decode(w, r, &in) {
		return
	}
	a.acted(w, r, a.Actions.Resolve(r.Context(), r.PathValue("id"), in.Agent, in.RootCause, in.Action))
}

// acted answers with the case after an action, or with why it was refused. An action that is stored
// and not done yet is answered 202: a client told to try again would write to the customer twice.
func (a *api) acted(w http.ResponseWriter, r *http.Request, err error) {
	var refused *handoff.Error
	switch {
	case err == nil:
		a.replyWithCase(w, r, http.StatusOK)
	case errors.Is(err, bot.ErrPending):
		a.replyWithCase(w, r, http.StatusAccepted)
	case errors.Is(err, records.ErrNotFound):
		fail(w, http.StatusNotFound, "unknown_case", "there is no such case")
	case errors.As(err, &refused):
		fail(w, refusalStatus(refused.Code), refused.Code, refused.Error())
	default:
		a.unavailable(w, "act on case", err)
	}
}

func (a *api) replyWithCase(w http.ResponseWriter, r *http.Request, status int) {
	c, err := a.Cases.Case(r.Context(), r.PathValue("id"))
	if err != nil {
		a.unavailable(w, "read case", err)
		return
	}
	reply(w, status, caseOf(c))
}

// refusalStatus maps a refusal's code to an HTTP status: what is missing is the caller's mistake,
// the rest is a conflict with how the case stands.
func refusalStatus(code string) int {
	switch code {
	case handoff.CodeMissingRootCause, handoff.CodeMissingAction, conversation.CodeEmptyText:
		return http.StatusBadRequest
	}
	return http.StatusConflict
}

func (a *api) unavailable(w http.ResponseWriter, what string, err error) {
	a.Log.Error("api call failed", "op", what, "err", err)
	w.Header().Set("Retry-After", "2")
	fail(w, http.StatusServiceUnavailable, "unavailable", "not now: try again in a moment")
}
