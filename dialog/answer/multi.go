package answer

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

// chooseSome reads which options folded text means: "1,3", "1,3和4", "13" where it can only be two of
// fewer than ten, "1到3", "全选", or the options' words. The indexes are from 0, ascending, each
// once. A part that is no option makes a list of numbers not ok.
func chooseSome(s string, forms []form) ([]int, bool) {
	if s == "" || excluding.MatchString(s) {
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

var excluding = regexp.MustCompile(`除了|除去|以外|不选|except|all but|other than`)

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
	sort.Ints(out)
	return out, true
}

var span = regexp.MustCompile(`^([0-9]{1,2}) ?(?:到|至|to) ?([0-9]{1,2})$`)

// list reads parts between separators, each one option.
func list(s string, forms []form) ([]int, bool) {
	seen := map[int]bool{}
	parts := separators.Split(s, -1)
	for _, p := range parts {
		p = trim(p)
		if p == "" {
			continue
		}
		i, ok := exact(p, forms)
		if !ok {
			i, ok = choose(p, forms)
		}
		if !ok {
			return nil, false
		}
		seen[i] = true
	}
	var out []int
	for i := range seen {
		out = append(out, i)
	}
	sort.Ints(out)
	return out, len(out) > 0
}

var separators = regexp.MustCompile(`[,;/&+.]|和|与|及|还有|以及|跟| and |\s+|\|`)
