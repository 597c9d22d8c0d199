package dialog

import (
	"fmt"
	"strings"
)

// statement gives the statement that state is, or nil. A session passes statements and never rests
// at one.
func (s *Survey) statement(state State) *Question {
	if q := s.Question(string(state)); q != nil && q.Type == Statement {
		return q
	}
	return nil
}

// next gives the states that each question can lead to.
func (s *Survey) next() map[State][]State {
	next := map[State][]State{}
	for i, q := range s.Questions {
		from := State(q.ID)
		for _, r := range q.Routes {
			next[from] = append(next[from], r.target())
		}
		if !q.alwaysRoutes() {
			next[from] = append(next[from], s.after(i))
		}
		for _, quota := range s.quotasAt(q) {
			next[from] = append(next[from], quota.Target())
		}
	}
	return next
}

// statements finds loops of statements alone: they would be said for ever, for nothing waits for a
// reply there.
func (c *checker) statements() {
	next := c.survey.next()
	said := map[State][]State{}
	for _, q := range c.survey.Questions {
		for _, to := range next[State(q.ID)] {
			if q.Type == Statement && c.survey.statement(to) != nil {
				said[State(q.ID)] = append(said[State(q.ID)], to)
			}
		}
	}
	for _, q := range c.survey.Questions {
		for _, to := range said[State(q.ID)] {
			if closure(said, to)[State(q.ID)] {
				c.lost = true
				c.at(q.path+".id", "statement %q leads back to itself without a question", q.ID)
				break
			}
		}
	}
}

// longestLead is the longest that the engine itself says before a question in one message: that a slip
// was put right.
func longestLead(lang string) string {
	return fmt.Sprintf(wordsIn(lang).Corrected, strings.Repeat("字", maxPiped))
}

// leads gives, for every state, the longest words that can stand before its own in one message: the
// statements on the way to it, and before question 1 the notice when nobody has to agree to it.
func (c *checker) leads(sess *Session, notice string) map[State]string {
	s, longest := c.survey, map[State]string{}
	if !s.Consent {
		longest[s.first()] = notice
	}
	if c.lost || len(s.Questions) == 0 {
		return longest
	}
	next := s.next()
	for range s.Questions { // each round carries the words one statement further
		for _, q := range s.Questions {
			if q.Type != Statement {
				continue
			}
			lead := longest[State(q.ID)]
			if lead == "" {
				lead = longestLead(sess.Lang)
			}
			lead = paragraphs(lead, s.asked(q, sess))
			for _, to := range next[State(q.ID)] {
				if len(lead) > len(longest[to]) {
					longest[to] = lead
				}
			}
		}
	}
	return longest
}
