package dialog

import (
	"fmt"
	"strings"

	"huiyin/dialog/spelling"
)

// Problem is one thing that is wrong with a survey.
type Problem struct {
	Path   string // where, as the survey file's keys: "questions[2].routes[0].when"
	Column int    // where in the text at Path, in characters from 0
	Msg    string
}

// Problems is the error of [Survey.Compile]: everything that is wrong, in the order of the file.
type Problems []Problem

// Error gives one problem a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.Path + ": " + one.Msg
	}
	return strings.Join(lines, "\n")
}

// checker collects problems.
type checker struct {
	survey   *Survey
	problems Problems
	lost     bool // some id or route is wrong: the paths mean nothing
	nested   bool // answers are shown within answers: texts may grow beyond all bounds
	uses     []use
}

func (c *checker) at(path, format string, args ...any) {
	c.problems = append(c.problems, Problem{Path: path, Msg: fmt.Sprintf(format, args...)})
}

// text checks the translations and the placeholders of one text.
func (c *checker) text(path string, t Text) {
	for _, lang := range c.survey.Langs {
		if strings.TrimSpace(t[lang]) == "" {
			c.at(path+"."+lang, "no text in %q: write it, or take %q out of langs", lang, lang)
		}
	}
	for _, lang := range sortedKeys(t) {
		at := path + "." + lang
		if !c.declares(lang) {
			c.at(at, "%s", c.unknownLanguage(lang))
		}
		for _, p := range pieces(t[lang]) {
			if p.bad != "" {
				c.inText(at, t[lang][:p.at], p.bad)
				continue
			}
			if p.variable == nil {
				continue
			}
			if id, ok := p.answer(); ok {
				c.answerPiece(at, t[lang], p, id)
				continue
			}
			if item, why := c.namesItem(path, *p.variable); item {
				if why != "" {
					c.inText(at, t[lang][:p.at], why)
				}
				continue
			}
			switch {
			case !c.variable(*p.variable):
				c.inText(at, t[lang][:p.at], c.unknownVariable(*p.variable))
			default:
				if bad := p.misfit(c.survey.variable(*p.variable)); bad != "" {
					c.inText(at, t[lang][:p.at], bad)
				}
			}
		}
	}
}

// unknownLanguage tells what to write instead of a language that the survey has not.
func (c *checker) unknownLanguage(lang string) string {
	msg := fmt.Sprintf("language %q is not among langs %v", lang, c.survey.Langs)
	for prefix, meant := range map[string]string{"cn": "zh", "zh": "zh", "ch": "zh", "en": "en", "us": "en"} {
		if strings.HasPrefix(strings.ToLower(lang), prefix) && c.declares(meant) {
			return fmt.Sprintf("%s; did you mean %q?", msg, meant)
		}
	}
	return msg + "; add it there, or leave the text out"
}

// unknownVariable tells what to write instead of a placeholder that stands for nothing.
func (c *checker) unknownVariable(name string) string {
	msg := fmt.Sprintf("placeholder {%s} is not among vars", name)
	if hint := spelling.Hint(name, c.survey.variableNames()); hint != "" {
		return msg + "; " + hint
	}
	return fmt.Sprintf("%s; declare it there, as {name: %s, type: string}", msg, name)
}

func (c *checker) inText(path, before, msg string) {
	c.problems = append(c.problems, Problem{Path: path, Column: len([]rune(before)), Msg: msg})
}

func (c *checker) declares(lang string) bool {
	for _, l := range c.survey.Langs {
		if l == lang {
			return true
		}
	}
	return false
}

func (c *checker) variable(name string) bool {
	return c.survey.variable(name) != nil
}

func (s *Survey) variable(name string) *Variable {
	for i := range s.Vars {
		if s.Vars[i].Name == name {
			return &s.Vars[i]
		}
	}
	return nil
}
