package dialog

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"

	"huiyin/dialog/spelling"
)

// maxGuardNodes bounds the size of a route's condition, so that it costs microseconds.
const maxGuardNodes = 200

// guard is a compiled condition of a route. It sees
//
//	answer        the reply to this question: a number for ratings and number, true or false for
//	              yesno, an option id for choice, a list of them for multi and ranking, words for text,
//	              "2026-11-25" for date, and true for a photo, location or contact that was given
//	answers.<id>  the same for another question
//	score.known, score.value, score.label
//	vars.<name>   what the invitation carries
//	each.<id>     of a question in a loop: the answers given, in the order of the items
//	item, item_no, item_count, in a loop
//	attempts      replies to this question, this one included
//	lang          "zh", "en"
//	now.<part>    the time: see clock
//
// A condition that needs an answer that was not given does not match; (answers.x ?? 0) and
// answers.x == nil do not need it.
type guard struct {
	program *vm.Program
	needs   []string // questions whose answers must be there
	timed   bool     // it looks at the clock
}

// functions are those that a condition may use.
var functions = [...]string{"len", "any", "all", "none", "lower", "trim"}

// compileGuard gives the condition, or where in it (characters from 0) something is wrong.
func compileGuard(s *Survey, q *Question, when string) (g *guard, column int, err error) {
	options := []expr.Option{
		expr.Env(guardTypes(s, q)), expr.AsBool(), expr.MaxNodes(maxGuardNodes), expr.DisableAllBuiltins(),
	}
	for _, name := range functions {
		options = append(options, expr.EnableBuiltin(name))
	}
	program, err := expr.Compile(when, options...)
	if err != nil {
		var at *file.Error
		if errors.As(err, &at) {
			return nil, at.From, errors.New(explain(s, q, when, at))
		}
		return nil, 0, errors.New(explain(s, q, when, &file.Error{Message: err.Error()}))
	}
	tree, err := parser.Parse(when)
	if err != nil {
		return nil, 0, err
	}
	v := &needs{survey: s, question: q, optional: map[ast.Node]bool{}, found: map[ast.Node]string{}}
	ast.Walk(&tree.Node, v)
	if v.bad != nil {
		return nil, v.bad.Location().From, v.err
	}
	return &guard{program: program, needs: v.list(), timed: v.timed}, 0, nil
}

func guardTypes(s *Survey, q *Question) types.Map {
	answers, vars := types.Map{}, types.Map{}
	for _, other := range s.Questions {
		if other.Type.Asks() {
			answers[other.ID] = guardType(other.Type)
		}
	}
	for _, v := range s.Vars {
		vars[v.Name] = types.TypeOf(Variable{Type: v.Type}.fallback())
	}
	env := types.Map{
		"answers": answers, "vars": vars,
		"score":    types.Map{"known": types.Bool, "value": types.Float64, "label": types.String},
		"attempts": types.Int, "lang": types.String, "now": clockTypes(),
	}
	if q.Type.Asks() { // nobody answers one
		env["answer"] = guardType(q.Type)
	}
	s.loopTypes(q, env)
	return env
}

func guardType(t Type) types.Type {
	switch t {
	case YesNo, Gate, Photo, Location, Contact:
		return types.Bool
	case Multi, Ranking:
		return types.Array(types.String)
	case Choice, Words, Date:
		return types.String
	}
	return types.Float64
}

// match decides the guard for the reply that was just recorded, at the session's last sign of life.
func (g *guard) match(s *Survey, sess *Session, q *Question, score Score) (bool, error) {
	return g.holds(newScene(s, sess, q, score, sess.Heard))
}

// scene is what the guards of one question see of a session: the same for each of its routes.
type scene struct {
	question   string
	answers    map[string]any
	env        map[string]any
	now, began time.Time
}

func newScene(s *Survey, sess *Session, q *Question, score Score, now time.Time) scene {
	answers := make(map[string]any, len(sess.Answers))
	for i := range sess.Answers {
		if a := &sess.Answers[i]; a.Status == answered && (a.Item == "" || a.Item == sess.Item) {
			answers[a.Question] = a.guardValue()
		}
	}
	vars := make(map[string]any, len(s.Vars))
	for _, v := range s.Vars {
		value, ok := sess.Vars[v.Name]
		if !ok {
			value = v.fallback()
		}
		vars[v.Name] = v.value(value)
	}
	env := map[string]any{
		"answer": answers[q.ID], "answers": answers, "vars": vars,
		"score":    map[string]any{"known": score.Known, "value": score.Value, "label": score.Label},
		"attempts": sess.Tries + 1, "lang": sess.Lang,
	}
	s.loopScene(sess, env)
	return scene{question: q.ID, answers: answers, now: now, began: sess.Started, env: env}
}

// holds decides the guard in a scene. One whose needed answers were not given does not.
func (g *guard) holds(sc scene) (bool, error) {
	for _, id := range g.needs {
		if sc.answers[id] == nil {
			return false, nil
		}
	}
	if g.timed && sc.env["now"] == nil {
		sc.env["now"] = clock(sc.now, sc.began)
	}
	out, err := expr.Run(g.program, sc.env)
	if err != nil {
		return false, fmt.Errorf("decide a route of %s: %w", sc.question, err)
	}
	return out == true, nil
}

// guardValue gives the answer as guards see it; nil when a stored session lacks it.
func (a *Answer) guardValue() any {
	switch a.Type {
	case Choice:
		if len(a.Options) > 0 {
			return a.Options[0]
		}
		return nil
	case Multi, Ranking:
		return a.Options
	case Words, Date:
		return a.Text
	case Photo, Location, Contact:
		return true
	}
	if a.Number == nil {
		return nil
	}
	if a.Type == YesNo || a.Type == Gate {
		return *a.Number == 1
	}
	return *a.Number
}

// needs collects the answers that a condition cannot do without, and finds option ids that the
// question it compares them with does not have: the type checker knows only that both are strings.
type needs struct {
	survey   *Survey
	question *Question
	optional map[ast.Node]bool
	found    map[ast.Node]string
	timed    bool
	bad      ast.Node
	err      error
}

// Visit is called for children before their parents.
func (v *needs) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		switch n.Value {
		case "answer":
			v.found[n] = v.question.ID
		case "now":
			v.timed = true
		}
	case *ast.MemberNode:
		of, isName := n.Node.(*ast.IdentifierNode)
		key, isString := n.Property.(*ast.StringNode)
		if isName && isString && of.Value == "answers" {
			v.found[n] = key.Value
			v.inLoop(n, key.Value)
		}
	case *ast.BinaryNode:
		v.binary(n)
	}
}

// inLoop finds the answer to a question of a loop where no one item is meant.
func (v *needs) inLoop(n ast.Node, id string) {
	if q := v.survey.Question(id); q != nil && v.survey.loopOf(q) != nil && v.question.In != q.In && v.bad == nil {
		v.bad, v.err = n, fmt.Errorf("question %q is asked once for every item: outside section %q use each.%s, as in any(each.%s, ...)", id, q.In, id, id)
	}
}

func (v *needs) binary(n *ast.BinaryNode) {
	_, nilLeft := n.Left.(*ast.NilNode)
	_, nilRight := n.Right.(*ast.NilNode)
	if n.Operator == "??" || nilRight {
		v.optional[n.Left] = true
	}
	if nilLeft {
		v.optional[n.Right] = true
	}
	switch n.Operator {
	case "==", "!=", "in":
		v.option(n.Left, n.Right)
		v.option(n.Right, n.Left)
	}
}

func (v *needs) option(ref, literal ast.Node) {
	if list, ok := literal.(*ast.ArrayNode); ok {
		for _, n := range list.Nodes {
			v.option(ref, n)
		}
		return
	}
	id, ok := v.found[ref]
	text, isString := literal.(*ast.StringNode)
	if !ok || !isString || v.bad != nil {
		return
	}
	q := v.survey.Question(id)
	if q == nil || !q.Type.hasOptions() {
		return
	}
	if !slices.ContainsFunc(q.Options, func(o Option) bool { return o.ID == text.Value }) {
		v.bad, v.err = literal, errors.New(hinted(fmt.Sprintf("question %q has no option %q", id, text.Value), spelling.Hint(text.Value, q.optionIDs())))
	}
}

func (v *needs) list() []string {
	var out []string
	for n, id := range v.found {
		if !v.optional[n] && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
