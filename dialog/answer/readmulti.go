package answer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// multi reads some of the options, and gives their ids in the order of the options.
func (r heard) multi() Reading {
	n := len(r.q.Options)
	if picked, how, ok := r.group(n); ok {
		return r.ids(picked, how, 0.95)
	}
	if rest, ok := excepted(r.said); ok {
		out := r.on(rest).some()
		if len(out) == 0 || len(out) == n {
			return again("all but something unclear")
		}
		var kept []int
		for i := range n {
			if !slices.Contains(out, i) {
				kept = append(kept, i)
			}
		}
		return r.ids(kept, "all but some", 0.9)
	}
	if containsAny(r.said, []string{"不要", "不选", "不想选"}) && !r.isOption() {
		return again("some are left out")
	}
	if picked := r.some(); len(picked) > 0 {
		return r.ids(picked, "a list", 0.9)
	}
	return again("no options found")
}

func (r heard) ids(picked []int, how string, sure float64) Reading {
	out := make([]string, len(picked))
	for i, p := range picked {
		out[i] = r.q.Options[p].ID
	}
	return read(out, how, sure)
}

// group reads all, the first two, the last two, and letters or numerals in a row.
func (r heard) group(n int) ([]int, string, bool) {
	s := strip(r.said)
	if moreEverything[s] || moreEverything[r.said] || everyOf(s, n) || everyOf(r.said, n) {
		return placesFrom(0, n), "all", n > 0
	}
	if k, ok := twos[s]; ok && n >= 2 {
		switch {
		case k > 0 && k <= n:
			return placesFrom(0, k), "the first ones", true
		case k < 0 && -k <= n:
			return placesFrom(n+k, n), "the last ones", true
		}
	}
	if from, to, ok := dashed(r.said, n); ok {
		return placesFrom(from, to), "from one to another", true
	}
	picked := row(r.said, n)
	return picked, "places in a row", len(picked) > 1
}

// everyOf reads 五个都选 and "all five", where there are five.
func everyOf(s string, n int) bool {
	for _, end := range []string{"个都选", "个都要", "个全选", "项都选", "个都重要"} {
		if k, ok := strings.CutSuffix(s, end); ok {
			v, ok := whole(k)
			return ok && v == n
		}
	}
	k, ok := strings.CutPrefix(strings.TrimSuffix(s, " please"), "all ")
	v, isNumber := whole(k)
	return ok && isNumber && v == n
}

var moreEverything = set("都想要 所有选项 全部都要 全部都重要 每个都选 每个都要 每项都选 都可以 都行 all_please all_of_it 全选 全部 全都选 都选 全都要 都要 全部都选 所有 所有的 全部选 全都 以上都是 以上全部 都看重 都重要 都很重要 全要 通通都要 一个不落 all all_of_them all_of_the_above everything all_of_these every_one")

var twos = map[string]int{
	"前两个": 2, "前2个": 2, "前两项": 2, "头两个": 2, "前三个": 3, "前3个": 3, "前三项": 3, "后两个": -2, "后2个": -2, "最后两个": -2, "后两项": -2, "后三个": -3, "最后三个": -3,
	"the first two": 2, "first two": 2, "the first three": 3, "first three": 3, "the last two": -2, "last two": -2, "the last three": -3,
}

func placesFrom(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}

// dashed reads "1-5" among fewer than ten options.
func dashed(s string, n int) (from, to int, ok bool) {
	if len(s) != 3 || s[1] != '-' && s[1] != '~' || !isDigit(rune(s[0])) || !isDigit(rune(s[2])) {
		return 0, 0, false
	}
	from, to = int(s[0]-'1'), int(s[2]-'0')
	return from, to, from >= 0 && from+1 < to && to <= n
}

// row reads places without separators: "135" among fewer than ten, "ace", 一三五; each once.
func row(s string, n int) []int {
	if n > 9 || utf8.RuneCountInString(s) > n {
		return nil
	}
	var out []int
	for _, c := range s {
		i := -1
		switch d, han := hanDigits[c]; {
		case isDigit(c):
			i = int(c - '1')
		case isASCIILetter(c):
			i = int(c - 'a')
		case han:
			i = d - 1
		}
		if i < 0 || i >= n || slices.Contains(out, i) {
			return nil
		}
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}

// excepted gives what is left out of all: 除了2都选, 2不要其他都要, "all but 2".
func excepted(s string) (string, bool) {
	for _, p := range []string{"除了", "除去", "除开", "除", "不选", "不要"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			left, all := beforeAll(rest)
			return left, all || p == "除了"
		}
	}
	if left, all := beforeAll(s); all && containsAny(s, []string{"以外", "之外"}) {
		return left, true
	}
	for _, p := range []string{"all but ", "all except ", "everything but ", "everything except ", "all of them except ", "all besides ", "all apart from ", "everything apart from "} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest, true
		}
	}
	if before, after, ok := strings.Cut(s, "不要"); ok && containsAny(after, []string{"其他都", "其余都", "别的都", "剩下都", "剩下的都", "其他全"}) {
		return trim(before), before != ""
	}
	return "", false
}

// beforeAll gives what stands before "the others all", and whether that is there.
func beforeAll(s string) (string, bool) {
	at := -1
	for _, end := range []string{"以外", "之外", "外", "都", "全", "其他", "其它", "其余", "剩下", "别的", ","} {
		if i := strings.Index(s, end); i > 0 && (at < 0 || i < at) && containsAny(s[i:], []string{"选", "要", "都", "全", "重要", "可以"}) {
			at = i
		}
	}
	if at < 0 {
		return s, false
	}
	return trim(s[:at]), true
}

// some reads a list of options.
func (r heard) some() []int {
	for _, forms := range r.languages() {
		if len(forms) == 0 {
			continue
		}
		if out, ok := chooseSome(r.said, forms); ok {
			return out
		}
		for _, end := range []string{"谢谢", "都要", "都选", "都想要", "吧", "please", "thanks"} {
			if rest, ok := strings.CutSuffix(r.said, end); ok && rest != "" {
				again := r.on(rest)
				if out := row(again.said, len(forms)); len(out) > 0 {
					return out
				}
				if out, ok := chooseSome(again.said, forms); ok {
					return out
				}
			}
		}
		if out := r.parts(r.said, forms); len(out) > 0 {
			return out
		}
	}
	return nil
}

// parts reads each part between separators as one option.
func (r heard) parts(s string, forms []form) []int {
	var out []int
	list := split(r.folded)
	if strings.Contains(r.said, " and ") || strings.Contains(r.said, " plus ") {
		list = strings.Split(strings.ReplaceAll(r.said, " plus ", " and "), " and ")
	}
	for _, p := range list {
		p = strings.TrimPrefix(trim(p), "还有")
		if p == "" {
			continue
		}
		i, _, _ := r.part(p).pick(p, forms)
		if i < 0 {
			out = nil
			break
		}
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	if out == nil {
		if i, _, _ := r.pick(s, forms); i >= 0 {
			return []int{i}
		}
	}
	slices.Sort(out)
	return out
}
