package dialog

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"huiyin/dialog/answer"
)

// listener reads what is typed in reply to one question, as one session's customer sees it. What
// people mean by their words is the business of package answer; this is what the survey makes of it.
type listener struct {
	survey *Survey
	sess   *Session
	q      *Question
	labels []string        // what can be tapped or counted off
	asks   answer.Question // the same for the reader
	at     time.Time
	again  bool   // a reply to this prompt could not be read before
	follow string // what is asked on top, as Session.Follow
}

func (s *Survey) listen(q *Question, sess *Session, at time.Time) listener {
	return listener{
		survey: s, sess: sess, q: q, labels: s.optionLabels(q, sess), asks: s.ForReading(q, sess), at: at,
		again: sess.Tries > 0, follow: sess.Follow,
	}
}

// ForReading gives q as package answer needs it: options with the words that customers see in either
// language, for people answer in both. A ranking is the choice of one of its options.
func (s *Survey) ForReading(q *Question, sess *Session) answer.Question {
	if q.reading != nil {
		a := *q.reading
		a.Lang = sess.Lang
		return a
	}
	a := answer.Question{Type: string(q.Type), Lang: sess.Lang}
	switch {
	case q.Type.IsRating():
		a.Type, a.Min, a.Max, a.Options = string(Rating), &q.Min, &q.Max, q.points()
		return a
	case q.Type == Ranking:
		a.Type = string(Choice)
	case q.Type == Gate:
		a.Type = string(YesNo)
	case q.Type == Number, q.Type == Amount:
		a.Min, a.Max = &q.Min, &q.Max
	}
	if len(q.Options) > 0 {
		a.Options = make([]answer.Option, len(q.Options))
	}
	for i, o := range q.Options {
		words := answer.Option{ID: o.ID, ZH: s.pipeIn("zh", o.Text["zh"], sess), EN: s.pipeIn("en", o.Text["en"], sess)}
		if words.ZH == "" && words.EN == "" {
			words.ZH = s.pipe(o.Text.In(sess.Lang), sess)
		}
		a.Options[i] = words
	}
	return a
}

// points gives the points of the scale that have words.
func (q *Question) points() []answer.Option {
	var out []answer.Option
	for p, words := range q.Labels {
		out = append(out, answer.Option{ID: strconv.Itoa(p), ZH: words["zh"], EN: words["en"]})
	}
	return out
}

// readily makes ready what reads the replies to q, where it is the same for every session.
func (s *Survey) readily(q *Question) {
	q.reading = nil
	for _, o := range q.Options {
		for _, text := range o.Text {
			if q.Shuffle || strings.Contains(text, "{") {
				return
			}
		}
	}
	a := s.ForReading(q, &Session{}).Folded()
	q.reading = &a
}

// pipeIn is pipe in a language that may be another than the session's.
func (s *Survey) pipeIn(lang, text string, sess *Session) string {
	if sess.Lang == lang || !strings.Contains(text, "{") {
		return s.pipe(text, sess)
	}
	other := *sess
	other.Lang = lang
	return s.pipe(text, &other)
}

// reply tells what the session makes of words typed at the question: an answer, a correction of an
// earlier one, a wish, or nothing.
func (l listener) reply(text string) Reading {
	text = strings.TrimSpace(text)
	if l.q.Type == Gate {
		return l.agrees(text)
	}
	r := l.reading()
	if l.q.Type == Photo && l.q.sendsNoMore(l.sess, text) {
		r.Command = CmdSkip
		return r
	}
	if !slices.Contains(l.labels, text) {
		if r.Command = parting(text, l.q.Type == Words); r.Command != CmdNone { // “不想答了” is no skip
			return r
		}
		if r.Command, r.Lang = l.q.command(text, len(l.labels)); r.Command != CmdNone {
			return r
		}
		if i, ok := bareIndex(text, l.sess.Offered); ok && l.q.Type == Choice && l.has(l.sess.Offered[i]) {
			r.How, r.Confidence = "its place", 0.9
			r.take(l.q, l.blank(), l.labels, l.sess.Offered[i:i+1])
			return r
		}
	}
	a, picked, got := l.read(text)
	r.How, r.Confidence = got.How, got.Confidence
	switch got.Status {
	case answer.OK:
		r.take(l.q, a, l.labels, picked)
	case answer.Correction:
		return l.corrects(r, text, got)
	case answer.Reask:
		if l.q.Type != Words {
			r.Command = looseParting(text)
		}
		if !l.again && r.Command == CmdNone {
			r.Nearest = l.nearest(got)
		}
	default:
		r.Command = commandIn(got)
		if r.Command == CmdAsk && l.sess.Asked >= maxAsked {
			r.Command = CmdNone
		}
	}
	return r
}

// has reports whether place is one of the labels': a stored session may come from another version of the
// survey.
func (l listener) has(place int) bool { return place >= 0 && place < len(l.labels) }

// reading is what is known of a reply before it is read.
func (l listener) reading() Reading {
	return Reading{Question: l.q, Asked: l.survey.asked(l.q, l.sess)}
}

// maxAsked is how many questions of the customer's at one prompt are told from an unreadable answer:
// who goes on like that may have meant to answer.
const maxAsked = 2

// commandIn gives the wish that a reading is.
func commandIn(got answer.Reading) Command {
	switch got.Status {
	case answer.Human:
		return CmdHuman
	case answer.Stop:
		if got.How == answer.HowLeaves {
			return CmdLeave
		}
		return CmdStop
	case answer.Skip:
		if got.How == answer.HowDoesNotKnow {
			return CmdUnsure
		}
		return CmdSkip
	case answer.Asking:
		return CmdAsk
	}
	return CmdNone
}

func (l listener) blank() Answer {
	return Answer{Question: l.q.ID, Type: l.q.Type, Status: answered, At: l.at}
}

// read reads words as an answer, which it gives with the options picked when the reading is OK. The
// words stay in the answer when they say more than what was read from them.
func (l listener) read(text string) (a Answer, picked []int, got answer.Reading) {
	if l.follow != "" && hasLetter(text) && !slices.Contains(l.labels, text) {
		return l.followed(text)
	}
	a, got = l.blank(), answer.Read(l.asks, text, l.at)
	if got.Status != answer.OK && got.Status != answer.Reask {
		return a, nil, got
	}
	if picked, ok := l.otherTold(&a, text); ok {
		return a, picked, answer.Reading{Status: answer.OK, How: "other, and what", Confidence: 0.9}
	}
	ok := false
	switch {
	case l.q.Type == Ranking:
		if picked, ok = l.rank(text); ok {
			got = answer.Reading{How: "an order", Confidence: 0.9}
		}
	case l.q.Type.isMedia():
		if ok = l.q.readSent(&a, text); ok {
			got = answer.Reading{How: "in words", Confidence: 0.9}
		}
	case got.Status == answer.OK:
		picked, ok = l.value(&a, got.Value)
	}
	if ok {
		got.Status = answer.OK
		if l.q.Type != Words && l.q.Type != Date && !l.q.Type.isMedia() && !bare(text, l.labels) {
			a.Text = cut(text, maxWords)
		}
		return a, picked, got
	}
	got.Status, got.Value, got.Confidence = answer.Reask, nil, 0
	if picked == nil && l.takesForOther(text) {
		a.Text = cut(text, maxWords)
		return a, []int{l.q.other()}, answer.Reading{Status: answer.OK, How: "taken for other", Confidence: 0.5}
	}
	return a, picked, got
}

// value puts what was read into a. Options that do not go together, and numbers out of bounds, are
// not ok.
func (l listener) value(a *Answer, value any) (picked []int, ok bool) {
	switch v := value.(type) {
	case bool:
		if v {
			return []int{0}, true
		}
		return []int{1}, true
	case float64:
		if l.q.Type == Amount {
			v = math.Round(v*100) / 100 // to the cent
		}
		a.Number = &v
		return nil, v >= l.q.Min && v <= l.q.Max
	case []string:
		picked = l.q.indexes(v)
		return picked, l.q.fits(picked)
	case string:
		if l.q.Type == Choice {
			return l.q.indexes([]string{v}), true
		}
		a.Text = cut(v, maxWords)
	}
	return nil, true
}

// nearest gives the places, among what can be tapped, of the answers that an unclear one may mean.
func (l listener) nearest(got answer.Reading) []int {
	switch {
	case l.q.Type.IsRating():
		var out []int
		for _, mark := range got.Nearest {
			out = append(out, int(mark-l.q.Min))
		}
		return out
	case l.q.Type == Choice && len(got.Fitting) > 0:
		return l.q.indexes(got.Fitting)
	}
	return nil
}
