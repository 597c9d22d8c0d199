package xlsform

import (
	"fmt"
	"strconv"
	"strings"

	"huiyin/dialog"
	"huiyin/dialog/surveyimport"
)

// types are the types that need no more than a name of ours.
var types = map[string]dialog.Type{
	"text": dialog.Words, "string": dialog.Words, "integer": dialog.Number, "int": dialog.Number, "decimal": dialog.Number,
	"range": dialog.Rating, "date": dialog.Date, "note": dialog.Statement, "acknowledge": dialog.Gate, "trigger": dialog.Gate,
	"image": dialog.Photo, "photo": dialog.Photo, "geopoint": dialog.Location, "location": dialog.Location,
}

// near are types that become something else.
var near = map[string]struct {
	to  dialog.Type
	why string
}{
	"time":     {dialog.Words, "a time of day is asked in words"},
	"datetime": {dialog.Date, "asked for the day alone"},
	"barcode":  {dialog.Words, "the code is asked in words"},
	"geotrace": {dialog.Location, "asked for one place"},
	"geoshape": {dialog.Location, "asked for one place"},
}

// metadata are recorded by the device that fills in a form.
var metadata = map[string]bool{
	"start": true, "end": true, "today": true, "deviceid": true, "subscriberid": true, "simserial": true, "phonenumber": true,
	"username": true, "email": true, "audit": true, "start-geopoint": true, "background-audio": true,
}

// question reads a row that is no group.
func (f *form) question(row int) {
	kind, rest, _ := strings.Cut(normal(f.survey.get(row, "type")), " ")
	switch {
	case metadata[kind]:
		f.seldom.Add("what a device records of itself", f.survey.place(row, "type"), "the record has times and the customer by itself")
		return
	case kind == "calculate":
		f.lost(row, "calculation", fmt.Sprintf("calculate “%s”", f.survey.get(row, "name")), "nothing is computed; conditions that need it are not carried over either")
		return
	case kind == "hidden":
		f.draft.Vars = append(f.draft.Vars, surveyimport.Var{
			Name: f.survey.get(row, "name"), Default: f.survey.get(row, "default"), Where: f.survey.place(row, "type"),
		})
		return
	}
	q := &surveyimport.Question{
		Name: f.survey.get(row, "name"), Where: f.survey.place(row, "type"),
		Text: f.survey.words(row, "label"), Help: f.survey.words(row, "hint"),
		When: condition(f.survey.place(row, "relevant"), f.survey.get(row, "relevant")),
	}
	f.typed(row, q, kind, rest)
	f.parameters(row, q)
	if source := f.survey.get(row, "constraint"); source != "" && q.Lost == "" {
		if err := constrain(q, source); err != nil {
			q.Notes = append(q.Notes, surveyimport.Note{
				Kind: surveyimport.Lost, Where: f.survey.place(row, "constraint"),
				What: fmt.Sprintf("the constraint %s (%v)", source, err), Do: "any answer of the type is taken",
			})
		}
	}
	if f.survey.get(row, "calculation") != "" {
		f.seldom.Add("column calculation", f.survey.place(row, "calculation"), "nothing is computed")
	}
	f.add(surveyimport.Item{Question: q})
}

// normal writes the selects of older forms as newer ones do: “select one from animals”.
func normal(kind string) string {
	words := strings.Fields(kind)
	if len(words) == 0 {
		return ""
	}
	kind = strings.Join(words, " ")
	lower := strings.ToLower(kind)
	for _, old := range []struct{ prefix, now string }{
		{"select one from ", "select_one "},
		{"select one ", "select_one "},
		{"select all that apply from ", "select_multiple "},
		{"select all that apply ", "select_multiple "},
		{"select multiple ", "select_multiple "},
	} {
		if strings.HasPrefix(lower, old.prefix) {
			return old.now + kind[len(old.prefix):]
		}
	}
	words[0] = strings.ToLower(words[0])
	return strings.Join(words, " ")
}

func (f *form) typed(row int, q *surveyimport.Question, kind, rest string) {
	switch kind {
	case "select_one", "select1", "select_multiple", "select", "rank":
		f.selects(q, kind, rest)
		return
	}
	if to, ok := types[kind]; ok {
		q.Type, q.Aside, q.Whole = to, to == dialog.Statement, kind == "integer" || kind == "int"
		return
	}
	if to, ok := near[kind]; ok {
		q.Type = to.to
		q.Notes = append(q.Notes, surveyimport.Note{Kind: surveyimport.Changed, Where: q.Where, What: kind, Do: to.why})
		return
	}
	q.Lost = fmt.Sprintf("there is no type like %s", kind)
}

func (f *form) selects(q *surveyimport.Question, kind, rest string) {
	words := strings.Fields(rest)
	name, other := "", false
	if len(words) > 0 {
		name = words[0]
		last := strings.ToLower(strings.Join(words[1:], " "))
		other = last == "or_other" || last == "or specify other" || last == "or other"
	}
	l := f.choices.lists[name]
	switch kind {
	case "rank":
		q.Type = dialog.Ranking
	case "select_multiple", "select":
		q.Type = dialog.Multi
	default:
		q.Type = dialog.Choice
	}
	if l == nil {
		q.Lost = fmt.Sprintf("there is no list %q on the sheet choices", name)
		return
	}
	if q.Type == dialog.Choice && !other && l.yesNo() {
		q.Type = dialog.YesNo
		return
	}
	q.Options = append(q.Options, l.options...)
	if other {
		q.Options = append(q.Options, surveyimport.Option{
			Value: "other", Text: surveyimport.Words{Where: q.Where, Ours: true, In: map[string]string{"zh": "其他", "en": "Other"}}, Other: true,
		})
	}
}

// parameters reads “start=0 end=10 step=1” of a range, and randomize=true of a select.
func (f *form) parameters(row int, q *surveyimport.Question) {
	set := map[string]string{}
	for _, pair := range strings.FieldsFunc(f.survey.get(row, "parameters"), func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
		key, value, _ := strings.Cut(pair, "=")
		set[strings.ToLower(strings.TrimSpace(key))] = strings.TrimSpace(value)
	}
	q.Shuffle = len(q.Options) > 0 && strings.EqualFold(set["randomize"], "true")
	if q.Type != dialog.Rating {
		return
	}
	low, high, step := bounded(set["start"], 1), bounded(set["end"], 10), bounded(set["step"], 1)
	q.Min, q.Max = &low, &high
	if step != 1 {
		q.Notes = append(q.Notes, surveyimport.Note{
			Kind: surveyimport.Changed, Where: f.survey.place(row, "parameters"),
			What: "steps of " + set["step"], Do: "asked as a number: a rating has whole points",
		})
		q.Type = dialog.Number
	}
}

func bounded(s string, none float64) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > -1e12 && f < 1e12) {
		return none
	}
	return f
}
