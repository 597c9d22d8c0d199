package surveyimport

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is what a [Note] tells.
type Kind int

// The kinds of notes.
const (
	Lost    Kind = iota // it is not in the survey file
	Changed             // it is there as something else
	Write               // somebody has to write it
)

// Note tells one thing that the survey file does not have as the source has it.
type Note struct {
	Kind  Kind
	Where string // in the source: "survey!F12", "pages[0].elements[3].visibleIf"; "" all of it
	What  string // what is there
	Do    string // what became of it, and what to do
}

// String gives the note in one line.
func (n Note) String() string {
	text := n.What
	if n.Do != "" {
		text += ": " + n.Do
	}
	text = strings.Join(strings.Fields(text), " ")
	if n.Where == "" {
		return text
	}
	return n.Where + "  " + text
}

// Result is a survey file and what is to be known about it.
type Result struct {
	YAML      []byte
	Notes     []Note
	Questions int // that the source asks
	Carried   int // of them that the file has
}

// Of gives the notes of one kind.
func (r *Result) Of(k Kind) []Note {
	var out []Note
	for _, n := range r.Notes {
		if n.Kind == k {
			out = append(out, n)
		}
	}
	return out
}

// Summary tells in one line how much was carried over.
func (r *Result) Summary() string {
	text := fmt.Sprintf("%d of %d questions carried over", r.Carried, r.Questions)
	switch lost := len(r.Of(Lost)); lost {
	case 0:
		return text + "; nothing was left behind"
	case 1:
		return text + "; 1 thing was not:"
	default:
		return fmt.Sprintf("%s; %d things were not:", text, lost)
	}
}

// Seldom collects what many places of a source have alike and the survey file has not, to tell it once.
type Seldom struct {
	names []string
	where map[string][]string
	do    map[string]string
}

// Add counts one place that has what.
func (s *Seldom) Add(what, where, do string) {
	if s.where == nil {
		s.where, s.do = map[string][]string{}, map[string]string{}
	}
	if !slices.Contains(s.names, what) {
		s.names = append(s.names, what)
	}
	s.where[what] = append(s.where[what], where)
	s.do[what] = do
}

// Notes tells each thing once, at its first place.
func (s *Seldom) Notes() []Note {
	var out []Note
	for _, what := range s.names {
		places := s.where[what]
		text := what
		if len(places) > 1 {
			text = fmt.Sprintf("%s (%d places)", what, len(places))
		}
		out = append(out, Note{Lost, places[0], text, s.do[what]})
	}
	return out
}
