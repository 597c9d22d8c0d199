// Package listfile reads the YAML files of word lists and rules, and tells what is wrong with one at
// its place: file:line:col, with the offending line.
package listfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Text is a string that knows where it stands.
type Text struct {
	Value     string
	Line, Col int // from 1
}

// UnmarshalYAML keeps the place of the node.
func (t *Text) UnmarshalYAML(node ast.Node) error {
	t.Line, t.Col = node.GetToken().Position.Line, node.GetToken().Position.Column
	switch n := node.(type) {
	case *ast.StringNode:
		t.Value = n.Value
	case *ast.LiteralNode:
		t.Value = n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		t.Value = node.GetToken().Value
	default:
		return misplaced(*t)
	}
	return nil
}

// misplaced is a node that holds no words.
type misplaced Text

func (m misplaced) Error() string { return "want words" }

// File is one file being read.
type File struct {
	name  string
	lines []string
}

// Decode reads data strictly into out: a key that out does not have is an error.
func Decode(name string, data []byte, out any) (f *File, err error) {
	f = &File{name: name, lines: strings.Split(string(data), "\n")}
	defer func() {
		if p := recover(); p != nil { // the library panics on some broken documents
			err = fmt.Errorf("%s: cannot be read as YAML", name)
		}
	}()
	err = yaml.UnmarshalWithOptions(data, out, yaml.Strict())
	if err == nil {
		return f, nil
	}
	var ye yaml.Error
	if errors.As(err, &ye) && ye.GetToken() != nil && ye.GetToken().Position != nil {
		at := ye.GetToken().Position
		return f, f.at(at.Line, at.Column, ye.GetMessage())
	}
	var m misplaced
	if errors.As(err, &m) {
		return f, f.at(m.Line, m.Col, m.Error())
	}
	return f, fmt.Errorf("%s: %w", name, err)
}

// Errorf makes an error about t.
func (f *File) Errorf(t Text, format string, args ...any) error {
	return f.at(t.Line, t.Col, fmt.Sprintf(format, args...))
}

// Whole makes an error about the file.
func (f *File) Whole(msg string) error { return fmt.Errorf("%s: %s", f.name, msg) }

func (f *File) at(line, col int, msg string) error {
	msg = fmt.Sprintf("%s:%d:%d: %s", f.name, line, col, msg)
	if line < 1 || line > len(f.lines) {
		return errors.New(msg)
	}
	return errors.New(msg + "\n  | " + shorten(f.lines[line-1], col))
}

// shorten shows a long line around column col.
func shorten(line string, col int) string {
	const around = 40
	r := []rune(line)
	from, to := max(0, min(col-1, len(r))-around), min(len(r), col+around)
	s := string(r[from:to])
	if from > 0 {
		s = "…" + s
	}
	if to < len(r) {
		s += "…"
	}
	return s
}
