package diagram

import (
	"cmp"
	"math"
	"slices"
)

// The room between rows: more where edges go far aside, for else they run flat.
const (
	rowGap     = 14.0
	mostRowGap = 44.0
)

// rounds is how often the points move towards their neighbours.
const rounds = 40

// place gives every point its x, and every row its y.
func (l *layout) place() {
	for _, row := range l.rows {
		l.settle(row, func(p *point) (float64, float64) { return p.x, 1 })
	}
	for round := range rounds {
		for i := range l.rows {
			if round%2 == 0 {
				l.settle(l.rows[i], func(p *point) (float64, float64) { return pull(p, p.up) })
			} else {
				l.settle(l.rows[len(l.rows)-1-i], func(p *point) (float64, float64) { return pull(p, p.down) })
			}
		}
	}
	left, right := math.Inf(1), math.Inf(-1)
	for _, row := range l.rows {
		for _, p := range row {
			left, right = min(left, p.x-p.reach()), max(right, p.x+p.reach())
		}
	}
	for _, row := range l.rows {
		for _, p := range row {
			p.x -= left
		}
	}
	l.width = right - left
	for _, row := range l.rows {
		height, shift := 0.0, 0.0
		for _, p := range row {
			height = max(height, p.height)
			for _, q := range p.up {
				shift = max(shift, math.Abs(p.x-q.x))
			}
		}
		if len(l.tops) > 0 {
			l.height += min(rowGap+shift/12, mostRowGap)
		}
		l.tops, l.heights = append(l.tops, l.height), append(l.heights, height)
		l.height += height
	}
}

// pull is where a point wants to be for its neighbours, and how much.
func pull(p *point, near []*point) (at, weight float64) {
	if len(near) == 0 {
		return p.x, 0.1
	}
	sum, total := 0.0, 0.0
	for _, q := range near {
		w := max(p.weight, q.weight)
		if p.node == nil && q.node == nil {
			w = straight
		}
		sum, total = sum+w*q.x, total+w
	}
	return sum / total, total
}

// How much edges pull: those that pass many rows are to be straight, and the survey's own order is to
// run down the middle.
const (
	straight = 8.0
	onwards  = 1.6
	aside    = 1.0
)

// reach is how much room a point takes to each side.
func (p *point) reach() float64 { return p.width/2 + p.beside }

// settle moves the points of a row as near as can be to where they want to be, in their order and
// without touching: the least sum of weighted squares, by pooling adjacent violators.
func (l *layout) settle(row []*point, wish func(*point) (at, weight float64)) {
	type pool struct {
		at, weight float64
		points     int
	}
	offsets := make([]float64, len(row)) // from the first, when all touch
	var pools []pool
	for i, p := range row {
		if i > 0 {
			offsets[i] = offsets[i-1] + row[i-1].reach() + gap + p.reach()
		}
		at, weight := wish(p)
		pools = append(pools, pool{at - offsets[i], weight, 1})
		for n := len(pools); n > 1 && pools[n-2].at > pools[n-1].at; n-- {
			a, b := pools[n-2], pools[n-1]
			w := a.weight + b.weight
			pools = append(pools[:n-2], pool{(a.at*a.weight + b.at*b.weight) / w, w, a.points + b.points})
		}
	}
	i := 0
	for _, p := range pools {
		for range p.points {
			row[i].x = p.at + offsets[i]
			i++
		}
	}
}

// port gives the x at which an edge leaves or enters a node: edges side by side in the order of where
// they go, near is all the points that they go to and to is one of them.
func port(node *point, near []*point, to *point) float64 {
	sorted := slices.Clone(near)
	slices.SortStableFunc(sorted, func(a, b *point) int { return cmp.Compare(a.x, b.x) })
	step := min(portGap, node.width*0.7/float64(len(sorted)))
	return node.x + (float64(slices.Index(sorted, to))-float64(len(sorted)-1)/2)*step
}

// portGap is the most room between edges where they leave a node.
const portGap = 26.0
