package dialog

import (
	"fmt"
	"slices"
)

// What tools that look at a survey from outside (simulate, check, diagram, chat) need to know of its routes.

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

// Move is one move of the state machine: the event Way leads away from From.
type Move struct {
	From State
	Way  string // a route's or a full quota's name, or as in Way
}

// Trail gives the moves by which a step led from where before stood to where after waits: out of the
// question that was answered, when left says that it was, then past what is not asked and through what
// is only said. after is the session that the step gave, ev the event. It is nil where no moves lead
// there: the question was asked on, gone back to or handed to a person.
func Trail(s *Survey, before, after Session, ev Event, left bool) ([]Move, error) {
	t := step{survey: s, sess: after.clone(), ev: ev, now: after.Heard}
	t.sess.State, t.sess.Item, t.sess.Tries = before.State, before.Item, before.Tries
	var trail []Move
	take := func(way string, err error) error {
		if err != nil || way == "" {
			return err
		}
		trail = append(trail, Move{t.sess.State, way})
		return t.move(way)
	}
	if left {
		if s.Question(string(before.State)) == nil {
			return nil, fmt.Errorf("trail from %q: %w", before.State, ErrState)
		}
		way, _, err := t.decide()
		if err := take(way, err); err != nil {
			return nil, err
		}
	}
	for {
		way, _, err := t.passing()
		if err := take(way, err); err != nil {
			return nil, err
		}
		if way == "" {
			break
		}
	}
	if t.sess.State != after.State || t.sess.Item != after.Item {
		return nil, nil
	}
	return trail, nil
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
