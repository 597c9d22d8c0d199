package dialog

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huiyin/dialog/answer"
)

// A question may ask one thing more before the next: words that are too few are probed, and who
// chooses “other” is asked what. The answer is recorded before, so that nothing is lost when the
// customer leaves it there.
const (
	followMore  = "more"
	followOther = "other"
)

// followUp tells what is asked on top, or "" when the answer is complete.
func (t *step) followUp(r Reading) (kind, words string) {
	q, a := r.Question, r.Answer
	switch {
	case q.Type == Photo:
		if words = t.morePhotos(q, a); words != "" {
			return followPhotos, words
		}
	case t.sess.Follow != "":
	case q.Type == Words && utf8.RuneCountInString(a.Text) < q.MinLength:
		if len(q.Probe) > 0 {
			return followMore, t.survey.pipe(q.Probe.In(t.sess.Lang), &t.sess)
		}
		return followMore, t.words.More
	case a.Text == "" && q.other() >= 0 && slices.Contains(a.Options, q.Options[q.other()].ID):
		return followOther, t.words.OtherWhat
	}
	return "", ""
}

// other gives the index of the option that asks for words, or -1.
func (q *Question) other() int {
	return slices.IndexFunc(q.Options, func(o Option) bool { return o.Other })
}

// followed reads the reply to what was asked on top: words that join the answer already given.
func (l listener) followed(text string) (a Answer, picked []int, got answer.Reading) {
	a, got = l.blank(), answer.Read(answer.Question{Type: string(Words), Lang: l.sess.Lang}, text, l.at)
	given := l.sess.Answer(l.q.ID)
	if got.Status != answer.OK || given == nil {
		return a, nil, got
	}
	switch l.follow {
	case followMore:
		a.Text = cut(given.Text+"\n"+text, maxWords)
	case followPhotos:
		a.Media, a.Text = given.Media, joined(given.Text, text)
	default:
		a.Text = cut(text, maxWords)
	}
	return a, l.q.indexes(given.Options), got
}

// takesForOther reports whether words that cannot be read for the second time are what “other” asks
// for, where there is one.
func (l listener) takesForOther(text string) bool {
	return l.follow == "" && l.again && l.q.other() >= 0 && hasLetter(text)
}

// indexes gives the places of options by their ids.
func (q *Question) indexes(ids []string) []int {
	var out []int
	for i, o := range q.Options {
		if slices.Contains(ids, o.ID) {
			out = append(out, i)
		}
	}
	return out
}

// otherTold reads “1，其他：等太久”: “other” with its words, which it puts into a. It is not ok when
// the reply is not of that form, or when the options do not go together.
func (l listener) otherTold(a *Answer, text string) (picked []int, ok bool) {
	before, words, told := l.q.otherWords(text, l.labels)
	if !told {
		return nil, false
	}
	if l.q.Type == Multi && before != "" {
		ids, _ := answer.Read(l.asks, before, l.at).Value.([]string)
		if len(ids) == 0 {
			return nil, false
		}
		picked = l.q.indexes(ids)
	}
	if !slices.Contains(picked, l.q.other()) {
		picked = append(picked, l.q.other())
		slices.Sort(picked)
	}
	a.Text = cut(words, maxWords)
	return picked, l.q.fits(picked)
}

// otherWords splits “1，其他：等太久” into what stands before the words of “other” and what behind.
func (q *Question) otherWords(text string, labels []string) (before, words string, ok bool) {
	i := q.other()
	if i < 0 {
		return "", "", false
	}
	at := strings.Index(strings.ToLower(text), strings.ToLower(labels[i]))
	if end := at + len(labels[i]); at < 0 || end > len(text) || !strings.EqualFold(text[at:end], labels[i]) {
		return "", "", false
	}
	before, words = text[:at], text[at+len(labels[i]):]
	const marks = " ,，、;；:：.。-—()（）"
	before, words = strings.Trim(before, marks), strings.Trim(words, marks)
	if q.Type == Choice && hasLetter(before) {
		return "", "", false
	}
	return before, words, hasLetter(words)
}

// fits reports whether so many options may be chosen, and these together.
func (q *Question) fits(picked []int) bool {
	if q.Type != Multi {
		return true
	}
	if len(picked) == 1 && q.Options[picked[0]].Exclusive {
		return true
	}
	for _, i := range picked {
		if q.Options[i].Exclusive {
			return false
		}
	}
	return len(picked) >= int(q.Min) && (q.Max == 0 || len(picked) <= int(q.Max))
}

func hasLetter(text string) bool { return strings.IndexFunc(text, unicode.IsLetter) >= 0 }

// picks checks how many options of a multi may be chosen.
func (c *checker) picks(at string, q *Question) {
	least, most := q.Min, q.Max
	if most == 0 {
		most = float64(len(q.Options))
	}
	whole := least == float64(int(least)) && most == float64(int(most))
	if !whole || least < 0 || least > most || most > float64(len(q.Options)) {
		here := at + ".min"
		if least >= 0 && least <= float64(len(q.Options)) {
			here = at + ".max"
		}
		c.at(here, "min and max of a multi are how many options may be chosen: whole, min not above max, at most %d", len(q.Options))
	}
}

// probe checks what may be asked on top of a question.
func (c *checker) probe(at string, q *Question) {
	if (q.MinLength != 0 || len(q.Probe) > 0) && q.Type != Words {
		c.at(at+".min_length", "min_length and probe are for text: leave them out")
		return
	}
	if q.MinLength < 0 || q.MinLength > maxMinLength {
		c.at(at+".min_length", "min_length %d: want 0 to %d characters", q.MinLength, maxMinLength)
	}
	if len(q.Probe) > 0 && q.MinLength == 0 {
		c.at(at+".probe", "probe needs min_length: how few words are too few; add it, or leave probe out")
	}
	c.optional(at+".probe", q.Probe)
	others := 0
	for i, o := range q.Options {
		if q.Type == Ranking && (o.Other || o.Exclusive || o.Valence != 0) {
			c.at(fmt.Sprintf("%s.options[%d]", at, i), "an option that is ranked is not chosen: leave out valence, other and exclusive")
			continue
		}
		here := fmt.Sprintf("%s.options[%d]", at, i)
		if o.Exclusive && q.Type != Multi {
			c.at(here+".exclusive", "exclusive is for multi: a choice is always alone; leave it out")
		}
		if o.Other {
			others++
		}
		if o.Other && o.Exclusive || others > 1 {
			c.at(here+".other", "one option may be other, and it is not exclusive: leave one of them out")
		}
	}
}

// maxMinLength bounds, in characters, how many words a question may insist on.
const maxMinLength = 200
