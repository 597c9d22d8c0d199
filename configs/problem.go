package configs

import (
	"fmt"
	"regexp"
	"strings"
)

// Problem is one thing wrong with the configuration.
type Problem struct {
	Where   string // "huiyin.yaml:3:9", "HUIYIN_LISTEN", "-listen", "accounts.wechat.default"
	Line    string // the offending line of a file with anything secret masked; empty elsewhere
	LineNo  int    // of Line, from 1
	Column  int    // of the offence in Line, from 1
	Message string // what is wrong; never a secret
	Fix     string // what to do
}

// String prints a problem over several lines: place and message, the line, the remedy.
func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", p.Where, p.Message)
	if p.Line != "" {
		no := fmt.Sprint(p.LineNo)
		fmt.Fprintf(&b, "\n  %s | %s", no, p.Line)
		if p.Column > 0 {
			fmt.Fprintf(&b, "\n  %s | %s^", strings.Repeat(" ", len(no)), strings.Repeat(" ", p.Column-1))
		}
	}
	if p.Fix != "" {
		fmt.Fprintf(&b, "\n  -> %s", p.Fix)
	}
	return b.String()
}

// Problems is the error of Load: all that is wrong, in the order of the layers.
type Problems []Problem

// Error prints every problem.
func (ps Problems) Error() string {
	all := make([]string, len(ps))
	for i, p := range ps {
		all[i] = p.String()
	}
	return strings.Join(all, "\n")
}

// fault is a problem whose place is not known yet.
type fault struct{ message, fix string }

func (f *fault) at(o origin) Problem {
	return Problem{
		Where: o.where, Line: o.line, LineNo: o.lineNo, Column: o.column,
		Message: f.message, Fix: f.fix,
	}
}

// origin is where a value stands.
type origin struct {
	where  string
	line   string
	lineNo int
	column int
	dir    string // folder that relative paths are relative to; "" is the working directory
	file   bool   // from a YAML file, where secrets are refused
}

// What may be a credential on a quoted line: the value of a key that names one, the user part of
// a URL, and any long run of letters and digits.
var (
	secretValue = regexp.MustCompile(`(?i)((?:token|secret|key|pass|store|pwd)[\w.-]*["']?\s*:)\s*\S.*$`)
	urlUser     = regexp.MustCompile(`://[^\s/]*@`)
	longRun     = regexp.MustCompile(`[A-Za-z0-9_+:-]{24,}={0,2}`)
)

// maxQuoted bounds a quoted line, in runes.
const maxQuoted = 120

// quote makes a line of a file fit to be printed: credentials masked, tabs and control characters
// blanked so that the caret below it points right.
func quote(line string) string {
	line = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(line, "?"))
	line = secretValue.ReplaceAllString(line, "$1 ***")
	line = urlUser.ReplaceAllString(line, "://***@")
	line = longRun.ReplaceAllString(line, "***")
	if r := []rune(line); len(r) > maxQuoted {
		line = string(r[:maxQuoted]) + "…"
	}
	return line
}

// masked quotes only the key of a line whose value may be anything.
func masked(line string) string {
	if key, _, ok := strings.Cut(line, ":"); ok {
		return quote(key) + ": ***"
	}
	return "***"
}

// nearest gives the candidate fewest edits away from s, and how many.
func nearest(s string, candidates []string) (best string, edits int) {
	edits = len(s) + 1
	for _, c := range candidates {
		if d := distance(s, c); d < edits || d == edits && c < best {
			best, edits = c, d
		}
	}
	return best, edits
}

// meant gives the candidate that s is probably a misspelling of.
func meant(s string, candidates []string) (string, bool) {
	best, edits := nearest(s, candidates)
	return best, edits <= 3 && edits*3 <= len(s)
}

// distance is Levenshtein's, in bytes: the names compared are ASCII.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			substitute := diagonal
			if a[i] != b[j] {
				substitute++
			}
			diagonal = row[j+1]
			row[j+1] = min(substitute, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
