package dialog

import (
	"fmt"
	"slices"

	"huiyin/dialog/spelling"
)

// What a survey does after a case, once the customer was asked whether it is solved.
const (
	afterCaseEnd    = "end"    // thanks, and that is all
	afterCaseResume = "resume" // solved: it goes on where it stood
)

// secondRound is Session.Round, and Answer.Round, of ratings that are asked once more after a case.
const secondRound = 2

// The events that lead on from a solved case are called by where they lead. No route can be called so.
const (
	eventAgain  = "again-"  // to a rating that is asked once more
	eventReturn = "return-" // to where the survey stood
)

// addAfterCase gives the machine its ways on from a solved case.
func (m *machine) addAfterCase(sv *Survey) {
	from := []string{string(Solved)}
	for _, id := range sv.Resurvey {
		if !slices.Contains(from, id) {
			m.add(eventAgain+id, id, from...)
			from = append(from, id)
		}
	}
	m.add(eventClose, string(Completed), from...)
	if sv.AfterCase != afterCaseResume {
		return
	}
	m.add(eventReturn+string(Consent), string(Consent), from...)
	for _, q := range sv.Questions {
		m.add(eventReturn+q.ID, q.ID, from...)
	}
}

// afterCase leads on from the question whether it is solved, and from each rating that is asked once
// more: to the next of these, to where the survey stood, or to the end.
func (t *step) afterCase(lead string) error {
	if t.sess.State == Solved {
		lead = t.closingLead(lead)
	}
	if id := t.again(); id != "" {
		if t.sess.Round == 0 {
			lead = paragraphs(lead, t.words.OnceMore)
		}
		if err := t.move(eventAgain + id); err != nil {
			return err
		}
		t.sess.Round = secondRound
		return t.ask(lead)
	}
	t.sess.Round = 0
	if back := t.sess.Return; t.solved() && t.survey.resumesAt(back) {
		if err := t.move(eventReturn + string(back)); err != nil {
			return err
		}
		t.sess.Return = ""
		return t.arrive(paragraphs(lead, t.words.GoOn))
	}
	return t.finish(eventClose, paragraphs(lead, t.survey.thanks(&t.sess)))
}

// again gives the rating to be asked once more now, or "". Only what was answered before the case can
// be compared, and nothing is asked a third time.
func (t *step) again() string {
	if a := t.sess.Answer(string(Solved)); t.sess.Round == 0 && (a == nil || a.Status != answered) {
		return ""
	}
	for _, id := range t.survey.Resurvey {
		before := t.sess.Answer(id)
		asked := slices.ContainsFunc(t.sess.Again, func(a Answer) bool { return a.Question == id })
		if before != nil && before.Status == answered && !asked {
			return id
		}
	}
	return ""
}

// solved reports whether the customer said so.
func (t *step) solved() bool {
	a := t.sess.Answer(string(Solved))
	return a != nil && a.Number != nil && *a.Number == 1
}

// resumesAt reports whether the survey goes on from back after a case.
func (s *Survey) resumesAt(back State) bool {
	return s.AfterCase == afterCaseResume && (back == Consent && s.Consent || s.Question(string(back)) != nil)
}

// afterSurvey reports whether what is asked now is asked after a case.
func (s *Session) afterSurvey() bool { return s.State == Solved || s.Round > 0 }

// recordAgain keeps an answer of the second round beside those of the first, which routes, texts and
// corrections go by.
func (t *step) recordAgain(a Answer) {
	a.Round = secondRound
	i := slices.IndexFunc(t.sess.Again, func(old Answer) bool { return old.Question == a.Question })
	if i >= 0 {
		t.sess.Again[i] = a
	} else {
		t.sess.Again = append(t.sess.Again, a)
	}
	t.emit(Answered{Answer: a})
}

// afterCase checks what the survey does after a case.
func (c *checker) afterCase() {
	switch c.survey.AfterCase {
	case "", afterCaseEnd, afterCaseResume:
	default:
		c.at("after_case", "%s", hinted(fmt.Sprintf("after_case %q: want %s or %s", c.survey.AfterCase, afterCaseEnd, afterCaseResume), spelling.Near(c.survey.AfterCase, []string{afterCaseEnd, afterCaseResume})))
	}
	for i, id := range c.survey.Resurvey {
		at := fmt.Sprintf("resurvey[%d]", i)
		switch q := c.survey.Question(id); {
		case q == nil:
			c.at(at, "%s", hinted(fmt.Sprintf("there is no question %q; of a matrix name a row, as parts_price", id), spelling.Hint(id, c.survey.questionIDs(func(q *Question) bool { return q.Type.IsRating() }))))
		case !q.Type.IsRating():
			c.at(at, "question %q is no rating: what is asked once more is compared; name a rating", id)
		case c.survey.loopOf(q) != nil:
			c.at(at, "question %q is asked for every item of a loop: which would be asked once more? Name one outside of it", id)
		case slices.Index(c.survey.Resurvey, id) < i:
			c.at(at, "question %q is there twice: once is enough", id)
		}
	}
}
