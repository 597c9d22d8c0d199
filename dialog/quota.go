package dialog

import (
	"fmt"
	"slices"

	"huiyin/dialog/spelling"
)

// Quota bounds how many respondents of one sort are wanted. The engine knows which sessions want a
// place in it ([Session.Quotas]); whoever stores them counts the places, and tells by [Event.Full]
// where none is left.
type Quota struct {
	ID    string
	At    string // id of the question whose answer decides
	When  string // expression, as of a route of that question; "" everybody who is asked it
	Limit int    // places, over all versions of the survey; at least 1
	Full  string // where the dialog goes when none is left: "screened", "end" or a question id

	guard *guard // compiled When; nil always
}

// maxQuotas bounds the quotas of one survey: each may cost a look at the store with an answer.
const maxQuotas = 50

// Route names the way out when no place is left: an event of the state machine, as drawings show it.
func (q *Quota) Route() string { return "full_" + q.ID }

// Target gives the state that the dialog goes to then.
func (q *Quota) Target() State { return target(q.Full) }

// Holds reports whether a session that has just answered the quota's question counts among it.
func (q *Quota) Holds(s *Survey, at *Question, sess Session, score Score) (bool, error) {
	if q.guard == nil {
		return true, nil
	}
	return q.guard.match(s, &sess, at, score)
}

// quotasAt gives the quotas that the answer to q decides.
func (s *Survey) quotasAt(q *Question) []*Quota {
	var out []*Quota
	for i := range s.Quotas {
		if s.Quotas[i].At == q.ID {
			out = append(out, &s.Quotas[i])
		}
	}
	return out
}

// Quota gives the quota called id, or nil.
func (s *Survey) Quota(id string) *Quota {
	for i := range s.Quotas {
		if s.Quotas[i].ID == id {
			return &s.Quotas[i]
		}
	}
	return nil
}

// screens reports whether anything leads to Screened.
func (s *Survey) screens() bool {
	leads := func(r Route) bool { return r.target() == Screened }
	return slices.ContainsFunc(s.Quotas, func(q Quota) bool { return q.Target() == Screened }) ||
		slices.ContainsFunc(s.Questions, func(q *Question) bool { return slices.ContainsFunc(q.Routes, leads) })
}

// takePlaces makes the session hold a place in every quota that counts its answer to q, and none in
// the others of q. When one of them is full it holds none of them, and that one is given: the dialog
// goes where it says.
func (t *step) takePlaces(q *Question) (full *Quota, err error) {
	if len(t.survey.Quotas) == 0 || t.sess.Counted {
		return nil, nil
	}
	var sc scene
	var others, taken []string
	for i := range t.survey.Quotas {
		quota := &t.survey.Quotas[i]
		holds := slices.Contains(t.sess.Quotas, quota.ID)
		if quota.At != q.ID {
			if holds && t.sess.answers(quota.At) {
				others = append(others, quota.ID)
			}
			continue
		}
		if quota.guard != nil {
			if sc.env == nil {
				sc = newScene(t.survey, &t.sess, q, t.ev.Score, t.now)
			}
			counts, err := quota.guard.holds(sc)
			switch {
			case err != nil:
				return nil, err
			case !counts:
				continue
			}
		}
		if !holds && full == nil && slices.Contains(t.ev.Full, quota.ID) {
			full = quota
		}
		taken = append(taken, quota.ID)
	}
	if full != nil {
		taken = nil
	}
	t.sess.Quotas = append(others, taken...)
	return full, nil
}

// settlePlaces keeps for good the places of who completed, and gives back those of who did not.
func (t *step) settlePlaces() {
	switch {
	case t.sess.Counted:
	case t.survey.Disposition(&t.sess) == Complete:
		t.sess.Counted = len(t.sess.Quotas) > 0
	default:
		t.sess.Quotas = nil
	}
}

// quotas checks and compiles the quotas.
func (c *checker) quotas() {
	s := c.survey
	if len(s.Quotas) > maxQuotas {
		c.at("quotas", "%d quotas: want %d at most", len(s.Quotas), maxQuotas)
	}
	seen := map[string]bool{}
	for i := range s.Quotas {
		q := &s.Quotas[i]
		if q.Full == "" {
			q.Full = string(Screened)
		}
		at := fmt.Sprintf("quotas[%d]", i)
		switch {
		case !identifier(q.ID):
			c.at(at+".id", "quota id %q: want letters, digits and _, as cat_owners", q.ID)
		case seen[q.ID]:
			c.at(at+".id", "quota id %q is there twice: the same places would be counted for both; give each its own", q.ID)
		}
		seen[q.ID] = true
		if q.Limit < 1 {
			c.at(at+".limit", "limit %d: want 1 or more places", q.Limit)
		}
		c.quota(at, q)
	}
	if len(s.Screened) > 0 && !s.screens() {
		c.at("screened", "nobody hears these words: no route and no full quota leads to screened; let one, or leave them out")
	}
}

// quota checks where a quota is decided and where it leads when it is full.
func (c *checker) quota(at string, q *Quota) {
	question := c.survey.Question(q.At)
	if question == nil || !question.Type.Asks() {
		c.lost = true
		c.at(at+".at", "%s", hinted(fmt.Sprintf("there is no question %q whose answer could be counted", q.At), spelling.Hint(q.At, c.survey.questionIDs((*Question).answerable))))
		return
	}
	if c.survey.loopOf(question) != nil {
		c.at(at+".at", "question %q is asked for every item of a loop: which would be counted? Name one outside of it", q.At)
	}
	if slices.ContainsFunc(question.Routes, func(r Route) bool { return r.Name == q.Route() }) {
		c.at(at+".id", "a route of %s is called %q, as the way out of this quota is: rename either", q.At, q.Route())
	}
	q.guard = nil
	if q.When != "" {
		g, column, err := compileGuard(c.survey, question, q.When)
		if err != nil {
			c.problems = append(c.problems, Problem{Path: at + ".when", Column: column, Msg: err.Error()})
		}
		q.guard = g
	}
	c.crosses(at+".full", question, q.Full)
	switch {
	case !c.leadsSomewhere(q.Full):
		c.lost = true
		c.at(at+".full", "%s", hinted(fmt.Sprintf("there is no question %q (or screened, or end) to go to when the quota is full", q.Full), spelling.Hint(q.Full, c.targets())))
	case !c.lost && closure(c.survey.next(), q.Target())[State(q.At)]:
		c.at(at+".full", "who finds the quota full is led back to %s, where it still is: name a question after it", q.At)
	}
}
