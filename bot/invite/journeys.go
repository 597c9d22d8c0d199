package invite

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Journeys is the catalogue of journeys and their touchpoints; immutable.
type Journeys struct {
	byEvent  map[string]Touchpoint
	bySurvey map[string]Touchpoint // the first touchpoint of a survey
	names    map[string]map[string]string
}

// Touchpoint is one place in a journey where customers are asked.
type Touchpoint struct {
	ID      string
	Journey string
	Event   string        // event type that invites, "motor.claim.closed"
	Survey  string        // survey id
	Expires time.Duration // how long an invitation can be used
}

// defaultExpiry is how long an invitation can be used when its touchpoint does not say.
const defaultExpiry = 7 * 24 * time.Hour

type journeysFile struct {
	Journeys []struct {
		ID          string            `yaml:"id"`
		Name        map[string]string `yaml:"name"`
		Touchpoints []struct {
			ID      string            `yaml:"id"`
			Name    map[string]string `yaml:"name"`
			Event   string            `yaml:"event"`
			Survey  string            `yaml:"survey"`
			Expires string            `yaml:"expires"`
		} `yaml:"touchpoints"`
	} `yaml:"journeys"`
}

// ParseJourneys reads a catalogue; known reports whether a survey exists. Errors are
// file:line:col with the line shown.
func ParseJourneys(file string, data []byte, known func(survey string) bool) (*Journeys, error) {
	var parsed journeysFile
	if err := yaml.UnmarshalWithOptions(data, &parsed, yaml.Strict()); err != nil {
		return nil, positioned(file, data, err)
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, positioned(file, data, err)
	}
	j := &Journeys{byEvent: map[string]Touchpoint{}, bySurvey: map[string]Touchpoint{}, names: map[string]map[string]string{}}
	c := &checker{file: file, lines: strings.Split(string(data), "\n"), tree: tree}
	for i, journey := range parsed.Journeys {
		at := fmt.Sprintf("$.journeys[%d]", i)
		j.name(c, at+".id", journey.ID, journey.Name)
		for k, tp := range journey.Touchpoints {
			at := fmt.Sprintf("%s.touchpoints[%d]", at, k)
			j.name(c, at+".id", tp.ID, tp.Name)
			t := Touchpoint{ID: tp.ID, Journey: journey.ID, Event: tp.Event, Survey: tp.Survey, Expires: defaultExpiry}
			if tp.Expires != "" {
				d, err := time.ParseDuration(tp.Expires)
				if err != nil || d <= 0 {
					c.problem(at+".expires", "expires: want a duration like 168h")
				}
				t.Expires = d
			}
			if !known(t.Survey) {
				c.problem(at+".survey", fmt.Sprintf("there is no survey %q", t.Survey))
			}
			if _, twice := j.byEvent[t.Event]; twice || t.Event == "" {
				c.problem(at+".event", fmt.Sprintf("event %q is missing or has a touchpoint already", t.Event))
			}
			j.byEvent[t.Event] = t
			if _, seen := j.bySurvey[t.Survey]; !seen {
				j.bySurvey[t.Survey] = t
			}
		}
	}
	if len(j.byEvent) == 0 && len(c.problems) == 0 {
		return nil, fmt.Errorf("%s:1:1: there is no touchpoint in it", file)
	}
	return j, errors.Join(c.problems...)
}

// name notes an id and its names; ids are unique over journeys and touchpoints.
func (j *Journeys) name(c *checker, at, id string, names map[string]string) {
	if _, twice := j.names[id]; twice || id == "" {
		c.problem(at, fmt.Sprintf("id %q is missing or used twice", id))
	}
	for _, lang := range []string{"zh", "en"} {
		if names[lang] == "" {
			c.problem(at, fmt.Sprintf("%s: its name in %s is missing", id, lang))
		}
	}
	j.names[id] = names
}

// Name gives the shown name of a journey or touchpoint, or "".
func (j *Journeys) Name(id, lang string) string {
	if n := j.names[id][lang]; n != "" {
		return n
	}
	return j.names[id]["zh"]
}

// Types lists the known event types, sorted.
func (j *Journeys) Types() []string {
	types := make([]string, 0, len(j.byEvent))
	for t := range j.byEvent {
		types = append(types, t)
	}
	slices.Sort(types)
	return types
}

// checker collects problems at their places.
type checker struct {
	file     string
	lines    []string
	tree     *ast.File
	problems []error
}

// problem notes what is wrong at a YAML path; where the key is missing, its parent is shown.
func (c *checker) problem(path, what string) {
	line, col := 1, 1
	for p := path; p != "$" && p != ""; p = p[:max(strings.LastIndexAny(p, ".["), 0)] {
		yp, err := yaml.PathString(p)
		if err != nil {
			continue
		}
		if node, err := yp.FilterFile(c.tree); err == nil && node != nil {
			pos := node.GetToken().Position
			line, col = pos.Line, pos.Column
			break
		}
	}
	c.problems = append(c.problems, at(c.file, c.lines, line, col, what))
}

// positioned gives a syntax or strictness error of the YAML library its place.
func positioned(file string, data []byte, err error) error {
	var ye yaml.Error
	if !errors.As(err, &ye) || ye.GetToken() == nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	pos := ye.GetToken().Position
	return at(file, strings.Split(string(data), "\n"), pos.Line, pos.Column, ye.GetMessage())
}

func at(file string, lines []string, line, col int, what string) error {
	shown := ""
	if line >= 1 && line <= len(lines) {
		shown = lines[line-1]
	}
	return fmt.Errorf("%s:%d:%d: %s\n  %s\n  %s^", file, line, col, what, shown, strings.Repeat(" ", max(col-1, 0)))
}
