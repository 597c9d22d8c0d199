package diagram

import (
	"cmp"
	"slices"
)

// point is a place in a row: a node, or where an edge passes the row. Lengths are pixels.
type point struct {
	node          *Node  // nil where an edge passes
	label         *label // of the edge, in the row next to where it begins
	row           int
	x             float64 // of the middle
	weight        float64 // of the edge that passes
	width, height float64
	beside        float64  // room at each side of a node for the edges that lead to itself
	up, down      []*point // neighbours in the rows above and below
}

// path is how an edge is drawn: from its first point to the last, a row at a time. It runs downwards;
// reversed says that the edge leads up.
type path struct {
	edge     Edge
	points   []*point
	reversed bool
}

// layout is a diagram with a place for everything.
type layout struct {
	rows          [][]*point
	tops, heights []float64
	paths         []*path
	loops         []Edge // from a node to itself
	nodes         map[string]*point
	width, height float64
}

// gap is the least room between the points of a row.
const gap = 28.0

// laidOut gives every node and edge its place.
func laidOut(d Diagram) *layout {
	l := &layout{nodes: map[string]*point{}}
	for i := range d.Nodes {
		n := &d.Nodes[i]
		w, h := boxSize(n)
		l.nodes[n.ID] = &point{node: n, width: w, height: h}
	}
	order, back := arranged(d)
	l.rank(d, order, back)
	for i, e := range d.Edges {
		if e.From == e.To {
			l.loop(e)
			continue
		}
		weight := aside
		if follows(d, e) {
			weight = onwards
		}
		l.route(e, back[i], weight)
	}
	l.fill(d)
	l.untangle()
	l.place()
	return l
}

// arranged gives the nodes in an order in which every edge leads on, but those that lead back to where
// the dialog was before; back holds their places among the edges.
func arranged(d Diagram) (order []string, back map[int]bool) {
	const open, done = 1, 2
	state := map[string]int{}
	back = map[int]bool{}
	var visit func(id string)
	visit = func(id string) {
		state[id] = open
		for i := len(d.Edges) - 1; i >= 0; i-- {
			switch e := d.Edges[i]; {
			case e.From != id || e.To == id:
			case state[e.To] == open:
				back[i] = true
			case state[e.To] != done:
				visit(e.To)
			}
		}
		state[id] = done
		order = append(order, id)
	}
	for _, n := range d.Nodes {
		if state[n.ID] == 0 {
			visit(n.ID)
		}
	}
	slices.Reverse(order)
	return order, back
}

// rank gives each node its row: two below the lowest of those that lead to it, so that there is a row
// for labels between.
func (l *layout) rank(d Diagram, order []string, back map[int]bool) {
	for _, id := range order {
		for i, e := range d.Edges {
			if e.From == id && e.To != id && !back[i] {
				l.nodes[e.To].row = max(l.nodes[e.To].row, l.nodes[id].row+2)
			}
		}
	}
}

// loop makes room for an edge from a node to itself; several are one, with all their labels.
func (l *layout) loop(e Edge) {
	at := l.nodes[e.From]
	if i := slices.IndexFunc(l.loops, func(o Edge) bool { return o.From == e.From }); i >= 0 {
		e.Name, e.Condition = l.loops[i].label(": ")+"; "+e.label(": "), ""
		l.loops = slices.Delete(l.loops, i, i+1)
	}
	at.beside = max(at.beside, loopSize+float64(width(e.label(": ")))*smallColumn)
	l.loops = append(l.loops, e)
}

// follows reports whether an edge leads to what comes next in the survey's order.
func follows(d Diagram, e Edge) bool {
	i := slices.IndexFunc(d.Nodes, func(n Node) bool { return n.ID == e.From })
	return i+1 < len(d.Nodes) && d.Nodes[i+1].ID == e.To
}

// route leads an edge through the rows between its ends.
func (l *layout) route(e Edge, back bool, weight float64) {
	from, to := l.nodes[e.From], l.nodes[e.To]
	if back {
		from, to = to, from
	}
	p := &path{edge: e, reversed: back, points: []*point{from}}
	for row := from.row + 1; row < to.row; row++ {
		p.points = append(p.points, &point{row: row, width: 2, weight: weight})
	}
	p.points = append(p.points, to)
	if text := labelOf(e); text != nil {
		at := p.points[1]
		if back {
			at = p.points[len(p.points)-2]
		}
		at.label, at.width, at.height = text, text.width, text.height
	}
	for i := 1; i < len(p.points); i++ {
		above, below := p.points[i-1], p.points[i]
		above.down, below.up = append(above.down, below), append(below.up, above)
	}
	l.paths = append(l.paths, p)
}

// fill puts the points into their rows, in the survey's order.
func (l *layout) fill(d Diagram) {
	add := func(p *point) {
		for len(l.rows) <= p.row {
			l.rows = append(l.rows, nil)
		}
		l.rows[p.row] = append(l.rows[p.row], p)
	}
	for _, n := range d.Nodes {
		add(l.nodes[n.ID])
	}
	for _, p := range l.paths {
		for _, at := range p.points[1 : len(p.points)-1] {
			add(at)
		}
	}
}

// sweeps is how often the order of the rows is mended, up and down.
const sweeps = 16

// untangle orders the points of each row by the middle of their neighbours, and keeps the order with
// the fewest crossings.
func (l *layout) untangle() {
	best, fewest := l.order(), l.crossings()
	for sweep := range sweeps {
		for i := range l.rows {
			row, neighbours := i, func(p *point) []*point { return p.up }
			if sweep%2 == 1 {
				row, neighbours = len(l.rows)-1-i, func(p *point) []*point { return p.down }
			}
			l.sortRow(row, neighbours)
		}
		if n := l.crossings(); n < fewest {
			best, fewest = l.order(), n
		}
	}
	l.rows = best
}

func (l *layout) order() [][]*point {
	out := make([][]*point, len(l.rows))
	for i, row := range l.rows {
		out[i] = slices.Clone(row)
	}
	return out
}

func (l *layout) sortRow(row int, neighbours func(*point) []*point) {
	places := l.indexes()
	key := map[*point]float64{}
	for i, p := range l.rows[row] {
		key[p] = float64(i)
		if near := neighbours(p); len(near) > 0 {
			sum := 0.0
			for _, q := range near {
				sum += (float64(places[q]) + 0.5) / float64(len(l.rows[q.row]))
			}
			key[p] = sum / float64(len(near)) * float64(len(l.rows[row]))
		}
	}
	slices.SortStableFunc(l.rows[row], func(a, b *point) int { return cmp.Compare(key[a], key[b]) })
}

func (l *layout) indexes() map[*point]int {
	out := map[*point]int{}
	for _, row := range l.rows {
		for i, p := range row {
			out[p] = i
		}
	}
	return out
}

// crossings counts the edges that cross between neighbouring rows.
func (l *layout) crossings() int {
	places, n := l.indexes(), 0
	for _, row := range l.rows {
		var ends [][2]int
		for i, p := range row {
			for _, q := range p.down {
				for _, other := range ends {
					if other[0] < i && other[1] > places[q] || other[0] > i && other[1] < places[q] {
						n++
					}
				}
				ends = append(ends, [2]int{i, places[q]})
			}
		}
	}
	return n
}
