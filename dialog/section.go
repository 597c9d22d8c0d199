package dialog

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
)

// A section is asked or passed over as one; it may ask its questions in an order of each session's own,
// or once for every item of a list. Compile puts its questions behind it: in Questions it is the state by
// which one enters, where its title is said and nothing waits.

// sections tells every question its path and takes the questions out of the sections.
func (c *checker) sections() {
	var all []*Question
	for i, q := range c.survey.Questions {
		q.path = fmt.Sprintf("questions[%d]", i)
		all = append(all, q)
		if q.Type == Section {
			all = append(all, c.section(q)...)
		} else if q.Anchored {
			c.at(q.path+".anchored", "nothing moves outside a section with shuffle: true; leave anchored out")
		}
	}
	c.survey.Questions = all
}

// section checks a section and gives its questions.
func (c *checker) section(head *Question) (inside []*Question) {
	for j, q := range head.Questions {
		q.path = fmt.Sprintf("%s.questions[%d]", head.path, j)
		switch {
		case q.Type == Section:
			c.at(q.path, "a section holds questions, and no section: end this one before")
			continue
		case q.Anchored && !head.Shuffle:
			c.at(q.path+".anchored", "nothing moves without shuffle: true in the section; add that, or leave anchored out")
		}
		q.In = head.ID
		inside = append(inside, q)
	}
	if len(inside) == 0 {
		c.at(head.path, "section %q has no questions: indent those that belong to it under questions", head.ID)
	}
	head.Questions = nil
	c.loop(head)
	return inside
}

// crosses checks that a route neither leads into the middle of a section nor upsets its order.
func (c *checker) crosses(at string, from *Question, to string) {
	target, head := c.survey.Question(to), c.survey.sectionOf(from)
	switch {
	case target == nil:
	case target.In != "" && target.In != from.In:
		c.at(at, "question %q is inside section %q: lead to %q, where it begins", to, target.In, target.In)
	case head != nil && head.Shuffle && (target.In == head.ID || target == head && head.Loop == ""):
		c.at(at, "the questions of section %q come in any order: a route may only leave it; lead out of it, or leave shuffle out", head.ID)
	}
}

// sectionOf gives the section that a question is in, or nil.
func (s *Survey) sectionOf(q *Question) *Question {
	if q.In == "" {
		return nil
	}
	return s.Question(q.In)
}

// sectionID names the section that the question is in, or is.
func (q *Question) sectionID() string {
	if q.Type == Section {
		return q.ID
	}
	return q.In
}

// past gives the state that follows the section at index i.
func (s *Survey) past(i int) State {
	id := s.Questions[i].ID
	for i+1 < len(s.Questions) && s.Questions[i+1].In == id {
		i++
	}
	return s.after(i)
}

// leaving gives where one comes to behind the last question of a section: a loop goes on with the next
// item.
func (s *Survey) leaving(head *Question) State {
	if head.Loop != "" {
		return State(head.ID)
	}
	return s.past(s.index(head.ID))
}

// followers gives every state that may follow the question at index i where no route matches. There are
// several where a section is shuffled.
func (s *Survey) followers(i int) []State {
	q := s.Questions[i]
	head := q
	if q.Type != Section {
		head = s.sectionOf(q)
	}
	switch {
	case head == nil:
		return []State{s.after(i)}
	case !head.Shuffle && q != head && (i+1 == len(s.Questions) || s.Questions[i+1].In != head.ID):
		return []State{s.leaving(head)}
	case !head.Shuffle:
		return []State{s.after(i)}
	}
	return s.shuffledFollowers(head, i)
}

// following gives the one of the followers that is the session's.
func (s *Survey) following(sess *Session, i int) State {
	q := s.Questions[i]
	head := q
	if q.Type != Section {
		head = s.sectionOf(q)
	}
	if head == nil || !head.Shuffle {
		return s.followers(i)[0]
	}
	order := s.order(head, sess.ID)
	if q == head {
		return State(s.Questions[order[0].first].ID)
	}
	at := slices.IndexFunc(order, func(b block) bool { return b.first <= i && i <= b.last })
	switch {
	case i < order[at].last:
		return s.after(i)
	case at+1 == len(order):
		return s.leaving(head)
	}
	return State(s.Questions[order[at+1].first].ID)
}

// block is what moves as one in a shuffled section: a question, or the rows of a matrix.
type block struct {
	first, last int // in Questions
	anchored    bool
}

// blocks gives those of a section, in the order of the file.
func (s *Survey) blocks(head *Question) []block {
	var out []block
	for i := s.index(head.ID) + 1; i < len(s.Questions) && s.Questions[i].In == head.ID; i++ {
		q := s.Questions[i]
		if n := len(out); n > 0 && s.Questions[out[n-1].first].path == q.path {
			out[n-1].last = i
			continue
		}
		out = append(out, block{i, i, q.Anchored})
	}
	return out
}

// order gives the blocks of a shuffled section in the session's order. It follows from ids alone, as
// that of options does.
func (s *Survey) order(head *Question, session string) []block {
	type lot struct {
		block block
		drawn [sha256.Size]byte
	}
	all := s.blocks(head)
	var loose []lot
	for _, b := range all {
		if !b.anchored {
			loose = append(loose, lot{b, sha256.Sum256([]byte(session + "\x00" + head.ID + "\x00" + s.Questions[b.first].ID))})
		}
	}
	slices.SortFunc(loose, func(a, b lot) int { return bytes.Compare(a.drawn[:], b.drawn[:]) })
	for i, b := range all {
		if !b.anchored {
			all[i], loose = loose[0].block, loose[1:]
		}
	}
	return all
}

// shuffledFollowers gives what may follow the question at index i, or the section itself, in some order.
func (s *Survey) shuffledFollowers(head *Question, i int) []State {
	all := s.blocks(head)
	at := slices.IndexFunc(all, func(b block) bool { return b.first <= i && i <= b.last })
	if at >= 0 && i < all[at].last {
		return []State{s.after(i)}
	}
	var out []State
	for place := -1; place < len(all); place++ { // where the question may stand
		stands := place == at || at >= 0 && place >= 0 && !all[at].anchored && !all[place].anchored
		switch {
		case !stands:
			continue
		case place+1 == len(all):
			out = append(out, s.leaving(head))
			continue
		}
		for j, b := range all {
			if j != at && (j == place+1 || !b.anchored && !all[place+1].anchored) {
				out = append(out, State(s.Questions[b.first].ID))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
