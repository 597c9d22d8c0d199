package surveyimport

import "huiyin/dialog"

// MaxQuestions bounds the questions of a source. Nobody answers as many; it keeps a made-up file cheap.
const MaxQuestions = 2000

// Draft is a survey as another program has it, in that program's names and order.
type Draft struct {
	ID     string // what the source calls it; "" when it has no name
	Title  Words
	Thanks Words
	Lang   string // "zh", "en": of words that name no language, and the survey's first; "" is told from the words
	Vars   []Var
	Items  []Item
	Exits  []Exit
	Notes  []Note // what the reader itself could not carry over
}

// Words is one text in the languages of the source: "zh", "en", and "" for words that name none. What
// stands in braces is the name of a question or variable whose value is put in; other braces are not in it.
type Words struct {
	Where string            // in the source
	In    map[string]string // by language
	Ours  bool              // said by the engine, in every language
}

// Empty reports whether there are no words at all.
func (w Words) Empty() bool {
	for _, s := range w.In {
		if s != "" {
			return false
		}
	}
	return true
}

// Var is a value that the invitation carries.
type Var struct {
	Name    string
	Default string
	Where   string
}

// Item is a question or a group of them.
type Item struct {
	Question *Question
	Group    *Group
}

// Group is a page, panel or repeated part.
type Group struct {
	Name    string // "" when the source gives none
	Where   string
	Title   Words
	When    *Condition
	Shuffle bool // its questions are asked in random order
	Loop    bool // gone through once for each thing of a list
	Items   []Item
}

// Question is one question of the source, with a type of ours.
type Question struct {
	Name  string
	Where string
	Type  dialog.Type
	Text  Words
	Help  Words
	When  *Condition

	Options []Option
	Rows    []Option
	Labels  map[int]Words

	Min, Max  *float64 // nil where the source sets no bound
	Whole     bool     // a number without fractions
	MinLength int
	Shuffle   bool
	Unsure    bool
	Refuse    bool

	Notes []Note // what of it the reader could not carry over, or changed
	Lost  string // why no question of ours can ask it; "" it can be asked
	Aside bool   // no question in the source either: a heading, a note
}

// Option is one answer of a choice, or one row of a matrix.
type Option struct {
	Value string // what the source stores, and its conditions compare with
	Text  Words

	Exclusive, Other, Anchored bool
}

// Condition is a condition of the source.
type Condition struct {
	Where  string
	Source string // as it stands there
	Expr   *Expr
	Err    error // why it could not be read
}

// Exit is a rule of the source that ends the survey, or leads elsewhere, when a condition holds.
type Exit struct {
	When *Condition
	To   string // name of a question; "" the end
}
