package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// chooseSome reads which options folded text means: "1,3", "1,3和4", "13" where it can only be two of
// fewer than ten, "1到3", "全选", or the options' words. The indexes are from 0, ascending, each
// once. A part that is no option makes a list of numbers not ok.
func chooseSome(s string, forms []form) ([]int, bool) {
	if s == "" || containsAny(s, excluding) {
		return nil, false
	}
	if i, ok := exact(s, forms); ok {
		return []int{i}, true
	}
	if everything[strip(s)] {
		all := make([]int, len(forms))
		for i := range all {
			all[i] = i
		}
		return all, true
	}
	if picked, ok := run(s, len(forms)); ok {
		return picked, true
	}
	if picked, ok := list(s, forms); ok {
		return picked, true
	}
	if i, ok := choose(s, forms); ok {
		return []int{i}, true
	}
	if strings.IndexFunc(s, isDigit) >= 0 {
		return nil, false
	}
	found, denied := contained(s, forms)
	return found, len(found) > 0 && !denied
}

var excluding = []string{"除了", "除去", "以外", "不选", "except", "all but", "other than"}

var everything = set("全选 全部 全都选 都选 全都要 都要 都有 都是 全部都选 所有 全部选 全都 以上都是 都看重 all all_of_them all_of_the_above everything")

// run reads digits without separators, "13" or "134", and ranges, "1到3".
func run(s string, n int) ([]int, bool) {
	s = strip(s)
	if strings.IndexFunc(s, isDigit) < 0 {
		return nil, false
	}
	if m := span.FindStringSubmatch(s); m != nil {
		from, ok1 := place(m[1], n)
		to, ok2 := place(m[2], n)
		if !ok1 || !ok2 || from >= to {
			return nil, false
		}
		var out []int
		for i := from; i <= to; i++ {
			out = append(out, i)
		}
		return out, true
	}
	if n >= 10 || len(s) < 2 || len(s) > n {
		return nil, false
	}
	var out []int
	for _, r := range s {
		i := int(r - '1')
		if r < '1' || r > '9' || i >= n || slices.Contains(out, i) {
			return nil, false
		}
		out = append(out, i)
	}
	slices.Sort(out)
	return out, true
}

var span = regexp.MustCompile(`^([0-9]{1,2}) ?(?:到|至|to) ?([0-9]{1,2})$`)

// list reads parts between separators, each one option.
func list(s string, forms []form) ([]int, bool) {
	var out []int
	for _, p := range split(s) {
		if p = trim(p); p == "" {
			continue
		}
		i, ok := choose(p, forms)
		if !ok {
			return nil, false
		}
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out, len(out) > 0
}

// split gives the parts of a list: between marks, spaces and the words for “and”.
func split(s string) []string {
	var parts []string
	from := 0
	for i := 0; i < len(s); {
		n := separator(s[i:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		parts = append(parts, s[from:i])
		i += n
		from = i
	}
	return append(parts, s[from:])
}

// separator is the length of the separator that s begins with, or 0.
func separator(s string) int {
	switch c := s[0]; {
	case strings.HasPrefix(s, " and "):
		return len(" and ")
	case strings.IndexByte(" ,;/&+.|", c) >= 0:
		return 1
	case c < utf8.RuneSelf:
		return 0
	}
	for _, w := range []string{"和", "与", "及", "还有", "以及", "跟"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}
