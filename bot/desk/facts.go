package desk

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huiyin/bot/records"
	"huiyin/dialog"
)

// answerView is one answer of the survey beside the chat.
type answerView struct {
	Asked, Value string
	After        string // the same rating, asked once more after the case
	Muted        bool   // passed over, or not known
	Score        *chip
}

func answerOf(lang string, a records.Answer) answerView {
	v := answerView{Asked: a.Asked, Score: chipOf(lang, &a.Score)}
	if !a.Score.Known && (a.Answer.Type == dialog.YesNo || a.Answer.Type == dialog.Gate) {
		v.Score = nil // a bare yes or no says nothing of a feeling
	}
	switch {
	case a.Answer.Status == "skipped":
		v.Value, v.Muted = phrase(lang, "skipped"), true
	case a.Answer.Status == "unsure":
		v.Value, v.Muted = phrase(lang, "unsure"), true
	case a.Answer.Media != nil:
		v.Value = strings.TrimSpace(a.Answer.Media.String() + "\n" + a.Answer.Text)
	case len(a.Labels) > 0:
		v.Value = strings.Join(a.Labels, phrase(lang, "comma"))
	case (a.Answer.Type == dialog.YesNo || a.Answer.Type == dialog.Gate) && a.Answer.Number != nil:
		v.Value = phrase(lang, map[bool]string{true: "yes", false: "no"}[*a.Answer.Number == 1])
	case a.Answer.Number != nil:
		v.Value = number(*a.Answer.Number)
	case len(a.Answer.Options) > 0:
		v.Value = strings.Join(a.Answer.Options, phrase(lang, "comma"))
	default:
		v.Value = a.Answer.Text
	}
	if v.Asked == "" {
		v.Asked = a.Answer.Question
	}
	return v
}

// facts gives where the customer stands: touchpoint, journey, survey, and what came with the
// invitation, such as the claim number.
func (d *desk) facts(lang string, c records.Case, conv records.Conversation) []fact {
	facts := []fact{}
	add := func(name, value string, code bool) {
		if value != "" {
			facts = append(facts, fact{Name: name, Value: value, Code: code})
		}
	}
	add(phrase(lang, "fact.touchpoint"), d.nameOf(c.Touchpoint, lang), false)
	if c.Journey != c.Touchpoint { // a trial is both
		add(phrase(lang, "fact.journey"), d.nameOf(c.Journey, lang), false)
	}
	title := conv.Title
	if title == "" {
		title = c.Survey
	}
	add(phrase(lang, "fact.survey"), title, false)
	if state, ok := lookup(lang, "end."+conv.State); ok {
		add(phrase(lang, "fact.survey_end"), state, false)
	}
	add(phrase(lang, "fact.customer"), c.Customer, true)
	for _, key := range slices.Sorted(maps.Keys(conv.Vars)) {
		name := key
		if known, ok := lookup(lang, "var."+key); ok {
			name = known
		}
		value := masked(show(conv.Vars[key]))
		add(name, value, codeLike.MatchString(value))
	}
	return facts
}

// nameOf gives the shown name of a touchpoint or journey, or its id.
func (d *desk) nameOf(id, lang string) string {
	if d.Name != nil {
		if name := d.Name(id, lang); name != "" {
			return name
		}
	}
	if name, ok := lookup(lang, "place."+id); ok {
		return name
	}
	return id
}

func show(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return number(v)
	case bool:
		return strconv.FormatBool(v)
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = show(item)
		}
		return strings.Join(items, "、")
	}
	return fmt.Sprint(v)
}

// number writes a number without a needless fraction, with a true minus sign.
func number(f float64) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', -1, 64), "-", "−", 1)
}

var (
	codeLike = regexp.MustCompile(`^[A-Z]{1,6}[-A-Z0-9]*[0-9]{3,}[-A-Z0-9]*$`)
	mobile   = regexp.MustCompile(`\b(1[3-9]\d)\d{4}(\d{4})\b`)    // mainland mobile number
	identity = regexp.MustCompile(`\b(\d{6})\d{8}(\d{3}[\dXx])\b`) // resident identity number, GB 11643
)

// masked hides the middle of what identifies a person: an agent needs to recognise it, not to copy it.
func masked(s string) string {
	s = identity.ReplaceAllString(s, "$1********$2")
	return mobile.ReplaceAllString(s, "$1****$2")
}
