package deadroute

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"huiyin/dialog"
)

// Find gives the dead routes of a compiled survey, and the questions that are never asked, in the order
// of the file.
func Find(sv *dialog.Survey) (dialog.Problems, error) {
	var all dialog.Problems
	for _, q := range sv.Questions {
		for _, find := range []func(*dialog.Survey, *dialog.Question) (dialog.Problems, error){unasked, question} {
			found, err := find(sv, q)
			if err != nil {
				return nil, fmt.Errorf("dead routes of %s: %w", q.ID, err)
			}
			all = append(all, found...)
		}
	}
	for i, quota := range sv.Quotas {
		found, err := neverCounts(sv, i, quota)
		if err != nil {
			return nil, fmt.Errorf("quota %s: %w", quota.ID, err)
		}
		all = append(all, found...)
	}
	return all, nil
}

func question(sv *dialog.Survey, q *dialog.Question) (dialog.Problems, error) {
	routes := make([]condition, len(q.Routes))
	var numbers []float64
	for j, r := range q.Routes {
		routes[j] = read(r.When)
		numbers = append(numbers, routes[j].numbers...)
	}
	answers, ok := answersTo(q, numbers)
	if !ok || len(q.Routes) == 0 {
		return nil, nil
	}
	var problems dialog.Problems
	for j := range q.Routes {
		why, err := dead(sv, q, j, routes, answers)
		if err != nil {
			return nil, err
		}
		if why != "" {
			problems = append(problems, dialog.Problem{
				Path: fmt.Sprintf("%s.routes[%d].when", q.Path(), j),
				Msg:  fmt.Sprintf("route %q is never taken: %s", q.Routes[j].Name, why),
			})
		}
	}
	return problems, nil
}

// dead says why no answer takes the route at index j, or "" when one does or that is not decided.
func dead(sv *dialog.Survey, q *dialog.Question, j int, routes []condition, answers []*dialog.Answer) (why string, err error) {
	if !routes[j].decided {
		return "", nil
	}
	before := map[string]bool{}
	for _, a := range answers {
		sess := session(sv, q, a)
		holds, err := q.Routes[j].Holds(sv, q, sess, dialog.Score{})
		if err != nil {
			return "", err
		}
		if !holds {
			continue
		}
		name, err := caught(sv, q, sess, routes[:j])
		if err != nil || name == "" {
			return "", err
		}
		before[name] = true
	}
	if len(before) == 0 {
		return fmt.Sprintf("no answer to %q makes its condition true; correct the condition, or leave the route out", q.ID), nil
	}
	return fmt.Sprintf("whenever its condition holds, %s before it already matched; put it first, or narrow what stands before it", names(before)), nil
}

// caught names the first of the decided routes that matches an answer, or gives "".
func caught(sv *dialog.Survey, q *dialog.Question, sess dialog.Session, routes []condition) (string, error) {
	for i, c := range routes {
		if !c.decided {
			continue
		}
		holds, err := q.Routes[i].Holds(sv, q, sess, dialog.Score{})
		if err != nil {
			return "", err
		}
		if holds {
			return q.Routes[i].Name, nil
		}
	}
	return "", nil
}

func names(set map[string]bool) string {
	var out []string
	for n := range set {
		out = append(out, fmt.Sprintf("%q", n))
	}
	slices.Sort(out)
	return strings.Join(out, " or ")
}

// session gives a session in which the question was just answered, or passed when a is nil.
func session(sv *dialog.Survey, q *dialog.Question, a *dialog.Answer) dialog.Session {
	sess := dialog.New(sv, "try", sv.Langs[0], 1, nil, time.Time{})
	sess.State = dialog.State(q.ID)
	if a != nil {
		sess.Answers = []dialog.Answer{*a}
	}
	return sess
}

// condition is what can be known of a route's condition.
type condition struct {
	decided bool      // it asks about the answer alone, in a way that trying answers decides
	numbers []float64 // numbers that it names
}

func read(when string) condition {
	if when == "" {
		return condition{decided: true}
	}
	tree, err := parser.Parse(when)
	if err != nil {
		return condition{}
	}
	v := &visitor{condition: condition{decided: true}}
	ast.Walk(&tree.Node, v)
	return v.condition
}

type visitor struct{ condition }

func (v *visitor) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		v.decided = v.decided && n.Value == "answer"
	case *ast.BinaryNode:
		if strings.Contains("+ - * / % ** ..", n.Operator) {
			v.decided = false // its turning points are not the numbers it names
		}
	case *ast.IntegerNode:
		v.numbers = append(v.numbers, float64(n.Value))
	case *ast.FloatNode:
		v.numbers = append(v.numbers, n.Value)
	}
}
