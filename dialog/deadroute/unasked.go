package deadroute

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"huiyin/dialog"
)

// unasked finds a question whose own condition never holds. It is decided where the condition asks
// about the answer to one other question alone.
func unasked(sv *dialog.Survey, q *dialog.Question) (dialog.Problems, error) {
	v := readWhen(q.When)
	if q.When == "" || !v.decided {
		return nil, nil
	}
	answers := []*dialog.Answer{nil}
	if about := sv.Question(v.about); about != nil {
		var ok bool
		if answers, ok = answersTo(about, v.numbers); !ok {
			return nil, nil
		}
	}
	for _, a := range answers {
		asked, err := q.IsAsked(sv, session(sv, q, a), dialog.Score{})
		if asked || err != nil {
			return nil, err
		}
	}
	return dialog.Problems{{
		Path: q.Path() + ".when",
		Msg:  fmt.Sprintf("question %q is never asked: no answer to %q makes its condition true", q.ID, v.about),
	}}, nil
}

// readWhen reads the condition of a question.
func readWhen(when string) whenVisitor {
	v := whenVisitor{visitor: visitor{condition{decided: true}}}
	tree, err := parser.Parse(when)
	if err != nil {
		return whenVisitor{}
	}
	ast.Walk(&tree.Node, &v)
	return v
}

// whenVisitor finds the one question that a condition asks about.
type whenVisitor struct {
	visitor
	about string
}

func (v *whenVisitor) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		v.decided = v.decided && n.Value == "answers"
	case *ast.MemberNode:
		id := strings.TrimPrefix(n.String(), "answers.")
		v.decided = v.decided && id != n.String() && (v.about == "" || v.about == id)
		v.about = id
	default:
		v.visitor.Visit(node)
	}
}
