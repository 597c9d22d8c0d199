package budget

import (
	"slices"
	"strings"

	"huiyin/dialog"
)

// statement is the type of what is said with the next question and not answered.
const statement dialog.Type = "statement"

// edge is a way from one place where the dialog waits to the next.
type edge struct {
	from, to dialog.State
	said     []*dialog.Question // statements on the way, in one message with what follows
}

// edges gives every way between questions, from Invited on, in the order of the survey.
func edges(sv *dialog.Survey) []edge {
	first := dialog.State(sv.Questions[0].ID)
	var all []edge
	start := dialog.Invited
	if sv.Consent {
		all = append(all, edge{from: dialog.Invited, to: dialog.Consent})
		start = dialog.Consent
	}
	all = append(all, resting(sv, edge{from: start, to: first})...)
	for i, q := range sv.Questions {
		if q.Type == statement {
			continue
		}
		for _, to := range after(sv, i) {
			all = append(all, resting(sv, edge{from: dialog.State(q.ID), to: to})...)
		}
	}
	return all
}

// resting follows an edge over the statements at its end to the places where the dialog waits.
func resting(sv *dialog.Survey, e edge) []edge {
	i := slices.IndexFunc(sv.Questions, func(q *dialog.Question) bool { return q.ID == string(e.to) })
	if i < 0 || sv.Questions[i].Type != statement || slices.Contains(e.said, sv.Questions[i]) {
		return []edge{e}
	}
	var out []edge
	for _, to := range after(sv, i) {
		out = append(out, resting(sv, edge{e.from, to, append(slices.Clone(e.said), sv.Questions[i])})...)
	}
	return out
}

// after gives where the question at index i can lead.
func after(sv *dialog.Survey, i int) []dialog.State {
	var out []dialog.State
	for _, quota := range sv.Quotas {
		if quota.At == sv.Questions[i].ID {
			out = append(out, quota.Target())
		}
	}
	for _, r := range sv.Questions[i].Routes {
		to := dialog.State(r.To)
		if r.To == "end" {
			to = dialog.Completed
		}
		out = append(out, to)
		if r.When == "" {
			return out
		}
	}
	if i+1 < len(sv.Questions) {
		return append(out, dialog.State(sv.Questions[i+1].ID))
	}
	return append(out, dialog.Completed)
}

// path gives the shortest way to state, as “invited → consent → nps”.
func path(all []edge, state dialog.State) string {
	came := map[dialog.State]dialog.State{dialog.Invited: ""}
	for todo := []dialog.State{dialog.Invited}; len(todo) > 0; todo = todo[1:] {
		for _, e := range all {
			if _, seen := came[e.to]; e.from == todo[0] && !seen {
				came[e.to] = e.from
				todo = append(todo, e.to)
			}
		}
	}
	names := []string{string(state)}
	for from := came[state]; from != ""; from = came[from] {
		names = append(names, string(from))
	}
	slices.Reverse(names)
	return strings.Join(names, " → ")
}
