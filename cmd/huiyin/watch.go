package main

import (
	"fmt"
	"strings"

	"huiyin/dialog"
	"huiyin/scoring"
)

// watching notes what the bot makes of each reply, and where it leads.
type watching struct{ note func(string) }

// Understood is part of conversation.Watcher.
func (w watching) Understood(r dialog.Reading) { w.note(understanding(r)) }

// Scored is part of conversation.Watcher.
func (w watching) Scored(s scoring.Score) { w.note(describe(s)) }

// Moved is part of conversation.Watcher.
func (w watching) Moved(from, to dialog.Session, trail []dialog.Move) {
	var b strings.Builder
	fmt.Fprintf(&b, "state %s", from.State)
	for i, m := range trail {
		if i > 0 {
			fmt.Fprintf(&b, " %s", m.From)
		}
		fmt.Fprintf(&b, " —%s→", m.Way)
	}
	if len(trail) == 0 {
		b.WriteString(" →")
	}
	fmt.Fprintf(&b, " %s", to.State)
	if to.Item != "" {
		fmt.Fprintf(&b, " (%s)", to.Item)
	}
	w.note(b.String())
}

// understanding tells in a line what was made of a reply.
func understanding(r dialog.Reading) string {
	what := "not read"
	switch {
	case r.OK:
		what = "read " + r.Shown(", ")
		if r.Corrects {
			what += " for " + r.Question.ID
		}
	case r.Command != dialog.CmdNone:
		what = "taken for " + string(r.Command)
	}
	if r.How != "" {
		what += " · " + r.How
	}
	if r.Confidence > 0 {
		what += fmt.Sprintf(" · %.0f%% sure", 100*r.Confidence)
	}
	return what
}

// describe tells a score in a line.
func describe(s scoring.Score) string {
	if !s.Known {
		return "score unknown"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "score %+.2f %s", s.Value, s.Label)
	for _, part := range s.Parts {
		fmt.Fprintf(&b, " · %s %+.2f", part.Source, part.Value)
		if len(part.Words) > 0 {
			fmt.Fprintf(&b, " “%s”", strings.Join(part.Words, "” “"))
		}
	}
	for _, hit := range s.Rules {
		fmt.Fprintf(&b, " · rule %s “%s”", hit.ID, strings.Join(hit.Words, "” “"))
	}
	return b.String()
}
