package dialog

import (
	"fmt"
	"slices"
)

// What tools that look at a survey from outside (simulate, check) need to know of its routes.

// RouteTaken gives the name of the route by which a step left the question that before stood at
// ("next" when none matched), and where it leads. after is the session that the step gave, ev the
// event. It is an error when before stands at no question.
func RouteTaken(s *Survey, before, after Session, ev Event) (route string, to State, err error) {
	if !slices.ContainsFunc(s.Questions, func(q *Question) bool { return q.ID == string(before.State) }) {
		return "", "", fmt.Errorf("route taken at %q: %w", before.State, ErrState)
	}
	t := step{survey: s, sess: after.clone(), ev: ev, now: after.Heard}
	t.sess.State, t.sess.Tries = before.State, before.Tries
	return t.decide()
}

// Holds reports whether the condition of a route of q holds for what the session holds.
func (r Route) Holds(s *Survey, q *Question, sess Session, score Score) (bool, error) {
	if r.guard == nil {
		return true, nil
	}
	return r.guard.match(s, &sess, q, score)
}

// IsAsked reports whether the question's own condition holds for what the session holds.
func (q *Question) IsAsked(s *Survey, sess Session, score Score) (bool, error) {
	if q.when == nil {
		return true, nil
	}
	return q.when.match(s, &sess, q, score)
}

// Path is where a survey file has the question, as "questions[2]". Compile makes of a matrix a question
// for each row, so the index in Questions does not say.
func (q *Question) Path() string { return q.path }
