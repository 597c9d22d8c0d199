package revision

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// node is a value of a file: a scalar, a mapping or a list.
type node struct {
	line, col int // where it begins, from 1; a mapping's value begins at its key unless it is a scalar
	scalar    string
	keys      []string // of a mapping, in the order of the file
	fields    map[string]*node
	items     []*node
}

// parse reads a file that surveyfile takes.
func parse(data []byte) (*node, error) {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\ufeff", "").Replace(string(data))
	f, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		return nil, err
	}
	if len(f.Docs) != 1 || f.Docs[0].Body == nil {
		return nil, errors.New("the file is empty")
	}
	return tree(f.Docs[0].Body), nil
}

func tree(n ast.Node) *node {
	out := &node{line: 1, col: 1}
	if t := n.GetToken(); t != nil && t.Position != nil {
		out.line, out.col = t.Position.Line, t.Position.Column
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		out.mapping(n.Values)
	case *ast.MappingValueNode:
		out.mapping([]*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		for _, item := range n.Values {
			out.items = append(out.items, tree(item))
		}
	case *ast.StringNode:
		out.scalar = n.Value
	case *ast.LiteralNode:
		out.scalar = strings.TrimRight(n.Value.Value, "\n")
	case *ast.NullNode:
	default:
		out.scalar = n.GetToken().Value
	}
	return out
}

func (n *node) mapping(values []*ast.MappingValueNode) {
	n.fields = map[string]*node{}
	for i, v := range values {
		key := v.Key.GetToken()
		if key == nil || key.Position == nil {
			continue
		}
		if i == 0 {
			n.line, n.col = key.Position.Line, key.Position.Column
		}
		field := tree(v.Value)
		if field.fields != nil || field.items != nil {
			field.line, field.col = key.Position.Line, key.Position.Column
		}
		n.keys = append(n.keys, key.Value)
		n.fields[key.Value] = field
	}
}

// field gives the value of a key, or nil.
func (n *node) field(key string) *node {
	if n == nil {
		return nil
	}
	return n.fields[key]
}

// text gives the scalar of a key, or "".
func (n *node) text(key string) string {
	if f := n.field(key); f != nil {
		return f.scalar
	}
	return ""
}

// String writes the value on one line, as YAML would between braces.
func (n *node) String() string {
	switch {
	case n == nil:
		return ""
	case n.fields != nil:
		parts := make([]string, len(n.keys))
		for i, key := range n.keys {
			parts[i] = key + ": " + n.fields[key].String()
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case n.items != nil:
		parts := make([]string, len(n.items))
		for i, item := range n.items {
			parts[i] = item.String()
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return n.scalar
}
