package surveyfile

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"huiyin/dialog"
	"huiyin/dialog/spelling"
)

// reader turns YAML nodes into values. It goes on after a problem, and remembers where every path
// ("questions[2].text.zh") stands, so that problems found later can be shown in the file.
type reader struct {
	file   string
	lines  []string
	places map[string]place
	errs   Errors
	unread int // how many of errs say that something could not be read
}

// newReader takes the file's text with its lines ended by \n.
func newReader(name, text string) *reader {
	return &reader{file: name, lines: strings.Split(text, "\n"), places: map[string]place{"": {line: 1, col: 1}}}
}

// lineEnds turns the line ends of other systems into \n, so that lines are counted alike here and
// by the YAML parser.
func lineEnds(text string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

func (r *reader) add(line, col int, msg string) {
	e := Error{File: r.file, Line: min(max(line, 1), len(r.lines)), Col: max(col, 1), Msg: msg}
	e.Source = r.lines[e.Line-1]
	r.errs = append(r.errs, e)
}

func (r *reader) at(path, format string, args ...any) {
	p := r.place(path)
	r.add(p.line, p.col, fmt.Sprintf(format, args...))
}

// parse gives the file's one document.
func (r *reader) parse() (ast.Node, bool) {
	f, err := parser.ParseBytes([]byte(strings.Join(r.lines, "\n")), 0, parser.AllowDuplicateMapKey())
	var syntax yaml.Error
	switch {
	case errors.As(err, &syntax) && syntax.GetToken() != nil && syntax.GetToken().Position != nil:
		pos := syntax.GetToken().Position
		r.add(pos.Line, pos.Column, notYAML(syntax.GetMessage(), r.lines[min(max(pos.Line, 1), len(r.lines))-1]))
	case err != nil:
		r.add(1, 1, notYAML(err.Error(), ""))
	case len(f.Docs) == 0 || f.Docs[0].Body == nil:
		r.add(1, 1, "the file is empty: begin with id, kind, title, langs, notice and questions")
	case len(f.Docs) > 1:
		r.add(1, 1, "a file holds one survey, not several documents: put what stands after --- into a file of its own")
	default:
		return f.Docs[0].Body, true
	}
	return nil, false
}

// field reads the value of one key.
type field struct {
	key      string
	read     func(path string, n ast.Node)
	required bool
}

// mapping reads a mapping with exactly these keys. What stands under a key that is misspelt is read as
// if it were not: the slip is one problem, not a problem and all that follows from it.
func (r *reader) mapping(path string, n ast.Node, fields []field) {
	seen := map[string]bool{}
	r.pairs(path, n, func(key, at string, value ast.Node) {
		f := named(fields, key)
		if f == nil {
			known := keysOf(fields)
			p := r.places[at]
			r.add(p.keyLine, p.keyCol, unknownKey(key, known))
			meant, ok := spelling.Meant(key, known)
			if !ok || seen[meant] {
				return
			}
			f, at = named(fields, meant), strings.TrimPrefix(path+"."+meant, ".")
			r.places[at] = p
		}
		seen[f.key] = true
		f.read(at, value)
	})
	for _, f := range fields {
		if f.required && !seen[f.key] && r.isMapping(n) {
			r.at(path, "key %q is missing: add it here", f.key)
		}
	}
}

// named gives the field of a key, or nil.
func named(fields []field, key string) *field {
	for i := range fields {
		if fields[i].key == key {
			return &fields[i]
		}
	}
	return nil
}

func keysOf(fields []field) []string {
	var keys []string
	for _, f := range fields {
		keys = append(keys, f.key)
	}
	return keys
}

func (r *reader) isMapping(n ast.Node) bool {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}

// hasKey reports whether n is a mapping with a key.
func hasKey(n ast.Node, key string) bool {
	switch m := n.(type) {
	case *ast.MappingNode:
		for _, v := range m.Values {
			if tk := v.Key.GetToken(); tk != nil && tk.Value == key {
				return true
			}
		}
	case *ast.MappingValueNode:
		tk := m.Key.GetToken()
		return tk != nil && tk.Value == key
	}
	return false
}

// pairs calls f for every key of a mapping, with the path of its value.
func (r *reader) pairs(path string, n ast.Node, f func(key, at string, value ast.Node)) {
	var values []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		r.at(path, "want keys with values here, one a line, as id: nps")
		return
	}
	seen := map[string]bool{}
	for _, v := range values {
		tk := v.Key.GetToken()
		if v.Key.IsMergeKey() || tk == nil {
			r.at(path, "merge keys are not supported: write the keys out")
			continue
		}
		key := tk.Value
		at := strings.TrimPrefix(path+"."+key, ".")
		if seen[key] {
			r.add(tk.Position.Line, tk.Position.Column, fmt.Sprintf("key %q is there twice: leave one out", key))
			continue
		}
		seen[key] = true
		p, scalar := scalarPlace(v.Value)
		p.keyLine, p.keyCol = tk.Position.Line, tk.Position.Column
		if !scalar {
			p.line, p.col = p.keyLine, p.keyCol
		}
		r.places[at] = p
		f(key, at, v.Value)
	}
}

// items calls f for every item of a sequence.
func (r *reader) items(path string, n ast.Node, f func(at string, item ast.Node)) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		r.at(path, "want a list here: one item a line, each after “- ”, or [a, b]")
		return
	}
	for i, item := range s.Values {
		at := fmt.Sprintf("%s[%d]", path, i)
		if p, ok := scalarPlace(item); ok {
			r.places[at] = p
		} else if first := firstKey(item); first != nil {
			r.places[at] = *first
		}
		f(at, item)
	}
}

// text reads words. A bare number is taken as it is written.
func (r *reader) text(path string, n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value
	case *ast.NullNode:
		r.at(path, "want words here; inside { } words that hold a comma need quotes")
		return ""
	}
	r.at(path, "want words here")
	return ""
}

func (r *reader) number(path string, n ast.Node) float64 {
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		if f, err := strconv.ParseFloat(n.GetToken().Value, 64); err == nil {
			return f
		}
	}
	r.at(path, "want a number here, in digits and without quotes")
	return 0
}

// whole reads a number of things.
func (r *reader) whole(path string, n ast.Node) int {
	f := r.number(path, n)
	if f != math.Trunc(f) || f < 0 || f > math.MaxInt32 {
		r.at(path, "want a whole number here, 0 or more")
		return 0
	}
	return int(f)
}

func (r *reader) bool(path string, n ast.Node) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		r.at(path, "want true or false here, without quotes")
		return false
	}
	return b.Value
}

// words reads a text in several languages.
func (r *reader) words(path string, n ast.Node) dialog.Text {
	t := dialog.Text{}
	if !r.isMapping(n) {
		r.at(path, "want words by language here, as {zh: 您好, en: Hello}")
		return t
	}
	r.pairs(path, n, func(lang, at string, value ast.Node) { t[lang] = r.text(at, value) })
	return t
}

func (r *reader) list(path string, n ast.Node) []string {
	var out []string
	r.items(path, n, func(at string, item ast.Node) { out = append(out, r.text(at, item)) })
	return slices.Clip(out)
}
