package answer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxFitting is how many options are worth offering again: more are the question itself.
const maxFitting = 4

// fitting gives the ids of the options that an unclear choice may mean, two to four of them, or
// nil: those named side by side, both senses of a bare "1" among counts, or all that share the
// words said.
func (r heard) fitting() []string {
	for _, forms := range r.languages() {
		if found := candidates(r.said, forms); len(found) >= 2 && len(found) <= maxFitting {
			ids := make([]string, len(found))
			for i, at := range found {
				ids[i] = r.q.Options[at].ID
			}
			return ids
		}
	}
	return nil
}

// candidates gives the options that folded text may mean, in their order.
func candidates(s string, forms []form) []int {
	found, denied := contained(s, forms)
	switch {
	case denied:
		return nil
	case len(found) > 1:
		return found
	}
	if i, ok := place(s, len(forms)); ok {
		return counted(s, forms, i)
	}
	if places := separated(s, len(forms)); len(places) > 1 {
		return places
	}
	for i, f := range forms {
		if !slices.Contains(found, i) && alike(strip(s), f) {
			found = append(found, i)
		}
	}
	slices.Sort(found)
	return found
}

// counted gives the option at place i and those that name its figure: "1" is the first option or “1 次”.
func counted(s string, forms []form, i int) []int {
	found := []int{i}
	for j, f := range forms {
		if j != i && numbered([]form{f}, s, -1) {
			found = append(found, j)
		}
	}
	slices.Sort(found)
	return found
}

// separated reads "1或2" and "1和3" as places.
func separated(s string, n int) []int {
	var found []int
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,/或者和跟与还是", r) }) {
		if part == "or" || part == "and" {
			continue
		}
		i, ok := place(part, n)
		if !ok {
			return nil
		}
		if !slices.Contains(found, i) {
			found = append(found, i)
		}
	}
	slices.Sort(found)
	return found
}

// alike reports whether words are a part of an option, or hold a half of one.
func alike(s string, f form) bool {
	if utf8.RuneCountInString(s) < 2 || onlyLight(s) {
		return false
	}
	if at := strings.Index(f.whole, s); at >= 0 && bounded(f.whole, at, at+len(s)) && !takenBack(f.whole[:at]) {
		return true
	}
	return utf8.RuneCountInString(s) <= 8 && (holdsHalf(s, f) || endsIn(s, f))
}
