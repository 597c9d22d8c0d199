package dialog

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/looplab/fsm"
)

// The life-cycle events of the state machine. The others are the names of the questions' routes.
const (
	eventBegin    = "begin"    // to the notice, or to question 1
	eventAgree    = "agree"    // the notice is accepted
	eventDecline  = "decline"  // the notice is refused
	eventNext     = "next"     // no route of the question matched
	eventStop     = "stop"     // opted out, or left the platform
	eventEscalate = "escalate" // a person takes over
	eventResume   = "resume"   // the person is done
	eventClose    = "close"    // said whether it is solved
	eventRemind   = "remind"   // stays where it is
	eventExpire   = "expire"   // silent for too long
	eventLeave    = "leave_early"
)

// reservedEvents cannot name a route.
var reservedEvents = [...]string{
	eventBegin, eventAgree, eventDecline, eventNext, eventStop,
	eventEscalate, eventResume, eventClose, eventRemind, eventExpire, eventLeave,
}

// lifecycle are the states that every survey has, in the order they are lived through.
var lifecycle = [...]State{
	Invited, Consent, WithAgent, Solved, Completed, Partial, Declined, Expired, OptedOut, Screened,
}

// machine is the state machine of one survey. It hands out instances from a pool, for an
// instance holds a current state and serves one step at a time.
type machine struct {
	events fsm.Events
	states map[State]bool
	pool   sync.Pool
}

func newMachine(sv *Survey) *machine {
	m := &machine{states: map[State]bool{}}
	var all, asking, open []string
	for _, s := range lifecycle {
		m.states[s] = true
		if s == Screened && !sv.screens() {
			continue // most surveys want everybody: their drawings stay as small
		}
		all = append(all, string(s))
	}
	for _, q := range sv.Questions {
		m.states[State(q.ID)] = true
		all = append(all, q.ID)
		asking = append(asking, q.ID)
	}
	asking = append(asking, string(Solved))
	m.add(eventLeave, string(Partial), asking...)
	asking = append(asking, string(Consent))
	for _, s := range all {
		if !State(s).Ended() {
			open = append(open, s)
		}
	}

	first := string(sv.first())
	begin := first
	if sv.Consent {
		begin = string(Consent)
	}
	m.add(eventBegin, begin, string(Invited))
	m.add(eventAgree, first, string(Consent))
	m.add(eventDecline, string(Declined), string(Consent))
	m.add(eventStop, string(OptedOut), open...)
	m.add(eventEscalate, string(WithAgent), all...)
	m.add(eventResume, string(Solved), string(WithAgent))
	m.addAfterCase(sv)
	m.add(eventExpire, string(Expired), append([]string{string(Invited)}, asking...)...)
	for _, s := range asking {
		m.add(eventRemind, s, s)
	}
	for _, q := range sv.Questions {
		for _, w := range sv.Ways(q) {
			m.add(w.Name, string(w.To), q.ID)
		}
	}
	m.pool.New = func() any { return m.fresh() }
	return m
}

func (m *machine) add(event, to string, from ...string) {
	m.events = append(m.events, fsm.EventDesc{Name: event, Src: from, Dst: to})
}

func (m *machine) fresh() *fsm.FSM { return fsm.NewFSM(string(Invited), m.events, nil) }

// move gives the state that event leads to from state. Guards are decided before it is called.
//
// SetState takes any string, so the state is checked first. A context that ends in the middle of
// an event would wedge the instance for good; a step is pure and short, so none is passed in. An
// instance that gave an error is not used again.
func (m *machine) move(from State, event string) (State, error) {
	if !m.states[from] {
		return from, fmt.Errorf("move from %q: %w", from, ErrState)
	}
	f := m.pool.Get().(*fsm.FSM)
	f.SetState(string(from))
	err := f.Event(context.Background(), event)
	if same := (fsm.NoTransitionError{}); errors.As(err, &same) && same.Err == nil {
		err = nil
	}
	if err != nil {
		return from, fmt.Errorf("move from %q: %w", from, err)
	}
	to := State(f.Current())
	m.pool.Put(f)
	return to, nil
}

// first gives the state of question 1.
func (s *Survey) first() State { return s.after(-1) }

// after gives the state that follows the question at index i when none of its routes matches.
func (s *Survey) after(i int) State {
	if i+1 < len(s.Questions) {
		return State(s.Questions[i+1].ID)
	}
	return Completed
}

// end is what a route calls the end of the survey.
const end = "end"

func (r Route) target() State { return target(r.To) }

// target gives the state that a survey calls by a question's id, end or screened.
func target(to string) State {
	if to == end {
		return Completed
	}
	return State(to)
}
