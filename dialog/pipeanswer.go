package dialog

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"huiyin/dialog/spelling"
)

// answersOf is how a placeholder names an answer: {answers.speed}, as routes do.
const answersOf = "answers."

// answer gives the id of the question whose answer the placeholder shows.
func (p *piece) answer() (id string, ok bool) { return strings.CutPrefix(*p.variable, answersOf) }

// pipedAnswer shows an answer: the words of the options chosen, the number, the day, or what was
// written. It is "" when there is none: not asked, passed, or not understood.
func (s *Survey) pipedAnswer(id, format string, sess *Session) string {
	a := sess.Answer(id)
	if a == nil || a.Status != answered {
		return ""
	}
	switch {
	case a.Media != nil:
		return cut(formatted(a.Media.named(), format, sess.Lang), maxPiped)
	case a.Type.hasOptions():
		return formatted(strings.Join(s.chosen(a, sess), wordsIn(sess.Lang).LabelJoin), format, sess.Lang)
	case a.Type == Date:
		return formatted(a.Text, "date", sess.Lang)
	case a.Number == nil:
		return formatted(a.Text, format, sess.Lang)
	case a.Type == Gate:
		return consentLabels(sess.Lang)[1-min(1, max(0, int(*a.Number)))]
	case a.Type == YesNo:
		return show(*a.Number == 1, wordsIn(sess.Lang))
	}
	return cut(formatted(*a.Number, format, sess.Lang), maxPiped)
}

// chosen gives the words of the options of an answer. Where these show answers themselves, they show
// what was answered before; Compile refuses more than that one level.
func (s *Survey) chosen(a *Answer, sess *Session) []string {
	q := s.Question(a.Question)
	if q == nil {
		return nil
	}
	then := *sess
	then.Answers = sess.Answers[:sess.place(a.Question, a.Item)]
	var out []string
	for _, id := range a.Options {
		if i := slices.IndexFunc(q.Options, func(o Option) bool { return o.ID == id }); i >= 0 {
			out = append(out, s.pipe(q.Options[i].Text.In(sess.Lang), &then))
		}
	}
	return out
}

// Fullest gives a session that stands at a state and holds whatever texts in lang show at its longest: for
// counting how long messages become.
func Fullest(s *Survey, lang string, at State) Session {
	vars := map[string]any{}
	for _, v := range s.Vars {
		switch v.Type {
		case "string":
			vars[v.Name] = strings.Repeat("字", maxPiped)
		case "list":
			vars[v.Name] = longestItems()
		}
	}
	sess := Session{Survey: s.ID, Version: s.Version, Lang: lang, State: at, Vars: vars, Answers: s.longestAnswers(lang)}
	if q := s.Question(string(at)); q != nil {
		return *s.fullAt(q, &sess)
	}
	return sess
}

// longestAnswers gives an answer to every question, each as long as a text in lang ever shows one.
func (s *Survey) longestAnswers(lang string) []Answer {
	var out []Answer
	for _, q := range s.Questions {
		a := Answer{Question: q.ID, Type: q.Type, Status: answered}
		switch {
		case !q.Type.Asks():
			continue
		case q.Type == Words:
			a.Text = strings.Repeat("字", maxPiped)
		case q.Type == Date:
			a.Text = "2026-12-30"
		case q.Type.isMedia():
			a.Media = &Media{Place: strings.Repeat("字", maxPiped)}
		case q.Type.hasOptions():
			a.Options = longestOptions(q, lang)
		default:
			n := longestNumber
			a.Number = &n
		}
		out = append(out, a)
	}
	return out
}

// longestNumber has as many digits as a number has that somebody types.
const longestNumber = -123456789.1234567

// longestOptions gives all options of a question, or of a choice the longest.
func longestOptions(q *Question, lang string) []string {
	var ids []string
	for _, o := range slices.SortedStableFunc(slices.Values(q.Options), func(a, b Option) int {
		return len(b.Text.In(lang)) - len(a.Text.In(lang))
	}) {
		ids = append(ids, o.ID)
	}
	if q.Type == Choice {
		ids = ids[:min(1, len(ids))]
	}
	return ids
}

// use is a placeholder that shows an answer.
type use struct {
	path   string // of the text
	column int
	id     string // of the question answered
}

// answerPiece checks a placeholder that shows an answer. Whether there can be one is known when all
// routes are.
func (c *checker) answerPiece(path, text string, p piece, id string) {
	q := c.survey.Question(id)
	column := len([]rune(text[:p.at]))
	switch {
	case q == nil || !q.Type.Asks():
		c.inText(path, text[:p.at], hinted(fmt.Sprintf("{%s}: there is no question %q that is answered", *p.variable, id), spelling.Hint(id, c.survey.questionIDs((*Question).answerable))))
	case c.elsewhere(path, q):
		c.inText(path, text[:p.at], fmt.Sprintf("question %q is asked once for every item of %q: its answer is shown inside section %q only", id, c.survey.loopOf(q).Loop, q.In))
	case c.survey.nests(q):
		c.nested = true
		c.inText(path, text[:p.at], fmt.Sprintf("{%s}: the options of %q show answers whose options show answers again: one within another is enough; leave the answers out of its options, or do not show it here", *p.variable, id))
	case p.format != "" && formats[p.format] != q.Type.shownAs():
		c.inText(path, text[:p.at], fmt.Sprintf("format %s is for a %s, the answer to %q is a %s", p.format, formats[p.format], id, q.Type.shownAs()))
	case utf8.RuneCountInString(p.fallback) > maxPiped:
		c.inText(path, text[:p.at], fmt.Sprintf("the words instead of {%s} are longer than %d characters", *p.variable, maxPiped))
	default:
		c.uses = append(c.uses, use{path, column, id})
	}
}

// nests reports whether the options of q show answers whose options show answers: each further level
// would multiply how long a text becomes.
func (s *Survey) nests(q *Question) bool {
	return slices.ContainsFunc(s.shownIn(q), func(shown *Question) bool { return len(s.shownIn(shown)) > 0 })
}

// shownIn gives the questions whose answers the options of q show, in any language.
func (s *Survey) shownIn(q *Question) (shown []*Question) {
	for _, o := range q.Options {
		for _, text := range o.Text {
			for _, p := range pieces(text) {
				if p.variable == nil {
					continue
				}
				if id, ok := p.answer(); ok && s.Question(id) != nil {
					shown = append(shown, s.Question(id))
				}
			}
		}
	}
	return shown
}

// shownAs gives the type of variable that an answer is shown like.
func (t Type) shownAs() string {
	switch {
	case t == YesNo:
		return "bool"
	case t.hasOptions() || t == Gate || t.isMedia() || t == Words || t == Date:
		return "string"
	}
	return "number"
}

// answeredBefore finds placeholders that show an answer which is never there when they are said.
func (c *checker) answeredBefore() {
	next := c.survey.next()
	for _, u := range c.uses {
		if !slices.ContainsFunc(c.survey.saidAt(u.path), func(at State) bool {
			return slices.ContainsFunc(next[State(u.id)], func(to State) bool { return closure(next, to)[at] }) ||
				at == State(u.id) && strings.Contains(u.path, ".probe.") // asked on top of the answer
		}) {
			c.problems = append(c.problems, Problem{
				Path: u.path, Column: u.column, Msg: fmt.Sprintf("question %q is never answered before this is said: ask it earlier, or leave it out here", u.id),
			})
		}
	}
}

// saidAt gives the states at which the text at a path of the survey file is said; the rows of a matrix
// share theirs.
func (s *Survey) saidAt(path string) []State {
	if strings.HasPrefix(path, "thanks.") {
		return []State{Completed}
	}
	var out []State
	if at := s.at(path); at != nil {
		for _, q := range s.Questions {
			if q.path == at.path {
				out = append(out, State(q.ID))
			}
		}
	}
	return out
}

// at gives the question, or the section, that a path of the survey file is in, or nil. The rows of a
// matrix share theirs: it is the first.
func (s *Survey) at(path string) *Question {
	var found *Question
	for _, q := range s.Questions {
		if strings.HasPrefix(path, q.path+".") && (found == nil || len(q.path) > len(found.path)) {
			found = q
		}
	}
	return found
}

// elsewhere reports whether q is in a loop and the text at path is not in it.
func (c *checker) elsewhere(path string, q *Question) bool {
	at := c.survey.at(path)
	return c.survey.loopOf(q) != nil && (at == nil || at.In != q.In)
}
