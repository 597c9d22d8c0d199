package dialog

// Way is one way out of a question: an event of the state machine.
type Way struct {
	Name string // a route's name or a full quota's, "next" when no route matches, "not-asked" or "no-more"; where
	// a section is shuffled, "next-" or "not-asked-" and the question that follows
	To     State
	Passed bool // by who is not asked it: its When does not hold
}

// No route can be called so.
const (
	eventPass = "not-asked" // past a question or section whose When does not hold
	eventDone = "no-more"   // past a loop that has gone through its items
)

// Ways gives every way out of a question, in the order in which they are tried.
func (s *Survey) Ways(q *Question) []Way {
	i := s.index(q.ID)
	follows := s.followers(i)
	var out []Way
	switch {
	case q.Type == Section:
		if q.When != "" {
			out = append(out, Way{Name: eventPass, To: s.past(i), Passed: true})
		}
		if q.Loop != "" {
			out = append(out, Way{Name: eventDone, To: s.past(i), Passed: true})
		}
	case q.When != "":
		for _, to := range follows {
			out = append(out, Way{Name: towards(eventPass, to, follows), To: to, Passed: true})
		}
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
	for _, to := range follows {
		out = append(out, Way{Name: towards(eventNext, to, follows), To: to})
	}
	return out
}

// towards names the event that leads to one of several followers: an event of the machine leads from
// one state to one other.
func towards(event string, to State, followers []State) string {
	if len(followers) == 1 {
		return event
	}
	return event + "-" + string(to)
}

// onward gives the event by which the session leaves the question at index i when no route matches.
func (t *step) onward(event string, i int) (string, State) {
	to := t.survey.following(&t.sess, i)
	return towards(event, to, t.survey.followers(i)), to
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
