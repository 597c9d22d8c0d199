package dialog

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huiyin/dialog/answer"
)

// place gives the index of the answer to question id about an item, "" outside loops, or -1.
func (s *Session) place(id, item string) int {
	return slices.IndexFunc(s.Answers, func(a Answer) bool { return a.Question == id && a.Item == item })
}

// standing gives the index of the answer to the question that the session stands at, or -1.
func (s *Survey) standing(sess *Session) int {
	item := ""
	if q := s.Question(string(sess.State)); q != nil && s.loopOf(q) != nil {
		item = sess.Item
	}
	return sess.place(string(sess.State), item)
}

// past is a question that was answered before, about an item where it is in a loop.
type past struct {
	*Question
	item string
}

// before gives the questions answered before the one that the session stands at, the newest first.
func (s *Survey) before(sess *Session) []past {
	if sess.Round > 0 { // what the case came before stays as it was
		return nil
	}
	n := len(sess.Answers)
	if i := s.standing(sess); i >= 0 {
		n = i // gone back to, or asked again
	}
	var out []past
	for _, a := range slices.Backward(sess.Answers[:n]) {
		if q := s.Question(a.Question); q != nil && q.Type.Asks() { // a stored session may come from another version
			out = append(out, past{q, a.Item})
		}
	}
	return out
}

// lookBack is how many answers back a correction may mean: what is farther away is not “just now”.
const lookBack = 3

// maxCorrection bounds, in characters, a correction: longer texts tell something.
const maxCorrection = 40

// corrects tells what “刚才点错了，应该是3分” means: a new answer to an earlier question, the newest
// that it can answer; that question again, when what is right is not said; else what the words say
// to the question asked now. Words are no correction of words, for anything could be.
func (l listener) corrects(r Reading, text string, got answer.Reading) Reading {
	before := l.survey.before(l.sess)
	if l.sess.State == Solved || utf8.RuneCountInString(text) > maxCorrection {
		before = nil
	}
	if got.Rest == "" {
		if l.q.Type != Words && len(before) > 0 {
			r.Command = CmdBack
			return r
		}
		before = nil
	}
	for _, old := range before[:min(lookBack, len(before))] {
		if fixed, ok := l.correctsTo(old, got); ok && old.Type != Words {
			return fixed
		}
	}
	if l.q.Type == Words {
		a := l.blank()
		a.Text = cut(text, maxWords)
		r.take(l.q, a, l.labels, nil)
	} else if a, picked, right := l.read(got.Rest); right.Status == answer.OK {
		r.take(l.q, a, l.labels, picked)
	}
	return r
}

// correctsTo reads the right answer to an earlier question.
func (l listener) correctsTo(old past, got answer.Reading) (Reading, bool) {
	was := l.survey.listen(old.shuffled(l.sess), l.sess.at(old.ID, old.item), l.at)
	was.again, was.follow = false, "" // these are of the question asked now
	a, picked, right := was.read(got.Rest)
	if right.Status != answer.OK {
		return Reading{}, false
	}
	if a.Type != Date {
		a.Text = "" // the words of a correction are no answer's
	}
	a.Item = old.item
	r := was.reading()
	r.Corrects, r.How, r.Confidence = true, got.How, got.Confidence
	r.take(was.q, a, was.labels, picked)
	return r, true
}

// Shown gives an answer as it is told to people, chosen options joined by join.
func (r Reading) Shown(join string) string {
	switch {
	case len(r.Labels) > 0:
		return strings.Join(r.Labels, join)
	case r.Answer.Media != nil:
		return r.Answer.Media.String()
	case r.Answer.Number != nil:
		return number(*r.Answer.Number)
	}
	return r.Answer.Text
}

// help says what is meant, and how to answer.
func (t *step) help(q *Question) {
	t.emit(t.survey.askAgain(q, &t.sess, t.survey.helpText(q, &t.sess)))
}

func (s *Survey) helpText(q *Question, sess *Session) string {
	return s.pipe(q.Help.In(sess.Lang), sess)
}

// speak goes on in lang, and gives the lead that says so when the survey is not in it.
func (t *step) speak(lang string) (lead string) {
	if !slices.Contains(t.survey.Langs, lang) {
		return t.words.OneLanguage
	}
	t.sess.Lang = lang
	t.words = wordsIn(lang)
	return ""
}
