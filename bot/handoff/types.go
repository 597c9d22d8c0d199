package handoff

// Action is what the policy wants.
type Action string

// The actions.
const (
	None     Action = "none"
	Review   Action = "review"   // somebody should look, not now
	Escalate Action = "escalate" // a person takes over now
)

// Decision is the policy's word on one reply.
type Decision struct {
	Action   Action
	Priority int      // 1 (at once) … 3; 0 with None
	Reasons  []Reason // the gravest first; at least one unless Action is None
}

// Reason is one rule that fired.
type Reason struct {
	Rule  string   `json:"rule"` // "negative_text", "regulator", "ask_human", …
	Text  string   `json:"text"` // for people, in Chinese, with the words that fired it: 负面情绪：“没人管”
	En    string   `json:"en"`   // the same in English
	Words []string `json:"words,omitempty"`
}

// View is what the policy may know about a reply besides its score.
type View struct {
	SurveyKind   string   // "experience", "research", "employee"
	QuestionID   string   // "solved" asks whether a case is solved
	QuestionType string   // "nps", "text", …; empty outside a question
	AskedHuman   bool     // the customer asked for a person by a command
	Unsolved     bool     // the customer answered no to “is it solved?”
	Misread      int      // misunderstandings in a row, this reply included
	NPS          *float64 // the session's NPS rating, once given
	Text         string   // the words written; empty for a button press
}
