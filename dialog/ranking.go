package dialog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"huiyin/dialog/answer"
)

// rank reads “2,1,3”, “213” or the options' words in order. Every option is named once, or
// the first Max of them; of all of them the last may be left out, for there is no choice.
func (l listener) rank(text string) (order []int, ok bool) {
	q, labels := l.q, l.labels
	text = strings.Trim(answer.Fold(text), " .,;!")
	want := len(labels)
	if q.Max > 0 {
		want = int(q.Max)
	}
	parts := rankMarks.Split(text, -1)
	if len(parts) == 1 && strings.IndexFunc(text, unicode.IsLetter) < 0 {
		parts = strings.Fields(text)
	}
	if len(parts) == 1 && digitsOnly.MatchString(text) && len(labels) < 10 {
		parts = strings.Split(text, "")
	}
	for _, part := range parts {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		id, _ := answer.Read(l.asks, part, l.at).Value.(string)
		i := slices.IndexFunc(q.Options, func(o Option) bool { return o.ID == id })
		if i < 0 || slices.Contains(order, i) {
			return nil, false
		}
		order = append(order, i)
	}
	if len(order) == want-1 && want == len(labels) && want > 2 {
		for i := range labels {
			if !slices.Contains(order, i) {
				order = append(order, i)
				break
			}
		}
	}
	return order, len(order) == want
}

var (
	rankMarks  = regexp.MustCompile(`[,;/>+|、-]|→|然后|其次|再次|最后|接着| then `)
	digitsOnly = regexp.MustCompile(`^[1-9]+$`)
)

func (q *Question) rankHint(lang string) string {
	w := wordsIn(lang)
	if q.Max > 0 && int(q.Max) < len(q.Options) {
		return fmt.Sprintf(w.RankTop, int(q.Max))
	}
	return fmt.Sprintf(w.RankAll, len(q.Options))
}
