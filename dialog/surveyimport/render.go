package surveyimport

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huiyin/dialog"
)

// named is what a name of the source means in the survey file.
type named struct {
	ref     string            // "answers.q3", "vars.plan"
	kind    dialog.Type       // of a question; "" for a variable
	options map[string]string // what the source stores → option id
	order   int               // questions up to it
	one     bool              // of a multi: one option at most is chosen
	inWords bool              // it has options in the source, and none here
	loop    *section          // in which it is answered once for each thing of a list
}

// names finds what the source's names mean, seen from inside a loop or from outside all.
type names struct {
	all  map[string]*named
	loop *section
}

func (n names) get(name string) (*named, error) {
	q, ok := n.all[name]
	switch {
	case !ok:
		return nil, fmt.Errorf("“%s” is not asked before it, or was not carried over", name)
	case q.loop != nil && q.loop != n.loop:
		return nil, fmt.Errorf("“%s” is answered once for each thing of a list", name)
	}
	return q, nil
}

// noAnswer are the defaults that make a comparison with no answer false, as it is in the sources.
const (
	belowAll = "-1e9"
	aboveAll = "1e9"
)

// render gives the expression in our language. Where maybe is set the condition may hold although an
// answer that it names was not given; our conditions then need a default for it, for without one they
// never match.
func (n names) render(e *Expr, maybe bool) (string, error) {
	switch e.Op {
	case And, Or:
		parts := make([]string, len(e.Args))
		for i, arg := range e.Args {
			part, err := n.render(arg, maybe || e.Op == Or)
			if err != nil {
				return "", err
			}
			if arg.Op == Or || arg.Op == And && e.Op == Or {
				part = "(" + part + ")"
			}
			parts[i] = part
		}
		return strings.Join(parts, " "+string(e.Op)+" "), nil
	case Not:
		return n.negated(e.Args[0])
	case Bool:
		return strconv.FormatBool(e.Num == 1), nil
	case Ref:
		return n.given(e, maybe)
	case Empty, Has:
		q, err := n.find(e.Args[0])
		if err != nil {
			return "", err
		}
		if e.Op == Empty {
			return q.empty(), nil
		}
		return q.has(e.Args[1], maybe)
	}
	if isComparison(e.Op) {
		return n.compare(e, maybe)
	}
	return "", fmt.Errorf("%s is no condition", e.Op)
}

func (n names) negated(e *Expr) (string, error) {
	if e.Op == Empty {
		q, err := n.find(e.Args[0])
		if err != nil {
			return "", err
		}
		return strings.Replace(q.empty(), "==", "!=", 1), nil
	}
	switch e.Op {
	case Not:
		return n.render(e.Args[0], true)
	case Eq:
		return n.render(&Expr{Op: NotEq, Args: e.Args}, true)
	}
	inner, err := n.render(e, true)
	if err != nil {
		return "", err
	}
	return "not (" + inner + ")", nil
}

// given reads a bare reference: yes to a yes-or-no question, any answer to another.
func (n names) given(e *Expr, maybe bool) (string, error) {
	q, err := n.find(e)
	if err != nil {
		return "", err
	}
	if q.isBool() {
		return q.or("false", maybe) + " == true", nil
	}
	return strings.Replace(q.empty(), "==", "!=", 1), nil
}

func (n names) find(e *Expr) (*named, error) {
	if e.Op != Ref {
		return nil, fmt.Errorf("a name of a question is wanted, not %s", e.Op)
	}
	q, err := n.get(e.Text)
	if err == nil && q.inWords {
		return nil, fmt.Errorf("“%s” is asked in words", e.Text)
	}
	return q, err
}

// or gives the answer, or what stands for none.
func (q *named) or(none string, maybe bool) string {
	if !maybe || q.kind == "" { // a variable always has a value
		return q.ref
	}
	return "(" + q.ref + " ?? " + none + ")"
}

func (q *named) empty() string {
	if q.kind == "" {
		return q.ref + ` == ""`
	}
	return q.ref + " == nil"
}

func (q *named) isList() bool { return q.kind == dialog.Multi || q.kind == dialog.Ranking }

// has asks whether an option was chosen.
func (q *named) has(value *Expr, maybe bool) (string, error) {
	switch {
	case q.kind == dialog.Choice || q.isBool():
		return q.equals(value, maybe)
	case !q.isList():
		return "", errors.New("it asks for an option where there are none")
	}
	id, err := q.option(value)
	if err != nil {
		return "", err
	}
	return strconv.Quote(id) + " in " + q.or("[]", maybe), nil
}

func (q *named) option(value *Expr) (string, error) {
	text, ok := value.literal()
	if !ok {
		return "", fmt.Errorf("an option is wanted, not %s", value.Op)
	}
	id, ok := q.options[text]
	if !ok {
		return "", fmt.Errorf("there is no option “%s”", text)
	}
	return id, nil
}

// equals compares an answer with something that the condition says itself.
func (q *named) equals(value *Expr, maybe bool) (string, error) {
	text, ok := value.literal()
	if !ok {
		return "", fmt.Errorf("a value is wanted, not %s", value.Op)
	}
	switch {
	case text == "":
		return q.empty(), nil
	case q.one:
		return q.has(value, maybe)
	case q.isList(): // the whole answer is this one
		id, err := q.option(value)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("len(%s ?? []) == 1 and %q in %s", q.ref, id, q.or("[]", maybe)), nil
	case q.kind == dialog.Choice:
		id, err := q.option(value)
		if err != nil {
			return "", err
		}
		return q.or(`""`, maybe) + " == " + strconv.Quote(id), nil
	case q.isBool():
		yes, err := q.yes(text)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s == %v", q.or(strconv.FormatBool(!yes), maybe), yes), nil
	case q.isNumber():
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return "", fmt.Errorf("“%s” is no number", text)
		}
		return q.or(belowAll, maybe) + " == " + figure(f), nil
	case q.kind == "" || q.kind == dialog.Words || q.kind == dialog.Date:
		return q.or(`""`, maybe) + " == " + strconv.Quote(text), nil
	}
	return "", fmt.Errorf("what was sent cannot be compared with “%s”", text)
}

func (q *named) isBool() bool { return q.kind == dialog.YesNo || q.kind == dialog.Gate }

func (q *named) isNumber() bool {
	return q.kind.IsRating() || q.kind == dialog.Number || q.kind == dialog.Amount
}

// yes reads what a source stores for yes and no.
func (q *named) yes(value string) (bool, error) {
	if id, ok := q.options[value]; ok {
		value = id
	}
	switch strings.ToLower(value) {
	case "yes", "true", "1", "ok", "y", "是", "是的":
		return true, nil
	case "no", "false", "0", "n", "否", "不是":
		return false, nil
	}
	return false, fmt.Errorf("“%s” is neither yes nor no", value)
}

// compare renders a comparison with its reference to the left.
func (n names) compare(e *Expr, maybe bool) (string, error) {
	left, right, op := e.Args[0], e.Args[1], e.Op
	if left.Op != Ref && left.Op != Count {
		left, right, op = right, left, mirrored[op]
	}
	if left.Op == Count {
		q, err := n.find(left.Args[0])
		if err != nil {
			return "", err
		}
		if !q.isList() || right.Op != Number {
			return "", errors.New("only the chosen options of one question can be counted, against a number")
		}
		return fmt.Sprintf("len(%s ?? []) %s %s", q.ref, op, figure(right.Num)), nil
	}
	q, err := n.find(left)
	if err != nil {
		return "", err
	}
	if right.Op == Ref || right.Op == Count {
		return n.two(q, op, right, maybe)
	}
	switch op {
	case Eq:
		return q.equals(right, maybe)
	case NotEq:
		return q.differs(right)
	}
	return q.ordered(op, right, maybe)
}

var mirrored = map[Op]Op{Eq: Eq, NotEq: NotEq, Less: More, More: Less, AtMost: AtLeast, AtLeast: AtMost}

// differs holds where no answer was given, as it does in the sources.
func (q *named) differs(value *Expr) (string, error) {
	same, err := q.equals(value, true)
	if err != nil {
		return "", err
	}
	if q.isList() && value.Text != "" {
		return "not (" + same + ")", nil
	}
	return strings.Replace(same, " == ", " != ", 1), nil
}

// ordered compares by size: numbers, and days as they are written.
func (q *named) ordered(op Op, value *Expr, maybe bool) (string, error) {
	text, ok := value.literal()
	if !ok {
		return "", fmt.Errorf("a value is wanted, not %s", value.Op)
	}
	if q.kind == dialog.Date && value.Op == Text {
		none := `""`
		if op == Less || op == AtMost {
			none = `"9999"`
		}
		return fmt.Sprintf("%s %s %q", q.or(none, maybe), op, text), nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || !q.isNumber() {
		return "", errors.New("it compares by size what is no number")
	}
	none := belowAll
	if op == Less || op == AtMost {
		none = aboveAll
	}
	return fmt.Sprintf("%s %s %s", q.or(none, maybe), op, figure(f)), nil
}

// two compares two answers.
func (n names) two(q *named, op Op, right *Expr, maybe bool) (string, error) {
	other, err := n.find(right)
	if err != nil {
		return "", err
	}
	numbers := q.isNumber() && other.isNumber()
	words := q.kind == other.kind && slices.Contains([]dialog.Type{dialog.Words, dialog.Date}, q.kind)
	switch {
	case op == NotEq || maybe && !numbers:
		return "", errors.New("it compares two answers that may not be given")
	case words && (op == Eq || q.kind == dialog.Date) || numbers && !maybe:
		return fmt.Sprintf("%s %s %s", q.ref, op, other.ref), nil
	case numbers && (op == Less || op == AtMost):
		return fmt.Sprintf("%s %s %s", q.or(aboveAll, true), op, other.or(belowAll, true)), nil
	case numbers && op != Eq:
		return fmt.Sprintf("%s %s %s", q.or(belowAll, true), op, other.or(aboveAll, true)), nil
	}
	return "", errors.New("it compares two answers of different kinds")
}

// figure writes a number as conditions have it.
func figure(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
