package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Prompt gives what the session waits for an answer to, to be shown again; false when it waits for
// none.
func Prompt(s *Survey, sess Session) (Say, bool) {
	if sess.State == Consent {
		return s.notice(&sess), true
	}
	q := s.waiting(&sess)
	if q == nil {
		return Say{}, false
	}
	return s.prompt(q, &sess, ""), true
}

// waiting gives the question that the session waits at, or nil.
func (s *Survey) waiting(sess *Session) *Question {
	if sess.State == Solved {
		return s.solved
	}
	if q := s.Question(string(sess.State)); q != nil && q.Type.Asks() {
		return q.shuffled(sess)
	}
	return nil
}

// asked gives the question's words as the customer sees them, with the labels of its scale.
func (s *Survey) asked(q *Question, sess *Session) string {
	return s.pipe(q.asking.In(sess.Lang), sess)
}

// phrase joins the words of every question with the labels of its scale, once: they are said often.
// Variables are put in when they are said.
func (s *Survey) phrase(questions ...*Question) {
	for _, q := range questions {
		s.readily(q)
		q.asking = Text{}
		for _, lang := range sortedKeys(q.Text) {
			q.asking[lang] = q.Text[lang]
			if labels := q.scaleLabels(lang); labels != "" {
				q.asking[lang] += fmt.Sprintf(wordsIn(lang).Labels, labels)
			}
		}
	}
}

// scaleLabels gives "0=完全不可能，10=极有可能", or "" for a question without labels.
func (q *Question) scaleLabels(lang string) string {
	w := wordsIn(lang)
	var points []int
	for p := range q.Labels {
		points = append(points, p)
	}
	slices.Sort(points)
	var out []string
	for _, p := range points {
		out = append(out, fmt.Sprintf(w.Label, p, q.Labels[p].In(lang)))
	}
	return strings.Join(out, w.LabelJoin)
}

// optionLabels gives the words of the answers that can be tapped or, for multi, be counted off.
func (s *Survey) optionLabels(q *Question, sess *Session) []string {
	w := wordsIn(sess.Lang)
	switch {
	case q.Type == YesNo:
		return []string{w.Yes, w.No}
	case q.Type == Gate:
		return []string{w.Agree, w.Disagree}
	case q.Type.IsRating():
		out := make([]string, 0, maxScale)
		for p := int(q.Min); p <= int(q.Max); p++ {
			out = append(out, strconv.Itoa(p))
		}
		return out
	}
	if len(q.Options) == 0 {
		return nil
	}
	out := make([]string, 0, len(q.Options)+2) // and the ways out
	for _, o := range q.Options {
		out = append(out, s.pipe(o.Text.In(sess.Lang), sess))
	}
	return out
}

// prompt asks q, after lead in the same message: platforms that count messages allow few.
func (s *Survey) prompt(q *Question, sess *Session, lead string) Say {
	labels := s.optionLabels(q, sess)
	text := paragraphs(lead, s.asked(q, sess)+q.mentionWaysOut(sess.Lang))
	if q.tapsWaysOut() {
		for _, way := range q.waysOut(sess.Lang) {
			labels = append(labels, way.label)
		}
	}
	switch q.Type {
	case Multi:
		return Say{Text: text + "\n" + numbered(labels) + "\n" + wordsIn(sess.Lang).PickSome + q.pickRange(sess.Lang)}
	case Ranking:
		return Say{Text: text + "\n" + numbered(labels) + "\n" + q.rankHint(sess.Lang)}
	}
	return Say{Text: text, Buttons: sess.buttons(labels), Inline: q.Type.IsRating(), Request: q.request(sess.Lang)}
}

// notice asks for consent.
func (s *Survey) notice(sess *Session) Say {
	return consent(sess, s.noticeText(sess))
}

func (s *Survey) noticeText(sess *Session) string {
	return s.pipe(s.Notice.In(sess.Lang), sess)
}

func consent(sess *Session, text string) Say {
	return Say{Text: text, Buttons: sess.buttons(consentLabels(sess.Lang))}
}

func consentLabels(lang string) []string {
	w := wordsIn(lang)
	return []string{w.Agree, w.Disagree}
}

// askAgain says what kind of answer q wants, after lead, and offers the same buttons.
func (s *Survey) askAgain(q *Question, sess *Session, lead string) Say {
	w := wordsIn(sess.Lang)
	say := s.prompt(q, sess, "")
	say.Text = paragraphs(lead, s.hint(q, sess)+w.Stop+w.Skip)
	if q.Type == Gate { // to pass on it would be to refuse
		say.Text = paragraphs(lead, w.GateAgain)
	}
	if q.Type == Multi || q.Type == Ranking {
		say.Text += "\n" + numbered(s.optionLabels(q, sess))
	}
	return say
}

// offer asks which of the session's Offered answers an unclear one meant, with these as buttons.
func (s *Survey) offer(q *Question, sess *Session) Say {
	labels := s.optionLabels(q, sess)
	say := Say{Inline: q.Type.IsRating()}
	var names []string
	for _, i := range sess.Offered {
		names = append(names, labels[i])
		say.Buttons = append(say.Buttons, Button{Label: labels[i], Value: sess.button(i)})
	}
	w := wordsIn(sess.Lang)
	if q.Type.IsRating() {
		say.Text = fmt.Sprintf(w.WhichMark, names[0], names[1])
		return say
	}
	last := len(names) - 1
	say.Text = fmt.Sprintf(w.WhichOption, strings.Join(names[:last], w.WhichJoin), names[last])
	return say
}

func (s *Survey) hint(q *Question, sess *Session) string {
	w := wordsIn(sess.Lang)
	switch q.Type {
	case YesNo:
		return w.HintYesNo
	case Choice:
		return w.HintChoice
	case Multi:
		return w.HintMulti + q.pickRange(sess.Lang) + s.pickAlone(q, sess)
	case Ranking:
		return q.rankHint(sess.Lang)
	case Number:
		return fmt.Sprintf(w.HintNumber, number(q.Min), number(q.Max))
	case Amount:
		return w.HintAmount
	case Date:
		return w.HintDate
	case Words:
		return w.HintWords
	case Photo:
		return w.HintPhoto
	case Location:
		return w.HintLocation
	case Contact:
		return w.HintContact
	}
	hint := fmt.Sprintf(w.HintRating, number(q.Min)+"–"+number(q.Max))
	if labels := q.scaleLabels(sess.Lang); labels != "" {
		hint += fmt.Sprintf(w.HintLabels, s.pipe(labels, sess))
	}
	return hint
}

// pickRange tells how many options may be chosen, or "" when any number may.
func (q *Question) pickRange(lang string) string {
	w := wordsIn(lang)
	least, most := int(q.Min), int(q.Max)
	switch {
	case least > 0 && least == most:
		return fmt.Sprintf(w.PickExact, least)
	case least > 1 && most > 0:
		return fmt.Sprintf(w.PickFrom, least, most)
	case most > 0:
		return fmt.Sprintf(w.PickMost, most)
	case least > 1:
		return fmt.Sprintf(w.PickLeast, least)
	}
	return ""
}

func (s *Survey) pickAlone(q *Question, sess *Session) string {
	for _, o := range q.Options {
		if o.Exclusive {
			return fmt.Sprintf(wordsIn(sess.Lang).PickAlone, s.pipe(o.Text.In(sess.Lang), sess))
		}
	}
	return ""
}

// thanks gives the survey's last words.
func (s *Survey) thanks(sess *Session) string {
	if len(s.Thanks) == 0 {
		return wordsIn(sess.Lang).DefaultBye
	}
	return s.pipe(s.Thanks.In(sess.Lang), sess)
}

// screenedWords gives the last words to who is screened out.
func (s *Survey) screenedWords(sess *Session) string {
	if len(s.Screened) == 0 {
		return wordsIn(sess.Lang).Screened
	}
	return s.pipe(s.Screened.In(sess.Lang), sess)
}

// numbered lists labels from 1, one a line.
func numbered(labels []string) string {
	lines := make([]string, len(labels))
	for i, l := range labels {
		lines[i] = strconv.Itoa(i+1) + ". " + l
	}
	return strings.Join(lines, "\n")
}

// paragraphs joins the parts that are not empty.
func paragraphs(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n\n")
}
