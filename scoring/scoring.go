package scoring

import "context"

// Reply is one reply as it arrived, with what was asked.
type Reply struct {
	SurveyKind   string   // "experience", "research"
	QuestionType string   // "nps", "csat", "text" …; empty when the customer wrote outside a question
	Question     string   // the words of the question as asked
	Lang         string   // "zh", "en"
	Rating       *float64 // the number given to a rating question
	Min, Max     float64  // ends of the rating scale
	HighIsBad    bool     // the scale runs the other way
	Options      []Option // the options chosen
	Text         string   // the words written; empty for a button press
}

// Option is a chosen option with the feeling its author declared for it.
type Option struct {
	Label   string
	Valence float64 // -1 … 1, 0 when none was declared
}

// Label is the polarity of a reply.
type Label string

// The labels. Unknown means that nothing could be read, which is not Neutral.
const (
	Negative Label = "neg"
	Neutral  Label = "neu"
	Positive Label = "pos"
	Mixed    Label = "mixed"
	Unknown  Label = "unknown"
)

// Score is what one reply says about how the customer feels.
type Score struct {
	Known   bool     `json:"known"`
	Value   float64  `json:"value"` // -1 (furious) … 1 (delighted); 0 when unknown
	Label   Label    `json:"label"`
	Parts   []Part   `json:"parts,omitempty"` // where the value comes from, strongest first
	Rules   []Hit    `json:"rules,omitempty"` // rules that fired, in order of the text
	Topics  []string `json:"topics,omitempty"`
	Version string   `json:"version"` // of everything that took part: "lexicon/3 rules/2"
}

// Part is one source's share in a Score.
type Part struct {
	Source string   `json:"source"`          // "rating", "options", "text"
	Value  float64  `json:"value"`           // -1 … 1
	Words  []string `json:"words,omitempty"` // the words that moved it, as the customer wrote them
}

// Hit is a rule that fired.
type Hit struct {
	ID    string   `json:"id"`    // "regulator", "lawyer", "media", "distress", "ask_human", "refund_dispute"
	Words []string `json:"words"` // what fired it, as the customer wrote it
}

// Has reports whether rule id fired.
func (s Score) Has(id string) bool {
	for _, h := range s.Rules {
		if h.ID == id {
			return true
		}
	}
	return false
}

// UnknownScore is the score of a reply that could not be scored.
func UnknownScore(version string) Score { return Score{Label: Unknown, Version: version} }

// Scorer scores a reply. An error or a time-out means unknown; the dialog goes on.
type Scorer interface {
	Score(ctx context.Context, r Reply) (Score, error)
}

// TextReader reads the feeling in words. ok is false when the words say nothing either way; that
// is unknown unless a later reader knows better.
type TextReader interface {
	ReadText(r Reply) (p Part, label Label, ok bool)
	Version() string
}
