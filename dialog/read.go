package dialog

import (
	"math"
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
)

// CommandOf gives the command that text is, or CmdNone.
func CommandOf(text string) Command { return Command(answer.Command(text)) }

// Read tells what the survey makes of a reply at the session's state. It changes nothing.
func Read(s *Survey, sess *Session, ev Event) Reading {
	if ev.Kind != EvReply {
		return Reading{}
	}
	if ev.At.IsZero() {
		ev.At = sess.Heard
	}
	switch {
	case ev.Button != "":
		return s.readButton(sess, ev)
	case sess.State == Consent:
		return s.readConsent(sess, ev)
	}
	r := Reading{Command: CommandOf(ev.Text)}
	q := s.waiting(sess)
	if q == nil {
		return r
	}
	r.Question, r.Asked = q, s.asked(q, sess)
	labels := s.optionLabels(q, sess)
	if ev.Media != nil {
		return s.readMedia(r, sess, ev, labels)
	}
	if q.Type == Photo && r.Command == CmdNone && q.sendsNoMore(sess, ev.Text) {
		r.Command = CmdSkip
		return r
	}
	if slices.Contains(labels, strings.TrimSpace(ev.Text)) {
		r.Command = CmdNone
	} else {
		if wish := parting(ev.Text, q.Type == Words); wish != CmdNone { // “不想答了” is no skip
			r.Command = wish
		}
		if r.Command == CmdNone {
			r.Command, r.Lang = q.command(ev.Text, len(labels))
		}
		if r.Command != CmdNone {
			return r
		}
		if c, ok := s.correction(sess, q, ev); ok {
			return c
		}
	}
	a := Answer{Question: q.ID, Type: q.Type, Status: answered, At: ev.At}
	picked, ok := q.read(&a, ev.Text, labels, ev.At)
	if f, more := q.follow(sess, a, ev.Text, labels); more {
		a, picked, ok = f.answer, f.picked, true
	}
	if ok {
		r.take(q, a, labels, picked)
	} else if q.Type != Words {
		r.Command = looseParting(ev.Text)
	}
	return r
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
		return agreed(index == 0, sess.Lang, ev.At)
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
		return r
	}
	if index >= len(labels) || q.Type == Ranking {
		return Reading{Stale: true}
	}
	a := Answer{Question: q.ID, Type: q.Type, Status: answered, At: ev.At}
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
	command := CommandOf(ev.Text)
	if command == CmdStop || command == CmdHuman {
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
	if command == CmdNone {
		if lang := languageWish(ev.Text); lang != "" {
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

// take makes a reading of an answer; picked are the options chosen. Labels and Valences keep step.
func (r *Reading) take(q *Question, a Answer, labels []string, picked []int) {
	for _, i := range picked {
		r.Labels = append(r.Labels, labels[i])
		if q.Type == YesNo {
			n := float64(1 - i)
			a.Number = &n
			r.Valences = append(r.Valences, 0)
			continue
		}
		a.Options = append(a.Options, q.Options[i].ID)
		r.Valences = append(r.Valences, q.Options[i].Valence)
	}
	r.OK, r.Answer = true, a
}

// read reads typed words as an answer to q into a, and gives the options picked. The words stay in
// the answer when they say more than what was read from them.
func (q *Question) read(a *Answer, text string, labels []string, now time.Time) (picked []int, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, false
	}
	switch q.Type {
	case Words:
		a.Text = cut(text, maxWords)
		return nil, true
	case Date:
		d, ok := answer.Date(text, now)
		a.Text = d.Format(time.DateOnly)
		return nil, ok
	case YesNo:
		picked, ok = readYesNo(text, labels)
	case Choice, Multi:
		return q.readOptions(a, text, labels)
	case Ranking:
		if picked, ok = q.readRanking(text, labels); ok && hasLetter(text) {
			a.Text = cut(text, maxWords)
		}
		return picked, ok
	case Photo, Location, Contact:
		return nil, q.readSent(a, text)
	case Amount:
		ok = q.readAmount(a, text)
	default:
		ok = q.readNumber(a, text)
	}
	if ok && !bare(text, labels) {
		a.Text = cut(text, maxWords)
	}
	return picked, ok
}

func readYesNo(text string, labels []string) ([]int, bool) {
	if i, ok := bareIndex(text, labels); ok {
		return []int{i}, true
	}
	yes, ok := answer.YesNo(text)
	if yes {
		return []int{0}, ok
	}
	return []int{1}, ok
}

// readNumber reads a number within the question's bounds; a rating is a whole one.
func (q *Question) readNumber(a *Answer, text string) bool {
	read := answer.Number
	if q.Type.IsRating() {
		read = func(text string) (float64, bool) { return answer.Rating(text, q.Min, q.Max) }
	}
	n, ok := read(text)
	if !ok {
		n, ok = firstNumber(text, read)
	}
	if !ok || n < q.Min || n > q.Max {
		return false
	}
	a.Number = &n
	return true
}

// readAmount reads yuan, to the cent.
func (q *Question) readAmount(a *Answer, text string) bool {
	got := answer.Read(answer.Question{Type: "amount", Min: &q.Min, Max: &q.Max}, text, time.Time{})
	n, ok := got.Value.(float64)
	if n = math.Round(n*100) / 100; got.Status != answer.OK || !ok || n < q.Min || n > q.Max {
		return false
	}
	a.Number = &n
	return true
}

// firstNumber reads "3分，定损拖了九天": a number, and then words that may hold other numbers.
func firstNumber(text string, read func(string) (float64, bool)) (float64, bool) {
	first, rest := text, ""
	if i := strings.IndexAny(text, "，,。；;！!\n"); i >= 0 {
		first, rest = text[:i], text[i:]
	}
	if !wordy(rest) || wordy(first) {
		return 0, false
	}
	return read(first)
}

// bareIndex reads "1", "２" or "1." as the place of a label: some platforms show buttons as a
// numbered list.
func bareIndex(text string, labels []string) (int, bool) {
	r := []rune(strings.Trim(text, " \t\n　.。、．"))
	if len(r) != 1 {
		return 0, false
	}
	d := r[0]
	if '０' <= d && d <= '９' {
		d -= '０' - '0'
	}
	i := int(d - '1')
	return i, d >= '1' && d <= '9' && i < len(labels)
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
