package xlsform

import (
	"strings"

	"huiyin/dialog/surveyimport"
)

// choices are the lists of the choices sheet.
type choices struct {
	of    *columns
	lists map[string]*list
}

type list struct {
	options []surveyimport.Option
}

func choicesOf(t *table) *choices {
	c := &choices{of: columnsOf(t), lists: map[string]*list{}}
	for row := 1; row < len(t.cells); row++ {
		name, value := c.of.get(row, "list_name"), c.of.get(row, "name")
		if name == "" || value == "" {
			continue
		}
		if c.lists[name] == nil {
			c.lists[name] = &list{}
		}
		l := c.lists[name]
		l.options = append(l.options, surveyimport.Option{Value: value, Text: c.of.words(row, "label")})
	}
	return c
}

// yesNo reports whether the list is yes and no in plain words, which the bot has buttons of its own for.
func (l *list) yesNo() bool {
	if len(l.options) != 2 {
		return false
	}
	yes := map[string]bool{"yes": true, "是": true, "是的": true}
	no := map[string]bool{"no": true, "否": true, "不是": true}
	for i, want := range []map[string]bool{yes, no} {
		o := l.options[i]
		if !want[strings.ToLower(o.Value)] && o.Value != []string{"1", "0"}[i] || o.Text.Empty() {
			return false
		}
		for _, words := range o.Text.In {
			if !want[strings.ToLower(words)] {
				return false
			}
		}
	}
	return true
}
