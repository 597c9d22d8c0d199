package surveyimport

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"huiyin/dialog"
)

// What fits under one message; the engine's check holds surveys to the same.
const (
	mostChoices = 10
	mostOptions = 20
	mostRows    = 10
	mostPoints  = 11
	mostPhotos  = 5
)

// anyNumber are the bounds of a number that the source does not bound: ours must be.
const anyNumber = 1_000_000

// fit changes the question to what our types hold, and tells what it changed. Its answer is "" or why the
// question cannot be asked at all.
func (c *converter) fit(a *ask) (gone string) {
	if a.Lost != "" {
		return a.Lost
	}
	switch a.Type {
	case dialog.Statement: // nobody asks what it means
		if !a.Help.Empty() {
			a.Text, a.Help = joined(a.Text, a.Help), Words{}
		}
	case dialog.Choice, dialog.Multi, dialog.Ranking:
		return c.fitOptions(a)
	case dialog.Gate:
		c.change(a, "something to acknowledge", "asked as a consent of its own: who refuses leaves the survey, unless a route leads elsewhere")
	case dialog.Photo:
		if a.Max != nil {
			a.Max = number(min(max(math.Trunc(*a.Max), 1), mostPhotos))
		}
	case dialog.Number, dialog.Amount:
		c.fitNumber(a)
	case dialog.Rating:
		c.fitScale(a)
	case dialog.Matrix:
		return c.fitMatrix(a)
	}
	return ""
}

func (c *converter) fitOptions(a *ask) string {
	n, most := len(a.Options), mostOptions
	if a.Type == dialog.Ranking {
		most = mostChoices
	}
	switch {
	case n == 0:
		return "it has no options"
	case n == 1:
		c.oneOption(a)
	case n > most:
		c.change(a, fmt.Sprintf("%s of %d options", a.Type, n), fmt.Sprintf("asked in words: at most %d options fit into a message", most))
		a.Type, a.Options, a.Shuffle, a.Min, a.Max, a.inWords = dialog.Words, nil, false, nil, nil, true
	case a.Type == dialog.Choice && n > a.room():
		c.change(a, fmt.Sprintf("choice of %d options", n), fmt.Sprintf("a multi of which one is chosen: at most %d options fit on buttons", a.room()))
		a.Type, a.Min, a.Max = dialog.Multi, number(1), number(1)
	}
	a.fitPicks(float64(len(a.Options)))
	return ""
}

// fitPicks drops what no answer could keep to: how many of n options are chosen.
func (q *Question) fitPicks(n float64) {
	q.Min, q.Max = whole(q.Min), whole(q.Max)
	if q.Max != nil && !(*q.Max >= 1 && *q.Max < n) {
		q.Max = nil
	}
	if q.Min != nil && (!(*q.Min >= 1 && *q.Min <= n) || q.Max != nil && *q.Min > *q.Max) {
		q.Min = nil
	}
	if q.Type == dialog.Multi {
		return
	}
	q.Min = nil
	if q.Type != dialog.Ranking {
		q.Max = nil
	}
	for i := range q.Options {
		q.Options[i].Anchored = q.Options[i].Exclusive && q.Shuffle // “none of these” stays where it is
		q.Options[i].Exclusive = false
	}
}

func whole(f *float64) *float64 {
	if f == nil {
		return nil
	}
	return number(math.Trunc(*f))
}

// room is how many options fit on the buttons beside the ways out.
func (q *Question) room() int {
	n := mostChoices
	if q.Unsure {
		n--
	}
	if q.Refuse {
		n--
	}
	return n
}

// oneOption makes of a box to tick a question of yes or no.
func (c *converter) oneOption(a *ask) {
	c.change(a, "a choice of one option", "asked as yes or no")
	only := a.Options[0]
	a.ticked = only.Value
	a.Type, a.Text, a.Options, a.Shuffle, a.Min, a.Max = dialog.YesNo, joined(a.Text, only.Text), nil, false, nil, nil
}

func (c *converter) fitNumber(a *ask) {
	low, high := 0.0, float64(anyNumber)
	if a.Min != nil {
		low = *a.Min
	}
	if a.Max != nil {
		high = *a.Max
	}
	if a.Min == nil && high <= low {
		low = high - anyNumber
	}
	if high <= low {
		high = low + anyNumber
	}
	if a.Min == nil || a.Max == nil {
		c.note(Note{Write, a.Where, "a number without bounds", fmt.Sprintf("%s to %s is set; put in the true ones", figure(low), figure(high))}, a)
	}
	a.Min, a.Max = &low, &high
}

// fitScale makes of a scale that is too long, or not of whole points, a number.
func (c *converter) fitScale(a *ask) {
	if a.Min == nil || a.Max == nil {
		a.Min, a.Max = number(1), number(5)
	}
	low, high := *a.Min, *a.Max
	points := low == math.Trunc(low) && high == math.Trunc(high)
	if !points || low < 0 || high > 100 || low >= high || high-low+1 > mostPoints {
		c.change(a, fmt.Sprintf("a scale of %s to %s", figure(low), figure(high)),
			fmt.Sprintf("asked as a number: a rating has at most %d whole points", mostPoints))
		a.Type, a.Labels = dialog.Number, nil
		c.fitNumber(a)
		return
	}
	_, first := a.Labels[int(low)]
	_, last := a.Labels[int(high)]
	if len(a.Labels) > 0 && !(first && last) {
		c.note(Note{Lost, a.Where, "the labels of its scale", "labels must name both ends"}, a)
		a.Labels = nil
	}
	if low == 0 && high == 10 && c.aboutRecommending(a) {
		c.note(Note{
			Write, a.Where, "it asks for a recommendation from 0 to 10",
			"a rating is no NPS; when it is meant as one, say type: nps and leave the text out, for the wording of NPS is standard",
		}, a)
	}
}

func (c *converter) aboutRecommending(a *ask) bool {
	for _, words := range a.Text.In {
		if strings.Contains(words, "推荐") || strings.Contains(strings.ToLower(words), "recommend") {
			return true
		}
	}
	return false
}

func (c *converter) fitMatrix(a *ask) string {
	if n := len(a.Rows); n == 0 || n > mostRows {
		return fmt.Sprintf("it has %d rows; a matrix has 2 to %d", n, mostRows)
	}
	if n := len(a.Options); n > a.room() || n == 1 {
		return fmt.Sprintf("it has %d columns; a matrix has 2 to %d", n, a.room())
	}
	if len(a.Options) == 0 {
		c.fitScale(a)
		if a.Type != dialog.Matrix {
			return "its scale is no rating"
		}
	}
	if len(a.Rows) > 1 {
		return ""
	}
	row := a.Rows[0]
	a.onlyRow, a.Rows, a.Type = row.Value, nil, dialog.Rating
	if len(a.Options) > 0 {
		a.Type = dialog.Choice
	}
	a.Text = joined(a.Text, row.Text)
	return ""
}

// joined gives two texts as one, language by language.
func joined(a, b Words) Words {
	out := Words{Where: a.Where, In: map[string]string{}}
	for _, lang := range []string{"", "zh", "en"} {
		parts := slices.DeleteFunc([]string{a.In[lang], b.In[lang]}, func(s string) bool { return s == "" })
		if len(parts) > 0 {
			out.In[lang] = strings.Join(parts, "\n")
		}
	}
	return out
}

func number(f float64) *float64 { return &f }
