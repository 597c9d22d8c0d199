package xlsform

import (
	"fmt"

	"huiyin/dialog/surveyimport"
)

// length is how long the words of an answer are; only constraints can use it.
const length surveyimport.Op = "string-length"

// xpath is what forms write of XPath 1.0 with the functions of ODK XForms.
var xpath = surveyimport.Dialect{
	Open:  "${",
	Words: map[string]string{"=": "==", "and": "and", "or": "or"},
	Call:  call,
}

func call(name string, args []*surveyimport.Expr) (*surveyimport.Expr, error) {
	op, want := surveyimport.Op(""), 1
	switch name {
	case "selected":
		op, want = surveyimport.Has, 2
	case "count-selected":
		op = surveyimport.Count
	case "not":
		op = surveyimport.Not
	case "string-length":
		op = length
	case "number", "int", "string", "boolean":
	case "true", "false":
		want = 0
	default:
		return nil, fmt.Errorf("%s() has no counterpart", name)
	}
	if len(args) != want {
		return nil, fmt.Errorf("%s() has %d operands, not %d", name, len(args), want)
	}
	switch {
	case want == 0:
		e := &surveyimport.Expr{Op: surveyimport.Bool}
		if name == "true" {
			e.Num = 1
		}
		return e, nil
	case op == "":
		return args[0], nil
	}
	return &surveyimport.Expr{Op: op, Args: args}, nil
}

// condition reads a cell that holds one; nil when it is empty.
func condition(where, source string) *surveyimport.Condition {
	if source == "" {
		return nil
	}
	e, err := xpath.Parse(source)
	return &surveyimport.Condition{Where: where, Source: source, Expr: e, Err: err}
}
