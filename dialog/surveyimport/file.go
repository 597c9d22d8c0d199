package surveyimport

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"huiyin/dialog"
)

// What an imported survey says until somebody has written the notice.
var notice = map[string]string{
	"zh": "您好！我们是【公司名称】，想请您回答几个问题，用于【用途】。大约需要【几】分钟，您的回答【由谁、怎样使用】。随时可以回复“退订”停止。是否同意开始？",
	"en": "Hello! We are [company] and would like to ask you a few questions for [purpose]. It takes about [how many] minutes; your answers " +
		"[who uses them, and how]. Reply STOP at any time to end. Shall we begin?",
}

// file writes the survey file.
func (c *converter) file() []byte {
	p := &page{}
	p.line(0, "id: "+scalar(c.surveyID(), false))
	p.line(0, "kind: "+cmp.Or(c.opts.Kind, "research"))
	title := c.draft.Title
	if title.Empty() {
		title = Words{In: map[string]string{"": c.surveyID()}}
	}
	p.words(0, "title", c.text(title, 1))
	p.line(0, "langs: ["+strings.Join(c.tongue.langs, ", ")+"]")
	p.line(0, "consent: true")
	p.comment(0, "Write this yourself: who asks, what for, what becomes of the answers, how long it takes.")
	p.words(0, "notice", text{c.tongue.langs, notice})
	c.writeVars(p)
	p.line(0, "questions:")
	for _, part := range c.parts {
		if part.ask != nil {
			c.writeAsk(p, 2, part.ask)
			continue
		}
		c.writeSection(p, part.section)
	}
	c.names.loop = nil
	if !c.draft.Thanks.Empty() {
		p.words(0, "thanks", c.text(c.draft.Thanks, c.order+1))
	}
	return []byte(p.b.String())
}

func (c *converter) surveyID() string {
	if c.opts.ID != "" {
		return c.opts.ID
	}
	return surveyID(c.draft.ID)
}

func (c *converter) writeVars(p *page) {
	if len(c.vars)+len(c.lists) == 0 {
		return
	}
	p.line(0, "vars:")
	for _, v := range c.vars {
		p.line(2, "- {name: "+v.Name+", type: string, default: "+quoted(printable(v.Default))+"}")
	}
	for _, name := range c.lists {
		p.line(2, "- {name: "+name+", type: list, default: []}")
	}
}

func (c *converter) writeSection(p *page, s *section) {
	if s.gone() {
		for _, a := range s.asks {
			c.writeAsk(p, 2, a)
		}
		return
	}
	c.names.loop = nil // the title is said once, before all of them
	c.commented(p, 2, &s.comments, func(p *page) {
		p.line(2, "- section: "+scalar(s.id, false))
		if !s.Title.Empty() {
			p.words(4, "title", c.text(s.Title, s.first()))
		}
	})
	if s.when != "" {
		p.line(4, "when: "+scalar(s.when, false))
	}
	if s.Loop {
		p.line(4, "loop: "+s.id+"_items")
	}
	writeFlag(p, 4, "shuffle", s.Shuffle)
	p.line(4, "questions:")
	for _, a := range s.asks {
		c.writeAsk(p, 6, a)
	}
}

// commented writes comments and what they are about. Writing it may add to them.
func (c *converter) commented(p *page, indent int, comments *[]string, write func(*page)) {
	body := &page{}
	c.beside = comments
	write(body)
	c.beside = nil
	for _, text := range *comments {
		p.comment(indent, text)
	}
	p.b.WriteString(body.b.String())
}

// writeAsk writes a question, or what is to be known of one that was not carried over.
func (c *converter) writeAsk(p *page, indent int, a *ask) {
	c.names.loop = a.loop()
	c.commented(p, indent, &a.comments, func(p *page) {
		if !a.gone {
			c.writeQuestion(p, indent, a)
		}
	})
}

func (c *converter) writeQuestion(p *page, indent int, a *ask) {
	p.line(indent, "- id: "+scalar(a.id, false))
	in := indent + 2
	p.line(in, "type: "+string(a.Type))
	if a.when != "" {
		p.line(in, "when: "+scalar(a.when, false))
	}
	if a.Min != nil {
		p.line(in, "min: "+figure(*a.Min))
	}
	if a.Max != nil {
		p.line(in, "max: "+figure(*a.Max))
	}
	if a.MinLength > 0 {
		p.line(in, "min_length: "+strconv.Itoa(a.MinLength))
	}
	p.words(in, "text", c.text(c.wording(a), a.order))
	if !a.Help.Empty() {
		p.words(in, "help", c.text(a.Help, a.order))
	}
	c.writeLabels(p, in, a)
	writeFlag(p, in, "unsure", a.Unsure)
	writeFlag(p, in, "refuse", a.Refuse)
	writeFlag(p, in, "shuffle", a.Shuffle)
	writeFlag(p, in, "anchored", a.in != nil && a.in.Shuffle && a.Type == dialog.Statement) // what is said keeps its place
	c.writeOptions(p, in, "rows", a, a.Rows, a.rows)
	c.writeOptions(p, in, "options", a, a.Options, a.options)
	if len(a.routes) > 0 {
		p.line(in, "routes:")
		for _, r := range a.routes {
			p.line(in+2, "- {name: "+r.name+", when: "+scalar(r.when, true)+", to: "+r.to+"}")
		}
	}
}

// wording is the question's text, or its name where the source has none.
func (c *converter) wording(a *ask) Words {
	if a.Text.Empty() {
		return Words{Where: a.Where, In: map[string]string{"": cmp.Or(noBraces(Plain(a.Name)), a.id)}}
	}
	return a.Text
}

func writeFlag(p *page, indent int, key string, on bool) {
	if on {
		p.line(indent, key+": true")
	}
}

func (c *converter) writeLabels(p *page, indent int, a *ask) {
	if len(a.Labels) == 0 {
		return
	}
	p.line(indent, "labels:")
	for _, point := range slices.Sorted(maps.Keys(a.Labels)) {
		p.words(indent+2, strconv.Itoa(point), c.text(a.Labels[point], a.order))
	}
}

func (c *converter) writeOptions(p *page, indent int, key string, a *ask, options []Option, ids []string) {
	if len(options) == 0 {
		return
	}
	p.line(indent, key+":")
	for i, o := range options {
		if o.Text.Empty() {
			o.Text = Words{Where: o.Text.Where, In: map[string]string{"": cmp.Or(noBraces(Plain(o.Value)), ids[i])}}
		}
		words := c.text(o.Text, a.order)
		flags := ""
		for _, f := range []struct {
			key string
			on  bool
		}{{"other", o.Other}, {"exclusive", o.Exclusive}, {"anchored", o.Anchored}} {
			if f.on {
				flags += ", " + f.key + ": true"
			}
		}
		p.line(indent+2, "- {id: "+scalar(ids[i], true)+", text: "+words.flow()+flags+"}")
	}
}
