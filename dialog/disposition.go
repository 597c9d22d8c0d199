package dialog

import (
	"fmt"
	"slices"

	"huiyin/dialog/spelling"
)

// Disposition is how an ended session counts. The terms are those of the American Association for
// Public Opinion Research (AAPOR, Standard Definitions, 10th edition, 2023), for surveys that the
// customer answers alone.
type Disposition string

// The dispositions. A session that goes on has none.
const (
	Complete         Disposition = "complete"    // went to the end
	PartialInterview Disposition = "partial"     // left before, and answered what is enough
	BreakOff         Disposition = "break_off"   // left before that
	Refusal          Disposition = "refusal"     // said no, and answered nothing
	NoResponse       Disposition = "no_response" // said nothing at all
	Ineligible       Disposition = "ineligible"  // screened out, or the quota was full
)

// Disposition tells how the session counts, "" while it goes on. What is enough for a partial is the
// survey's [Survey.Enough]; of a survey that names nothing, any answer.
func (s *Survey) Disposition(sess *Session) Disposition {
	switch {
	case !sess.State.Ended():
		return ""
	case sess.State == Completed && !sess.cutShort(), sess.Return == Completed:
		return Complete
	case sess.State == Screened, sess.Return == Screened: // whatever a case after it came to
		return Ineligible
	case s.enough(sess):
		return PartialInterview
	case slices.ContainsFunc(sess.Answers, Answer.tells):
		return BreakOff
	case sess.State == Declined, sess.State == OptedOut:
		return Refusal
	case sess.State == Expired:
		return NoResponse
	}
	return BreakOff
}

// tells reports whether the answer is one to what the survey wants to know.
func (a Answer) tells() bool { return a.Type != Gate && a.Question != string(Solved) }

// cutShort reports whether a case ended the survey before its last question.
func (s *Session) cutShort() bool { return s.Return != "" && s.Return != Completed }

// enough reports whether the session holds what makes it a partial.
func (s *Survey) enough(sess *Session) bool {
	given := func(id string) bool {
		a := sess.Answer(id)
		return a != nil && a.Status == answered
	}
	if len(s.Enough) == 0 {
		return slices.ContainsFunc(sess.Answers, func(a Answer) bool { return a.Status == answered && a.tells() })
	}
	for _, id := range s.Enough {
		if !given(id) {
			return false
		}
	}
	return true
}

// enough checks the questions that make a partial.
func (c *checker) enough() {
	for i, id := range c.survey.Enough {
		at := fmt.Sprintf("enough[%d]", i)
		switch q := c.survey.Question(id); {
		case q == nil:
			c.at(at, "%s", hinted(fmt.Sprintf("there is no question %q; of a matrix name a row, as parts_price", id), spelling.Hint(id, c.survey.questionIDs((*Question).answerable))))
		case !q.Type.Asks():
			c.at(at, "nobody answers the statement or section %q: leave it out here", id)
		case slices.Index(c.survey.Enough, id) < i:
			c.at(at, "question %q is there twice: once is enough", id)
		}
	}
}
