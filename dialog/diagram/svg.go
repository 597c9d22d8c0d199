package diagram

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// Sizes in pixels. Columns are measured generously: which font is there is not known.
const (
	margin      = 24.0
	titleHeight = 40.0
	fontSize    = 13.0
	smallSize   = 11.5
	columnWidth = 6.9 // of a letter at fontSize; a Chinese character takes two
	smallColumn = 6.3
	lineHeight  = 18.0
	padding     = 10.0
	arrow       = 7.0
	loopSize    = 24.0
)

// style names fonts that hold Chinese on the systems where drawings are looked at.
const style = `text{font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","Hiragino Sans GB",sans-serif;font-size:13px;fill:#1f2933}
.title{font-size:15px;font-weight:600}.name{font-weight:600}.sort{fill:#52708f}.small{font-size:11.5px;fill:#33475b}.cond{font-size:11.5px;fill:#52606d;font-family:ui-monospace,Menlo,Consolas,"Noto Sans Mono CJK SC","PingFang SC","Microsoft YaHei",monospace}
.box{fill:#fff;stroke:#3e5c76;stroke-width:1.3}.statement{fill:#f5f7fa;stroke-dasharray:5 3}.notice{fill:#eef7f0;stroke:#3f7d58}.life{fill:#f5f5f5;stroke:#9aa5b1}.end{fill:#3e4c59;stroke:#3e4c59}.end-name{fill:#fff}
.edge{fill:none;stroke:#3e5c76;stroke-width:1.3}.edge.life{stroke:#b8c0c9;stroke-dasharray:4 3;fill:none}.head{fill:#3e5c76}.edge.aside{stroke:#b7791f;stroke-dasharray:6 3}.head.aside{fill:#b7791f}.head.life{fill:#b8c0c9;stroke:none}.under{fill:#fff;opacity:.88}`

// label is what is written on an edge.
type label struct {
	name          string
	condition     []string
	width, height float64
}

func labelOf(e Edge) *label {
	if e.Name == "" && e.Condition == "" {
		return nil
	}
	l := &label{name: e.Name}
	if e.Condition != "" {
		l.condition = wrapped(e.Condition, lineColumns)
	}
	for _, line := range append([]string{e.Name}, l.condition...) {
		if line != "" {
			l.width = max(l.width, float64(width(line))*smallColumn*1.12+8)
			l.height += lineHeight - 3
		}
	}
	l.height += 4
	return l
}

// boxSize gives the size of a node.
func boxSize(n *Node) (w, h float64) {
	if n.Kind == Start {
		return 20, 20
	}
	heading := n.Name
	if n.Sort != "" {
		heading += "  " + n.Sort
	}
	lines := []string{heading}
	if n.Words != "" {
		lines = append(lines, wrapped(n.Words, lineColumns)...)
	}
	lines = append(lines, n.condition()...)
	for _, line := range lines {
		w = max(w, float64(width(line))*columnWidth)
	}
	return w + 2*padding + 6, float64(len(lines))*lineHeight + padding
}

// condition gives the lines that say when a question is asked.
func (n *Node) condition() []string {
	if n.When == "" {
		return nil
	}
	return wrapped("if "+n.When, lineColumns)
}

// drawing collects the elements of an SVG.
type drawing struct{ strings.Builder }

func (d *drawing) add(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

// SVG draws the diagram as an SVG image.
func (d Diagram) SVG() string {
	l := laidOut(d)
	w := max(l.width, float64(width(d.Title))*columnWidth*1.2) + 2*margin
	h := l.height + titleHeight + 2*margin
	var out drawing
	out.add(`<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img">`, w, h, w, h)
	out.add(`<title>%s</title>`, escaped(d.Title))
	out.add(`<style>%s</style>`, style)
	out.add(`<rect width="100%%" height="100%%" fill="#fff"/>`)
	out.add(`<text class="title" x="%.0f" y="%.0f">%s</text>`, margin, margin+14, escaped(d.Title))
	out.add(`<g transform="translate(%.1f %.1f)">`, (w-l.width)/2, margin+titleHeight)
	for _, p := range l.paths {
		out.path(l, p)
	}
	for _, e := range l.loops {
		out.loop(l, e)
	}
	for _, row := range l.rows {
		for _, p := range row {
			out.point(l, p)
		}
	}
	out.add("</g>\n</svg>")
	return out.String()
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

// class gives the class of an edge that is not for everybody.
func class(e Edge) string {
	switch {
	case e.Life:
		return " life"
	case e.Aside:
		return " aside"
	}
	return ""
}

// path draws an edge: straight down through the rows, curved between them.
func (d *drawing) path(l *layout, p *path) {
	last := len(p.points) - 1
	var b strings.Builder
	var x0, y0 float64 // where the line is
	for i, at := range p.points {
		top := l.tops[at.row] + (l.heights[at.row]-at.height)/2
		bottom, x := top+at.height, at.x
		switch {
		case i == 0:
			x, top = port(at, at.down, p.points[1]), bottom
			if p.reversed {
				top += arrow
			}
			fmt.Fprintf(&b, "M%.1f %.1f", x, top)
		case i == last:
			x, bottom = port(at, at.up, p.points[last-1]), top
			if !p.reversed {
				top -= arrow
			}
		default:
			top, bottom = l.tops[at.row], l.tops[at.row]+l.heights[at.row]
		}
		if i > 0 {
			middle := (y0 + top) / 2
			fmt.Fprintf(&b, "C%.1f %.1f %.1f %.1f %.1f %.1f", x0, middle, x, middle, x, top)
			if i < last {
				fmt.Fprintf(&b, "V%.1f", bottom)
			}
		}
		x0, y0 = x, bottom
		if i == 0 && p.reversed {
			y0 += arrow
		}
	}
	d.add(`<path class="edge%s" d="%s"/>`, class(p.edge), b.String())
	d.head(l, p)
}

// head draws the arrow at the end of an edge.
func (d *drawing) head(l *layout, p *path) {
	last := len(p.points) - 1
	if p.reversed {
		at := p.points[0]
		x, y := port(at, at.down, p.points[1]), l.tops[at.row]+(l.heights[at.row]+at.height)/2
		d.add(`<path class="head%s" d="M%.1f %.1fl%.1f %.1fh%.1fz"/>`, class(p.edge), x, y, arrow/2, arrow, -arrow)
		return
	}
	at := p.points[last]
	x, y := port(at, at.up, p.points[last-1]), l.tops[at.row]+(l.heights[at.row]-at.height)/2
	d.add(`<path class="head%s" d="M%.1f %.1fl%.1f %.1fh%.1fz"/>`, class(p.edge), x, y, arrow/2, -arrow, -arrow)
}

// loop draws an edge from a node to itself, at its right side.
func (d *drawing) loop(l *layout, e Edge) {
	at := l.nodes[e.From]
	x, y := at.x+at.width/2, l.tops[at.row]+l.heights[at.row]/2
	d.add(`<path class="edge%s" d="M%.1f %.1fc26 -4 26 20 %.1f 16"/>`, class(e), x, y-8, arrow)
	d.add(`<path class="head%s" d="M%.1f %.1fl%.1f %.1fv%.1fz"/>`, class(e), x, y+8, arrow, -arrow/2, arrow)
	d.add(`<text class="small" x="%.1f" y="%.1f">%s</text>`, x+loopSize, y+4, escaped(e.label(": ")))
}

// point draws a node, or the label of an edge.
func (d *drawing) point(l *layout, p *point) {
	y := l.tops[p.row] + (l.heights[p.row]-p.height)/2
	if p.label != nil {
		d.label(p, y)
	}
	if p.node == nil {
		return
	}
	x, n := p.x-p.width/2, p.node
	shape, round := "box", 7.0
	switch n.Kind {
	case Start:
		d.add(`<circle class="end" cx="%.1f" cy="%.1f" r="8"/>`, p.x, y+p.height/2)
		return
	case Notice:
		shape += " notice"
	case Statement:
		shape += " statement"
	case Life:
		shape += " life"
	case End:
		shape, round = shape+" end", p.height/2
	}
	d.add(`<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="%.1f"/>`, shape, x, y, p.width, p.height, round)
	y += padding/2 + lineHeight - 5
	if n.Kind == End {
		d.add(`<text class="name end-name" x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, p.x, y, escaped(n.Name))
		return
	}
	d.add(`<text x="%.1f" y="%.1f"><tspan class="name">%s</tspan>`+`<tspan class="sort" dx="8">%s</tspan></text>`, x+padding, y, escaped(n.Name), escaped(n.Sort))
	line := func(class, text string) {
		y += lineHeight
		d.add(`<text%s x="%.1f" y="%.1f">%s</text>`, class, x+padding, y, escaped(text))
	}
	for _, text := range n.condition() {
		line(` class="cond"`, text)
	}
	if n.Words != "" {
		for _, text := range wrapped(n.Words, lineColumns) {
			line("", text)
		}
	}
}

func (d *drawing) label(p *point, y float64) {
	d.add(`<rect class="under" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, p.x-p.width/2, y, p.width, p.height)
	y += lineHeight - 6
	line := func(class, text string) {
		if text != "" {
			d.add(`<text class="%s" x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, class, p.x, y, escaped(text))
			y += lineHeight - 3
		}
	}
	line("small", p.label.name)
	for _, text := range p.label.condition {
		line("cond", text)
	}
}
