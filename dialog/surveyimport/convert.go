package surveyimport

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"huiyin/dialog"
)

// Options are what the source does not say.
type Options struct {
	ID   string // of the survey; "" what the source calls itself
	Lang string // of words that name no language, and the survey's first; "" as the source says or its letters tell
	Kind string // "research" when ""
}

// converter makes a survey file of a draft.
type converter struct {
	draft  *Draft
	opts   Options
	parts  []part
	tongue *tongue
	names  names
	ids    idSet
	order  int // the question that is placed, counted from 1
	notes  []Note
	vars   []Var    // with names of ours
	lists  []string // list variables that loops go through
	told   map[*Condition]bool
	beside *[]string // comments of what is being written
}

// Survey makes a survey file of the draft.
func (d *Draft) Survey(opts Options) *Result {
	c := &converter{draft: d, opts: opts, names: names{all: map[string]*named{}}, ids: idSet{}, notes: slices.Clone(d.Notes), told: map[*Condition]bool{}}
	c.parts = c.flatten(d.Items, nil)
	c.eachAsk(func(a *ask) {
		for _, n := range a.Notes {
			c.note(n, a)
		}
		if why := c.fit(a); why != "" {
			c.lose(a, why)
		}
	})
	c.tongue = tell(c.allWords(), cmp.Or(opts.Lang, d.Lang))
	c.notes = append(c.notes, c.tongue.notes...)
	c.variables()
	for _, p := range c.parts {
		c.place(p)
	}
	c.exits()
	c.standing()
	file := c.file() // and finds the names in texts that mean nothing
	out := &Result{YAML: file, Notes: c.notes}
	c.eachAsk(func(a *ask) {
		if a.Aside {
			return
		}
		out.Questions++
		if !a.gone {
			out.Carried++
		}
	})
	return out
}

func (c *converter) eachAsk(f func(*ask)) {
	for _, p := range c.parts {
		if p.ask != nil {
			f(p.ask)
			continue
		}
		for _, a := range p.section.asks {
			f(a)
		}
	}
}

// note tells something of a question, in the list and beside it in the file.
func (c *converter) note(n Note, a *ask) {
	c.notes = append(c.notes, n)
	a.comments = append(a.comments, n.String())
}

func (c *converter) change(a *ask, what, do string) { c.note(Note{Changed, a.Where, what, do}, a) }

func (c *converter) lose(a *ask, why string) {
	c.note(Note{Lost, a.Where, fmt.Sprintf("question “%s”", a.Name), why}, a)
	a.gone = true
}

// allWords gives every text that customers will read. The title is for colleagues: most forms have it in
// one language alone.
func (c *converter) allWords() []Words {
	all := []Words{c.draft.Thanks}
	for _, p := range c.parts {
		if p.section != nil {
			all = append(all, p.section.Title)
		}
	}
	c.eachAsk(func(a *ask) {
		if a.gone {
			return
		}
		all = append(all, a.Text, a.Help)
		for _, o := range slices.Concat(a.Options, a.Rows) {
			all = append(all, o.Text)
		}
		for _, w := range a.Labels {
			all = append(all, w)
		}
	})
	return all
}

// variables gives the values that the invitation carries their names.
func (c *converter) variables() {
	ids := idSet{}
	for _, v := range c.draft.Vars {
		id := ids.identifier(v.Name, "v")
		c.names.all[v.Name] = &named{ref: "vars." + id}
		c.vars = append(c.vars, Var{id, v.Default, v.Where})
	}
}

// place gives a part its id and its conditions, in the order in which it is asked.
func (c *converter) place(p part) {
	if p.ask != nil {
		c.placeAsk(p.ask)
		return
	}
	s := p.section
	if s.gone() {
		s.asks = slices.DeleteFunc(s.asks, func(a *ask) bool { return a.Text.Ours })
		return
	}
	s.id = c.ids.identifier(s.Name, "part")
	s.when = c.conditions(s.whens, &s.comments, "its questions are asked whatever was answered")
	if s.Loop {
		c.lists = append(c.lists, s.id+"_items")
		c.notes = append(c.notes, Note{
			Write, s.Where, fmt.Sprintf("a part that is gone through again and again, “%s”", s.Name),
			fmt.Sprintf("it goes through the list %s_items, which the event must carry, at most 5 things of it (most); {item} in its texts is the thing", s.id),
		})
	}
	for _, a := range s.asks {
		c.names.loop = a.loop()
		c.placeAsk(a)
	}
	c.names.loop = nil
}

func (c *converter) placeAsk(a *ask) {
	if a.gone {
		return
	}
	a.when = c.conditions(a.whens, &a.comments, "asked of everybody")
	a.id = c.ids.identifier(a.Name, fallbackID(a))
	if a.id != a.Name && !a.Aside {
		c.notes = append(c.notes, Note{Changed, a.Where, fmt.Sprintf("“%s”", a.Name), "is called " + a.id + " here"})
	}
	c.order++
	a.order = c.order
	meaning := &named{ref: "answers." + a.id, kind: a.Type, options: map[string]string{}, order: c.order, loop: a.loop(), inWords: a.inWords}
	meaning.one = a.Type == dialog.Multi && a.Max != nil && *a.Max == 1
	set := idSet{}
	for _, o := range a.Options {
		id := set.option(o.Value)
		a.options = append(a.options, id)
		meaning.options[o.Value] = id
	}
	if a.ticked != "" {
		meaning.options[a.ticked] = "yes"
	}
	switch {
	case a.Type == dialog.Matrix:
		c.placeRows(a, meaning)
	case a.onlyRow != "":
		c.names.all[a.Name+"."+a.onlyRow] = meaning
	case a.Type != dialog.Statement:
		c.names.all[a.Name] = meaning
	}
}

func fallbackID(a *ask) string {
	if a.Type == dialog.Statement {
		return "note"
	}
	return "q"
}

// placeRows names the rows of a matrix: each is a question, called by the matrix and the row.
func (c *converter) placeRows(a *ask, meaning *named) {
	set := idSet{}
	for _, row := range a.Rows {
		id := set.identifier(row.Value, "r")
		for c.ids[a.id+"_"+id] { // a question is called so already
			id = set.identifier(row.Value, "r")
		}
		a.rows = append(a.rows, id)
		c.ids[a.id+"_"+id] = true
		of := *meaning
		of.ref += "_" + id
		of.kind = dialog.Rating
		if len(a.Options) > 0 {
			of.kind = dialog.Choice
		}
		c.names.all[a.Name+"."+row.Value] = &of
	}
}

// conditions gives what must all hold, and tells of those that cannot be carried over.
func (c *converter) conditions(whens []*Condition, comments *[]string, instead string) string {
	var parts []string
	for _, w := range whens {
		text, err := "", w.Err
		if err == nil {
			text, err = c.names.render(w.Expr, false)
		}
		if err != nil {
			n := Note{Lost, w.Where, fmt.Sprintf("the condition %s (%v)", oneLine(w.Source), err), instead}
			if !c.told[w] { // a group's may be that of several questions
				c.notes = append(c.notes, n)
			}
			c.told[w] = true
			*comments = append(*comments, n.String())
			continue
		}
		if w.Expr.Op == Or && len(whens) > 1 {
			text = "(" + text + ")"
		}
		if !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " and ")
}

func oneLine(s string) string {
	line := strings.Join(strings.Fields(printable(s)), " ")
	if r := []rune(line); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return line
}

// standing adds what every imported survey lacks.
func (c *converter) standing() {
	c.notes = append(
		c.notes,
		Note{Write, "", "notice", "who asks, what for, what becomes of the answers, how long it takes; what stands there is a placeholder"},
	)
	if c.opts.Kind == "" {
		c.notes = append(c.notes, Note{Write, "", "kind", "research is set; experience when it follows something that the customer went through"})
	}
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// text gives words in the survey's languages, with the names in braces that ours has. Only answers to
// questions that come before asked can stand in them.
func (c *converter) text(w Words, asked int) text {
	t := text{langs: c.tongue.langs, in: map[string]string{}}
	lost := map[string]bool{}
	for _, lang := range t.langs {
		if w.Ours {
			t.in[lang] = w.In[lang]
			continue
		}
		t.in[lang] = placeholder.ReplaceAllStringFunc(c.tongue.in(w, lang), func(found string) string {
			name := strings.TrimSpace(found[1 : len(found)-1])
			if q, err := c.names.get(name); err == nil && q.order < asked {
				return "{" + strings.TrimPrefix(q.ref, "vars.") + "}"
			}
			if !lost[name] {
				lost[name] = true
				n := Note{Lost, w.Where, fmt.Sprintf("“%s” in a text", name), "… stands in its place"}
				c.notes = append(c.notes, n)
				if c.beside != nil {
					*c.beside = append(*c.beside, n.String())
				}
			}
			return "…"
		})
	}
	return t
}
