package dialog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/types"

	"huiyin/dialog/spelling"
)

// A section with a loop is gone through once for every item of a list variable: “the front door”, “the
// rear bumper”. Session.Item is the item it is at; answers keep the item they are about.

// Bounds of a list variable and of a loop.
const (
	maxItems    = 20
	defaultMost = 5 // items that a loop without most asks about: nobody answers the same for ever
)

// itemNames are what a loop calls its item, its place from 1 and how many there are, in texts and
// expressions.
const (
	itemName  = "item"
	itemNo    = "item_no"
	itemCount = "item_count"
)

// list makes x a list of short, different words: a JSON array, or words with commas between them.
func list(x any) []string {
	var all []string
	switch x := x.(type) {
	case []string:
		all = x
	case []any:
		for _, one := range x {
			all = append(all, Variable{Type: "string"}.value(one).(string))
		}
	case string:
		all = strings.FieldsFunc(x, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) })
	}
	out := []string{}
	for _, one := range all {
		one = strings.TrimSpace(show(one, words{}))
		if one != "" && !slices.Contains(out, one) && len(out) < maxItems {
			out = append(out, one)
		}
	}
	return out
}

// items gives what a loop asks the session about, most items at most.
func (s *Survey) items(head *Question, sess *Session) []string {
	v := s.variable(head.Loop)
	if v == nil || v.Type != "list" {
		return nil
	}
	value, given := sess.Vars[v.Name]
	if !given {
		value = v.fallback()
	}
	all := list(v.value(value))
	return all[:min(len(all), head.Most)]
}

// loopOf gives the loop that a question is in, or nil.
func (s *Survey) loopOf(q *Question) *Question {
	if head := s.sectionOf(q); head != nil && head.Loop != "" {
		return head
	}
	return nil
}

// at gives the session as it is when it stands at a question, about an item.
func (s *Session) at(question, item string) *Session {
	there := *s
	there.State, there.Item = State(question), item
	return &there
}

// loopValues gives what the names of a loop's item mean where the session stands; false outside loops.
func (s *Survey) loopValues(sess *Session) (item string, no, count int, ok bool) {
	q := s.Question(string(sess.State))
	if q == nil {
		return "", 0, 0, false
	}
	head := q
	if q.Type != Section {
		head = s.sectionOf(q)
	}
	if head == nil || head.Loop == "" {
		return "", 0, 0, false
	}
	items := s.items(head, sess)
	return sess.Item, slices.Index(items, sess.Item) + 1, len(items), true
}

// pipedItem shows {item}, {item_no} and {item_count}; false when that is not what name means here.
func (s *Survey) pipedItem(name string, sess *Session) (shown string, ok bool) {
	switch name {
	case itemName, itemNo, itemCount:
	default:
		return "", false
	}
	item, no, count, ok := s.loopValues(sess)
	switch {
	case !ok:
		return "", false
	case name == itemNo:
		return fmt.Sprint(no), true
	case name == itemCount:
		return fmt.Sprint(count), true
	}
	return show(item, words{}), true
}

// each gives, for every question in a loop, its answers in the order of the items.
func (s *Survey) each(sess *Session) map[string]any {
	out := map[string]any{}
	for _, q := range s.Questions {
		head := s.loopOf(q)
		if head == nil || !q.Type.Asks() {
			continue
		}
		values := []any{}
		for _, item := range s.items(head, sess) {
			if i := sess.place(q.ID, item); i >= 0 && sess.Answers[i].Status == answered {
				values = append(values, sess.Answers[i].guardValue())
			}
		}
		out[q.ID] = values
	}
	return out
}

// loopTypes adds what a condition at q sees of loops to the types of what it sees.
func (s *Survey) loopTypes(q *Question, env types.Map) {
	if !s.loops() {
		return
	}
	each := types.Map{}
	for _, other := range s.Questions {
		if s.loopOf(other) != nil && other.Type.Asks() {
			each[other.ID] = types.Array(guardType(other.Type))
		}
	}
	env["each"] = each
	if s.loopOf(q) != nil {
		env[itemName], env[itemNo], env[itemCount] = types.String, types.Int, types.Int
	}
}

// loopScene adds what a condition sees of loops.
func (s *Survey) loopScene(sess *Session, env map[string]any) {
	if !s.loops() {
		return
	}
	env["each"] = s.each(sess)
	if item, no, count, ok := s.loopValues(sess); ok {
		env[itemName], env[itemNo], env[itemCount] = item, no, count
	}
}

// loops reports whether the survey has a loop.
func (s *Survey) loops() bool {
	return slices.ContainsFunc(s.Questions, func(q *Question) bool { return q.Loop != "" })
}

// nextItem moves the session to the loop's next item; false when there is none.
func (t *step) nextItem(head *Question) bool {
	items := t.survey.items(head, &t.sess)
	next := slices.Index(items, t.sess.Item) + 1
	if next >= len(items) {
		return false
	}
	t.sess.Item = items[next]
	return true
}

// leaveLoop forgets the item when the session leaves the section it belongs to, for another question or
// for the end. It is kept with a person, and while a rating is asked once more: the survey may go on there.
func (t *step) leaveLoop(from State) {
	if t.sess.Item == "" {
		return
	}
	was, is := t.survey.Question(string(from)), t.survey.Question(string(t.sess.State))
	inLoop := was != nil && (was.Loop != "" || t.survey.loopOf(was) != nil)
	if t.sess.State.Ended() || inLoop && is != nil && was.sectionID() != is.sectionID() {
		t.sess.Item = ""
	}
}

// longestItems gives a list as long as a list variable ever is.
func longestItems() []string {
	out := make([]string, maxItems)
	for i := range out {
		out[i] = strings.Repeat("字", maxPiped-2) + fmt.Sprintf("%02d", i+1)
	}
	return out
}

// fullAt gives the session as it is at q, about the last item where q is in a loop.
func (s *Survey) fullAt(q *Question, sess *Session) *Session {
	item := ""
	if head := s.loopOf(q); head != nil {
		if items := s.items(head, sess); len(items) > 0 {
			item = items[len(items)-1]
		}
	}
	return sess.at(q.ID, item)
}

// loop checks what a section is repeated for.
func (c *checker) loop(head *Question) {
	v := c.survey.variable(head.Loop)
	switch {
	case head.Loop == "" && head.Most != 0:
		c.at(head.path+".most", "most bounds the items of a loop: name its list with loop")
	case head.Loop == "":
	case v == nil || v.Type != "list":
		hint := cmp.Or(spelling.Hint(head.Loop, c.survey.variableNames("list")), "declare it there")
		c.at(head.path+".loop", "%s", hinted(fmt.Sprintf("there is no variable %q of type list among vars", head.Loop), hint))
	case head.Most < 0 || head.Most > maxItems:
		c.at(head.path+".most", "most %d: want 1 to %d items, or leave it out for %d", head.Most, maxItems, defaultMost)
	case head.Most == 0:
		head.Most = defaultMost
	}
}

// itemVariables refuses variables that are called as a loop calls its item.
func (c *checker) itemVariables() {
	for i, v := range c.survey.Vars {
		if (v.Name == itemName || v.Name == itemNo || v.Name == itemCount) && c.survey.loops() {
			c.at(fmt.Sprintf("vars[%d].name", i), "variable %q: a loop calls its item so, give the variable another name", v.Name)
		}
	}
}

// namesItem reports whether a placeholder of the text at path names the item of the loop it is in.
// The title of a section is said once, before the first item: only the count is known.
func (c *checker) namesItem(path, name string) (ok bool, why string) {
	if name != itemName && name != itemNo && name != itemCount {
		return false, ""
	}
	q := c.survey.at(path)
	switch {
	case q == nil || q.Loop == "" && c.survey.loopOf(q) == nil:
		return false, ""
	case q.Loop != "" && name != itemCount:
		return true, fmt.Sprintf("{%s}: the title is said once, before the first item; {%s} is known there", name, itemCount)
	}
	return true, ""
}
