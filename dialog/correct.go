package dialog

import (
	"fmt"
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
		if q := s.Question(a.Question); q != nil {
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

// correct keeps the right answer. Where it leads elsewhere than to the question asked now, the
// dialog goes there; an answer farther back changes nothing of the way, unless its quota is full.
func (t *step) correct(r Reading) error {
	t.sess.Misread = 0
	last := t.survey.before(&t.sess)[0]
	leaves := last.ID == r.Question.ID && last.item == r.Answer.Item
	t.record(r.Answer)
	full, err := t.takePlaces(r.Question)
	if err != nil {
		return err
	}
	leaves = leaves || full != nil
	lead := fmt.Sprintf(t.words.Corrected, cut(r.Shown(t.words.LabelJoin), maxPiped))
	if !leaves {
		return t.ask(lead)
	}
	here := t.sess
	t.sess.State, t.sess.Item, t.sess.Tries = State(r.Question.ID), last.item, 0
	to, item, err := t.leadsTo()
	if err != nil {
		return err
	}
	if to == here.State && item == here.Item {
		t.sess = here
		return t.ask(lead)
	}
	return t.goOn(lead)
}

// leadsTo gives the state at which who leaves this one waits next, and the item of the loop there.
func (t *step) leadsTo() (to State, item string, err error) {
	probe := *t
	event, _, err := probe.decide()
	if err != nil {
		return "", "", err
	}
	if err := probe.move(event); err != nil {
		return "", "", err
	}
	_, err = probe.pass("")
	return probe.sess.State, probe.sess.Item, err
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

// back asks the question before again. It is no way of the state machine's: it undoes one. The
// answer stays until there is another.
func (t *step) back() error {
	before := t.survey.before(&t.sess)
	if t.sess.State == Solved || len(before) == 0 {
		return t.ask(t.words.NoBack)
	}
	t.sess.State, t.sess.Item = State(before[0].ID), before[0].item
	t.sess.Tries, t.sess.Asked, t.sess.Follow, t.sess.Offered = 0, 0, "", nil
	t.sess.Turn++
	return t.ask(t.words.Back)
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
