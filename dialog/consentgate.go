package dialog

import (
	"crypto/sha256"
	"encoding/hex"

	"huiyin/dialog/answer"
)

// A consent question asks within the survey for a consent of its own, as the law wants it for what
// the notice does not cover: sensitive personal information (PIPL, article 29), a transfer abroad
// (articles 38–39). The answer is recorded with the version of the wording that was agreed to. Consent
// is never guessed: what is no plain yes or no is asked again, as at the notice, and to pass on the
// question is to refuse. Who refuses and for whom no route matches has declined; the answers so far
// are kept.

// wording is the version of the words that ask q in lang: the first 12 hex digits of their SHA-256,
// variables not yet put in.
func (q *Question) wording(lang string) string {
	sum := sha256.Sum256([]byte(q.Text.In(lang)))
	return hex.EncodeToString(sum[:])[:12]
}

// agrees reads what is typed at a consent question, as at the notice. To pass on it is to refuse.
func (l listener) agrees(text string) Reading {
	r := l.reading()
	got := answer.Read(answer.Question{Type: string(Words)}, text, l.at)
	switch command := commandIn(got); command {
	case CmdStop, CmdHuman, CmdLeave:
		r.Command = command
		return r
	case CmdSkip, CmdUnsure:
		r.How, r.Confidence = got.How, got.Confidence
		r.take(l.q, l.blank(), l.labels, []int{1})
		return r
	}
	if r.Command = parting(text, true); r.Command != CmdNone {
		return r
	}
	if r.Command, r.Lang = l.q.command(text, len(l.labels)); r.Command != CmdNone {
		return r
	}
	i, ok := bareIndex(text, l.labels)
	if !ok {
		var agree bool
		agree, ok = answer.Consent(text)
		i = map[bool]int{true: 0, false: 1}[agree]
	}
	if ok {
		r.How, r.Confidence = "agrees or not", 1
		r.take(l.q, l.blank(), l.labels, []int{i})
	}
	return r
}

// gate handles a reply to a consent question that is neither yes nor no: asked again three times with
// the buttons, and then not pressed any more.
func (t *step) gate() {
	t.sess.Tries++
	if t.sess.Tries <= consentTries {
		t.emit(Say{Text: t.words.GateAgain, Buttons: t.sess.buttons(consentLabels(t.sess.Lang))})
	}
}

// refused reports whether the consent that q asks for was not given.
func (t *step) refused(q *Question) bool {
	if q.Type != Gate {
		return false
	}
	a := t.sess.Answer(q.ID)
	return a == nil || a.Status != answered || a.Number == nil || *a.Number != 1
}

// declined gives the last words to who refused a consent within the survey.
func (t *step) declined() string {
	for _, a := range t.sess.Answers {
		if a.Type != Gate {
			return t.words.DeclinedLate
		}
	}
	return t.words.Declined
}
