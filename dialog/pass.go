package dialog

import (
	"errors"
	"fmt"
	"strings"
)

// A session waits at some of the states that it comes to and passes the others: a statement is said
// with what follows, and a question whose When does not hold is not asked.

// errEndless says that a survey leads on and on and never waits. Compile refuses such surveys.
var errEndless = errors.New("the survey never waits for a reply")

// arrive passes what nothing waits at, from where the session has come to, and says the prompt.
func (t *step) arrive(lead string) error {
	lead, err := t.pass(lead)
	if err != nil {
		return err
	}
	t.withdraw()
	return t.ask(lead)
}

// pass moves on to where the session waits or ends. It gives lead and what is said on the way: statements,
// and the titles of sections of which something is asked or said.
func (t *step) pass(lead string) (string, error) {
	begins, title, section := lead, "", ""
	for range (len(t.survey.Questions) + 1) * (maxItems + 1) {
		q := t.survey.Question(string(t.sess.State))
		if q == nil || q.sectionID() != section {
			title = ""
		}
		held := len(t.sess.Answers)
		event, said, err := t.passing()
		switch {
		case err != nil:
			return "", err
		case event == "" && t.stoodHere():
			return begins, nil
		case event == "":
			return paragraphs(lead, title), nil
		case len(t.sess.Answers) > held: // what was said on the way here was said before
			lead, title = begins, ""
		case q.Type == Section:
			title, section = paragraphs(title, said), q.ID
		case said != "":
			lead, title = paragraphs(lead, title, said), ""
		}
		if err := t.move(event); err != nil {
			return "", err
		}
	}
	return "", errEndless
}

// passing gives the event by which the state is left by who has just come to it, and what is said
// there; "" where the session waits. A question that was answered before going back is left with that
// answer. Coming to a loop again, it moves the session to the next item.
func (t *step) passing() (event, said string, err error) {
	i := t.survey.index(string(t.sess.State))
	if i < 0 {
		return "", "", nil
	}
	q, again := t.survey.Questions[i], t.sess.Item != ""
	if q.when != nil && (q.Loop == "" || !again) {
		switch asked, err := q.IsAsked(t.survey, t.sess, t.ev.Score); {
		case err != nil:
			return "", "", err
		case !asked && q.Type == Section:
			return eventPass, "", nil
		case !asked:
			event, _ = t.onward(eventPass, i)
			return event, "", nil
		}
	}
	switch {
	case q.Type.Asks() && t.reuse():
		event, err = t.decideAgain()
		return event, "", err
	case q.Type.Asks():
		return "", "", nil
	case q.Type == Statement:
		event, _, err = t.decide()
		return event, t.survey.asked(q, &t.sess), err
	case q.Loop != "" && !t.nextItem(q):
		return eventDone, "", nil
	case !again:
		said = t.survey.asked(q, &t.sess)
	}
	event, _ = t.onward(eventNext, i)
	return event, said, nil
}

// when compiles the question's own condition. It sees what a statement's routes see: nobody has
// answered yet.
func (c *checker) when(q *Question) {
	q.when = nil
	if q.When == "" {
		return
	}
	unanswered := &Question{ID: q.ID, Type: Statement, In: q.In}
	g, column, err := compileGuard(c.survey, unanswered, q.When)
	if err != nil {
		c.problems = append(c.problems, Problem{Path: q.path + ".when", Column: column, Msg: err.Error()})
	}
	q.when = g
}

// endless finds circles in which nothing waits for a reply: of statements, and of questions that may
// all be passed over.
func (c *checker) endless() {
	s, passed := c.survey, map[State][]State{}
	for _, q := range s.Questions {
		for _, w := range s.Ways(q) {
			to := s.Question(string(w.To))
			switch {
			case to == nil || q.Type.Asks() && !w.Passed || to.Type.Asks() && to.When == "":
			case to.Loop != "" && q.In == to.ID: // its items come to an end
			default:
				passed[State(q.ID)] = append(passed[State(q.ID)], w.To)
			}
		}
	}
	told := map[State]bool{}
	for _, q := range s.Questions {
		circle := circleFrom(passed, State(q.ID))
		if circle == nil || told[State(q.ID)] {
			continue
		}
		for _, at := range circle {
			told[at] = true
		}
		c.lost = true
		c.at(q.path+".id", "a loop that may never wait for a reply: %s; let one question in it be asked always", arrows(circle))
	}
}

// circleFrom gives the shortest way from a state back to itself, both ends named, or nil.
func circleFrom(next map[State][]State, from State) []State {
	came := map[State]State{}
	for todo := []State{from}; len(todo) > 0; todo = todo[1:] {
		for _, to := range next[todo[0]] {
			if _, seen := came[to]; seen {
				continue
			}
			came[to] = todo[0]
			if to == from {
				circle := []State{from}
				for at := came[from]; at != from; at = came[at] {
					circle = append([]State{at}, circle...)
				}
				return append([]State{from}, circle...)
			}
			todo = append(todo, to)
		}
	}
	return nil
}

func arrows(states []State) string {
	names := make([]string, len(states))
	for i, s := range states {
		names[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(names, " → ")
}
