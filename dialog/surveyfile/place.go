package surveyfile

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"huiyin/dialog"
)

// place is where the value of a path stands.
type place struct {
	line, col       int
	keyLine, keyCol int    // of its key, in a mapping
	value           string // of a scalar
	block           bool   // a scalar of the | kind: its lines follow
}

// place finds where path stands, or what holds it when it is missing.
func (r *reader) place(path string) place {
	for {
		if p, ok := r.places[path]; ok {
			return p
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
}

// problem shows what the survey's own checks found, unless it follows from what could not be read.
func (r *reader) problem(p dialog.Problem) {
	at, found := r.places[p.Path]
	if !found {
		at = r.place(p.Path)
	}
	if found && p.Column > 0 {
		at = r.within(at, p.Column)
	}
	if slices.ContainsFunc(r.errs[:r.unread], func(e Error) bool { return e.Line == at.line && e.Col == at.col }) {
		return
	}
	r.add(at.line, at.col, p.Msg)
}

// within finds the place of the character at column of a scalar's value. Where escapes or folding
// make that unsure it stays at the start of the scalar.
func (r *reader) within(at place, column int) place {
	value := []rune(at.value)
	if column > len(value) {
		column = len(value)
	}
	if at.block {
		before := string(value[:column])
		down := strings.Count(before, "\n") + 1
		if at.line+down > len(r.lines) {
			return at
		}
		line := r.lines[at.line+down-1]
		indent := len(line) - len(strings.TrimLeft(line, " "))
		last := before[strings.LastIndexByte(before, '\n')+1:]
		return place{line: at.line + down, col: indent + len([]rune(last)) + 1}
	}
	line := []rune(r.lines[at.line-1])
	start := at.col - 1
	if start < len(line) && (line[start] == '"' || line[start] == '\'') {
		start++
	}
	if start+len(value) <= len(line) && string(line[start:start+len(value)]) == string(value) {
		at.col = start + 1 + column
	}
	return at
}

func firstKey(n ast.Node) *place {
	switch m := n.(type) {
	case *ast.MappingNode:
		if len(m.Values) > 0 {
			return firstKey(m.Values[0])
		}
	case *ast.MappingValueNode:
		if tk := m.Key.GetToken(); tk != nil {
			return &place{line: tk.Position.Line, col: tk.Position.Column}
		}
	}
	return nil
}

func scalarPlace(n ast.Node) (place, bool) {
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode, *ast.IntegerNode, *ast.FloatNode, *ast.NanNode, *ast.InfinityNode, *ast.BoolNode, *ast.NullNode:
	default:
		return place{}, false
	}
	tk := n.GetToken()
	if tk == nil || tk.Position == nil {
		return place{}, false
	}
	p := place{line: tk.Position.Line, col: tk.Position.Column}
	switch n := n.(type) {
	case *ast.StringNode:
		p.value = n.Value
	case *ast.LiteralNode:
		p.block = strings.HasPrefix(n.Start.Value, "|")
		p.value = n.Value.Value
	}
	return p, true
}
