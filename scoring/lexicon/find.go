package lexicon

import (
	"slices"
	"unicode/utf8"

	"huiyin/scoring/internal/fold"
)

// found is one word or pattern with a feeling, where it stands.
type found struct {
	begin, end int // in runes
	value      float64
	words      string // as written
}

// find gives the patterns' matches and the words outside them, the longest at each place, in the
// order of the text. Neutral words take their place and are left out.
func (l *Lexicon) find(text, folded []rune) []found {
	taken := make([]bool, len(folded))
	free := func(b, e int) bool { return b < e && !slices.Contains(taken[b:e], true) }
	var hits []found
	take := func(b, e int, v float64) {
		if v != 0 {
			hits = append(hits, found{b, e, v, string(text[b:e])})
		}
		for i := b; i < e; i++ {
			taken[i] = true
		}
	}
	whole := string(folded)
	for _, p := range l.patterns {
		for _, at := range p.match.FindAllStringIndex(whole, -1) {
			b := utf8.RuneCountInString(whole[:at[0]])
			e := b + utf8.RuneCountInString(whole[at[0]:at[1]])
			if free(b, e) {
				take(b, e, p.value)
			}
		}
	}
	for n := min(l.longest, len(folded)); n >= 1; n-- {
		for b := 0; b+n <= len(folded); b++ {
			v, known := l.words[string(folded[b:b+n])]
			if known && free(b, b+n) && fold.WholeWord(folded, b, b+n) {
				take(b, b+n, v)
			}
		}
	}
	slices.SortFunc(hits, func(a, b found) int { return a.begin - b.begin })
	return hits
}

// wordSet is a set of folded words.
type wordSet struct {
	words   map[string]bool
	longest int // in runes
}

func set(words []string) wordSet {
	s := wordSet{words: make(map[string]bool, len(words))}
	for _, w := range words {
		w = folded(w)
		s.words[w] = true
		s.longest = max(s.longest, utf8.RuneCountInString(w))
	}
	return s
}

// count counts the words of the set in text, the longest at each place.
func (s wordSet) count(text []rune) int {
	count := 0
	for b := 0; b < len(text); {
		n := s.at(text, b)
		if n > 0 {
			count++
		}
		b += max(n, 1)
	}
	return count
}

// in reports whether text holds a word of the set.
func (s wordSet) in(text []rune) bool {
	for b := range text {
		if s.at(text, b) > 0 {
			return true
		}
	}
	return false
}

// at gives the length of the longest word of the set that begins at b, or 0.
func (s wordSet) at(text []rune, b int) int {
	for n := min(s.longest, len(text)-b); n >= 1; n-- {
		if s.words[string(text[b:b+n])] && fold.WholeWord(text, b, b+n) {
			return n
		}
	}
	return 0
}
