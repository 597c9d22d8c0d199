package desk

import (
	"slices"
	"strings"
)

// span is a piece of a message; Hit marks words that made the score or the case.
type span struct {
	Text string
	Hit  bool
}

// highlight cuts text into spans so that every occurrence of words is a hit. Words are compared as
// written: they were cut out of customers' messages. Overlapping hits become one.
func highlight(text string, words []string) []span {
	type piece struct{ from, to int } // bytes
	var hits []piece
	for _, w := range words {
		for at := 0; w != ""; {
			i := strings.Index(text[at:], w)
			if i < 0 {
				break
			}
			hits = append(hits, piece{at + i, at + i + len(w)})
			at += i + len(w)
		}
	}
	slices.SortFunc(hits, func(a, b piece) int { return a.from - b.from })
	var spans []span
	done := 0
	for i := 0; i < len(hits); {
		from, to := hits[i].from, hits[i].to
		for i++; i < len(hits) && hits[i].from <= to; i++ {
			to = max(to, hits[i].to)
		}
		if from > done {
			spans = append(spans, span{Text: text[done:from]})
		}
		spans = append(spans, span{Text: text[from:to], Hit: true})
		done = to
	}
	if done < len(text) {
		spans = append(spans, span{Text: text[done:]})
	}
	return spans
}
