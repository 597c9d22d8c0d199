package surveyimport

import (
	"errors"
	"fmt"
	"strconv"
)

// exprParser reads tokens by recursive descent: or, and, not, comparison, operand.
type exprParser struct {
	dialect Dialect
	tokens  []token
	depth   int
}

var errDeep = fmt.Errorf("it is nested deeper than %d", maxNesting)

func (p *exprParser) peek() token { return p.tokens[0] }

func (p *exprParser) take() token {
	t := p.tokens[0]
	if t.kind != tokenEnd {
		p.tokens = p.tokens[1:]
	}
	return t
}

// sign takes the sign if it is next.
func (p *exprParser) sign(s string) bool {
	if t := p.peek(); t.kind != tokenSign || t.text != s {
		return false
	}
	p.take()
	return true
}

func (p *exprParser) or() (*Expr, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxNesting {
		return nil, errDeep
	}
	return p.chain("or", Or, func() (*Expr, error) { return p.chain("and", And, p.not) })
}

// chain reads operands of one operator.
func (p *exprParser) chain(sign string, op Op, operand func() (*Expr, error)) (*Expr, error) {
	first, err := operand()
	if err != nil {
		return nil, err
	}
	all := []*Expr{first}
	for p.sign(sign) {
		e, err := operand()
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	if len(all) == 1 {
		return first, nil
	}
	return &Expr{Op: op, Args: all}, nil
}

func (p *exprParser) not() (*Expr, error) {
	negated := false
	for p.sign("not") {
		negated = !negated
	}
	e, err := p.comparison()
	if err != nil || !negated {
		return e, err
	}
	return &Expr{Op: Not, Args: []*Expr{e}}, nil
}

func (p *exprParser) comparison() (*Expr, error) {
	left, err := p.operand()
	if err != nil {
		return nil, err
	}
	t := p.peek()
	switch op := Op(t.text); {
	case t.kind == tokenSign && isComparison(op):
		p.take()
		right, err := p.operand()
		if err != nil {
			return nil, err
		}
		return &Expr{Op: op, Args: []*Expr{left, right}}, nil
	case t.kind == tokenWord && p.dialect.Infix != nil:
		p.take()
		var right *Expr
		if !p.dialect.Unary[t.text] {
			if right, err = p.operand(); err != nil {
				return nil, err
			}
		}
		return p.dialect.Infix(t.text, left, right)
	}
	return left, nil
}

func isComparison(op Op) bool {
	switch op {
	case Eq, NotEq, Less, AtMost, More, AtLeast:
		return true
	}
	return false
}

func (p *exprParser) operand() (*Expr, error) {
	switch t := p.take(); {
	case t.kind == tokenRef:
		return &Expr{Op: Ref, Text: t.text}, nil
	case t.kind == tokenText:
		return &Expr{Op: Text, Text: t.text}, nil
	case t.kind == tokenNumber:
		return numeral(t.text)
	case t.kind == tokenSign && t.text == "-" && p.peek().kind == tokenNumber:
		return numeral("-" + p.take().text)
	case t.kind == tokenSign && t.text == "(":
		e, err := p.or()
		if err == nil && !p.sign(")") {
			err = errors.New("a ( without )")
		}
		return e, err
	case t.kind == tokenSign && t.text == "[":
		args, err := p.list("]")
		return &Expr{Op: List, Args: args}, err
	case t.kind == tokenSign && t.text == ".":
		return &Expr{Op: Ref, Text: "."}, nil
	case t.kind == tokenWord && (t.text == "true" || t.text == "false") && p.peek().text != "(":
		return truth(t.text == "true"), nil
	case t.kind == tokenWord && p.sign("("):
		args, err := p.list(")")
		if err != nil {
			return nil, err
		}
		return p.dialect.Call(t.text, args)
	default:
		return nil, fmt.Errorf("“%s” is not understood here", t.text)
	}
}

func truth(yes bool) *Expr {
	if yes {
		return &Expr{Op: Bool, Num: 1}
	}
	return &Expr{Op: Bool}
}

func numeral(s string) (*Expr, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil, fmt.Errorf("%s is no number", s)
	}
	return &Expr{Op: Number, Text: s, Num: f}, nil
}

// list reads what stands between commas up to closing.
func (p *exprParser) list(closing string) ([]*Expr, error) {
	var out []*Expr
	if p.sign(closing) {
		return nil, nil
	}
	for {
		e, err := p.or()
		if err != nil {
			return nil, err
		}
		out = append(out, e)
		if p.sign(closing) {
			return out, nil
		}
		if !p.sign(",") {
			return nil, fmt.Errorf("“%s” is not understood here", p.peek().text)
		}
	}
}
