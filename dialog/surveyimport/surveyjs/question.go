package surveyjs

import (
	"cmp"
	"fmt"
	"strings"

	"huiyin/dialog"
	"huiyin/dialog/surveyimport"
)

// question reads an element that is no panel. A “multipletext” is several questions.
func (r *reader) question(n *node) []*surveyimport.Question {
	kind := n.text("type")
	q := &surveyimport.Question{
		Name: cmp.Or(n.text("name"), kind), Where: n.path, Text: n.words("title"), Help: n.words("description"), When: n.condition("visibleIf"),
	}
	if q.Text.Empty() { // the title is the name unless it is set
		q.Text = surveyimport.Words{Where: n.at("name"), In: map[string]string{"": clean(q.Name)}}
	}
	if n.text("visible") == "false" && q.When == nil {
		q.Lost = "it is never shown"
	}
	if n.is("isRequired") {
		r.seldom.Add("required", n.at("isRequired"), "a customer may always pass on a question")
	}
	if kind == "multipletext" {
		return r.several(n, q)
	}
	r.typed(n, q, kind)
	r.validators(n, q)
	return []*surveyimport.Question{q}
}

func (r *reader) typed(n *node, q *surveyimport.Question, kind string) {
	switch kind {
	case "text":
		r.input(n, q)
	case "comment":
		q.Type = dialog.Words
	case "boolean":
		boolean(n, q)
	case "radiogroup", "dropdown", "buttongroup":
		q.Type = dialog.Choice
		r.choices(n, q)
	case "checkbox", "tagbox":
		q.Type = dialog.Multi
		r.choices(n, q)
	case "imagepicker":
		q.Type = dialog.Choice
		if n.is("multiSelect") {
			q.Type = dialog.Multi
		}
		r.choices(n, q)
		change(q, n.path, "pictures to choose from", "asked by their texts: pictures are not sent")
	case "ranking":
		q.Type = dialog.Ranking
		r.choices(n, q)
		n.get("selectToRankEnabled")
	case "rating":
		r.rating(n, q)
	case "slider":
		q.Type, q.Min, q.Max = dialog.Rating, or(n.number("min"), 0), or(n.number("max"), 100)
	case "matrix":
		r.matrix(n, q)
	case "html":
		q.Type, q.Aside, q.Text = dialog.Statement, true, n.words("html")
		if q.Text.Empty() {
			q.Lost = "it says nothing in words"
		}
	case "file":
		q.Type, q.Max = dialog.Photo, n.number("maxFiles")
		n.get("allowMultiple")
	case "expression":
		q.Lost, q.Aside = "nothing is computed", true
		n.get("expression")
	case "image":
		q.Lost, q.Aside = "pictures are not sent", true
	default:
		q.Lost = fmt.Sprintf("there is no type like %s", cmp.Or(kind, "this one"))
	}
}

// lose and change tell of a part of a question.
func lose(q *surveyimport.Question, where, what, do string) {
	q.Notes = append(q.Notes, surveyimport.Note{Kind: surveyimport.Lost, Where: where, What: what, Do: do})
}

func change(q *surveyimport.Question, where, what, do string) {
	q.Notes = append(q.Notes, surveyimport.Note{Kind: surveyimport.Changed, Where: where, What: what, Do: do})
}

// or gives the number that is there, else none.
func or(f *float64, none float64) *float64 {
	if f == nil {
		return &none
	}
	return f
}

// input reads a text box by what is typed into it.
func (r *reader) input(n *node, q *surveyimport.Question) {
	low, high := n.number("min"), n.number("max")
	switch kind := n.text("inputType"); kind {
	case "number", "range":
		q.Type, q.Min, q.Max = dialog.Number, low, high
		n.get("step")
	case "date":
		q.Type = dialog.Date
	case "datetime", "datetime-local":
		q.Type = dialog.Date
		change(q, n.at("inputType"), kind, "asked for the day alone")
	case "tel":
		q.Type = dialog.Contact
		change(q, n.at("inputType"), kind, "asked for a contact: a number, and a name with it")
	case "", "text":
		q.Type = dialog.Words
	default:
		q.Type = dialog.Words
		change(q, n.at("inputType"), kind, "asked in words, whatever they are")
	}
	for _, key := range []string{"min", "max"} {
		if q.Type == dialog.Date && n.has(key) {
			lose(q, n.at(key), "the bound "+n.text(key), "any day is taken")
		}
	}
}

// boolean is a yes or no; with labels of its own a choice of the two.
func boolean(n *node, q *surveyimport.Question) {
	yes, no := n.words("labelTrue"), n.words("labelFalse")
	trueValue, falseValue := cmp.Or(n.text("valueTrue"), "true"), cmp.Or(n.text("valueFalse"), "false")
	q.Type = dialog.YesNo
	n.get("label")
	if yes.Empty() || no.Empty() || plainly(yes, "yes", "是", "是的") && plainly(no, "no", "否", "不是") {
		return
	}
	q.Type = dialog.Choice
	q.Options = []surveyimport.Option{{Value: trueValue, Text: yes}, {Value: falseValue, Text: no}}
}

func plainly(w surveyimport.Words, words ...string) bool {
	for _, text := range w.In {
		found := false
		for _, word := range words {
			found = found || strings.EqualFold(text, word)
		}
		if !found {
			return false
		}
	}
	return true
}

// several makes a question of each box of a “multipletext”.
func (r *reader) several(n *node, of *surveyimport.Question) []*surveyimport.Question {
	out := []*surveyimport.Question{{Name: of.Name, Where: of.Where, Type: dialog.Statement, Text: of.Text, When: of.When, Aside: true}}
	for _, item := range n.objects("items") {
		q := &surveyimport.Question{Name: of.Name + "." + item.text("name"), Where: item.path, Text: item.words("title"), When: of.When, Lost: of.Lost}
		if q.Text.Empty() {
			q.Text = surveyimport.Words{Where: item.at("name"), In: map[string]string{"": clean(item.text("name"))}}
		}
		r.input(item, q)
		r.validators(item, q)
		if item.is("isRequired") {
			r.seldom.Add("required", item.at("isRequired"), "a customer may always pass on a question")
		}
		r.rest(item)
		out = append(out, q)
	}
	return out
}

// validators makes bounds of the validators that are bounds.
func (r *reader) validators(n *node, q *surveyimport.Question) {
	for _, v := range n.objects("validators") {
		kind := v.text("type")
		low, high := v.number("minValue"), v.number("maxValue")
		switch {
		case (kind == "numeric" || kind == "numericvalidator") && q.Type == dialog.Words:
			q.Type, q.Min, q.Max = dialog.Number, low, high
		case kind == "numeric" && q.Type == dialog.Number:
			q.Min, q.Max = either(low, q.Min), either(high, q.Max)
		case kind == "text" && q.Type == dialog.Words && v.number("minLength") != nil:
			q.MinLength = int(min(*v.number("minLength"), 1000))
		case kind == "answercount" && q.Type == dialog.Multi:
			q.Min, q.Max = either(v.number("minCount"), q.Min), either(v.number("maxCount"), q.Max)
		default:
			lose(q, v.path, fmt.Sprintf("validator %q", kind), "any answer of the type is taken")
		}
	}
}

func either(a, b *float64) *float64 {
	if a != nil {
		return a
	}
	return b
}
