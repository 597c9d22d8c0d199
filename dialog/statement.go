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

// longestLead is the longest that the engine itself says before a question in one message: that a slip
// was put right.
func longestLead(lang string) string {
	return fmt.Sprintf(wordsIn(lang).Corrected, strings.Repeat("字", maxPiped))
}

// leads gives, for every state, the longest words that can stand before its own in one message: the
// statements on the way to it, past questions that are not asked, and before question 1 the notice when
// nobody has to agree to it.
func (c *checker) leads(sess *Session, notice string) map[State]string {
	s, longest := c.survey, map[State]string{}
	if !s.Consent {
		longest[s.first()] = notice
	}
	if c.lost || len(s.Questions) == 0 {
		return longest
	}
	for range s.Questions { // each round carries the words one statement further
		for _, q := range s.Questions {
			lead := longest[State(q.ID)]
			said := lead
			if said == "" {
				said = longestLead(sess.Lang)
			}
			said = paragraphs(said, s.asked(q, sess))
			for _, w := range s.Ways(q) {
				switch {
				case w.Passed && len(lead) > len(longest[w.To]):
					longest[w.To] = lead
				case q.Type == Statement && len(said) > len(longest[w.To]):
					longest[w.To] = said
				}
			}
		}
	}
	return longest
}
