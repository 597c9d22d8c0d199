package dialog

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/types"

	"huiyin/dialog/spelling"
)

// What the checks say beside what is wrong: what was probably meant, and what to write instead.

// hinted joins a message and a hint, if there is one.
func hinted(msg, hint string) string {
	if hint == "" {
		return msg
	}
	return msg + "; " + hint
}

// questionIDs gives the ids of the questions that keep returns true for.
func (s *Survey) questionIDs(keep func(*Question) bool) []string {
	var out []string
	for _, q := range s.Questions {
		if keep(q) {
			out = append(out, q.ID)
		}
	}
	return out
}

// answerable reports whether a question has an answer.
func (q *Question) answerable() bool { return q.Type.Asks() }

// variableNames gives the names of the variables, or of those of some types.
func (s *Survey) variableNames(types ...string) []string {
	var out []string
	for _, v := range s.Vars {
		if len(types) == 0 || slices.Contains(types, v.Type) {
			out = append(out, v.Name)
		}
	}
	return out
}

func (q *Question) optionIDs() []string {
	var out []string
	for _, o := range q.Options {
		out = append(out, o.ID)
	}
	return out
}

// condition explains what is wrong with a condition, which the expression library says in the words
// of programmers.
type condition struct {
	survey   *Survey
	question *Question
	text     string
	at       int // where something is wrong, in bytes
	env      types.Map
}

// explain gives the library's message in plain words, with what to write instead.
func explain(s *Survey, q *Question, when string, wrong *file.Error) string {
	c := condition{s, q, when, min(len(string([]rune(when)[:min(wrong.From, len([]rune(when)))])), len(when)), guardTypes(s, q)}
	for _, p := range []struct {
		pattern *regexp.Regexp
		explain func(condition, []string) string
	}{
		{mismatched, condition.mismatch},
		{mismatchedOne, condition.mismatch},
		{notBool, condition.noCondition},
		{badArgument, condition.badArgument},
		{unknownName, condition.unknownName},
		{unknownField, condition.unknownField},
		{noField, condition.noParts},
		{unexpected, condition.unexpected},
		{unrecognized, condition.unrecognized},
	} {
		if m := p.pattern.FindStringSubmatch(wrong.Message); m != nil {
			return p.explain(c, m)
		}
	}
	for part, plain := range map[string]string{
		"literal not terminated":        "a quote is not closed",
		"coalesce expressions":          "put ?? into brackets, as in (answer ?? 0) > 3",
		"exceeds maximum allowed nodes": "the condition is too long: make several routes of it",
	} {
		if strings.Contains(wrong.Message, part) {
			return plain
		}
	}
	return wrong.Message
}

var (
	mismatched    = regexp.MustCompile(`^invalid operation: (\S+) \(mismatched types (.+) and (.+)\)`)
	mismatchedOne = regexp.MustCompile(`^invalid operation: (\S+) \(mismatched type (.+)\)()`)
	notBool       = regexp.MustCompile(`^expected bool, but got (.+)`)
	badArgument   = regexp.MustCompile(`^invalid argument for (\w+) \(type (.+)\)`)
	unknownName   = regexp.MustCompile(`^unknown name (\S+)`)
	unknownField  = regexp.MustCompile(`^unknown field (\S+)`)
	noField       = regexp.MustCompile(`^type .+ has no field (\S+)`)
	unexpected    = regexp.MustCompile(`^unexpected token (\w+)(?:\("(.*)"\))?`)
	unrecognized  = regexp.MustCompile(`^unrecognized character: U\+\S+ '(.*)'`)
)

// kindOf gives the words for a type of the expression library.
func kindOf(name string) string {
	switch {
	case name == "bool":
		return "true or false"
	case name == "string":
		return "words"
	case name == "nil":
		return "nothing"
	case strings.HasPrefix(name, "[]"):
		return "a list"
	case strings.HasPrefix(name, "map"):
		return "several values"
	}
	return "a number"
}

func (c condition) mismatch(m []string) string {
	msg := fmt.Sprintf("“%s” does not go with %s", m[1], kindOf(m[2]))
	if m[3] != "" {
		msg = fmt.Sprintf("“%s” does not go with %s and %s", m[1], kindOf(m[2]), kindOf(m[3]))
	}
	return hinted(msg, c.example())
}

func (c condition) noCondition(m []string) string {
	return hinted(fmt.Sprintf("a condition is true or false, and this is %s", kindOf(m[1])), c.example())
}

func (c condition) badArgument(m []string) string {
	return hinted(fmt.Sprintf("%s does not go with %s: it counts the characters of words, or the options of a list", m[1], kindOf(m[2])), c.example())
}

func (c condition) noParts(m []string) string {
	return hinted(fmt.Sprintf("there is no .%s here", m[1]), c.example())
}

// unknownName explains a name that a condition does not know: often one that stands elsewhere.
func (c condition) unknownName(m []string) string {
	name := m[1]
	q := c.survey.Question(name)
	switch {
	case name == "answer":
		return fmt.Sprintf("there is no answer to %q here; that to another question is answers.ID", c.question.ID)
	case strings.HasPrefix(c.text[c.at:], name+"("):
		return hinted(fmt.Sprintf("there is no function %q", name), spelling.Hint(name, functions[:]))
	case q != nil && q.answerable():
		return fmt.Sprintf("%q is a question: write answers.%s", name, name)
	case c.survey.variable(name) != nil:
		return fmt.Sprintf("%q is a variable: write vars.%s", name, name)
	case c.isWord(name):
		return fmt.Sprintf("%q is a word: write it in quotes, as in == %q", name, name)
	}
	known := slices.Sorted(maps.Keys(c.env))
	if best, ok := spelling.Meant(name, append(known, "true", "false", "nil", "and", "or", "not")); ok {
		return fmt.Sprintf("a condition knows no %q; did you mean %q?", name, best)
	}
	return fmt.Sprintf("a condition knows no %q; it knows %s", name, strings.Join(known, ", "))
}

// isWord reports whether name is the id of an option or a language, written without quotes.
func (c condition) isWord(name string) bool {
	return slices.Contains(c.survey.Langs, name) || slices.ContainsFunc(c.survey.Questions, func(q *Question) bool {
		return slices.Contains(q.optionIDs(), name)
	})
}

// unknownField explains a part that answers, vars, score or now does not have.
func (c condition) unknownField(m []string) string {
	name := m[1]
	of := regexp.MustCompile(`(\w+)\s*(?:\?\.|\.|\[\s*["'])\s*` + regexp.QuoteMeta(name)).FindStringSubmatch(c.text)
	if of == nil {
		return "there is no " + name
	}
	parts, _ := c.env[of[1]].(types.Map)
	names := slices.Sorted(maps.Keys(parts))
	switch of[1] {
	case "answers":
		names = c.survey.questionIDs((*Question).answerable) // in their order
		if q := c.survey.Question(name); q != nil {
			return fmt.Sprintf("nobody answers the %s %q", q.Type, name)
		}
		return hinted(fmt.Sprintf("there is no question %q", name), spelling.Hint(name, names))
	case "vars":
		if len(names) == 0 {
			return fmt.Sprintf("there is no variable %q: declare it under vars", name)
		}
		return hinted(fmt.Sprintf("there is no variable %q among vars", name), spelling.Hint(name, names))
	}
	return hinted(fmt.Sprintf("%s has no %q", of[1], name), spelling.Hint(name, names))
}

// unexpected explains what the grammar does not allow.
func (c condition) unexpected(m []string) string {
	token := m[2]
	switch {
	case m[1] == "EOF" && strings.Count(c.text, "(") > strings.Count(c.text, ")"):
		return "a bracket is not closed"
	case m[1] == "EOF":
		return "the condition ends too early: something is missing at its end"
	case token == "=":
		return "write == for equal, >= for at least, <= for at most"
	case token == ">" && strings.Contains(c.text, "<>"):
		return "write != for unequal"
	case token == ")":
		return "there is a bracket too many"
	case m[1] == "Identifier" || m[1] == "Number" || m[1] == "String":
		return fmt.Sprintf("“%s” does not go here: compare with == != < <= > >= or in, and join with and, or, not, as in answer >= 1 and answer <= 3", token)
	}
	return fmt.Sprintf("“%s” does not go here", token)
}

// meantMarks are marks of Chinese keyboards and textbooks, and what a condition has instead.
var meantMarks = map[string]string{
	"≥": ">=", "＞": ">", "≤": "<=", "＜": "<", "≠": "!=", "＝": "==", "“": `"`, "”": `"`, "‘": "'", "’": "'",
	"（": "(", "）": ")", "，": ",", "。": ".", "！": "!", "、": ",", "＋": "+", "－": "-",
}

func (c condition) unrecognized(m []string) string {
	if mark, ok := meantMarks[m[1]]; ok {
		return fmt.Sprintf("write %s instead of %s", mark, m[1])
	}
	return fmt.Sprintf("%s does not go into a condition", m[1])
}

// named finds what a condition looks at.
var named = regexp.MustCompile(`\b(?:answers?|vars|score|now)\b(?:\.\w+)?|\b(?:lang|attempts)\b`)

// example says what the nearest thing is that the condition looks at, and how it is used.
func (c condition) example() string {
	best, distance := "", len(c.text)+1
	for _, at := range named.FindAllStringIndex(c.text, -1) {
		d := max(at[0]-c.at, c.at-at[1], 0)
		if text := c.use(c.text[at[0]:at[1]]); text != "" && d < distance {
			best, distance = text, d
		}
	}
	return best
}

// use says what a name is and how it is used in a condition, or "".
func (c condition) use(name string) string {
	root, part, _ := strings.Cut(name, ".")
	switch root {
	case "answer":
		return usedAs("answer", c.question)
	case "answers":
		if q := c.survey.Question(part); q != nil {
			return usedAs(name, q)
		}
		return "answers has the answers by question, as in answers." + c.survey.Questions[0].ID
	case "vars":
		if v := c.survey.variable(part); v != nil {
			return name + fmt.Sprintf(map[string]string{
				"number": " is a number: write %s > 0", "bool": " is true or false: write %s, or not %[1]s", "string": ` is words: write %s == "gold"`, "list": ` is a list: write "x" in %s, or len(%[1]s) > 1`,
			}[v.Type], name)
		}
		return "vars has the variables by name"
	case "score":
		return `score has known, value (-1 to 1) and label: write score.value < -0.3, or score.label == "neg"`
	case "lang":
		return `lang is the language: write lang == "zh"`
	case "attempts":
		return "attempts is a number: write attempts > 1"
	}
	return ""
}

// usedAs says what the answer to q is, and how it is used in a condition.
func usedAs(name string, q *Question) string {
	if q == nil || !q.answerable() {
		return ""
	}
	option := "a"
	if len(q.Options) > 0 {
		option = q.Options[0].ID
	}
	switch q.Type {
	case Choice:
		return fmt.Sprintf("%s is the id of an option: write %s == %q", name, name, option)
	case Multi:
		return fmt.Sprintf("%s is a list of option ids: write %q in %s", name, option, name)
	case Ranking:
		return fmt.Sprintf("%s is the list of option ids in order: write %s[0] == %q", name, name, option)
	case Date:
		return fmt.Sprintf(`%s is a day: write %s >= "2026-01-31"`, name, name)
	case Words:
		return fmt.Sprintf("%s is words: write len(%s) > 5", name, name)
	}
	if guardType(q.Type) == types.Bool {
		return fmt.Sprintf("%s is true or false: write %s, or not %s", name, name, name)
	}
	return fmt.Sprintf("%s is a number: write %s >= %s", name, name, number(max(q.Min, q.Max-1)))
}
