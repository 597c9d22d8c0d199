package answer

import (
	"strings"
	"time"
)

// Status says what a reply is.
type Status string

// The statuses of a Reading.
const (
	OK         Status = "ok"         // an answer; Value holds it
	Reask      Status = "reask"      // careful people would ask again
	Skip       Status = "skip"       // the customer passes over the question, or does not know
	Asking     Status = "question"   // the customer asks the bot something
	Correction Status = "correction" // of an earlier answer; Value holds Corrected
	Human      Status = "human"      // wants a person
	Stop       Status = "stop"       // takes part no longer
)

// Option is one answer of a choice or multi question.
type Option struct {
	ID string `json:"id"`
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// Question is what a reply answers, as far as reading needs it.
type Question struct {
	Type     string   // nps, csat5, ces7, yesno, choice, multi, number, amount, date or text; rating for another scale
	Lang     string   // "zh" or "en": which options are compared first
	Options  []Option // of choice and multi; of a mark, the points that have words, by the point as ID
	Min, Max *float64 // of number and amount; nil: no bound. Of rating: its scale

	forms *[2][]form // of the options in Chinese and English, by Folded; nil: not yet
}

// Folded gives the question with its options made ready to be compared. Read does it where it is not
// done: who reads many replies to a question does it once.
func (q Question) Folded() Question {
	q.forms = &[2][]form{formsOf(q.Options, func(o Option) string { return o.ZH }), formsOf(q.Options, func(o Option) string { return o.EN })}
	return q
}

// Corrected is the value of a correction; nil inside when the reply does not say to what.
type Corrected struct {
	Value any `json:"value"`
}

// Reading is what a reply is understood to be.
type Reading struct {
	Status     Status
	Value      any       // float64, bool, option id, []string of ids in option order, ISO date, text, Corrected, or nil
	How        string    // which way of writing it was recognised, in a few English words
	Confidence float64   // 0 to 1; 0 when nothing was understood
	Nearest    []float64 // with Reask: the two marks nearest to an unclear one, to offer as buttons
	Fitting    []string  // with Reask: ids of the two to four options that an unclear choice may mean, in their order
	Rest       string    // with Correction: the words behind the slip, which say what is right; may be ""
}

// How a Skip was said: not knowing is an answer of a kind, passing over is none.
const (
	HowPassesOver  = "passes over"
	HowDoesNotKnow = "does not know"
)

// How a Stop was said: who leaves a survey has not said that the next one is unwanted.
const (
	HowWithdraws = "withdraws"
	HowLeaves    = "leaves the survey"
)

// Types lists the question types that need no scale of their own.
func Types() []string {
	return []string{"nps", "csat5", "ces7", "yesno", "choice", "multi", "number", "amount", "date", "text"}
}

// maxReply bounds, in bytes, what is read as anything but text: a longer reply is a story.
const maxReply = 600

// Read tells what a reply to q is. Dates are reckoned from today, in its location.
func Read(q Question, reply string, today time.Time) Reading {
	r := heard{q: q, raw: strings.TrimSpace(reply), folded: denied(Fold(reply)), today: today}
	r.said = trim(r.folded)
	switch {
	case r.said == "":
		return again("nothing to read")
	case plainDigits(r.said):
		return r.value()
	case r.isOption():
		return r.value()
	}
	if found, ok := r.intent(); ok {
		return found
	}
	got := r.value()
	if got.Status == Reask && r.asks() {
		return Reading{Status: Asking, How: "asks", Confidence: 0.8}
	}
	return got
}

// heard is one reply while it is read.
type heard struct {
	q      Question
	raw    string // as typed, spaces around it dropped
	folded string // by Fold
	said   string // folded, punctuation around it dropped
	today  time.Time
}

// on gives the reading of other words to the same question.
func (r heard) on(words string) heard {
	r.raw = strings.Trim(strings.TrimSpace(words), `"“”'‘’。.!！「」`)
	r.folded = denied(Fold(r.raw))
	r.said = trim(r.folded)
	return r
}

// part gives the reading of folded words of the reply.
func (r heard) part(folded string) heard {
	r.raw, r.folded, r.said = folded, folded, trim(folded)
	return r
}

// value reads the reply as an answer.
func (r heard) value() Reading {
	if r.q.Type == "text" {
		return read(r.raw, "words", 1)
	}
	if len(r.folded) > maxReply {
		return again("too long for this question")
	}
	if len(r.q.Options) > 0 && r.q.forms == nil {
		r.q = r.q.Folded()
	}
	switch r.q.Type {
	case "nps":
		return r.mark(0, 10)
	case "csat5":
		return r.mark(1, 5)
	case "ces7":
		return r.mark(1, 7)
	case "rating":
		if r.q.Min != nil && r.q.Max != nil {
			return r.mark(*r.q.Min, *r.q.Max)
		}
		return again("a rating without a scale")
	case "yesno":
		return r.yesNo()
	case "choice":
		return r.choice()
	case "multi":
		return r.multi()
	case "number":
		return r.count()
	case "amount":
		return r.amount()
	case "date":
		return r.date()
	}
	return again("no such type of question")
}

// isOption reports whether the reply is the words of an option: "不知道" then is an answer.
func (r heard) isOption() bool {
	for _, o := range r.q.Options {
		if strings.EqualFold(r.raw, o.ZH) || strings.EqualFold(r.raw, o.EN) {
			return true
		}
	}
	return false
}

func read(value any, how string, confidence float64) Reading {
	return Reading{Status: OK, Value: value, How: how, Confidence: confidence}
}

func again(how string) Reading { return Reading{Status: Reask, How: how} }

func plainDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
