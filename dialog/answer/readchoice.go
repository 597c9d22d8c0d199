package answer

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// labels gives the options' words in one language, and whether there are any.
func (r heard) labels(lang string) ([]string, bool) {
	out, some := make([]string, len(r.q.Options)), false
	for i, o := range r.q.Options {
		out[i] = o.ZH
		if lang == "en" {
			out[i] = o.EN
		}
		some = some || out[i] != ""
	}
	return out, some
}

// languages are the question's language, then the other one: people answer in either.
func (r heard) languages() [2]string {
	if r.q.Lang == "en" {
		return [2]string{"en", "zh"}
	}
	return [2]string{"zh", "en"}
}

// choice reads one option.
func (r heard) choice() Reading {
	words := r
	if left, ok := insteadOf(r.said); ok {
		words = r.on(left)
	}
	for _, lang := range r.languages() {
		labels, ok := r.labels(lang)
		if !ok {
			continue
		}
		if i, how, sure := words.pick(labels); i >= 0 {
			return read(r.q.Options[i].ID, how, sure)
		}
		if two(words.said) {
			break
		}
	}
	return again("no one option")
}

// insteadOf reads what stands in place of something denied: 不是1是2.
func insteadOf(s string) (string, bool) {
	rest, ok := strings.CutPrefix(s, "不是")
	if !ok {
		return "", false
	}
	if i := strings.Index(rest, "是"); i > 0 {
		return rest[i+len("是"):], true
	}
	return "", false
}

// two tells replies that weigh several options.
func two(s string) bool { return containsAny(s, []string{"或者", "或", " or ", "和", "都"}) }

// pick gives the index of the option that the reply means, or -1, how it was written and how sure
// that is.
func (r heard) pick(labels []string) (int, string, float64) {
	s, forms, ok := prepare(r.raw, labels)
	if !ok {
		return -1, "", 0
	}
	if i, ok := exact(s, forms); ok {
		return i, "its words", 1
	}
	if i, ok := fromEnd(s, len(labels)); ok {
		return i, "its place", 0.9
	}
	if n, ok := capital(s); ok && n <= len(labels) {
		return n - 1, "its place", 0.9
	}
	if i, ok := Choice(r.raw, labels); ok {
		if r.another(forms, i) {
			return -1, "", 0
		}
		if _, placed := place(s, len(labels)); placed {
			return i, "its place", 0.95
		}
		return i, "its words among others", 0.9
	}
	if found, denied := contained(s, forms); denied || len(found) > 1 {
		return -1, "", 0
	}
	core := trimTopic(s)
	if containsAny(s, []string{"不是", "不算", "除了", "not ", "except", "没有"}) {
		return -1, "", 0
	}
	if core != s {
		if i, ok := place(core, len(labels)); ok {
			return i, "its place", 0.9
		}
		if i, ok := partOf(core, forms); ok {
			return i, "a part of its words", 0.85
		}
	}
	if otherWords[core] || otherWords[s] {
		for i, f := range forms {
			if otherWords[f.short] {
				return i, "another word for it", 0.9
			}
		}
	}
	if i, ok := byPinyin(core, forms); ok {
		return i, "pinyin", 0.85
	}
	if i, ok := byBeginnings(core, forms); ok {
		return i, "the beginnings of its words", 0.8
	}
	if i, ok := byLastWord(core, forms); ok {
		return i, "its last word", 0.75
	}
	if i, ok := byHalf(s, forms); ok {
		return i, "a part of its words", 0.75
	}
	if i, ok := byWords(s, forms); ok {
		return i, "some of its words", 0.75
	}
	if i, ok := homophone(core, forms); ok {
		return i, "its sound", 0.8
	}
	for _, w := range []string{core, s} {
		if i, ok := nearly(w, forms); ok {
			return i, "its words with a slip", 0.8
		}
	}
	return -1, "", 0
}

// capital reads a place written as a capital numeral alone: 贰.
func capital(s string) (int, bool) {
	r, size := utf8.DecodeRuneInString(s)
	n := hanDigits[r]
	return n, size == len(s) && n > 0
}

// another reports whether a clause of the reply means an option other than i.
func (r heard) another(forms []form, i int) bool {
	cs := clauses(r.folded)
	if len(cs) < 2 {
		return false
	}
	for _, c := range cs {
		if strings.Contains(c, forms[i].short) {
			continue
		}
		for j, f := range forms {
			if j == i || f.generic {
				continue
			}
			for _, p := range halves(f.short) {
				if strings.Contains(c, p) {
					return true
				}
			}
		}
	}
	return false
}

// halves gives the two-character words at both ends of a Chinese option.
func halves(s string) []string {
	runes := []rune(s)
	if len(runes) < 4 || !isHan(runes[0]) {
		return nil
	}
	return []string{string(runes[:2]), string(runes[len(runes)-2:])}
}

var otherWords = set("其他 其它 别的 别的原因 其他原因 其他的 别的吧 另外的 others other something_else anything_else else another_reason")

// fromEnd reads 最后一个, 倒数第二个 and "the last one".
func fromEnd(s string, n int) (int, bool) {
	s = strip(s)
	switch s {
	case "最后一个", "最后一项", "最后", "最后那个", "倒数第一个", "last", "the last", "the last one", "last one", "最后1个":
		return n - 1, n > 0
	case "倒数第二个", "倒数第2个", "the last but one", "second to last", "the second to last":
		return n - 2, n > 1
	}
	return 0, false
}

// trimTopic drops what people put around an option beside what strip drops.
func trimTopic(s string) string {
	for _, p := range []string{"首先是", "主要是", "最看重", "看重", "只看", "主要看", "最", "太", "很", "只选", "只要", "只有", "只是", "就是", "主要", "因为", "我选", "选", "是", "it was ", "it's ", "because of ", "mostly ", "mainly "} {
		s = strings.TrimPrefix(s, p)
	}
	for _, p := range []string{"最重要", "重要", "优先", "不对", "太低", "太少", "不够", "很差", "太差", "差", "不好", "问题", "方面", "不行", "吧", "了", "啊", "的", "呗"} {
		s = strings.TrimSuffix(s, p)
	}
	return trim(s)
}

// byLastWord reads one character that one option alone ends with: 慢 for 速度慢.
func byLastWord(s string, forms []form) (int, bool) {
	r, size := utf8.DecodeRuneInString(s)
	if size != len(s) || !isHan(r) || strings.ContainsRune("的了多少不没是好有都其他", r) {
		return 0, false
	}
	index, count := 0, 0
	for i, f := range forms {
		if strings.HasSuffix(f.short, s) && !takenBack(strings.TrimSuffix(f.short, s)) {
			index, count = i, count+1
		}
	}
	return index, count == 1
}

// byHalf reads a short reply that holds a half of one Chinese option of four characters or more.
func byHalf(s string, forms []form) (int, bool) {
	if utf8.RuneCountInString(s) > 8 {
		return 0, false
	}
	index, count := 0, 0
	for i, f := range forms {
		for _, h := range halves(f.short) {
			at := strings.Index(s, h)
			if at >= 0 && !takenBack(s[:at]) && !hasPrefix(h, "太", "很", "不") {
				index, count = i, count+1
				break
			}
		}
	}
	return index, count == 1
}

// byWords reads English words that all stand in one option: "paid amount".
func byWords(s string, forms []form) (int, bool) {
	if hasHan(s) {
		return 0, false
	}
	said, long := []string{}, false
	for _, w := range strings.Fields(s) {
		if w != "too" && w != "very" && w != "so" && w != "the" {
			said, long = append(said, w), long || len(w) >= 4
		}
	}
	index, count := 0, 0
	for i, f := range forms {
		of, all := strings.Fields(f.whole), long
		for _, w := range said {
			all = all && slices.Contains(of, w)
		}
		if all && !onlyLight(strings.Join(said, " ")) {
			index, count = i, count+1
		}
	}
	return index, count == 1
}

// byBeginnings reads "too many docs": every word begins the word at its place in one option.
func byBeginnings(s string, forms []form) (int, bool) {
	said := strings.Fields(s)
	if len(said) < 2 || hasHan(s) {
		return 0, false
	}
	index, count := 0, 0
	for i, f := range forms {
		of := strings.Fields(f.whole)
		if len(of) != len(said) {
			continue
		}
		all := true
		for k, w := range said {
			all = all && (strings.HasPrefix(of[k], w) || len(w) > 3 && strings.HasPrefix(of[k], strings.TrimSuffix(w, "s")))
		}
		if all {
			index, count = i, count+1
		}
	}
	return index, count == 1
}

// nearly reads an option with a slip: one character in Chinese, one or two letters in Latin script.
// A slip never adds or takes away a "not".
func nearly(s string, forms []form) (int, bool) {
	index, best, count := 0, 3, 0
	runes := []rune(s)
	for i, f := range forms {
		o := []rune(f.short)
		most := 0
		switch {
		case hasHan(f.short) && len(o) >= 3 && len(runes) >= 3:
			most = 1
		case hasHan(f.short):
		case len(o) >= 8:
			most = 2
		case len(o) >= 4:
			most = 1
		}
		if most == 0 || denials(s) != denials(f.short) {
			continue
		}
		d := distance(runes, o, most)
		switch {
		case d > most || d > best:
		case d < best:
			index, best, count = i, d, 1
		default:
			count++
		}
	}
	return index, count == 1
}

func denials(s string) int {
	n := 0
	for _, w := range []string{"不", "没", "无", "非", "未", "not", "n't", "un", "dis", "less", "never"} {
		n += strings.Count(s, w)
	}
	return n
}

// distance counts insertions, deletions, replacements and swaps of neighbours between a and b, and
// gives more than most when there are more.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most || len(a) > 60 {
		return most + 1
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}

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
	sort.Ints(out)
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
	for _, lang := range r.languages() {
		labels, ok := r.labels(lang)
		if !ok {
			continue
		}
		if out, ok := Multi(r.raw, labels); ok {
			return out
		}
		for _, end := range []string{"谢谢", "都要", "都选", "都想要", "吧", "please", "thanks"} {
			if rest, ok := strings.CutSuffix(r.said, end); ok && rest != "" {
				again := r.on(rest)
				if out := row(again.said, len(labels)); len(out) > 0 {
					return out
				}
				if out, ok := Multi(again.raw, labels); ok {
					return out
				}
			}
		}
		if out := r.parts(labels); len(out) > 0 {
			return out
		}
	}
	return nil
}

// parts reads each part between separators as one option.
func (r heard) parts(labels []string) []int {
	var out []int
	list := separators.Split(r.folded, -1)
	if strings.Contains(r.said, " and ") || strings.Contains(r.said, " plus ") {
		list = strings.Split(strings.ReplaceAll(r.said, " plus ", " and "), " and ")
	}
	for _, p := range list {
		p = strings.TrimPrefix(trim(p), "还有")
		if p == "" {
			continue
		}
		i, _, _ := r.on(p).pick(labels)
		if i < 0 {
			out = nil
			break
		}
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	if out == nil {
		if i, _, _ := r.pick(labels); i >= 0 {
			return []int{i}
		}
	}
	sort.Ints(out)
	return out
}
