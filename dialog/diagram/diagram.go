package diagram

import (
	"fmt"
	"slices"
	"strings"

	"huiyin/dialog"
)

// Kind is what a node stands for.
type Kind int

// The kinds of nodes.
const (
	Start     Kind = iota // where the dialog begins
	Notice                // what the customer agrees to
	Question              //
	Statement             // said and not answered, or the beginning of a section
	End                   // the dialog is over
	Life                  // a state that every survey has: with a person, asked whether it is solved
)

// Node is one state.
type Node struct {
	ID    string // of the state
	Kind  Kind
	Name  string // "nps", or words for a state that is no question
	Sort  string // of a question: "nps 0–10"; else ""
	Words string // the beginning of what is said there, in the language of the diagram
	When  string // the condition under which a question is asked, "" always
}

// Edge is one way from a node to another.
type Edge struct {
	From, To  string // ids of nodes
	Name      string // the route's, "" for the way that is taken when none matches
	Condition string // the route's, "" always
	Life      bool   // at any time, and in every survey
	Aside     bool   // of those who are not asked the question, or come too late for it
}

// Diagram is a survey to be drawn.
type Diagram struct {
	Title string
	Nodes []Node // in the order of the survey; the first is where it begins
	Edges []Edge
}

// Of gives the diagram of a compiled survey with words in lang. all adds the edges that every survey
// has from everywhere.
func Of(sv *dialog.Survey, lang string, all bool) Diagram {
	d := Diagram{Title: fmt.Sprintf("%s · %s · %s", sv.Title.In(lang), sv.ID, sv.Version)}
	for _, t := range sv.Transitions() {
		if !all && (t.LifeCycle || shuffled(sv, t)) {
			continue
		}
		e := edge(sv, t, lang)
		if i := slices.IndexFunc(d.Edges, func(o Edge) bool { return o.From == e.From && o.To == e.To && o.Life && e.Life }); i >= 0 {
			d.Edges[i].Name += ", " + e.Name
			continue
		}
		d.Edges = append(d.Edges, e)
	}
	met := d.reached(string(dialog.Invited))
	d.Edges = slices.DeleteFunc(d.Edges, func(e Edge) bool { return !met[e.From] })
	for _, s := range states(sv) {
		if met[string(s)] {
			d.Nodes = append(d.Nodes, node(sv, s, lang))
		}
	}
	return d
}

// reached gives the ids of what edges lead to from a node, itself included.
func (d Diagram) reached(from string) map[string]bool {
	met := map[string]bool{from: true}
	for todo := []string{from}; len(todo) > 0; todo = todo[1:] {
		for _, e := range d.Edges {
			if e.From == todo[0] && !met[e.To] {
				met[e.To] = true
				todo = append(todo, e.To)
			}
		}
	}
	return met
}

// states gives all states that edges lead from and to: questions in their order, the ends last.
func states(sv *dialog.Survey) []dialog.State {
	out := []dialog.State{dialog.Invited, dialog.Consent}
	for _, q := range sv.Questions {
		out = append(out, dialog.State(q.ID))
	}
	out = append(out, dialog.WithAgent, dialog.Solved, dialog.Completed, dialog.Declined)
	for _, t := range sv.Transitions() {
		for _, s := range []dialog.State{t.From, t.To} {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

func node(sv *dialog.Survey, s dialog.State, lang string) Node {
	n := Node{ID: string(s), Name: stateName(s, lang), Kind: Life}
	switch q := sv.Question(n.ID); {
	case q != nil:
		n.Kind, n.Name, n.Sort, n.Words = Question, q.ID, sort(q), beginning(q.Text.In(lang))
		n.When = oneLine(q.When)
		if !q.Type.Asks() {
			n.Kind = Statement
		}
	case s == dialog.Invited:
		n.Kind = Start
	case s == dialog.Consent:
		n.Kind, n.Words = Notice, beginning(sv.Notice.In(lang))
	case s.Ended():
		n.Kind = End
	}
	return n
}

func edge(sv *dialog.Survey, t dialog.Transition, lang string) Edge {
	e := Edge{From: string(t.From), To: string(t.To), Name: t.Event, Life: t.LifeCycle}
	if t.Event == "begin" || t.Event == "next" {
		e.Name = ""
	}
	q := sv.Question(e.From)
	if q == nil {
		return e
	}
	for _, r := range q.Routes {
		if r.Name != t.Event {
			continue
		}
		e.Condition = oneLine(r.When)
		if r.Name == "to_"+r.To {
			e.Name = "" // nobody named it
		}
	}
	for _, quota := range sv.Quotas {
		if quota.At == q.ID && quota.Route() == t.Event {
			e.Aside, e.Condition = true, oneLine(quota.When)
		}
	}
	if strings.HasPrefix(t.Event, "next-") { // in a shuffled section
		e.Name = ""
	}
	for _, w := range sv.Ways(q) {
		switch {
		case !w.Passed || w.Name != t.Event:
		case w.Name == "no-more":
			e.Aside, e.Name = true, noMore.In(lang)
		default:
			e.Aside, e.Name = true, notAsked.In(lang)
		}
	}
	return e
}

// shuffled reports whether a transition is one of those by which the questions of a shuffled section
// follow each other in another order than the file's: every one leads to every other there.
func shuffled(sv *dialog.Survey, t dialog.Transition) bool {
	if !strings.HasPrefix(t.Event, "next-") && !strings.HasPrefix(t.Event, "not-asked-") {
		return false
	}
	from := slices.IndexFunc(sv.Questions, func(q *dialog.Question) bool { return q.ID == string(t.From) })
	return from+1 >= len(sv.Questions) || sv.Questions[from+1].ID != string(t.To)
}

// oneLine gives a condition without its breaks of lines.
func oneLine(condition string) string { return strings.Join(strings.Fields(condition), " ") }

// notAsked names the way past a question whose condition does not hold.
var notAsked = dialog.Text{"zh": "不问", "en": "not asked"}

// noMore names the way past a loop that has gone through its items.
var noMore = dialog.Text{"zh": "逐项问完", "en": "no more items"}

// sort tells the type of a question with its scale or how many options it has.
func sort(q *dialog.Question) string {
	switch {
	case q.Type == dialog.Section && q.Loop != "":
		return "section, for each of " + q.Loop
	case q.Type == dialog.Section && q.Shuffle:
		return "section, in any order"
	case len(q.Options) > 0:
		return fmt.Sprintf("%s of %d", q.Type, len(q.Options))
	case q.Type.IsRating() || q.Type == dialog.Number:
		return fmt.Sprintf("%s %v–%v", q.Type, q.Min, q.Max)
	}
	return string(q.Type)
}

// stateNames are the states that every survey has, in words.
var stateNames = map[dialog.State]dialog.Text{
	dialog.Invited:   {"zh": "开始", "en": "start"},
	dialog.Consent:   {"zh": "告知与同意", "en": "notice and consent"},
	dialog.WithAgent: {"zh": "人工客服", "en": "with a person"},
	dialog.Solved:    {"zh": "解决了吗？", "en": "is it solved?"},
	dialog.Completed: {"zh": "完成", "en": "completed"},
	dialog.Partial:   {"zh": "提前结束", "en": "left early"},
	dialog.Screened:  {"zh": "不在调查范围", "en": "screened out"},
	dialog.Declined:  {"zh": "不同意", "en": "declined"},
	dialog.Expired:   {"zh": "过期", "en": "expired"},
	dialog.OptedOut:  {"zh": "退订", "en": "opted out"},
}

func stateName(s dialog.State, lang string) string {
	if t, ok := stateNames[s]; ok {
		return t.In(lang)
	}
	return string(s)
}
