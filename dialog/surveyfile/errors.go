package surveyfile

import (
	"fmt"
	"strings"
)

// Error is one thing wrong with a file.
type Error struct {
	File   string
	Line   int // from 1
	Col    int // from 1, in characters
	Msg    string
	Source string // the offending line
}

// Error gives file:line:col: message, and the line with a caret under the place.
func (e Error) Error() string {
	head := fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
	if strings.TrimSpace(e.Source) == "" {
		return head
	}
	return head + "\n  | " + strings.ReplaceAll(e.Source, "\t", " ") + "\n  | " + e.indent() + "^"
}

// indent is as wide as what stands before the place: a Chinese character is two columns wide, and
// so is an ideographic space.
func (e Error) indent() string {
	var b strings.Builder
	for i, r := range []rune(e.Source) {
		if i >= e.Col-1 {
			break
		}
		if wide(r) {
			b.WriteRune('　')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// wide covers what surveys hold: CJK, its punctuation, and the full-width forms.
func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0xFF01 && r <= 0xFF60
}

// Errors is everything wrong with one file or several, in the order of the lines.
type Errors []Error

// Error gives one after the other.
func (e Errors) Error() string {
	parts := make([]string, len(e))
	for i, one := range e {
		parts[i] = one.Error()
	}
	return strings.Join(parts, "\n")
}
