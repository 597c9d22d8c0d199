package surveyimport

import (
	"slices"

	"huiyin/dialog"
)

// part is one item of the survey file: a question, or a section of them.
type part struct {
	ask     *ask
	section *section
}

// ask is a question on its way to the file.
type ask struct {
	*Question
	whens    []*Condition // its own and those of the groups that hold it and are no section
	in       *section     // nil outside sections
	id       string
	order    int // counted from 1
	when     string
	options  []string // ids, in the order of Options
	rows     []string
	routes   []route
	comments []string
	gone     bool   // not carried over: only its comments stand in the file
	inWords  bool   // of too many options: asked in words
	ticked   string // of a box to tick, now a yes or no: what the source stores for a tick
	onlyRow  string // of a matrix of one row, now a rating or choice: that row
}

type route struct{ name, when, to string }

// section is a group on its way to the file.
type section struct {
	*Group
	whens    []*Condition
	id       string
	when     string
	asks     []*ask
	comments []string
}

// loop gives the section that is repeated with the question in it, or nil.
func (a *ask) loop() *section {
	if a.in != nil && a.in.Loop {
		return a.in
	}
	return nil
}

// first is the place of its first question among all.
func (s *section) first() int {
	for _, a := range s.asks {
		if !a.gone {
			return a.order
		}
	}
	return 0
}

// gone reports whether none of its questions is carried over.
func (s *section) gone() bool {
	return !slices.ContainsFunc(s.asks, func(a *ask) bool { return !a.gone && !a.Text.Ours })
}

// flatten makes of the source's groups sections, which hold questions only. A group in a group gives its
// conditions to what it holds; its title becomes a statement.
func (c *converter) flatten(items []Item, whens []*Condition) []part {
	var out []part
	for _, item := range items {
		if item.Question != nil {
			out = append(out, part{ask: newAsk(item.Question, whens)})
			continue
		}
		out = append(out, c.group(item.Group, whens)...)
	}
	return out
}

func newAsk(q *Question, whens []*Condition) *ask {
	own := *q
	own.Options = slices.Clone(q.Options)
	a := &ask{Question: &own, whens: slices.Clone(whens)}
	if q.When != nil {
		a.whens = append(a.whens, q.When)
	}
	return a
}

func (c *converter) group(g *Group, whens []*Condition) []part {
	inner := slices.Clone(whens)
	if g.When != nil {
		inner = append(inner, g.When)
	}
	switch {
	case !g.Loop && !g.Shuffle && g.plain():
		return c.flatten(g.Items, inner)
	case !g.Loop && g.holdsSections():
		c.ordered(g)
		parts := c.flatten(g.Items, inner)
		if heading := g.heading(); heading != nil {
			parts = append([]part{{ask: newAsk(heading, inner)}}, parts...)
		}
		return parts
	}
	s := &section{Group: g, whens: inner}
	if g.Loop {
		s.add(newAsk(g.thing(), nil))
	}
	c.take(s, g.Items, nil)
	return []part{{section: s}}
}

// plain reports whether the group is there for the layout alone. One with nothing but a condition
// gives it to its questions when they are few.
func (g *Group) plain() bool {
	return g.Title.Empty() && (g.When == nil || len(g.Items) == 1)
}

// holdsSections reports whether a group below is more than layout.
func (g *Group) holdsSections() bool {
	for _, item := range g.Items {
		if in := item.Group; in != nil && (in.Loop || in.Shuffle || !in.plain() || in.holdsSections()) {
			return true
		}
	}
	return false
}

// heading is the group's title as a statement.
func (g *Group) heading() *Question {
	if g.Title.Empty() {
		return nil
	}
	return &Question{Name: g.Name, Where: g.Where, Type: dialog.Statement, Text: g.Title, Aside: true}
}

// thing says what a loop is at, before its questions: the source's are the same for all.
func (g *Group) thing() *Question {
	return &Question{
		Name: g.Name + "_item", Where: g.Where, Type: dialog.Statement, Aside: true,
		Text: Words{Where: g.Where, Ours: true, In: map[string]string{"zh": "{item}", "en": "{item}"}},
	}
}

// ordered tells that the parts of a group do not come in random order.
func (c *converter) ordered(g *Group) {
	if g.Shuffle {
		c.notes = append(c.notes, Note{Lost, g.Where, "the random order of its parts", "they stand as the file has them"})
	}
}

// take puts questions into the section, those of the groups below too.
func (c *converter) take(s *section, items []Item, whens []*Condition) {
	for _, item := range items {
		if item.Question != nil {
			s.add(newAsk(item.Question, whens))
			continue
		}
		g := item.Group
		inner := slices.Clone(whens)
		if g.When != nil {
			inner = append(inner, g.When)
		}
		if g.Loop {
			c.notes = append(c.notes, Note{Lost, g.Where, "a repeated part in a repeated part", "asked once for each thing of the outer one"})
		}
		c.ordered(g)
		if heading := g.heading(); heading != nil {
			s.add(newAsk(heading, inner))
		}
		c.take(s, g.Items, inner)
	}
}

func (s *section) add(a *ask) {
	a.in = s
	s.asks = append(s.asks, a)
}
