package dialog

import (
	"fmt"
	"slices"
)

// Who goes back, or puts an earlier answer right, may take another way from there. The answers given
// behind that place are set aside: where the way comes to their questions they are used again, nobody is
// asked twice, and those that no way comes to any more are withdrawn.

// rewind makes the session stand at the question of the answer at index i again.
func (t *step) rewind(i int) {
	a := t.sess.Answers[i]
	t.sess.Kept = append(slices.Clone(t.sess.Answers[i+1:]), t.sess.Kept...)
	t.sess.Answers = t.sess.Answers[:i+1]
	t.sess.State, t.sess.Item = State(a.Question), a.Item
	t.sess.Tries, t.sess.Asked, t.sess.Follow, t.sess.Offered = 0, 0, "", nil
	t.sess.Turn++
}

// back asks the question before again. It is no way of the state machine's: it undoes one. The
// answer stays until there is another.
func (t *step) back() error {
	before := t.survey.before(&t.sess)
	if t.sess.State == Solved || len(before) == 0 {
		return t.ask(t.words.NoBack)
	}
	t.rewind(t.sess.place(before[0].ID, before[0].item))
	return t.ask(t.words.Back)
}

// correct keeps the right answer and goes on from its question to the one asked now, which is asked
// again, or to where the right answer leads.
func (t *step) correct(r Reading) error {
	t.sess.Misread = 0
	stood := t.sess
	t.stood = &stood
	t.rewind(t.sess.place(r.Question.ID, r.Answer.Item))
	t.record(r.Answer)
	return t.goOn(fmt.Sprintf(t.words.Corrected, cut(r.Shown(t.words.LabelJoin), maxPiped)))
}

// reuse takes the answer that was set aside to the question come to, and reports whether the session
// goes on with it. Where a correction came in, the question is asked again as it stood.
func (t *step) reuse() bool {
	i := t.survey.keptAt(&t.sess)
	if i >= 0 {
		t.sess.Answers = append(t.sess.Answers, t.sess.Kept[i])
		t.sess.Kept = slices.Delete(t.sess.Kept, i, i+1)
	}
	if !t.stoodHere() {
		return i >= 0
	}
	t.sess.Tries, t.sess.Asked, t.sess.Follow = t.stood.Tries, t.stood.Asked, t.stood.Follow
	return false
}

// stoodHere reports whether a correction came in where the session stands now.
func (t *step) stoodHere() bool {
	return t.stood != nil && t.stood.State == t.sess.State && t.stood.Item == t.sess.Item
}

// keptAt gives the index of the answer that was set aside to the question the session stands at, or -1.
func (s *Survey) keptAt(sess *Session) int {
	q := s.Question(string(sess.State))
	if len(sess.Kept) == 0 || q == nil {
		return -1
	}
	item := ""
	if s.loopOf(q) != nil {
		item = sess.Item
	}
	return slices.IndexFunc(sess.Kept, func(a Answer) bool { return a.Question == q.ID && a.Item == item })
}

// decideAgain leaves a question with the answer it had. Its mood is not known any more.
func (t *step) decideAgain() (event string, err error) {
	score := t.ev.Score
	t.ev.Score = Score{Label: "unknown"}
	event, _, err = t.decide()
	t.ev.Score = score
	return event, err
}

// withdraw tells the record of the answers that were set aside and that no way leads to from here, and
// forgets them.
func (t *step) withdraw() {
	if len(t.sess.Kept) == 0 {
		return
	}
	ahead := closure(t.survey.next(), t.sess.State)
	t.sess.Kept = slices.DeleteFunc(slices.Clone(t.sess.Kept), func(a Answer) bool {
		if ahead[State(a.Question)] {
			return false
		}
		t.emit(Answered{Answer: Answer{Question: a.Question, Item: a.Item, Type: a.Type, Status: withdrawn, At: t.now}})
		return true
	})
	t.sess.Quotas = slices.DeleteFunc(t.sess.Quotas, func(id string) bool {
		quota := t.survey.Quota(id)
		return quota != nil && !t.sess.answers(quota.At)
	})
}

// answers reports whether question id has an answer, set aside or not.
func (s *Session) answers(id string) bool {
	return s.Answer(id) != nil || slices.ContainsFunc(s.Kept, func(a Answer) bool { return a.Question == id })
}

// unkeep gives a session that ends in the middle its answers back: they were given.
func (t *step) unkeep() {
	t.sess.Answers = append(t.sess.Answers, t.sess.Kept...)
	t.sess.Kept = nil
}
