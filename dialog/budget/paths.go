package budget

import (
	"slices"
	"strings"

	"huiyin/dialog"
)

// edge is a way from one place where the dialog waits to the next.
type edge struct {
	from, to dialog.State
	said     []*dialog.Question // statements and titles on the way, in one message with what follows
	over     []*dialog.Question // everything on the way
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
	for _, q := range sv.Questions {
		if !q.Type.Asks() {
			continue
		}
		for _, w := range sv.Ways(q) {
			if !w.Passed {
				all = append(all, resting(sv, edge{from: dialog.State(q.ID), to: w.To})...)
			}
		}
	}
	return all
}

// resting follows an edge to the places where the dialog waits, over the statements and sections at its end and past
// questions that may not be asked.
func resting(sv *dialog.Survey, e edge) []edge {
	q := sv.Question(string(e.to))
	if q == nil {
		return []edge{e}
	}
	if slices.Contains(e.over, q) { // the next item of a loop: as this one
		return nil
	}
	var out []edge
	said := e
	said.over = append(slices.Clone(e.over), q)
	if !q.Type.Asks() {
		said.said = append(slices.Clone(e.said), q)
	} else {
		out = append(out, e)
	}
	for _, w := range sv.Ways(q) {
		switch {
		case w.Passed:
			out = append(out, resting(sv, edge{e.from, w.To, e.said, said.over})...)
		case !q.Type.Asks():
			out = append(out, resting(sv, edge{e.from, w.To, said.said, said.over})...)
		}
	}
	return out
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
