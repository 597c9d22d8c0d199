package main

import (
	"bytes"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// placed says where in a survey file problems stand. A path that the file does not have, such as the
// text of an nps question, stands where what holds it begins.
func placed(file string, data []byte, problems dialog.Problems) surveyfile.Errors {
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	lines := strings.Split(string(data), "\n")
	tree, err := parser.ParseBytes(data, 0)
	var out surveyfile.Errors
	for _, p := range problems {
		e := surveyfile.Error{File: file, Line: 1, Col: 1, Msg: p.Msg}
		if err == nil {
			e.Line, e.Col = find(tree, p.Path)
		}
		if e.Line <= len(lines) {
			e.Source = lines[e.Line-1]
		}
		out = append(out, e)
	}
	return out
}

// find gives the line and the column, from 1, of a path such as “questions[2].text.zh”.
func find(tree *ast.File, path string) (line, col int) {
	for path != "" {
		if at, err := yaml.PathString("$." + path); err == nil {
			if n, err := at.FilterFile(tree); err == nil && n != nil {
				return begins(n)
			}
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return 1, 1
}

// begins is where a node begins; a mapping begins at its first key.
func begins(n ast.Node) (line, col int) {
	switch m := n.(type) {
	case *ast.MappingNode:
		if len(m.Values) > 0 {
			return begins(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return begins(m.Key)
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line, t.Position.Column
	}
	return 1, 1
}
