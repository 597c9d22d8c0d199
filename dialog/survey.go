package dialog

import (
	"time"

	"huiyin/dialog/answer"
)

// Text holds the same words in several languages, by language tag ("zh", "en").
type Text map[string]string

// In gives the words in lang, else in Chinese, else in any language, else "".
func (t Text) In(lang string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	if s, ok := t["zh"]; ok {
		return s
	}
	for _, s := range t {
		return s
	}
	return ""
}

// Type is the type of a question.
type Type string

// The question types.
const (
	NPS       Type = "nps"       // 0–10, standard wording fixed by version
	ENPS      Type = "enps"      // 0–10, the employee's: standard wording, a series of its own
	CSAT      Type = "csat"      // 1–5
	CES       Type = "ces"       // 1–7
	Rating    Type = "rating"    // Min … Max, at most 11 points
	YesNo     Type = "yesno"     //
	Choice    Type = "choice"    // one of Options
	Multi     Type = "multi"     // some of Options
	Number    Type = "number"    // Min … Max
	Amount    Type = "amount"    // yuan, Min … Max
	Date      Type = "date"      //
	Words     Type = "text"      // free words
	Ranking   Type = "ranking"   // Options in order, the first Max of them; 0 all
	Matrix    Type = "matrix"    // Compile makes a rating or a choice of each of its Rows
	Photo     Type = "photo"     // up to Max photos, 0 one
	Location  Type = "location"  // where something is: sent from a map, or written
	Contact   Type = "contact"   // whom to call: a card, or a name and number in words
	Gate      Type = "consent"   // a consent of its own, within the survey
	Statement Type = "statement" // said with the next question, not answered
	Section   Type = "section"   // its title is said before its Questions, which Compile puts behind it
)

// Asks reports whether a session waits at such a question for an answer.
func (t Type) Asks() bool { return t != Statement && t != Section }

// IsRating reports whether the type is a rating on a scale Min … Max.
func (t Type) IsRating() bool { return t.isMetric() || t == Rating }

// hasOptions reports whether the answer is among Options.
func (t Type) hasOptions() bool { return t == Choice || t == Multi || t == Ranking }

// isMetric reports whether the type's scale is fixed.
func (t Type) isMetric() bool { return t == NPS || t == ENPS || t == CSAT || t == CES }

// standardWords reports whether the type's wording is fixed.
func (t Type) standardWords() bool { return t == NPS || t == ENPS }

// Survey is a compiled survey: immutable, safe for concurrent use. Package surveyfile makes it.
type Survey struct {
	ID        string        // "motor-claim"
	Version   string        // first 12 hex digits of the hash of its content
	Kind      string        // "experience", "research", "employee"
	Title     Text          //
	Langs     []string      // languages it is complete in, default first
	Notice    Text          // who asks, why, what happens with the answers: said before question 1
	Consent   bool          // the customer must agree before question 1
	Thanks    Text          // last words when completed
	Vars      []Variable    // what an invitation may carry
	Questions []*Question   // in the order they are asked
	Remind    time.Duration // silence after which it reminds, once; 0 never
	Expire    time.Duration // silence after which it ends

	Enough []string `json:",omitempty"` // questions whose answers make a partial of a session that ends early; none: any answer

	AfterCase string   `json:",omitempty"` // once a case is solved: "end" ("" too), or "resume" where the survey stood
	Resurvey  []string `json:",omitempty"` // ratings that are asked once more after a case

	Quiet string `json:",omitempty"` // hours without reminders, the customer's time: "21:00-09:00" ("" too) or "none"

	Screened Text    `json:",omitempty"` // last words to who is screened out; none: the engine's
	Quotas   []Quota `json:",omitempty"` // how many respondents of a sort are wanted

	quiet   quietHours // Quiet, read; set by Compile
	machine *machine   // set by Compile
	solved  *Question  // asked after a case; set by Compile
}

// Variable is one value that an invitation may carry and texts and routes may use.
type Variable struct {
	Name    string
	Type    string // "string", "number", "bool", "list"
	Default any
}

// Question is one question of a survey.
type Question struct {
	ID      string
	Type    Type
	Text    Text
	Options []Option
	Min     float64      // of a scale or figure; of a multi, the fewest options
	Max     float64      // likewise; of a multi, the most options, 0 all
	Labels  map[int]Text // labels of points of a scale, at least its ends
	Routes  []Route      // tried in order; none matching: the next question

	When string `json:",omitempty"` // expression: it is asked only if this holds when the dialog comes to it; "" always

	Shuffle  bool `json:",omitempty"` // options, or a section's questions, in an order of each session's own
	Anchored bool `json:",omitempty"` // keeps its place in a section that is shuffled

	Questions []*Question `json:",omitempty"` // of a section; Compile puts them behind it
	Loop      string      `json:",omitempty"` // of a section: the list variable that it is gone through for
	Most      int         `json:",omitempty"` // of a loop: items asked about; further ones are not
	In        string      `json:",omitempty"` // the section that it is in; set by Compile

	Rows []Row `json:",omitempty"` // of a matrix

	Unsure bool `json:",omitempty"` // offers “not sure”
	Refuse bool `json:",omitempty"` // offers “prefer not to say”
	Help   Text `json:",omitempty"` // said to who asks what is meant

	MinLength int  `json:",omitempty"` // of words, in characters: shorter ones are probed once
	Probe     Text `json:",omitempty"` // what is asked then; none: the engine's words

	when    *guard           // compiled When; nil always
	reading *answer.Question // for reading replies, where every session sees the same; set by Compile
	asking  Text             // Text with the labels of the scale, variables not yet put in; set by Compile

	path string // in the survey file, for messages: "questions[2]"; set by Compile
}

// Row is one thing that a matrix asks about.
type Row struct {
	ID   string
	Text Text
}

// Option is one answer of a choice or multi question.
type Option struct {
	ID      string
	Text    Text
	Valence float64 // -1 … 1: what choosing it says about the customer's feeling; 0 nothing

	Exclusive bool `json:",omitempty"` // of a multi: chosen alone (“none of these”)
	Anchored  bool `json:",omitempty"` // stays in its place when the others are shuffled
	Other     bool `json:",omitempty"` // “other”: asks for words of the customer's own
}

// Route is a way out of a question: its name is an event of the state machine.
type Route struct {
	Name string
	When string // expression; "" always
	To   string // question id, "end" or "screened"

	guard *guard // compiled When; nil always
}

// Question gives the question called id, or nil.
func (s *Survey) Question(id string) *Question {
	if i := s.index(id); i >= 0 {
		return s.Questions[i]
	}
	return nil
}

// index gives the place of the question called id among Questions, or -1.
func (s *Survey) index(id string) int {
	for i, q := range s.Questions {
		if q.ID == id {
			return i
		}
	}
	return -1
}
