package surveyimport

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Op is what an [Expr] does.
type Op string

// The operations. Comparisons have two operands, Has a reference and a text, Empty and Count a reference.
const (
	And     Op = "and"
	Or      Op = "or"
	Not     Op = "not"
	Eq      Op = "=="
	NotEq   Op = "!="
	Less    Op = "<"
	AtMost  Op = "<="
	More    Op = ">"
	AtLeast Op = ">="
	Has     Op = "has"    // an option is among the chosen
	Empty   Op = "empty"  // no answer
	Count   Op = "count"  // how many are chosen
	Ref     Op = "ref"    // a question or variable, by its name in the source
	Text    Op = "text"   //
	Number  Op = "number" //
	Bool    Op = "bool"   //
	List    Op = "list"   // of texts and numbers
)

// Expr is a condition, or a part of one, of any source.
type Expr struct {
	Op   Op
	Args []*Expr
	Text string  // of Ref the name, of Text the text, of Number as it is written
	Num  float64 // of Number; of Bool 1 or 0
}

// literal gives what the source would compare an option's value with.
func (e *Expr) literal() (string, bool) {
	switch e.Op {
	case Text, Number:
		return e.Text, true
	case Bool:
		return strconv.FormatBool(e.Num == 1), true
	}
	return "", false
}

// Dialect is what the expressions of one source look like.
type Dialect struct {
	Open  string            // begins a reference that } ends: "${" or "{"
	Words map[string]string // operators written as words, and other spellings, to our names
	// Call makes of a function's call what it means.
	Call func(name string, args []*Expr) (*Expr, error)
	// Infix makes of an operator of the source's own (“contains”, “anyof”) what it means; right is nil after
	// an operator with one operand.
	Infix func(op string, left, right *Expr) (*Expr, error)
	// Unary are the names of the operators of the source's own that have one operand, before them.
	Unary map[string]bool
}

// The bounds of an expression, so that a made-up one costs little.
const (
	maxExpression = 4000 // bytes
	maxNesting    = 50
)

// Parse reads an expression of the dialect.
func (d Dialect) Parse(source string) (*Expr, error) {
	if len(source) > maxExpression {
		return nil, fmt.Errorf("it is longer than %d bytes", maxExpression)
	}
	tokens, err := d.scan(source)
	if err != nil {
		return nil, err
	}
	p := &exprParser{dialect: d, tokens: tokens}
	e, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.peek().kind != tokenEnd {
		return nil, fmt.Errorf("“%s” is not understood here", p.peek().text)
	}
	return e, nil
}

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenRef
	tokenText
	tokenNumber
	tokenWord
	tokenSign
)

type token struct {
	kind tokenKind
	text string
}

// scan cuts an expression into tokens. Signs are at most two characters.
func (d Dialect) scan(s string) ([]token, error) {
	var out []token
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		t, n, err := d.next(s)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
		s = s[n:]
	}
	return append(out, token{tokenEnd, "its end"}), nil
}

func (d Dialect) next(s string) (t token, length int, err error) {
	r, width := utf8.DecodeRuneInString(s)
	switch {
	case strings.HasPrefix(s, d.Open):
		end := strings.IndexByte(s, '}')
		if end < 0 {
			return t, 0, errors.New("a reference without }")
		}
		return token{tokenRef, strings.TrimSpace(s[len(d.Open):end])}, end + 1, nil
	case r == '\'' || r == '"':
		end := strings.IndexRune(s[1:], r)
		if end < 0 {
			return t, 0, errors.New("words without a closing quote")
		}
		return token{tokenText, s[1 : end+1]}, end + 2, nil
	case '0' <= r && r <= '9':
		n := len(s) - len(strings.TrimLeft(s, "0123456789."))
		return token{tokenNumber, s[:n]}, n, nil
	case unicode.IsLetter(r) || r == '_':
		n := strings.IndexFunc(s, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' && r != ':'
		})
		if n < 0 {
			n = len(s)
		}
		return d.word(s[:n]), n, nil
	}
	for _, sign := range []string{"<=", ">=", "!=", "==", "<>", "&&", "||"} {
		if strings.HasPrefix(s, sign) {
			return d.word(sign), len(sign), nil
		}
	}
	return d.word(s[:width]), width, nil
}

// word gives a word or sign under the name that all dialects share.
func (d Dialect) word(s string) token {
	if name, ok := d.Words[s]; ok {
		return token{tokenSign, name}
	}
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsLetter(r) || r == '_' {
		return token{tokenWord, s}
	}
	return token{tokenSign, s}
}
