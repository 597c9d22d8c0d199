package deadroute

import (
	"slices"

	"huiyin/dialog"
)

// maxSets bounds the options whose sets are all tried: 2 to the power of it.
const maxSets = 10

// answersTo gives answers to a question among which there is one of every sort that a condition can
// tell apart; nil is that it was passed. It is false where there are too many sorts, as for words.
func answersTo(q *dialog.Question, named []float64) ([]*dialog.Answer, bool) {
	out := []*dialog.Answer{nil}
	switch {
	case q.Type == dialog.YesNo, q.Type == dialog.Gate:
		for _, n := range []float64{0, 1} {
			out = append(out, number(q, n))
		}
	case q.Type == dialog.Photo, q.Type == dialog.Location, q.Type == dialog.Contact:
		out = append(out, &dialog.Answer{Question: q.ID, Type: q.Type, Status: "answered"})
	case q.Type == dialog.Choice:
		for _, o := range q.Options {
			out = append(out, &dialog.Answer{Question: q.ID, Type: q.Type, Status: "answered", Options: []string{o.ID}})
		}
	case q.Type == dialog.Multi && len(q.Options) <= maxSets:
		for set := 1; set < 1<<len(q.Options); set++ {
			var ids []string
			for i, o := range q.Options {
				if set&(1<<i) != 0 {
					ids = append(ids, o.ID)
				}
			}
			out = append(out, &dialog.Answer{Question: q.ID, Type: q.Type, Status: "answered", Options: ids})
		}
	case q.Type.IsRating():
		for n := q.Min; n <= q.Max; n++ {
			out = append(out, number(q, n))
		}
	case len(q.Options) == 0 && q.Min < q.Max:
		for _, n := range around(q, named) {
			out = append(out, number(q, n))
		}
	default:
		return nil, false
	}
	return out, true
}

// around gives the numbers within a question's bounds at which a condition may turn, and one between
// each two of them.
func around(q *dialog.Question, named []float64) []float64 {
	points := []float64{q.Min, q.Max}
	for _, n := range named {
		for _, p := range []float64{n, -n} { // a sign is an operation of its own
			if p > q.Min && p < q.Max {
				points = append(points, p)
			}
		}
	}
	slices.Sort(points)
	points = slices.Compact(points)
	all := points
	for i := 1; i < len(points); i++ {
		all = append(all, (points[i-1]+points[i])/2)
	}
	return all
}

func number(q *dialog.Question, n float64) *dialog.Answer {
	return &dialog.Answer{Question: q.ID, Type: q.Type, Status: "answered", Number: &n}
}
