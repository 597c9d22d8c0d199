package diagram

import (
	"fmt"
	"strings"
)

// Mermaid writes the diagram as a Mermaid state diagram, which code forges draw in Markdown.
func (d Diagram) Mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, n := range d.Nodes {
		if n.Kind != Start {
			fmt.Fprintf(&b, "    state \"%s\" as %s\n", mermaid(n.label("<br/>")), n.ID)
		}
	}
	for _, e := range d.Edges {
		from := e.From
		if n := d.node(from); n.Kind == Start {
			from = "[*]"
		}
		fmt.Fprintf(&b, "    %s --> %s", from, e.To)
		if text := e.label(" / "); text != "" {
			b.WriteString(": " + mermaid(text))
		}
		b.WriteString("\n")
	}
	for _, n := range d.Nodes {
		if n.Kind == End {
			fmt.Fprintf(&b, "    %s --> [*]\n", n.ID)
		}
	}
	return b.String()
}

// mermaid writes what would mean something to Mermaid as its entities; the breaks of lines stay.
func mermaid(text string) string {
	return strings.NewReplacer(
		"<br/>", "<br/>", "#", "#35;", ";", "#59;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", ":", "#58;", "{", "#123;", "}", "#125;",
	).Replace(text)
}

// Graphviz writes the diagram in Graphviz's language.
func (d Diagram) Graphviz() string {
	var b strings.Builder
	b.WriteString("digraph survey {\n")
	fmt.Fprintf(&b, "    label=%s; labelloc=t;\n", quoted(d.Title))
	b.WriteString("    node [shape=box, style=rounded, fontname=\"sans-serif\"];\n    edge [fontname=\"sans-serif\", fontsize=11];\n")
	for _, n := range d.Nodes {
		fmt.Fprintf(&b, "    %s [label=%s%s];\n", quoted(n.ID), quoted(n.label("\n")), n.shape())
	}
	for _, e := range d.Edges {
		style := ""
		if e.Life || e.Aside {
			style = ", style=dashed"
		}
		fmt.Fprintf(&b, "    %s -> %s [label=%s%s];\n", quoted(e.From), quoted(e.To), quoted(e.label("\n")), style)
	}
	b.WriteString("}\n")
	return b.String()
}

func (n Node) shape() string {
	switch n.Kind {
	case Start:
		return ", shape=circle"
	case Notice:
		return ", style=\"rounded,bold\""
	case Statement:
		return ", style=\"rounded,dashed\""
	case End:
		return ", shape=doubleoctagon, style=solid"
	case Life:
		return ", color=gray"
	}
	return ""
}

// quoted writes a string of Graphviz's language. Nothing in one is escaped but the quote; a break of
// lines is written \n, and a backslash of the text's own would be taken for the beginning of another.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text) + `"`
}

// label is what stands in a node, with breaks between the lines.
func (n Node) label(lineBreak string) string {
	text := n.Name
	if n.Sort != "" {
		text += " · " + n.Sort
	}
	if lines := n.condition(); len(lines) > 0 {
		text += lineBreak + strings.Join(lines, lineBreak)
	}
	if n.Words != "" {
		text += lineBreak + strings.Join(wrapped(n.Words, lineColumns), lineBreak)
	}
	return text
}

// label is what is written on an edge, the name before its condition.
func (e Edge) label(between string) string {
	if e.Name == "" || e.Condition == "" {
		return e.Name + e.Condition
	}
	return e.Name + between + e.Condition
}

func (d Diagram) node(id string) Node {
	for _, n := range d.Nodes {
		if n.ID == id {
			return n
		}
	}
	return Node{}
}
