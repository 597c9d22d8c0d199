package xlsform

import (
	"errors"
	"math"

	"huiyin/dialog"
	"huiyin/dialog/surveyimport"
)

var errConstraint = errors.New("it is no simple bound")

// constrain makes bounds of a constraint: of a number, of how many options may be chosen, of the length of
// words. An option that may not be chosen with others becomes exclusive.
func constrain(q *surveyimport.Question, source string) error {
	e, err := xpath.Parse(source)
	if err != nil {
		return err
	}
	before := *q
	before.Options = append([]surveyimport.Option(nil), q.Options...)
	if err := narrow(q, e); err != nil {
		*q = before // all of it or nothing
		return err
	}
	return nil
}

func narrow(q *surveyimport.Question, e *surveyimport.Expr) error {
	switch {
	case e.Op == surveyimport.And:
		for _, part := range e.Args {
			if err := narrow(q, part); err != nil {
				return err
			}
		}
		return nil
	case e.Op == surveyimport.Not:
		return alone(q, e.Args[0])
	case len(e.Args) == 2 && e.Op != surveyimport.Has:
		return bound(q, e)
	}
	return errConstraint
}

// bound reads “. >= 3”, “3 <= .”, “count-selected(.) < 4”, “string-length(.) > 10”.
func bound(q *surveyimport.Question, e *surveyimport.Expr) error {
	what, limit, op := e.Args[0], e.Args[1], e.Op
	if what.Op == surveyimport.Number {
		what, limit = limit, what
		op = map[surveyimport.Op]surveyimport.Op{
			surveyimport.Less: surveyimport.More, surveyimport.More: surveyimport.Less,
			surveyimport.AtMost: surveyimport.AtLeast, surveyimport.AtLeast: surveyimport.AtMost,
		}[op]
	}
	if limit.Op != surveyimport.Number {
		return errConstraint
	}
	whole := q.Type != dialog.Number || q.Whole
	low, high, ok := interval(op, limit.Num, whole)
	if !ok {
		return errConstraint
	}
	switch {
	case self(what) && (q.Type == dialog.Number || q.Type == dialog.Rating),
		what.Op == surveyimport.Count && self(what.Args[0]) && q.Type == dialog.Multi:
		q.Min, q.Max = tighter(q.Min, low, math.Max), tighter(q.Max, high, math.Min)
	case what.Op == length && self(what.Args[0]) && q.Type == dialog.Words && low != nil && high == nil && *low >= 0 && *low < 1000:
		q.MinLength = int(*low)
	default:
		return errConstraint
	}
	return nil
}

func self(e *surveyimport.Expr) bool { return e.Op == surveyimport.Ref && e.Text == "." }

// interval gives the bounds that a comparison sets; of whole numbers “> 3” begins at 4.
func interval(op surveyimport.Op, f float64, whole bool) (low, high *float64, ok bool) {
	step := 0.0
	if whole && f == math.Trunc(f) {
		step = 1
	}
	above, below := f+step, f-step
	switch op {
	case surveyimport.More:
		return &above, nil, true
	case surveyimport.AtLeast:
		return &f, nil, true
	case surveyimport.Less:
		return nil, &below, true
	case surveyimport.AtMost:
		return nil, &f, true
	case surveyimport.Eq:
		return &f, &f, true
	}
	return nil, nil, false
}

func tighter(old, limit *float64, better func(a, b float64) float64) *float64 {
	if old == nil || limit == nil {
		if limit == nil {
			return old
		}
		return limit
	}
	f := better(*old, *limit)
	return &f
}

// alone reads what must not be: “selected(., 'none') and count-selected(.) > 1”.
func alone(q *surveyimport.Question, e *surveyimport.Expr) error {
	if e.Op != surveyimport.And || len(e.Args) != 2 || q.Type != dialog.Multi {
		return errConstraint
	}
	chosen, many := e.Args[0], e.Args[1]
	if chosen.Op != surveyimport.Has {
		chosen, many = many, chosen
	}
	if chosen.Op != surveyimport.Has || !self(chosen.Args[0]) || many.Op != surveyimport.More || many.Args[0].Op != surveyimport.Count ||
		!self(many.Args[0].Args[0]) || many.Args[1].Op != surveyimport.Number || many.Args[1].Num != 1 {
		return errConstraint
	}
	for i := range q.Options {
		if q.Options[i].Value == chosen.Args[1].Text {
			q.Options[i].Exclusive = true
			return nil
		}
	}
	return errConstraint
}
