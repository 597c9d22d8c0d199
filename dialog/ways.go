package dialog

// Way is one way out of a question: an event of the state machine.
type Way struct {
	Name   string // a route's name or a full quota's, "next" when no route matches, or "not-asked"
	To     State
	Passed bool // by who is not asked it: its When does not hold
}

// eventPass leads past a question whose When does not hold. No route can be called so.
const eventPass = "not-asked"

// Ways gives every way out of a question, in the order in which they are tried.
func (s *Survey) Ways(q *Question) []Way {
	follows := s.after(s.index(q.ID))
	var out []Way
	if q.When != "" {
		out = append(out, Way{Name: eventPass, To: follows, Passed: true})
	}
	for _, quota := range s.quotasAt(q) {
		out = append(out, Way{Name: quota.Route(), To: quota.Target()})
	}
	for _, r := range q.Routes {
		out = append(out, Way{Name: r.Name, To: r.target()})
		if r.When == "" {
			return out
		}
	}
	if q.Type == Gate {
		out = append(out, Way{Name: eventDecline, To: Declined})
	}
	return append(out, Way{Name: eventNext, To: follows})
}

// next gives the states that each question can lead to, or be passed over to.
func (s *Survey) next() map[State][]State {
	next := map[State][]State{}
	for _, q := range s.Questions {
		for _, w := range s.Ways(q) {
			next[State(q.ID)] = append(next[State(q.ID)], w.To)
		}
	}
	return next
}
