package lexicon

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"huiyin/scoring"
)

var _ scoring.TextReader = (*Lexicon)(nil)

// How words work on each other.
const (
	turned      = -0.7 // a negated word: “不满意” is less than the opposite of “满意”
	boosted     = 1.3
	afterBut    = 1.5 // what follows a contrast is what is meant
	wished      = 0.4 // a wish tells less than an experience
	reach       = 4   // runes (words in English) between a negator and what it turns
	mixedAtBoth = 0.35
)

// found is one word with a feeling, where it stands.
type found struct {
	begin, end int // in runes
	value      float64
	words      string // as written
}

// ReadText weighs the words that the list knows. ok is false when it knows none.
func (l *Lexicon) ReadText(r scoring.Reply) (scoring.Part, scoring.Label, bool) {
	text := []rune(r.Text)
	folded := []rune(fold(r.Text))
	if len(folded) != len(text) { // a letter whose lower case is longer
		text = folded
	}
	hits := l.find(text, folded)
	if len(hits) == 0 {
		return scoring.Part{}, scoring.Unknown, false
	}
	var sum, happy, unhappy float64
	for _, h := range hits {
		v := l.weigh(h, folded)
		sum += v
		happy, unhappy = happy+max(v, 0), unhappy+max(-v, 0)
	}
	p := scoring.Part{Source: "text", Value: squash(sum), Words: movers(hits)}
	label := scoring.Neutral
	switch {
	case happy >= mixedAtBoth && unhappy >= mixedAtBoth:
		label = scoring.Mixed
	case p.Value <= -0.15:
		label = scoring.Negative
	case p.Value >= 0.15:
		label = scoring.Positive
	}
	return p, label, true
}

// squash keeps a sum of word values within -1 … 1; one word keeps nearly its own value.
func squash(x float64) float64 { return math.Tanh(1.2 * x) }

// find gives the patterns' matches and the words outside them, longest first, in order.
func (l *Lexicon) find(text, folded []rune) []found {
	var hits []found
	taken := make([]bool, len(folded))
	whole := string(folded)
	for _, p := range l.patterns {
		for _, at := range p.match.FindAllStringIndex(whole, -1) {
			b := len([]rune(whole[:at[0]]))
			e := b + len([]rune(whole[at[0]:at[1]]))
			if !slices.Contains(taken[b:e], true) {
				hits = append(hits, found{b, e, p.value, string(text[b:e])})
				mark(taken[b:e])
			}
		}
	}
	for n := l.longest; n >= 1; n-- {
		for b := 0; b+n <= len(folded); b++ {
			v, known := l.words[string(folded[b:b+n])]
			if known && !slices.Contains(taken[b:b+n], true) && wholeWord(folded, b, b+n) {
				hits = append(hits, found{b, b + n, v, string(text[b : b+n])})
				mark(taken[b : b+n])
			}
		}
	}
	slices.SortFunc(hits, func(a, b found) int { return a.begin - b.begin })
	return hits
}

func mark(taken []bool) {
	for i := range taken {
		taken[i] = true
	}
}

// wholeWord keeps English words from being found inside longer ones.
func wholeWord(text []rune, b, e int) bool {
	if !latin(text[b]) {
		return true
	}
	return (b == 0 || !latin(text[b-1])) && (e == len(text) || !latin(text[e]))
}

func latin(r rune) bool { return r < unicode.MaxLatin1 && unicode.IsLetter(r) }

// weigh gives a word the value it has where it stands.
func (l *Lexicon) weigh(h found, folded []rune) float64 {
	v := h.value
	before := clause(folded[:h.begin])
	near := nearest(before)
	if odd(l.count(near, l.negators)) {
		v *= turned
	}
	if l.count(near, l.boosters) > 0 {
		v *= boosted
	}
	if l.count(before, l.wishes) > 0 {
		v *= wished
	}
	if l.count(folded[:h.begin], l.contrast) > 0 {
		v *= afterBut
	}
	return v
}

func odd(n int) bool { return n%2 == 1 }

// clause gives what stands before a word in its own clause.
func clause(before []rune) []rune {
	for i := len(before) - 1; i >= 0; i-- {
		if strings.ContainsRune("，。！？；、,.!?;\n", before[i]) {
			return before[i+1:]
		}
	}
	return before
}

// nearest gives the last reach runes, or the last reach words where they are Latin.
func nearest(before []rune) []rune {
	n := len(before)
	if n > 0 && (latin(before[n-1]) || before[n-1] == ' ') {
		fields := strings.Fields(string(before))
		return []rune(" " + strings.Join(fields[max(0, len(fields)-reach):], " ") + " ")
	}
	return before[max(0, n-reach):]
}

// count counts words of a set in text, the longest at each place.
func (l *Lexicon) count(text []rune, words map[string]bool) int {
	const longest = 10
	count := 0
	for b := 0; b < len(text); {
		step := 1
		for n := min(longest, len(text)-b); n >= 1; n-- {
			if words[string(text[b:b+n])] && wholeWord(text, b, b+n) {
				count++
				step = n
				break
			}
		}
		b += step
	}
	return count
}

// movers gives the words that moved the value most, strongest first, at most five.
func movers(hits []found) []string {
	strongest := slices.Clone(hits)
	slices.SortStableFunc(strongest, func(a, b found) int {
		return int(math.Copysign(1, math.Abs(b.value)-math.Abs(a.value)))
	})
	var words []string
	for _, h := range strongest {
		if !slices.Contains(words, h.words) && len(words) < 5 {
			words = append(words, h.words)
		}
	}
	return words
}
