package rules

import (
	"fmt"
	"regexp"
	"slices"

	"huiyin/scoring"
	"huiyin/scoring/internal/fold"
)

// Rules are the compiled rules; immutable.
type Rules struct {
	version                 int
	negation, past, settled *regexp.Regexp
	rules                   []rule
}

var _ scoring.RuleReader = (*Rules)(nil)

type rule struct {
	id      string
	settles bool // a matter that is over does not fire
	phrases []*regexp.Regexp
	unless  []*regexp.Regexp
}

// Version names the rules for a score.
func (r *Rules) Version() string { return fmt.Sprintf("rules/%d", r.version) }

// IDs lists the rules.
func (r *Rules) IDs() []string {
	var ids []string
	for _, one := range r.rules {
		ids = append(ids, one.id)
	}
	return ids
}

// longest bounds, in runes, the text that is read: nobody writes more, and the time is bounded.
const longest = 4000

// ReadRules gives the rules that fire on text, in the order of the list, with what fired them as
// the customer wrote it.
func (r *Rules) ReadRules(text string) []scoring.Hit {
	written := []rune(text)
	written = written[:min(len(written), longest)]
	p := passage{written: written, folded: string(fold.Runes(written)), Rules: r}
	var hits []scoring.Hit
	for _, one := range r.rules {
		if words := p.words(one); len(words) > 0 {
			hits = append(hits, scoring.Hit{ID: one.id, Words: words})
		}
	}
	return hits
}

// passage is one text being read.
type passage struct {
	*Rules
	written []rune
	folded  string
}

// words gives what fires the rule.
func (p passage) words(r rule) []string {
	var words []string
	for _, phrase := range r.phrases {
		for _, at := range phrase.FindAllStringIndex(p.folded, -1) {
			if at[0] == at[1] || p.undone(r, at) {
				continue
			}
			if w := p.as(at); !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	return words
}

// as gives a stretch of the folded text as it was written: folding keeps the number of runes.
func (p passage) as(at []int) string {
	begin := len([]rune(p.folded[:at[0]]))
	return string(p.written[begin : begin+len([]rune(p.folded[at[0]:at[1]]))])
}

// undone reports whether what stands around a hit makes it none.
func (p passage) undone(r rule, hit []int) bool {
	before, after := p.folded[:hit[0]], p.folded[hit[1]:]
	if p.negation.MatchString(before) {
		return true
	}
	for _, u := range r.unless {
		for _, at := range u.FindAllStringIndex(p.folded, -1) {
			if at[0] < hit[1] && hit[0] < at[1] {
				return true
			}
		}
	}
	return r.settles && (p.settled.MatchString(after) ||
		p.past.MatchString(before) && p.settled.MatchString(p.folded))
}
