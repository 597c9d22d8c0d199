package revision

// Kind says what a change does.
type Kind int

// The kinds of change, the gravest first.
const (
	Meaning Kind = iota // what an answer means: answers before and after are two series
	Way                 // what is asked of whom, in which order, and when
	Around              // words around the questions
)

// String gives the word for people.
func (k Kind) String() string {
	return [...]string{"meaning", "way", "words around"}[k]
}

// rule says what a change of a key is.
type rule struct {
	kind Kind
	name string // what people call it
}

// surveyKeys are the keys of a survey. The questions are compared one by one.
var surveyKeys = map[string]rule{
	"kind":       {Way, "the kind of survey"},
	"title":      {Around, "the title"},
	"langs":      {Around, "the languages"},
	"notice":     {Around, "the notice"},
	"consent":    {Way, "whether the customer must agree first"},
	"thanks":     {Around, "the thanks"},
	"screened":   {Around, "the words to who is screened out"},
	"remind":     {Way, "when it reminds"},
	"expire":     {Way, "when it expires"},
	"after_case": {Way, "what follows a case"},
	"resurvey":   {Way, "what is asked once more after a case"},
	"enough":     {Around, "what is enough for a partial"},
	"quiet":      {Way, "when it keeps quiet"},
	"vars":       {Way, "the variables"},
	"quotas":     {Way, "the quotas"},
}

// questionKeys are the keys of a question. Options and rows are compared one by one.
var questionKeys = map[string]rule{
	"type":       {Meaning, "the type"},
	"text":       {Meaning, "the words"},
	"min":        {Meaning, "min"},
	"max":        {Meaning, "max"},
	"unsure":     {Meaning, "whether “not sure” is offered"},
	"refuse":     {Meaning, "whether “rather not say” is offered"},
	"labels":     {Around, "the labels of the scale"},
	"help":       {Around, "the help"},
	"probe":      {Around, "the words that probe"},
	"min_length": {Way, "how few words are probed"},
	"shuffle":    {Way, "whether the options are shuffled"},
	"routes":     {Way, "the routes"},
	"when":       {Way, "when it is asked"},
	"anchored":   {Way, "whether it keeps its place"},
}

// partKeys are the keys of an option or a row.
var partKeys = map[string]rule{
	"text":      {Meaning, "what it says"},
	"exclusive": {Meaning, "whether it goes with others"},
	"other":     {Meaning, "whether it asks for words"},
	"anchored":  {Way, "whether it stays in its place"},
	"valence":   {Way, "its valence"},
}

// of gives the rule of a key; one that is not in the table changes the way.
func of(rules map[string]rule, key string) rule {
	if r, ok := rules[key]; ok {
		return r
	}
	return rule{Way, key}
}

// defaults are what a key that is left out is worth; elsewhere that is nothing, 0 or false.
var defaults = map[string]string{"remind": "24h", "expire": "72h"}

// fixedScales are the types whose min and max say nothing when they are given.
var fixedScales = map[string]bool{"nps": true, "enps": true, "csat": true, "ces": true}
