package dialog

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPiped bounds, in characters, what one variable may add to a text, so that a check made when
// the survey is loaded still holds when it runs.
const maxPiped = 40

// pipe puts what a session holds into text: {name}, {name|what to say when it is empty}, {paid:money}, {answers.speed}.
// It is one pass over the survey's own words; what a variable or an answer holds is never looked at
// again, so a customer called "{claim}" stays called that.
func (s *Survey) pipe(text string, sess *Session) string {
	if !strings.Contains(text, "{") {
		return text
	}
	out := ""
	all := pieces(text)
	for i, p := range all {
		if len(out) > 2*maxTextBytes { // no channel carries it, and Compile refuses it: no need to know all
			break
		}
		if p.variable == nil {
			out += p.text
			continue
		}
		value := s.piped(p, sess)
		if value == "" && (i+1 == len(all) || !wordAhead(all[i+1].text)) { // “Hello {name}!” without a name: “Hello!”
			out = strings.TrimSuffix(out, " ")
		}
		out += value
	}
	return out
}

// wordAhead reports whether text goes on with a word or another placeholder.
func wordAhead(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r == '{' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// piped gives what stands for a placeholder: its fallback when there is nothing to show.
func (s *Survey) piped(p piece, sess *Session) string {
	shown := ""
	if item, ok := s.pipedItem(*p.variable, sess); ok {
		shown = item
	} else if id, ok := p.answer(); ok {
		shown = s.pipedAnswer(id, p.format, sess)
	} else if v := s.variable(*p.variable); v != nil {
		value, given := sess.Vars[v.Name]
		if !given {
			value = v.fallback()
		}
		shown = formatted(v.value(value), p.format, sess.Lang)
	}
	if shown == "" {
		return p.fallback
	}
	return shown
}

// piece is a stretch of plain text, or a placeholder.
type piece struct {
	text     string
	variable *string // its name, or answers. and the id of a question
	format   string  // how it is written; "" as it is
	fallback string  // said when it is empty
	bad      string  // why it is no placeholder, when it looks like one
	at       int     // byte offset in the text
}

func pieces(text string) []piece {
	var out []piece
	for at := 0; at < len(text); {
		open := strings.IndexByte(text[at:], '{')
		if open < 0 {
			return append(out, piece{text: text[at:], at: at})
		}
		open += at
		if open > at {
			out = append(out, piece{text: text[at:open], at: at})
		}
		length := strings.IndexByte(text[open:], '}')
		if length < 0 {
			return append(out, piece{text: text[open:], at: open, bad: "{ without }: close it, or leave it out; a brace in a text is always a placeholder"})
		}
		p := piece{at: open, text: text[open : open+length+1]}
		p.parse(text[open+1 : open+length])
		out = append(out, p)
		at = open + length + 1
	}
	return out
}

// identifier reports whether name can be used in expressions and placeholders.
func identifier(name string) bool {
	for i, r := range name {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return name != ""
}

// fallback is the value of a variable that the invitation did not carry.
func (v Variable) fallback() any {
	if v.Default != nil {
		return v.Default
	}
	switch v.Type {
	case "number":
		return 0.0
	case "bool":
		return false
	case "list":
		return []string{}
	default:
		return ""
	}
}

// value makes x a value of the variable's type: string, float64, bool or []string. Invitations come from
// many systems, so "12" is taken for a number where one is declared; what cannot be is the default.
func (v Variable) value(x any) any {
	switch v.Type {
	case "number":
		switch n := x.(type) {
		case float64:
			if finite(n) {
				return n
			}
		case int:
			return float64(n)
		case int64:
			return float64(n)
		case uint64:
			return float64(n)
		case string:
			if f, ok := numberIn(n); ok {
				return f
			}
		}
	case "bool":
		switch b := x.(type) {
		case bool:
			return b
		case string:
			if p, err := strconv.ParseBool(strings.TrimSpace(b)); err == nil {
				return p
			}
		}
	case "list":
		switch x.(type) {
		case []string, []any, string:
			return list(x)
		}
	default:
		switch t := x.(type) {
		case string:
			return t
		case float64:
			return number(t)
		case int, int64, uint64, bool:
			return fmt.Sprint(t)
		}
	}
	if x == nil || v.Default == nil {
		return Variable{Type: v.Type}.fallback()
	}
	return Variable{Type: v.Type}.value(v.Default)
}

// show writes a variable for people, on one line and no longer than maxPiped.
func show(x any, w words) string {
	switch t := x.(type) {
	case bool:
		if t {
			return w.Yes
		}
		return w.No
	case float64:
		return cut(number(t), maxPiped)
	case []string:
		return cut(strings.Join(t, w.LabelJoin), maxPiped)
	case string:
		line := strings.Join(strings.FieldsFunc(t, func(r rune) bool {
			return unicode.IsSpace(r) || unicode.IsControl(r)
		}), " ")
		return cut(line, maxPiped)
	}
	return ""
}

// number writes f without exponent and without trailing zeros.
func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// cut gives the first n characters of s.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
