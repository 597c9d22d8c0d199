package lexicon

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"huiyin/scoring"
	"huiyin/scoring/internal/fold"
)

var _ scoring.TextReader = (*Lexicon)(nil)

// How words work on each other.
const (
	turnedGood = -0.7 // “不满意” is less than the opposite of “满意”
	turnedBad  = -0.6 // “不差” is mild praise
	boosted    = 1.3
	afterBut   = 1.3 // what follows a contrast is what is meant
	beforeBut  = 0.8
	wishedGood = 0.1 // a wish for something good tells that it is missing, if anything
	wishedBad  = 0.5
	overcome   = 0.2 // what was, and is no more

	reachHan   = 5 // runes between a negator and what it turns
	reachLatin = 4 // words

	mixedAtBoth = 0.3  // praise and criticism each at least this strong …
	mixedRatio  = 0.35 // … and neither drowned by the other
	neutralBand = 0.15
	faint       = 0.1 // a word weaker than this where it stands tells nothing
)

// ReadText weighs the words that the list knows. ok is false when it knows none, or when those it
// knows tell nothing where they stand.
func (l *Lexicon) ReadText(r scoring.Reply) (scoring.Part, scoring.Label, bool) {
	text := []rune(r.Text)
	folded := fold.Runes(text)
	hits := l.find(text, folded)
	var happy, unhappy float64
	var moved []found
	for i, h := range hits {
		from := 0
		if i > 0 {
			from = hits[i-1].end
		}
		h.value = l.weigh(h, folded, from)
		if math.Abs(h.value) < faint {
			continue
		}
		happy, unhappy = happy+max(h.value, 0), unhappy+max(-h.value, 0)
		moved = append(moved, h)
	}
	if len(moved) == 0 {
		return scoring.Part{}, scoring.Unknown, false
	}
	p := scoring.Part{Source: "text", Value: squash(happy - unhappy), Words: strongest(moved)}
	label := scoring.Neutral
	switch {
	case min(happy, unhappy) >= mixedAtBoth && min(happy, unhappy) >= mixedRatio*max(happy, unhappy):
		label = scoring.Mixed
	case p.Value <= -neutralBand:
		label = scoring.Negative
	case p.Value >= neutralBand:
		label = scoring.Positive
	}
	return p, label, true
}

// squash keeps a sum of word values within -1 … 1; one word keeps nearly its own value.
func squash(x float64) float64 { return math.Tanh(1.2 * x) }

// weigh gives a word the value it has where it stands. from is where the word with a feeling before
// it ends: a negator beyond it belongs to that one.
func (l *Lexicon) weigh(h found, folded []rune, from int) float64 {
	v := h.value
	begin := clauseBegin(folded, h.begin)
	before := folded[begin:h.begin]
	near := reach(folded[max(begin, from):h.begin])
	if l.negators.count(near)%2 == 1 && !l.forbids.in(near) {
		if v > 0 {
			v *= turnedGood
		} else {
			v *= turnedBad
		}
	}
	if l.boosters.in(near) {
		v *= boosted
	}
	if l.wishes.in(before) {
		if v > 0 {
			v *= wishedGood
		} else {
			v *= wishedBad
		}
	}
	after := folded[h.end:]
	switch {
	case l.contrast.in(folded[:h.begin]):
		v *= afterBut
	case l.contrast.in(after):
		v *= beforeBut
	}
	if l.past.in(before) && !l.now.in(before) && l.now.in(after) {
		v *= overcome
	}
	return v
}

// clauseBegin gives where the clause of the rune at i begins.
func clauseBegin(folded []rune, i int) int {
	for j := i - 1; j >= 0; j-- {
		if fold.ClauseEnd(folded, j) {
			return j + 1
		}
	}
	return 0
}

// reach gives the end of before that a negator or booster reaches from.
func reach(before []rune) []rune {
	n := len(before)
	if n == 0 || !fold.Latin(before[n-1]) && before[n-1] != ' ' {
		return before[max(0, n-reachHan):]
	}
	fields := strings.Fields(string(before))
	return []rune(strings.Join(fields[max(0, len(fields)-reachLatin):], " "))
}

// strongest gives the words that moved the value most, strongest first, at most five.
func strongest(hits []found) []string {
	hits = slices.Clone(hits)
	slices.SortStableFunc(hits, func(a, b found) int {
		return cmp.Compare(math.Abs(b.value), math.Abs(a.value))
	})
	var words []string
	for _, h := range hits {
		if !slices.Contains(words, h.words) && len(words) < 5 {
			words = append(words, h.words)
		}
	}
	return words
}
