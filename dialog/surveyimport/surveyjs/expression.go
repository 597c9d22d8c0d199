package surveyjs

import (
	"fmt"

	"huiyin/dialog/surveyimport"
)

// dialect is SurveyJS's expression language.
var dialect = surveyimport.Dialect{
	Open: "{",
	Words: map[string]string{
		"=": "==", "==": "==", "equal": "==", "<>": "!=", "!=": "!=", "notequal": "!=", "less": "<", "greater": ">",
		"lessorequal": "<=", "greaterorequal": ">=", "&&": "and", "and": "and", "||": "or", "or": "or", "!": "not", "not": "not", "negate": "not",
	},
	Unary: map[string]bool{"empty": true, "notempty": true},
	Infix: infix,
	Call: func(name string, _ []*surveyimport.Expr) (*surveyimport.Expr, error) {
		return nil, fmt.Errorf("%s() has no counterpart", name)
	},
}

func infix(op string, left, right *surveyimport.Expr) (*surveyimport.Expr, error) {
	switch op {
	case "empty":
		return &surveyimport.Expr{Op: surveyimport.Empty, Args: []*surveyimport.Expr{left}}, nil
	case "notempty":
		return not(&surveyimport.Expr{Op: surveyimport.Empty, Args: []*surveyimport.Expr{left}}), nil
	case "contains", "contain", "anyof":
		if op == "anyof" || right.Op != surveyimport.List {
			return each(surveyimport.Or, left, right), nil
		}
		return each(surveyimport.And, left, right), nil
	case "allof":
		return each(surveyimport.And, left, right), nil
	case "notcontains", "notcontain", "noneof":
		return not(each(surveyimport.Or, left, right)), nil
	}
	return nil, fmt.Errorf("“%s” is not understood here", op)
}

func not(e *surveyimport.Expr) *surveyimport.Expr {
	return &surveyimport.Expr{Op: surveyimport.Not, Args: []*surveyimport.Expr{e}}
}

// each asks of every value of a list, or of the one value, whether it was chosen.
func each(op surveyimport.Op, chosen, values *surveyimport.Expr) *surveyimport.Expr {
	if values.Op != surveyimport.List {
		values = &surveyimport.Expr{Args: []*surveyimport.Expr{values}}
	}
	e := &surveyimport.Expr{Op: op}
	for _, v := range values.Args {
		e.Args = append(e.Args, &surveyimport.Expr{Op: surveyimport.Has, Args: []*surveyimport.Expr{chosen, v}})
	}
	if len(e.Args) == 1 {
		return e.Args[0]
	}
	return e
}

// condition reads a key that holds one; nil when it is not there.
func (n *node) condition(key string) *surveyimport.Condition {
	source := n.text(key)
	if source == "" {
		return nil
	}
	e, err := dialect.Parse(outside(source))
	return &surveyimport.Condition{Where: n.at(key), Source: source, Expr: e, Err: err}
}
