package configs

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxFile bounds huiyin.yaml, in bytes.
const maxFile = 1 << 20

// yamlFile walks one huiyin.yaml.
type yamlFile struct {
	name  string
	lines []string
	load  *loader
}

// readYAML applies a file's values. Everything wrong in it becomes a problem.
func (l *loader) readYAML(name string, data []byte) {
	f := &yamlFile{name: name, lines: strings.Split(string(data), "\n"), load: l}
	if len(data) > maxFile {
		l.problem(Problem{Where: name, Message: "the file is larger than 1 MiB", Fix: "is it the right file?"})
		return
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		f.syntax(err)
		return
	}
	for i, doc := range tree.Docs {
		if i > 0 && doc.Body != nil {
			f.fault(doc.Body.GetToken(), false, "a second document", "keep everything before the first ---")
			return
		}
		if doc.Body != nil {
			f.section(nil, doc.Body)
		}
	}
}

// syntax reports what the YAML parser refused. Its own text quotes the file and is not used.
func (f *yamlFile) syntax(err error) {
	var positioned interface {
		GetMessage() string
		GetToken() *token.Token
	}
	const fix = "mend the YAML: two spaces of indent, a space after each colon, quotes around : and #"
	if !errors.As(err, &positioned) || positioned.GetToken() == nil {
		f.load.problem(Problem{Where: f.name, Message: "not YAML", Fix: fix})
		return
	}
	f.fault(positioned.GetToken(), false, "not YAML: "+quote(positioned.GetMessage()), fix)
}

// section walks a mapping below path.
func (f *yamlFile) section(path []string, n ast.Node) {
	switch n := n.(type) {
	case *ast.NullNode, *ast.CommentGroupNode:
	case *ast.MappingNode:
		for _, v := range n.Values {
			f.entry(path, v)
		}
	case *ast.MappingValueNode:
		f.entry(path, n)
	default:
		where := "the file"
		if len(path) > 0 {
			where = strings.Join(path, ".")
		}
		f.fault(n.GetToken(), true, where+" holds no keys", "write key: value lines, indented below it")
	}
}

func (f *yamlFile) entry(path []string, n *ast.MappingValueNode) {
	key, ok := n.Key.(*ast.StringNode)
	if !ok {
		f.fault(n.Key.GetToken(), false, "a key that is not a word", "write a key that huiyin.yaml documents")
		return
	}
	path = append(slices.Clip(path), key.Value)
	switch {
	case len(path) == 3 && path[0] == "accounts" && oneOf(path[1], platforms()):
		f.account(path, key, n.Value)
	case isSection(path):
		f.section(path, n.Value)
	case len(path) == 4 && path[0] == "accounts":
		f.field(path, key, n.Value)
	default:
		f.setting(path, key, n.Value)
	}
}

func isSection(path []string) bool {
	dotted := strings.Join(path, ".")
	return dotted == "log" || dotted == "accounts" || len(path) == 2 && path[0] == "accounts" && oneOf(path[1], platforms())
}

func (f *yamlFile) account(path []string, key *ast.StringNode, n ast.Node) {
	if !idPattern.MatchString(key.Value) {
		f.fault(key.GetToken(), false, "an account's name is small letters, digits and single dashes",
			"write for example north or shop-2")
		return
	}
	f.load.config.declare(path[1], path[2])
	f.section(path, n)
}

func (f *yamlFile) setting(path []string, key *ast.StringNode, n ast.Node) {
	dotted := strings.Join(path, ".")
	known := []string{"accounts", "accounts.telegram", "accounts.wechat", "log"}
	for _, s := range settings() {
		if s.key == dotted {
			if v, ok := f.scalar(dotted, n); ok {
				f.apply(n, s.set(f.load.config, v, f.origin(n.GetToken(), true)))
			}
			return
		}
		if s.key != "" {
			known = append(known, s.key)
		}
	}
	f.unknown(dotted, key, known)
}

func (f *yamlFile) field(path []string, key *ast.StringNode, n ast.Node) {
	var known []string
	for _, fd := range fields(path[1]) {
		name := fd.key
		if fd.secret {
			name += "_file"
		}
		known = append(known, name, fd.key)
		switch {
		case key.Value == name:
			f.setField(fd, path, n)
			return
		case fd.secret && key.Value == fd.key:
			f.fault(key.GetToken(), false, fd.key+": a secret may not stand in a file that is shared and committed",
				fmt.Sprintf("set %s, or name a file with %s_file", variable(path[1], path[2], fd.key), fd.key))
			return
		}
	}
	f.unknown(strings.Join(path, "."), key, known)
}

func (f *yamlFile) setField(fd field, path []string, n ast.Node) {
	v, ok := f.scalar(path[3], n)
	if !ok {
		return
	}
	if fd.secret {
		secret, why := f.load.readSecret(f.origin(n.GetToken(), true).path(v))
		if why != nil {
			f.apply(n, why)
			return
		}
		v = secret
	}
	f.apply(n, fd.set(f.load.config, path[2], v))
}

// unknown reports a key that means nothing. Its value may be a secret with a misspelt key, so only
// the key is quoted.
func (f *yamlFile) unknown(dotted string, key *ast.StringNode, known []string) {
	fix := "remove it, or see the commented huiyin.yaml for the keys there are"
	if looksSecret(key.Value) {
		fix = "secrets come from variables or from files named with …_file; see the commented huiyin.yaml"
	} else if best, ok := meant(dotted, known); ok {
		fix = "did you mean " + best + "?"
	} else if best, ok := meant(key.Value, known); ok {
		fix = "did you mean " + best + "?"
	}
	f.fault(key.GetToken(), false, fmt.Sprintf("unknown key %s", quote(dotted)), fix)
}

func looksSecret(key string) bool {
	key = strings.ToLower(key)
	for _, word := range []string{"token", "secret", "key", "password", "passwd", "pwd"} {
		if strings.Contains(key, word) && !strings.HasSuffix(key, "_file") {
			return true
		}
	}
	return false
}

// scalar gives a value as it is written; an empty value is "".
func (f *yamlFile) scalar(name string, n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.NullNode:
		return "", true
	case *ast.StringNode:
		return strings.TrimSpace(n.Value), true
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	f.fault(n.GetToken(), true, name+" takes one value", "write it on the line of its key")
	return "", false
}

func (f *yamlFile) apply(n ast.Node, why *fault) {
	if why != nil {
		f.fault(n.GetToken(), true, why.message, why.fix)
	}
}

// fault reports a problem at a token. trusted lines are quoted, others only up to their colon.
func (f *yamlFile) fault(t *token.Token, trusted bool, message, fix string) {
	f.load.problem((&fault{message, fix}).at(f.origin(t, trusted)))
}

func (f *yamlFile) origin(t *token.Token, trusted bool) origin {
	o := origin{where: f.name, file: true, dir: filepath.Dir(f.name)}
	if f.load.embedded {
		o.dir = ""
	}
	if t == nil || t.Position == nil || t.Position.Line < 1 || t.Position.Line > len(f.lines) {
		return o
	}
	o.lineNo, o.column = t.Position.Line, t.Position.Column
	o.where = fmt.Sprintf("%s:%d:%d", f.name, o.lineNo, o.column)
	o.line = strings.TrimRight(f.lines[o.lineNo-1], "\r")
	if trusted {
		o.line = quote(o.line)
	} else {
		o.line = masked(o.line)
	}
	if o.column > len([]rune(o.line)) {
		o.column = 0
	}
	return o
}
