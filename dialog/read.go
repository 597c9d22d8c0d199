package dialog

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"huiyin/dialog/answer"
)

// maxWords bounds, in characters, the words kept of one reply: a session is stored with every step.
const maxWords = 2000

// The statuses of an Answer.
const (
	answered = "answered"
	skipped  = "skipped"
	unread   = "unread"
	unsure   = "unsure"

	withdrawn = "withdrawn" // told to the record; no session holds one
)

// CommandOf gives the command that text is outside of any question, or CmdNone.
func CommandOf(text string) Command { return Command(answer.Command(text)) }

// Read tells what the survey makes of a reply at the session's state. It changes nothing.
func Read(s *Survey, sess *Session, ev Event) Reading {
	if ev.Kind != EvReply {
		return Reading{}
	}
	if ev.At.IsZero() {
		ev.At = sess.Heard
	}
	if r, ok := s.reconsiders(sess, ev); ok {
		return r
	}
	switch {
	case ev.Button != "":
		return s.readButton(sess, ev)
	case sess.State == Consent:
		return s.readConsent(sess, ev)
	}
	if q := s.waiting(sess); q != nil {
		if ev.Media != nil {
			return s.listen(q, sess, ev.At).sent(ev)
		}
		return s.listen(q, sess, ev.At).reply(ev.Text)
	}
	return Reading{Command: CommandOf(ev.Text)}
}

func (s *Survey) readButton(sess *Session, ev Event) Reading {
	index, ok := sess.pressed(ev.Button)
	if !ok {
		return Reading{Stale: true}
	}
	if sess.State == Consent {
		if index > 1 {
			return Reading{Stale: true}
		}
		r := agreed(index == 0, sess.Lang, ev.At)
		r.How, r.Confidence = howPressed, 1
		return r
	}
	q := s.waiting(sess)
	if q == nil {
		return Reading{Stale: true}
	}
	labels := s.optionLabels(q, sess)
	r := Reading{Question: q, Asked: s.asked(q, sess)}
	if ways := q.waysOut(sess.Lang); q.tapsWaysOut() && index >= len(labels) && index < len(labels)+len(ways) {
		way := ways[index-len(labels)]
		r.Command, r.Labels, r.Valences = way.command, []string{way.label}, []float64{0}
		r.How, r.Confidence = howPressed, 1
		return r
	}
	if index >= len(labels) || q.Type == Ranking {
		return Reading{Stale: true}
	}
	a := Answer{Question: q.ID, Type: q.Type, Status: answered, At: ev.At}
	r.How, r.Confidence = howPressed, 1
	if q.Type.IsRating() {
		n := q.Min + float64(index)
		a.Number = &n
		r.take(q, a, labels, nil)
		return r
	}
	r.take(q, a, labels, []int{index})
	return r
}

func (s *Survey) readConsent(sess *Session, ev Event) Reading {
	got := answer.Read(answer.Question{Type: string(Words)}, ev.Text, ev.At)
	command := commandIn(got)
	switch command {
	case CmdStop, CmdHuman, CmdLeave:
		return Reading{Command: command}
	}
	if wish := parting(ev.Text, true); wish != CmdNone { // “好的，晚点再说” does not agree yet
		return Reading{Command: wish}
	}
	if i, ok := bareIndex(ev.Text, consentLabels(sess.Lang)); ok {
		return agreed(i == 0, sess.Lang, ev.At)
	}
	if agree, ok := answer.Consent(ev.Text); ok {
		return agreed(agree, sess.Lang, ev.At)
	}
	if looseParting(ev.Text) == CmdLater { // “在开车，晚点再说”
		return Reading{Command: CmdLater}
	}
	if command != CmdSkip {
		command = CmdNone // a question too waits for the agreement
		if lang := languageWish(plain(ev.Text)); lang != "" {
			return Reading{Command: CmdLang, Lang: lang}
		}
	}
	return Reading{Command: command}
}

func agreed(yes bool, lang string, at time.Time) Reading {
	n, label := 0.0, consentLabels(lang)[1]
	if yes {
		n, label = 1, consentLabels(lang)[0]
	}
	return Reading{
		OK: true, Labels: []string{label}, Valences: []float64{0},
		Answer: Answer{Question: string(Consent), Type: YesNo, Status: answered, Number: &n, At: at},
	}
}

// howPressed is how a button was understood.
const howPressed = "pressed"

// take makes a reading of an answer; picked are the options chosen. Labels and Valences keep step.
func (r *Reading) take(q *Question, a Answer, labels []string, picked []int) {
	for _, i := range picked {
		r.Labels = append(r.Labels, labels[i])
		if q.Type == YesNo || q.Type == Gate {
			n := float64(1 - i)
			a.Number = &n
			r.Valences = append(r.Valences, 0)
			continue
		}
		a.Options = append(a.Options, q.Options[i].ID)
		r.Valences = append(r.Valences, q.Options[i].Valence)
	}
	a.How, a.Confidence = r.How, r.Confidence
	r.OK, r.Answer = true, a
}

// bareIndex reads "1", "２" or "1." as a place in a list: some platforms show buttons as a numbered
// one.
func bareIndex[T any](text string, list []T) (int, bool) {
	r := []rune(strings.Trim(text, " \t\n　.。、．"))
	if len(r) != 1 {
		return 0, false
	}
	d := r[0]
	if '０' <= d && d <= '９' {
		d -= '０' - '0'
	}
	i := int(d - '1')
	return i, d >= '1' && d <= '9' && i < len(list)
}

// bare reports whether text is nothing but an answer: a label, digits, punctuation.
func bare(text string, labels []string) bool {
	if slices.Contains(labels, text) {
		return true
	}
	return strings.IndexFunc(text, unicode.IsLetter) < 0
}

// wordy reports whether text holds words rather than a slip of the finger.
func wordy(text string) bool {
	letters := 0
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			letters += 2
		} else if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 8
}
