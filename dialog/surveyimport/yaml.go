package surveyimport

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"unicode"
)

// wide is how long a line of the file may grow before a mapping takes several.
const wide = 120

// page writes a YAML file, in the plain style of the surveys that ship.
type page struct {
	b strings.Builder
}

func (p *page) line(indent int, text string) {
	p.b.WriteString(strings.Repeat(" ", indent) + text + "\n")
}

// comment writes one line, or several, of comment.
func (p *page) comment(indent int, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		p.line(indent, "# "+printable(line))
	}
}

// printable drops what must not stand in a YAML file.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) || r == '\ufeff' || r == '\u2028' || r == '\u2029' || r == 0xFFFD {
			return ' '
		}
		return r
	}, s)
}

// words writes a text: on one line where it fits, else one language a line, as blocks where it has
// several lines itself.
func (p *page) words(indent int, key string, t text) {
	flow := key + ": " + t.flow()
	if !strings.Contains(flow, `\n`) && indent+width(flow) <= wide {
		p.line(indent, flow)
		return
	}
	p.line(indent, key+":")
	for _, lang := range t.langs {
		p.lines(indent+2, lang, t.in[lang])
	}
}

func (p *page) lines(indent int, key, value string) {
	if !strings.Contains(value, "\n") || strings.TrimSpace(value) == "" {
		p.line(indent, key+": "+scalar(value, false))
		return
	}
	p.line(indent, key+": |-")
	for line := range strings.SplitSeq(value, "\n") {
		p.line(indent+2, strings.TrimSpace(printable(line)))
	}
}

// text is words in the survey's languages.
type text struct {
	langs []string
	in    map[string]string
}

func (t text) flow() string {
	parts := make([]string, len(t.langs))
	for i, lang := range t.langs {
		parts[i] = lang + ": " + scalar(t.in[lang], true)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// width counts the columns of a line: a Chinese character takes two.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}

// bareFlow is what needs no quotes inside braces, bare what needs none elsewhere: no sign of YAML's own at the
// start, no colon or # within, and no word that means something else than itself.
var (
	bareFlow  = regexp.MustCompile(`^[\p{L}（“《【(][^:#{}\[\],\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{feff}\x{fffd}]*$`)
	bare      = regexp.MustCompile(`^[\p{L}（“《【(][^:#\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{feff}\x{fffd}]*$`)
	otherwise = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|null|nan|inf|y|n)$`)
)

// scalar writes words, quoted only where they need it; flow is inside braces.
func scalar(s string, flow bool) string {
	unquoted := bare
	if flow {
		unquoted = bareFlow
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = printable(line)
	}
	switch s = strings.Join(lines, "\n"); {
	case unquoted.MatchString(s) && !otherwise.MatchString(s) && strings.TrimSpace(s) == s:
		return s
	case strings.Contains(s, `"`) && len(lines) == 1:
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return quoted(s)
}

// quoted writes words in double quotes; JSON's are YAML's.
func quoted(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}
