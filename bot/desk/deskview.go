package desk

import (
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

// deskView is what the desk shows to one agent.
type deskView struct {
	Lang, Agent string
	Now         time.Time
	View        string // tab of the queue
	Tabs        []tab
	Rows        []row
	Waiting     int // cases that nobody took
	Unread      int // customers' messages unread in the agent's own cases
	Case        *caseView
	Missing     bool // the case asked for does not exist
	Resolving   bool
	Within      time.Duration // how long a customer should wait at most
}

// tab is one way to see the queue.
type tab struct {
	ID    string
	Count int // shown where 0 or more
	Here  bool
}

// row is one case in the queue.
type row struct {
	ID, Name, Channel, Last, Why, Owner string
	Standing                            string // "open", "mine", "other", "resolved"
	Since                               time.Time
	Unread, Priority                    int
	Here                                bool
}

// Tabs of the queue: "" is all that is not resolved.
const (
	viewAll      = ""
	viewWaiting  = "waiting"
	viewMine     = "mine"
	viewResolved = "resolved"
)

// deskView reads what the request's agent is to see. With an unknown case the view is complete but
// for it and the error is records.ErrNotFound.
func (d *desk) deskView(r *http.Request, caseID string) (*deskView, error) {
	v := &deskView{
		Lang: lang(r), Agent: d.agent(r.Context()), Now: d.Now(), Within: d.ReplyWithin,
		View: r.URL.Query().Get("view"),
	}
	active, err := d.Record.Cases(r.Context(), records.CaseFilter{State: "active"})
	if err != nil {
		return nil, err
	}
	shown := active
	if v.View == viewResolved {
		if shown, err = d.Record.Cases(r.Context(), records.CaseFilter{State: string(handoff.Resolved)}); err != nil {
			return nil, err
		}
	}
	v.count(active)
	v.fill(shown, caseID)
	if caseID == "" {
		return v, nil
	}
	v.Case, err = d.caseView(r.Context(), v, caseID)
	if errors.Is(err, records.ErrNotFound) {
		return v, err
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

func (v *deskView) count(active []records.Case) {
	mine := 0
	for _, c := range active {
		switch {
		case c.State == handoff.Open:
			v.Waiting++
		case c.Owner == v.Agent:
			mine++
			v.Unread += c.Unread
		}
	}
	v.Tabs = []tab{
		{viewAll, len(active), false},
		{viewWaiting, v.Waiting, false},
		{viewMine, mine, false},
		{viewResolved, -1, false},
	}
	known := false
	for i := range v.Tabs {
		v.Tabs[i].Here = v.Tabs[i].ID == v.View
		known = known || v.Tabs[i].Here
	}
	if !known {
		v.View, v.Tabs[0].Here = viewAll, true
	}
}

// fill takes the rows of the tab: who waits for a person first, then the agent's own, then others',
// each in the record's order.
func (v *deskView) fill(cases []records.Case, here string) {
	var open, mine, rest []row
	for _, c := range cases {
		r := v.row(c)
		r.Here = c.ID == here
		switch {
		case v.View == viewWaiting && r.Standing != "open", v.View == viewMine && r.Standing != "mine":
		case r.Standing == "open":
			open = append(open, r)
		case r.Standing == "mine":
			mine = append(mine, r)
		default:
			rest = append(rest, r)
		}
	}
	v.Rows = append(append(open, mine...), rest...)
}

func (v *deskView) row(c records.Case) row {
	return row{
		ID: c.ID, Name: shownName(v.Lang, c), Channel: c.Channel, Last: c.LastMessage,
		Why: firstReason(v.Lang, c.Reasons), Owner: c.Owner, Standing: v.standing(c),
		Since: waitingSince(c), Unread: c.Unread, Priority: c.Priority,
	}
}

// standing says how a case stands to the agent who looks.
func (v *deskView) standing(c records.Case) string {
	switch {
	case c.State == handoff.Resolved:
		return "resolved"
	case c.State == handoff.Open:
		return "open"
	case c.Owner == v.Agent:
		return "mine"
	}
	return "other"
}

// waitingSince is when the customer began to wait for a person, zero when they do not: from the
// opening until the first reply, and from their newest words while those are unread.
func waitingSince(c records.Case) time.Time {
	switch {
	case c.State == handoff.Resolved:
		return time.Time{}
	case c.RepliedAt.IsZero():
		return c.OpenedAt
	case c.Unread > 0:
		return c.LastAt
	}
	return time.Time{}
}

func shownName(lang string, c records.Case) string {
	switch {
	case c.Name != "":
		return c.Name
	case c.Customer != "":
		return c.Customer
	}
	return phrase(lang, "nameless")
}

func firstReason(lang string, reasons []handoff.Reason) string {
	if len(reasons) == 0 {
		return ""
	}
	return reasonIn(lang, reasons[0])
}

func reasonIn(lang string, r handoff.Reason) string {
	if lang == "en" && r.En != "" {
		first, size := utf8.DecodeRuneInString(r.En)
		return string(unicode.ToUpper(first)) + r.En[size:] // it stands alone here, not in a sentence
	}
	return strings.ReplaceAll(r.Text, "” “", "”“") // Chinese quotation marks bring their own space
}
