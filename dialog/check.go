package dialog

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"huiyin/dialog/spelling"
)

// ratings checks what a rating may declare before the standard is filled in, and tells which NPS
// questions gave words of their own.
func (c *checker) ratings() (ownWords map[*Question]bool) {
	ownWords = map[*Question]bool{}
	for _, q := range c.survey.Questions {
		at := q.path
		if !q.Type.IsRating() {
			if len(q.Labels) > 0 {
				c.at(at+".labels", "labels are for nps, enps, csat, ces and rating: leave them out, or make this a rating")
			}
			continue
		}
		low, high := int(q.Min), int(q.Max)
		if q.Type == Rating {
			c.scale(at, q)
		} else {
			low, high = q.Type.scale()
		}
		if (q.Min != 0 || q.Max != 0) && (q.Min != float64(low) || q.Max != float64(high)) {
			c.at(at+".min", "the scale of %s is %d to %d: leave min and max out, or make it a rating", q.Type, low, high)
		}
		if q.Type.standardWords() {
			ownWords[q] = len(q.Text) > 0 && !sameText(q.Text, c.survey.wording(q.Type))
		}
		for _, p := range sortedKeys(q.Labels) {
			label := fmt.Sprintf("%s.labels.%d", at, p)
			c.text(label, q.Labels[p])
			if p < low || p > high {
				c.at(label, "label of %d: the scale of %s is %d to %d; label a point of it", p, q.Type, low, high)
			}
		}
		if len(q.Labels) > 0 && (q.Labels[low] == nil || q.Labels[high] == nil) {
			c.at(at+".labels", "labels must name both ends, %d and %d; others between may be left out", low, high)
		}
	}
	return ownWords
}

// scale checks the scale of a rating: whole points, as many as fit under one message.
func (c *checker) scale(at string, q *Question) {
	whole := q.Min == math.Trunc(q.Min) && q.Max == math.Trunc(q.Max)
	if !whole || !(q.Min >= 0 && q.Min < q.Max && q.Max <= 100) || q.Max-q.Min+1 > maxScale {
		c.at(at, "a rating needs min and max, whole, min below max, from 0 to 100 and at most %d points", maxScale)
	}
}

func sameText(a, b Text) bool {
	for lang, text := range b {
		if a[lang] != text {
			return false
		}
	}
	return len(a) == len(b)
}

func (c *checker) questions(ownWords map[*Question]bool) {
	seen := map[string]bool{}
	for _, q := range c.survey.Questions {
		at := q.path
		switch {
		case !identifier(q.ID):
			c.at(at+".id", "question id %q: want letters, digits and _, as what_went_wrong", q.ID)
		case reservedID(q.ID):
			c.at(at+".id", "question id %q is reserved for a state that every survey has: choose another, as %s_1", q.ID, q.ID)
		case seen[q.ID]:
			c.at(at+".id", "question id %q is there twice: give each its own", q.ID)
		}
		c.lost = c.lost || seen[q.ID]
		seen[q.ID] = true
		if ownWords[q] {
			c.at(at+".text", "the wording of %s is standard: leave text out, or ask something else as rating", q.Type)
		} else if q.Type == Section {
			c.optional(at+".title", q.Text)
			continue
		} else {
			c.text(at+".text", q.Text)
		}
		c.typed(at, q)
	}
}

// reservedID reports whether id already means something to the state machine.
func reservedID(id string) bool {
	return id == end || id == "paused" || slices.Contains(lifecycle[:], State(id))
}

func (c *checker) typed(at string, q *Question) {
	switch q.Type {
	case NPS, ENPS, CSAT, CES, Rating, YesNo, Date, Words, Statement:
	case Gate:
		if q.Unsure || q.Refuse {
			c.at(at+".type", "a consent is given or refused: leave unsure and refuse out")
		}
	case Photo, Location, Contact:
		c.media(at, q)
	case Number, Amount:
		if q.Min >= q.Max || math.IsInf(q.Min, 0) || math.IsInf(q.Max, 0) || math.IsNaN(q.Min+q.Max) {
			c.at(at, "%s needs min and max, min below max: the least and the greatest that make sense", q.Type)
		}
	case Choice:
		c.options(at, q, maxChoices)
	case Multi, Ranking:
		most := maxMulti
		if q.Type == Ranking {
			most = maxChoices
		}
		c.options(at, q, most)
		c.picks(at, q)
	default:
		c.at(at+".type", "%s", unknownType(q.Type))
	}
	if len(q.Options) > 0 && !q.Type.hasOptions() {
		c.at(at+".options", "options are for choice, multi, ranking and matrix: leave them out, or change the type")
	}
	c.probe(at, q)
	c.optional(at+".help", q.Help)
	c.shuffle(at, q)
	if q.Type == Statement && (q.Unsure || q.Refuse || len(q.Help) > 0) {
		c.at(at+".type", "nobody answers a statement: leave unsure, refuse and help out")
	}
}

// unknownType tells what to write instead of a type that there is not.
func unknownType(t Type) string {
	if best, ok := spelling.Meant(string(t), strings.Split(strings.Replace(typeNames, " or ", ", ", 1), ", ")); ok {
		return fmt.Sprintf("type %q: did you mean %q?", t, best)
	}
	return fmt.Sprintf("type %q: want %s", t, typeNames)
}

// typeNames lists the types for messages.
const typeNames = "nps, enps, csat, ces, rating, yesno, choice, multi, ranking, matrix, number, amount, date, text, photo, location, contact, consent or statement"

func (c *checker) options(at string, q *Question, most int) {
	if q.Type == Choice {
		most -= len(q.waysOut("zh")) // buttons as well
	}
	if len(q.Options) < 2 || len(q.Options) > most {
		c.at(at, "%s has %d options: want 2 to %d", q.Type, len(q.Options), most)
	}
	for i, o := range q.Options {
		here := fmt.Sprintf("%s.options[%d]", at, i)
		if !surveyID(o.ID) {
			c.at(here+".id", "option id %q: want lower-case letters, digits, - and _", o.ID)
		}
		c.text(here+".text", o.Text)
		if !(o.Valence >= -1 && o.Valence <= 1) {
			c.at(here+".valence", "valence %v: want -1 to 1", o.Valence)
		}
		for _, before := range q.Options[:i] {
			if before.ID == o.ID {
				c.at(here+".id", "option id %q is there twice: give each its own", o.ID)
			}
			for _, lang := range c.survey.Langs {
				if o.Text[lang] != "" && before.Text[lang] == o.Text[lang] {
					c.at(here+".text."+lang, "two options say the same: nobody could tell which is meant")
				}
			}
		}
	}
}

// routes names, checks and compiles the routes.
func (c *checker) routes() {
	for _, q := range c.survey.Questions {
		c.when(q)
		names := map[string]bool{}
		always := false
		for j := range q.Routes {
			r := &q.Routes[j]
			at := fmt.Sprintf("%s.routes[%d]", q.path, j)
			if r.Name == "" {
				r.Name = "to_" + r.To
			}
			c.route(at, q, r)
			switch {
			case names[r.Name]:
				c.at(at, "route %q is there twice: give each its own name", r.Name)
			case always:
				c.at(at, "route %q is never taken: the one before it always is; put it first, or give that one a when", r.Name)
			}
			names[r.Name] = true
			always = always || r.When == ""
		}
	}
}

// targets gives what a route can lead to.
func (c *checker) targets() []string {
	return append(c.survey.questionIDs(func(*Question) bool { return true }), end, string(Screened))
}

func (c *checker) route(at string, q *Question, r *Route) {
	switch {
	case !identifier(r.Name):
		c.at(at+".name", "route name %q: want letters, digits and _, as too_slow", r.Name)
	case slices.Contains(reservedEvents[:], r.Name):
		c.at(at+".name", "route name %q is that of something every survey has (%s): choose another", r.Name, strings.Join(reservedEvents[:], ", "))
	}
	c.crosses(at+".to", q, r.To)
	if !c.leadsSomewhere(r.To) {
		c.lost = true
		c.at(at+".to", "%s", hinted(fmt.Sprintf("there is no question %q (or end, or screened)", r.To), spelling.Hint(r.To, c.targets())))
	}
	r.guard = nil
	if r.When == "" {
		return
	}
	g, column, err := compileGuard(c.survey, q, r.When)
	if err != nil {
		c.problems = append(c.problems, Problem{Path: at + ".when", Column: column, Msg: err.Error()})
	}
	r.guard = g
}

// reach finds questions that no path leads to, and those from which no path leads to the end.
func (c *checker) reach() {
	s := c.survey
	next := s.next()
	reached := closure(next, s.first())
	for _, q := range s.Questions {
		switch {
		case !reached[State(q.ID)]:
			c.at(q.path+".id", "question %q is never asked: nothing leads to it; let a route lead to it, or leave it out", q.ID)
		case !leadsToEnd(closure(next, State(q.ID))):
			c.at(q.path+".id", "question %q never leads to the end: give it, or what follows it, a way to end", q.ID)
		}
	}
}

// closure gives the states that can be come to from one, itself included.
func closure(next map[State][]State, from State) map[State]bool {
	seen := map[State]bool{from: true}
	for todo := []State{from}; len(todo) > 0; {
		s := todo[0]
		todo = todo[1:]
		for _, to := range next[s] {
			if !seen[to] {
				seen[to] = true
				todo = append(todo, to)
			}
		}
	}
	return seen
}

// leadsToEnd reports whether some end of the survey is among the states.
func leadsToEnd(states map[State]bool) bool { return states[Completed] || states[Screened] }

// leadsSomewhere reports whether a route may lead to what a survey calls so.
func (c *checker) leadsSomewhere(to string) bool {
	return to == end || State(to) == Screened || c.survey.Question(to) != nil
}
