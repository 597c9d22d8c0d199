package dialog

import (
	"fmt"
	"slices"
)

// What tools that look at a survey from outside (simulate, check, diagram) need to know of its routes.

// Transition is one edge of the survey's state machine.
type Transition struct {
	Event     string // a route's name, "next" when none matches, or an event that every survey has
	From, To  State
	LifeCycle bool // nothing that the survey says: stop, escalate, expire and the like
}

// Transitions gives every edge of the survey's state machine.
func (s *Survey) Transitions() []Transition {
	var out []Transition
	for _, e := range s.machine.events {
		own := [...]string{eventBegin, eventAgree, eventDecline, eventNext}
		life := slices.Contains(reservedEvents[:], e.Name) && !slices.Contains(own[:], e.Name)
		for _, from := range e.Src {
			out = append(out, Transition{e.Name, State(from), State(e.Dst), life})
		}
	}
	return out
}

// RouteTaken gives the name of the route by which a step left the question that before stood at
// ("next" when none matched), and the session as it comes out there. after is the session that the step
// gave, ev the event. It is an error when before stands at no question.
func RouteTaken(s *Survey, before, after Session, ev Event) (route string, left Session, err error) {
	if !slices.ContainsFunc(s.Questions, func(q *Question) bool { return q.ID == string(before.State) }) {
		return "", before, fmt.Errorf("route taken at %q: %w", before.State, ErrState)
	}
	t := step{survey: s, sess: after.clone(), ev: ev, now: after.Heard}
	t.sess.State, t.sess.Item, t.sess.Tries = before.State, before.Item, before.Tries
	if route, _, err = t.decide(); err == nil {
		err = t.move(route)
	}
	return route, t.sess, err
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

// Reserved reports whether no question may be called id, because the state machine has a state so called.
func Reserved(id string) bool { return reservedID(id) }
