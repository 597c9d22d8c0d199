package transcript

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/dialog"
)

// Script is a parsed transcript.
type Script struct {
	Name   string // for messages
	Survey string
	Lang   string // "" the survey's first
	Vars   map[string]any
	Full   []string // ids of quotas in which no place is left
	Lines  []Line
}

// Kind is what a line is.
type Kind int

// The kinds of Line.
const (
	Blank   Kind = iota
	Comment      // # comment
	Header       // survey: lang: vars: full:
	Type         // > words
	Press        // >> label
	Wait         // @ +25h
	Score        // ~ score -0.8
	Resume       // = resume
	Handoff      // ! handoff reason
	State        // = completed
	Say          // < words
	Buttons      // [ a | b ]
)

// Line is one line of a Script.
type Line struct {
	Number int // from 1
	Kind   Kind
	Text   string // what stands behind the mark; of a comment, blank or header the line as it is
	Wait   time.Duration
	Score  dialog.Score
}

// Error is a line that cannot be read or played.
type Error struct {
	File string
	Line int
	Msg  string
}

// Error gives file:line: message.
func (e Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// maxLine bounds a line in bytes, maxWait the time that may pass at once.
const (
	maxLine = 64 << 10
	maxWait = 10 * 365 * 24 * time.Hour
)

// Parse reads a transcript; name stands in the errors, which are of type [Error].
func Parse(name string, r io.Reader) (*Script, error) {
	s := &Script{Name: name}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimRight(strings.TrimPrefix(lines.Text(), "\ufeff"), " \t\r")
		if !utf8.ValidString(text) {
			return nil, Error{name, n, "not UTF-8"}
		}
		line, err := s.line(text)
		if err != nil {
			return nil, Error{name, n, err.Error()}
		}
		line.Number = n
		s.Lines = append(s.Lines, line)
	}
	if err := lines.Err(); err != nil {
		return nil, Error{name, len(s.Lines) + 1, err.Error()}
	}
	if s.Survey == "" {
		return nil, Error{name, 1, "a transcript begins with survey: and its id"}
	}
	return s, nil
}

func (s *Script) line(text string) (Line, error) {
	mark, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	switch mark {
	case "":
		if rest == "" {
			return Line{Kind: Blank}, nil
		}
	case ">":
		return Line{Kind: Type, Text: rest}, nil
	case ">>":
		return Line{Kind: Press, Text: rest}, nil
	case "<":
		return Line{Kind: Say, Text: rest}, nil
	case "[":
		return Line{Kind: Buttons, Text: text}, nil
	case "@":
		return waitLine(rest)
	case "~":
		return scoreLine(rest)
	case "!":
		return Line{Kind: Handoff, Text: strings.TrimSpace(strings.TrimPrefix(rest, "handoff"))}, nil
	case "=":
		return stateLine(rest)
	}
	switch {
	case strings.HasPrefix(text, "#"):
		return Line{Kind: Comment, Text: text}, nil
	case strings.HasSuffix(mark, ":"):
		return Line{Kind: Header, Text: text}, s.header(mark, rest)
	}
	return Line{}, fmt.Errorf("not a line of a transcript: it begins with one of # > >> < [ @ ~ ! = or is one of the headers survey:, lang:, vars: and full: with a value")
}

func (s *Script) header(key, value string) error {
	for _, l := range s.Lines {
		if l.Kind != Blank && l.Kind != Comment && l.Kind != Header {
			return fmt.Errorf("%s must stand before the dialog", key)
		}
	}
	switch key {
	case "survey:":
		s.Survey = value
	case "lang:":
		s.Lang = value
	case "vars:":
		if err := json.Unmarshal([]byte(value), &s.Vars); err != nil {
			return fmt.Errorf("vars: want JSON on one line: %w", err)
		}
	case "full:":
		s.Full = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
	default:
		return fmt.Errorf("unknown header %s, known are survey, lang, vars and full", key)
	}
	return nil
}

func waitLine(text string) (Line, error) {
	d, err := time.ParseDuration(strings.TrimPrefix(text, "+"))
	if err != nil || d <= 0 || d > maxWait || !strings.HasPrefix(text, "+") {
		return Line{}, fmt.Errorf("@ %s: want a time such as @ +25h", text)
	}
	return Line{Kind: Wait, Text: text, Wait: d}, nil
}

func scoreLine(text string) (Line, error) {
	value, ok := strings.CutPrefix(text, "score ")
	value = strings.TrimSpace(value)
	if ok && value == "unknown" {
		return Line{Kind: Score, Text: text, Score: dialog.Score{Label: "unknown"}}, nil
	}
	v, err := strconv.ParseFloat(value, 64)
	if !ok || err != nil || !(v >= -1 && v <= 1) {
		return Line{}, fmt.Errorf("~ %s: want ~ score and a number from -1 to 1, or unknown", text)
	}
	return Line{Kind: Score, Text: text, Score: dialog.Score{Known: true, Value: v, Label: label(v)}}, nil
}

// label gives the polarity of a value where a transcript names no scorer.
func label(v float64) string {
	switch {
	case v <= -0.25:
		return "neg"
	case v >= 0.25:
		return "pos"
	}
	return "neu"
}

func stateLine(text string) (Line, error) {
	switch {
	case text == "resume":
		return Line{Kind: Resume, Text: text}, nil
	case text == "":
		return Line{}, fmt.Errorf("= wants a state, or resume")
	}
	return Line{Kind: State, Text: text}, nil
}
