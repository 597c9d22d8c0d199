package xlsform

import (
	"slices"
	"strings"

	"huiyin/dialog/surveyimport"
)

// columns finds a sheet's columns by their headings: “relevant”, “label::Chinese (zh)”.
type columns struct {
	of      *table
	plain   map[string]int      // by name
	texts   map[string][]column // label, hint, …: one a language
	foreign []column            // of languages that the engine does not speak
}

type column struct {
	at   int
	lang string // "zh", "en"; "" for no language
	name string // as the sheet has it
}

// synonyms are the names that older forms use.
var synonyms = map[string]string{
	"list name": "list_name", "value": "name", "relevance": "relevant", "skip": "relevant", "calculate": "calculation",
	"repeat_count": "repeat_count", "read only": "read_only", "readonly": "read_only", "caption": "label",
}

func columnsOf(t *table) *columns {
	c := &columns{of: t, plain: map[string]int{}, texts: map[string][]column{}}
	if len(t.cells) == 0 {
		return c
	}
	for i := range t.cells[0] {
		name := t.at(0, i)
		base, language, _ := strings.Cut(name, ":")
		base, language = strings.ToLower(strings.TrimSpace(base)), strings.Trim(language, ": ")
		if other, ok := synonyms[base]; ok {
			base = other
		}
		if base == "" {
			continue
		}
		if base != "label" && base != "hint" {
			if _, twice := c.plain[base]; !twice {
				c.plain[base] = i
			}
			continue
		}
		lang, ok := surveyimport.Language(language)
		if !ok && language != "" {
			c.foreign = append(c.foreign, column{i, language, name})
			continue
		}
		c.texts[base] = append(c.texts[base], column{i, lang, name})
	}
	return c
}

func (c *columns) has(name string) bool { _, ok := c.plain[name]; return ok }

// get gives a cell of the row by the name of its column; "" when there is none.
func (c *columns) get(row int, name string) string {
	i, ok := c.plain[name]
	if !ok {
		return ""
	}
	return c.of.at(row, i)
}

func (c *columns) place(row int, name string) string {
	i, ok := c.plain[name]
	if !ok {
		i = 0
		if all := c.texts[name]; len(all) > 0 {
			i = all[0].at
		}
	}
	return c.of.place(row, i)
}

// words gives a text in its languages. Of two columns of one language the first that says something counts.
func (c *columns) words(row int, name string) surveyimport.Words {
	w := surveyimport.Words{Where: c.place(row, name), In: map[string]string{}}
	for _, col := range c.texts[name] {
		text := surveyimport.Piping(surveyimport.Plain(c.of.at(row, col.at)), "${")
		if text != "" && w.In[col.lang] == "" {
			w.In[col.lang] = text
		}
	}
	return w
}

// foreignNotes tell of the columns in languages that the engine does not speak.
func (c *columns) foreignNotes() []surveyimport.Note {
	var out []surveyimport.Note
	for _, col := range c.foreign {
		if !slices.ContainsFunc(out, func(n surveyimport.Note) bool { return n.What == "the language "+col.lang }) {
			out = append(out, surveyimport.Note{
				Kind: surveyimport.Lost, Where: c.of.place(0, col.at), What: "the language " + col.lang, Do: "the engine speaks Chinese and English",
			})
		}
	}
	return out
}
