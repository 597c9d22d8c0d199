package surveyimport

import (
	"errors"
	"fmt"

	"huiyin/dialog"
)

// exits makes routes of the rules that end the survey: each stands at the last question that it needs.
func (c *converter) exits() {
	for _, e := range c.draft.Exits {
		if err := c.exit(e); err != nil {
			c.notes = append(c.notes, Note{Lost, e.When.Where, fmt.Sprintf("the rule %s (%v)", oneLine(e.When.Source), err), "write a route"})
		}
	}
}

func (c *converter) exit(e Exit) error {
	if e.When.Err != nil {
		return e.When.Err
	}
	at, last, err := c.lastOf(e.When.Expr)
	if err != nil {
		return err
	}
	c.names.loop = at.loop()
	defer func() { c.names.loop = nil }()
	to := "end"
	if e.To != "" {
		if to, err = c.target(at, e.To); err != nil {
			return err
		}
	}
	own := last.ref
	if at.Type != dialog.Matrix {
		last.ref = "answer" // as routes call the answer that they follow
	}
	when, err := c.names.render(e.When.Expr, false)
	last.ref = own
	if err != nil {
		return err
	}
	at.routes = append(at.routes, route{fmt.Sprintf("rule_%d", len(at.routes)+1), when, to})
	return nil
}

// target gives what a route from a question leads to: never into the middle of a section, and out of one
// that asks in random order.
func (c *converter) target(from *ask, name string) (string, error) {
	var to *ask
	c.eachAsk(func(a *ask) {
		if a.Name == name && !a.gone {
			to = a
		}
	})
	switch {
	case to == nil:
		return "", fmt.Errorf("“%s” was not carried over", name)
	case to.in == nil || to.in == from.in && !to.in.Shuffle:
		return to.id, nil
	case to.in != from.in && to.order == to.in.first():
		return to.in.id, nil
	}
	return "", fmt.Errorf("“%s” stands in the middle of a part", name)
}

// lastOf finds the question after whose answer the condition can first be decided.
func (c *converter) lastOf(e *Expr) (at *ask, last *named, err error) {
	e.walk(func(ref string) {
		if q := c.names.all[ref]; q != nil && (last == nil || q.order > last.order) {
			last = q
		}
	})
	c.eachAsk(func(a *ask) {
		if last != nil && !a.gone && a.order == last.order {
			at = a
		}
	})
	if at == nil {
		return nil, nil, errors.New("it names no question")
	}
	return at, last, nil
}

// walk calls f with every reference.
func (e *Expr) walk(f func(ref string)) {
	if e.Op == Ref {
		f(e.Text)
	}
	for _, arg := range e.Args {
		arg.walk(f)
	}
}
