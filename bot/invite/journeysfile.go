package invite

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// defaultExpires is how long an invitation may be opened when its touchpoint does not say.
const defaultExpires = 7 * 24 * time.Hour

// maxExpires is the life of a temporary WeChat QR code; channels.md.
const maxExpires = 30 * 24 * time.Hour

// The file as it is written.
type (
	fileDoc struct {
		Journeys []fileJourney `yaml:"journeys"`
	}
	fileJourney struct {
		ID          string           `yaml:"id"`
		Name        dialog.Text      `yaml:"name"`
		Touchpoints []fileTouchpoint `yaml:"touchpoints"`
	}
	fileTouchpoint struct {
		ID      string      `yaml:"id"`
		Name    dialog.Text `yaml:"name"`
		Event   string      `yaml:"event"`
		Survey  string      `yaml:"survey"`
		Expires string      `yaml:"expires"`
		Kind    string      `yaml:"kind"`
	}
)

// ParseJourneys reads a journeys file. known tells which surveys there are; nil knows all. name is
// for messages. The error is a [surveyfile.Errors]: file, line, column and the offending line.
func ParseJourneys(name string, data []byte, known func(survey string) bool) (*Journeys, error) {
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	p := &journeysParser{file: name, lines: strings.Split(string(data), "\n"), known: known, ids: map[string]bool{}, events: map[string]bool{}}
	var doc fileDoc
	if !p.decode(data, &doc) {
		return nil, p.errs
	}
	if len(doc.Journeys) == 0 {
		p.at("$", "no journeys: the file needs a list called journeys")
	}
	var all []Journey
	for i, j := range doc.Journeys {
		all = append(all, p.journey(fmt.Sprintf("$.journeys[%d]", i), j))
	}
	if len(p.errs) > 0 {
		return nil, p.errs
	}
	return newJourneys(all), nil
}

// journeysParser collects what is wrong, each with its place.
type journeysParser struct {
	file   string
	lines  []string
	tree   *ast.File
	known  func(string) bool
	ids    map[string]bool // of journeys and touchpoints: they share the record's columns and names
	events map[string]bool
	errs   surveyfile.Errors
}

func (p *journeysParser) add(line, col int, format string, args ...any) {
	e := surveyfile.Error{File: p.file, Line: max(line, 1), Col: max(col, 1), Msg: fmt.Sprintf(format, args...)}
	if e.Line <= len(p.lines) {
		e.Source = p.lines[e.Line-1]
	}
	p.errs = append(p.errs, e)
}

// decode reads data strictly: an unknown key is an error, and so is one that is there twice.
func (p *journeysParser) decode(data []byte, doc *fileDoc) bool {
	err := p.read(data, doc)
	var y yaml.Error
	switch {
	case err == nil:
	case errors.As(err, &y) && y.GetToken() != nil && y.GetToken().Position != nil:
		p.add(y.GetToken().Position.Line, y.GetToken().Position.Column, "%s", y.GetMessage())
	default:
		p.add(1, 1, "not a journeys file: %v", err)
	}
	return len(p.errs) == 0
}

// read parses and decodes. The YAML library panics on some tags and aliases; a journeys file needs
// none, so they are refused by place, and what is left of its panics becomes an error.
func (p *journeysParser) read(data []byte, doc *fileDoc) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the YAML is malformed")
		}
	}()
	if p.tree, err = parser.ParseBytes(data, 0); err != nil {
		return err
	}
	for _, d := range p.tree.Docs {
		if d.Body != nil {
			ast.Walk(plain{p}, d.Body)
		}
	}
	if len(p.errs) > 0 {
		return nil
	}
	if err = yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(doc); errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// plain visits a tree for what plain YAML has not.
type plain struct{ *journeysParser }

func (v plain) Visit(n ast.Node) ast.Visitor {
	switch n.(type) {
	case *ast.TagNode, *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		line, col := position(n)
		v.add(line, col, "tags, anchors and aliases are not supported here")
		return nil
	}
	return v
}

// at notes a problem where path stands, or where what holds it begins.
func (p *journeysParser) at(path, format string, args ...any) {
	line, col := 1, 1
	for path != "$" {
		if at, err := yaml.PathString(path); err == nil {
			if n, err := at.FilterFile(p.tree); err == nil && n != nil {
				line, col = position(n)
				break
			}
		}
		path = path[:strings.LastIndexAny(path, ".[")]
	}
	p.add(line, col, format, args...)
}

// position is where a node begins; a mapping begins at its first key.
func position(n ast.Node) (line, col int) {
	switch m := n.(type) {
	case *ast.MappingNode:
		if len(m.Values) > 0 {
			return position(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return position(m.Key)
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line, t.Position.Column
	}
	return 1, 1
}

// dotted is the form of ids and event types.
var dotted = regexp.MustCompile(`^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$`)

func (p *journeysParser) journey(path string, f fileJourney) Journey {
	p.id(path+".id", f.ID)
	p.text(path+".name", f.Name)
	j := Journey{ID: f.ID, Name: f.Name}
	if len(f.Touchpoints) == 0 {
		p.at(path+".touchpoints", "journey %q has no touchpoints", f.ID)
	}
	for i, t := range f.Touchpoints {
		j.Touchpoints = append(j.Touchpoints, p.touchpoint(fmt.Sprintf("%s.touchpoints[%d]", path, i), f.ID, t))
	}
	return j
}

func (p *journeysParser) touchpoint(path, journey string, f fileTouchpoint) Touchpoint {
	p.id(path+".id", f.ID)
	p.text(path+".name", f.Name)
	switch {
	case !dotted.MatchString(f.Event):
		p.at(path+".event", "event %q: want lower-case words joined by dots, as motor.claim.closed", f.Event)
	case p.events[f.Event]:
		p.at(path+".event", "event %q belongs to another touchpoint already", f.Event)
	}
	p.events[f.Event] = true
	switch {
	case f.Survey == "":
		p.at(path+".survey", "key survey is missing: which survey does the event ask?")
	case p.known != nil && !p.known(f.Survey):
		p.at(path+".survey", "there is no survey %q", f.Survey)
	}
	if f.Kind == "" {
		f.Kind = "experience"
	}
	if !slices.Contains([]string{"experience", "research", "employee"}, f.Kind) {
		p.at(path+".kind", "kind %q: want experience, research or employee", f.Kind)
	}
	return Touchpoint{
		ID: f.ID, Journey: journey, Name: f.Name, Event: f.Event, Survey: f.Survey, Kind: f.Kind,
		Expires: p.expires(path+".expires", f.Expires),
	}
}

func (p *journeysParser) id(path, id string) {
	switch {
	case id == "":
		p.at(path, "key id is missing")
	case !dotted.MatchString(id) || len(id) > 64:
		p.at(path, "id %q: want lower-case words joined by dots, 64 characters at most", id)
	case p.ids[id]:
		p.at(path, "id %q is there twice", id)
	}
	p.ids[id] = true
}

func (p *journeysParser) text(path string, t dialog.Text) {
	for _, lang := range []string{"zh", "en"} {
		if strings.TrimSpace(t[lang]) == "" {
			p.at(path+"."+lang, "name in %s is missing", lang)
		}
	}
	for lang := range t {
		if lang != "zh" && lang != "en" {
			p.at(path+"."+lang, "language %q: names are in zh and en", lang)
		}
	}
}

func (p *journeysParser) expires(path, text string) time.Duration {
	if text == "" {
		return defaultExpires
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < time.Hour || d > maxExpires {
		p.at(path, "expires %q: want hours from 1h to 720h, as 168h for a week", text)
	}
	return d
}
