package revision

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Change is one difference between the published survey and its edit.
type Change struct {
	Kind      Kind
	Question  string // its id; "" when the survey as a whole changed
	What      string // in plain words: “the words in zh”
	Notice    bool   // it is the notice that customers agree to
	Line, Col int    // in the edited file, from 1; of what is gone, where it would have stood
	Was, Is   string // on one line each, "" when there was or is nothing
}

// Compare gives what the edited file says otherwise than the published one, in the order of the edited
// file. Both must be surveys. Layout, comments and the order of keys are no differences.
func Compare(published, edited []byte) ([]Change, error) {
	before, err := parse(published)
	if err != nil {
		return nil, fmt.Errorf("the published survey: %w", err)
	}
	after, err := parse(edited)
	if err != nil {
		return nil, fmt.Errorf("the edited survey: %w", err)
	}
	c := &comparison{langs: shared(before, after)}
	c.survey(before, after)
	c.questions(before, after)
	slices.SortStableFunc(c.changes, func(a, b Change) int {
		return cmp.Or(a.Line-b.Line, a.Col-b.Col)
	})
	return c.changes, nil
}

// comparison collects the changes.
type comparison struct {
	langs   []string // that both have: words in another came or went with it
	changes []Change
}

func shared(before, after *node) []string {
	var out []string
	for _, lang := range listed(before.field("langs")) {
		if slices.Contains(listed(after.field("langs")), lang) {
			out = append(out, lang)
		}
	}
	return out
}

func listed(n *node) []string {
	var out []string
	if n != nil {
		for _, item := range n.items {
			out = append(out, item.scalar)
		}
	}
	return out
}

func (c *comparison) survey(before, after *node) {
	for _, key := range keysOf(before, after) {
		if key == "id" {
			continue
		}
		if c.outlined(Change{What: "the sections"}, before.field(key), after.field(key), after) {
			continue
		}
		r := of(surveyKeys, key)
		c.value(Change{Kind: r.kind, What: r.name, Notice: key == "notice"}, key, before.field(key), after.field(key), after)
	}
}

// questions compares the questions by their ids, wherever in the file they stand, then their order.
func (c *comparison) questions(before, after *node) {
	was, is := asked(before), asked(after)
	for _, q := range is {
		old := find(was, q.text("id"))
		if old == nil {
			c.add(Change{Kind: Way, Question: q.text("id"), What: "a new question"}, q, nil, q.field("text"))
			continue
		}
		c.question(old, q)
	}
	last := after
	var stay, moved []string
	for _, old := range was {
		id := old.text("id")
		if q := find(is, id); q != nil {
			last = q
			stay = append(stay, id)
			continue
		}
		c.add(Change{Kind: Way, Question: id, What: "no longer asked"}, last, old.field("text"), nil)
	}
	for _, q := range is {
		if find(was, q.text("id")) != nil {
			moved = append(moved, q.text("id"))
		}
	}
	for i, id := range moved {
		if id != stay[i] {
			c.changes = append(c.changes, at(Change{
				Kind: Way, What: "the order of the questions", Was: strings.Join(stay, ", "), Is: strings.Join(moved, ", "),
			}, find(is, id)))
			return
		}
	}
}

func (c *comparison) question(before, after *node) {
	id := after.text("id")
	fixed := before.text("type") == after.text("type") && fixedScales[after.text("type")]
	for _, key := range keysOf(before, after) {
		was, is := before.field(key), after.field(key)
		switch {
		case key == "id", fixed && (key == "min" || key == "max"):
		case c.outlined(Change{Question: id, What: key}, was, is, after):
		case key == "options":
			c.parts(id, "option", was, is, after)
		case key == "rows":
			c.parts(id, "row", was, is, after)
		default:
			r := of(questionKeys, key)
			c.value(Change{Kind: r.kind, Question: id, What: r.name}, key, was, is, after)
		}
	}
}

// parts compares options or rows by their ids, then their order.
func (c *comparison) parts(question, name string, before, after, holder *node) {
	was, is := itemsOf(before), itemsOf(after)
	var stay, moved []string
	for _, part := range is {
		id := part.text("id")
		old := find(was, id)
		if old == nil {
			c.add(Change{Kind: Meaning, Question: question, What: fmt.Sprintf("a new %s %q", name, id)}, part, nil, part.field("text"))
			continue
		}
		moved = append(moved, id)
		for _, key := range keysOf(old, part) {
			r := of(partKeys, key)
			c.value(Change{Kind: r.kind, Question: question, What: fmt.Sprintf("%s %q, %s", name, id, r.name)}, key, old.field(key), part.field(key), part)
		}
	}
	for _, old := range was {
		id := old.text("id")
		if find(is, id) != nil {
			stay = append(stay, id)
			continue
		}
		place := after
		if place == nil {
			place = holder
		}
		c.add(Change{Kind: Meaning, Question: question, What: fmt.Sprintf("the %s %q is gone", name, id)}, place, old.field("text"), nil)
	}
	if !slices.Equal(stay, moved) {
		c.changes = append(c.changes, at(Change{
			Kind: Way, Question: question, What: "the order of its " + name + "s", Was: strings.Join(stay, ", "), Is: strings.Join(moved, ", "),
		}, after))
	}
}

// value compares one value; words are compared language by language.
func (c *comparison) value(change Change, key string, before, after, holder *node) {
	if translated(before) && translated(after) {
		for _, lang := range c.langs {
			one := change
			one.What += " in " + lang
			c.plain(one, key, before.field(lang), after.field(lang), after)
		}
		return
	}
	c.plain(change, key, before, after, holder)
}

func (c *comparison) plain(change Change, key string, before, after, holder *node) {
	if worth(key, before) == worth(key, after) {
		return
	}
	place := after
	if place == nil {
		place = holder
	}
	c.add(change, place, before, after)
}

// add notes a change with the first lines that differ of what was and is.
func (c *comparison) add(change Change, place, before, after *node) {
	change.Was, change.Is = differing(lines(before), lines(after))
	c.changes = append(c.changes, at(change, place))
}

func at(change Change, place *node) Change {
	change.Line, change.Col = place.line, place.col
	return change
}

// lines writes a value for people: a list or mapping of several things one thing a line.
func lines(n *node) []string {
	var out []string
	switch {
	case n == nil:
	case slices.ContainsFunc(n.items, func(item *node) bool { return item.fields != nil }):
		for _, item := range n.items {
			out = append(out, item.String())
		}
		return out
	case len(n.keys) > 0 && n.fields[n.keys[0]].fields != nil:
		for _, key := range n.keys {
			out = append(out, key+": "+n.fields[key].String())
		}
		return out
	}
	return strings.Split(n.String(), "\n")
}

// differing gives the first line in which two texts differ, of each; "" when one has no more.
func differing(was, is []string) (a, b string) {
	for len(was) > 0 && len(is) > 0 && was[0] == is[0] {
		was, is = was[1:], is[1:]
	}
	if len(was) > 0 {
		a = was[0]
	}
	if len(is) > 0 {
		b = is[0]
	}
	return a, b
}

// translated reports whether a value is words by language.
func translated(n *node) bool {
	if n == nil || n.fields == nil {
		return false
	}
	for _, key := range n.keys {
		if len(key) != 2 || n.fields[key].fields != nil || n.fields[key].items != nil {
			return false
		}
	}
	return true
}

// worth is a value written so that what is left out equals what says the same.
func worth(key string, n *node) string {
	text := n.String()
	switch {
	case n == nil:
		return defaults[key]
	case defaults[key] == "" && (text == "false" || text == "0" || text == "[]" || text == "{}"):
		return ""
	}
	return text
}

// outlined compares what holds questions, such as sections, by how it holds them, and reports whether
// it does; the questions themselves are compared one by one.
func (c *comparison) outlined(change Change, before, after, holder *node) bool {
	if len(asked(before)) == 0 && len(asked(after)) == 0 {
		return false
	}
	was, is := outline(before), outline(after)
	if was.ofNames() && is.ofNames() || was.String() == is.String() {
		return true // which are new, gone or moved is told question by question
	}
	change.Kind = Way
	place := after
	if place == nil {
		place = holder
	}
	for _, item := range itemsOf(is) {
		if item.fields != nil && !slices.ContainsFunc(itemsOf(was), func(old *node) bool { return old.String() == item.String() }) {
			place = item
			break
		}
	}
	c.add(change, place, was, is)
	return true
}

// asked gives the questions in a value, at any depth.
func asked(n *node) []*node {
	var out []*node
	if n == nil {
		return nil
	}
	for _, item := range n.items {
		if isQuestion(item) {
			out = append(out, item)
		}
		out = append(out, asked(item)...)
	}
	for _, key := range n.keys {
		out = append(out, asked(n.fields[key])...)
	}
	return out
}

func isQuestion(n *node) bool { return n.field("id") != nil && n.field("type") != nil }

// outline is a value with the ids of questions instead of the questions.
func outline(n *node) *node {
	if n == nil {
		return nil
	}
	out := &node{line: n.line, col: n.col, scalar: n.scalar, keys: n.keys}
	for _, item := range n.items {
		if isQuestion(item) {
			item = &node{scalar: item.text("id")}
		}
		out.items = append(out.items, outline(item))
	}
	if n.fields != nil {
		out.fields = map[string]*node{}
		for key, field := range n.fields {
			out.fields[key] = outline(field)
		}
	}
	return out
}

// ofNames reports whether the value is a list of scalars, or nothing.
func (n *node) ofNames() bool {
	return n == nil || n.fields == nil && !slices.ContainsFunc(n.items, func(item *node) bool { return item.fields != nil })
}

func itemsOf(n *node) []*node {
	if n == nil {
		return nil
	}
	return n.items
}

func find(items []*node, id string) *node {
	for _, item := range items {
		if item.text("id") == id {
			return item
		}
	}
	return nil
}

// keysOf gives the keys of both, those of the edited one first.
func keysOf(before, after *node) []string {
	keys := slices.Clone(after.keys)
	for _, key := range before.keys {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}
