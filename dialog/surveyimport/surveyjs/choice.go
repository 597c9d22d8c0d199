package surveyjs

import (
	"fmt"
	"math"
	"strconv"

	"huiyin/dialog"
	"huiyin/dialog/surveyimport"
)

// special are the options that a switch adds, with the words for them where the survey has none.
var special = []struct {
	on, older, text string // keys
	words           map[string]string
	option          surveyimport.Option
}{
	{
		"showOtherItem", "hasOther", "otherText",
		map[string]string{"zh": "其他", "en": "Other"},
		surveyimport.Option{Value: "other", Other: true},
	},
	{
		"showNoneItem", "hasNone", "noneText",
		map[string]string{"zh": "以上都不是", "en": "None of these"},
		surveyimport.Option{Value: "none", Exclusive: true},
	},
}

// choices reads the options of a question, and what may be chosen of them.
func (r *reader) choices(n *node, q *surveyimport.Question) {
	q.Options = r.options(n, "choices")
	for _, s := range special {
		on, words := n.is(s.on, s.older), n.words(s.text)
		if !on {
			continue
		}
		if words.Empty() {
			words.In, words.Ours = s.words, true
		}
		o := s.option
		o.Text = words
		q.Options = append(q.Options, o)
	}
	q.Refuse, q.Unsure = n.is("showRefuseItem"), n.is("showDontKnowItem")
	n.get("refuseText")
	n.get("dontKnowText")
	q.Min, q.Max = n.number("minSelectedChoices"), n.number("maxSelectedChoices")
	switch order := n.text("choicesOrder"); order {
	case "random":
		q.Shuffle = true
	case "asc", "desc":
		lose(q, n.at("choicesOrder"), "options in the order of their letters", "they stand as the file has them")
	}
	for _, key := range []string{"choicesByUrl", "choicesFromQuestion"} {
		if n.has(key) {
			n.get(key)
			q.Lost = "its options come from elsewhere (" + key + ")"
		}
	}
}

// options reads a list of options: words, numbers, or objects of value and text.
func (r *reader) options(n *node, key string) []surveyimport.Option {
	var out []surveyimport.Option
	for i, v := range n.list(key) {
		path := fmt.Sprintf("%s[%d]", n.at(key), i)
		o := object(path, v)
		if o == nil {
			if s := written(v); s != "" {
				out = append(out, surveyimport.Option{Value: s, Text: localized(path, v)})
			}
			continue
		}
		option := surveyimport.Option{Value: o.text("value"), Text: o.words("text")}
		if option.Text.Empty() {
			option.Text = localized(path, option.Value)
		}
		if option.Value == "" {
			continue
		}
		for _, k := range []string{"visibleIf", "enableIf"} {
			if o.has(k) {
				o.get(k)
				r.seldom.Add("options with conditions", o.at(k), "every option is offered to everybody")
			}
		}
		r.rest(o)
		out = append(out, option)
	}
	return out
}

// points reports whether the options are a scale of whole points, one after the other.
func points(options []surveyimport.Option) (low, high int, ok bool) {
	for i, o := range options {
		n, err := strconv.Atoi(o.Value)
		if err != nil || i > 0 && n != high+1 {
			return 0, 0, false
		}
		if i == 0 {
			low = n
		}
		high = n
	}
	return low, high, len(options) > 1
}

// rating reads a scale; one of values that are no points is a choice of them.
func (r *reader) rating(n *node, q *surveyimport.Question) {
	q.Type = dialog.Rating
	low, high := or(n.number("rateMin"), 1), n.number("rateMax")
	if high == nil {
		high = or(nil, 5)
		if count := n.number("rateCount"); count != nil {
			high = or(nil, *low+*count-1)
		}
	}
	step := n.number("rateStep")
	values := r.options(n, "rateValues")
	first, last := n.words("minRateDescription"), n.words("maxRateDescription")
	n.get("displayRateDescriptionsAsExtremeItems")
	n.get("rateDescriptionLocation")
	from, to, scale := points(values)
	switch {
	case scale:
		low, high = or(nil, float64(from)), or(nil, float64(to))
	case len(values) > 0:
		q.Type, q.Options = dialog.Choice, values
		return
	case step != nil && *step != 1:
		q.Type = dialog.Number
		change(q, n.at("rateStep"), "steps of "+figure(*step), "asked as a number: a rating has whole points")
	}
	q.Min, q.Max = low, high
	q.Labels = map[int]surveyimport.Words{}
	for i, v := range values {
		if v.Text.In[""] != v.Value {
			q.Labels[from+i] = v.Text
		}
	}
	ends := map[float64]surveyimport.Words{*low: first, *high: last}
	for at, words := range ends {
		if !words.Empty() && math.Abs(at) < 1e6 {
			q.Labels[int(at)] = words
		}
	}
}

func figure(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// matrix reads a table of which one box a row is ticked.
func (r *reader) matrix(n *node, q *surveyimport.Question) {
	q.Type = dialog.Matrix
	q.Rows, q.Options = r.options(n, "rows"), r.options(n, "columns")
	if n.text("rowsOrder") == "random" {
		lose(q, n.at("rowsOrder"), "rows in random order", "they stand as the file has them")
	}
	if n.text("cellType") == "checkbox" {
		q.Lost = "several boxes a row can be ticked"
		return
	}
	low, high, ok := points(q.Options)
	if !ok {
		return
	}
	q.Min, q.Max = or(nil, float64(low)), or(nil, float64(high))
	q.Labels = map[int]surveyimport.Words{}
	for i, o := range q.Options {
		if o.Text.In[""] != o.Value {
			q.Labels[low+i] = o.Text
		}
	}
	q.Options = nil
}
