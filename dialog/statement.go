package dialog

import (
	"fmt"
	"strings"
)

// passes reports whether a session passes state and never rests there: a statement, or a section.
func (s *Survey) passes(state State) bool {
	q := s.Question(string(state))
	return q != nil && !q.Type.Asks()
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
			said = paragraphs(said, s.asked(q, s.fullAt(q, sess)))
			for _, w := range s.Ways(q) {
				switch {
				case w.Passed && len(lead) > len(longest[w.To]):
					longest[w.To] = lead
				case !q.Type.Asks() && len(said) > len(longest[w.To]):
					longest[w.To] = said
				}
			}
		}
	}
	return longest
}
