package answer

import (
	"strings"
	"unicode/utf8"
)

// languages are the question's options, as compared, in its language and then in the other one:
// people answer in either.
func (r heard) languages() [2][]form {
	if r.q.forms == nil {
		return [2][]form{}
	}
	zh, en := r.q.forms[0], r.q.forms[1]
	if r.q.Lang == "en" {
		return [2][]form{en, zh}
	}
	return [2][]form{zh, en}
}

// choice reads one option.
func (r heard) choice() Reading {
	words := r
	if left, ok := insteadOf(r.said); ok {
		words = r.on(left)
	}
	for _, forms := range r.languages() {
		if i, how, sure := words.pick(words.said, forms); i >= 0 {
			return read(r.q.Options[i].ID, how, sure)
		}
		if two(words.said) {
			break
		}
	}
	got := again("no one option")
	if got.Fitting = words.fitting(); got.Fitting != nil {
		got.How = "one of several options"
	}
	return got
}

// insteadOf reads what stands in place of something denied: 不是1是2.
func insteadOf(s string) (string, bool) {
	rest, ok := strings.CutPrefix(s, "不是")
	if !ok {
		return "", false
	}
	if i := strings.Index(rest, "是"); i > 0 && !strings.HasSuffix(rest[:i], "不") {
		return rest[i+len("是"):], true
	}
	return "", false
}

// two tells replies that weigh several options.
func two(s string) bool { return containsAny(s, []string{"或者", "或", " or ", "和", "都"}) }

// pick gives the index of the option that folded words of the reply mean, or -1, how it was written
// and how sure that is.
func (r heard) pick(s string, forms []form) (int, string, float64) {
	if s == "" || len(forms) == 0 {
		return -1, "", 0
	}
	if i, ok := exact(s, forms); ok {
		return i, "its words", 1
	}
	if i, ok := fromEnd(s, len(forms)); ok {
		return i, "its place", 0.9
	}
	if n, ok := capital(s); ok && n <= len(forms) {
		return n - 1, "its place", 0.9
	}
	if i, ok := place(s, len(forms)); ok {
		if numbered(forms, s, i) || r.another(forms, i) { // "1" is the first option, or “1 次”
			return -1, "", 0
		}
		return i, "its place", 0.95
	}
	if i, ok := named(s, forms); ok {
		if r.another(forms, i) {
			return -1, "", 0
		}
		return i, "its words among others", 0.9
	}
	for _, d := range []string{"不是很", "不是太", "不太", "不怎么", "不大", "不够"} {
		if plain, ok := strings.CutPrefix(strings.TrimPrefix(s, "我"), d); ok {
			if i, ok := exact("不"+plain, forms); ok {
				return i, "its words in other ones", 0.8
			}
		}
	}
	if found, denied := contained(s, forms); denied || len(found) > 1 {
		return -1, "", 0
	}
	core := trimTopic(trimTopic(s))
	if i, ok := placeFirst(r.folded, len(forms)); ok && !r.another(forms, i) {
		return i, "its place, with words", 0.85
	}
	if otherWords[core] || otherWords[s] {
		for i, f := range forms {
			if otherWords[f.short] {
				return i, "another word for it", 0.9
			}
		}
	}
	if containsAny(s, []string{"不是", "不算", "除了", "not ", "except", "没有"}) || weighs(s) {
		return -1, "", 0
	}
	if core != s {
		if i, ok := place(core, len(forms)); ok {
			return i, "its place", 0.9
		}
		if i, ok := partOf(core, forms); ok {
			return i, "a part of its words", 0.85
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
	if i, ok := byCharacter(s, forms); ok {
		return i, "its one character among others", 0.75
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
		if i, ok := nearly(withoutArticle(w), forms); ok {
			return i, "its words with a slip", 0.8
		}
	}
	return -1, "", 0
}

// weighs tells 速度还是态度, which asks itself, from 主要还是态度.
func weighs(s string) bool {
	before, _, ok := strings.Cut(s, "还是")
	return ok && strip(before) != ""
}

// placeFirst reads "1，太慢了" and 我选1 谢谢: a place, and words that name none.
func placeFirst(s string, n int) (int, bool) {
	cs := clauses(strings.TrimSuffix(s, "谢谢"))
	if len(cs) == 0 || len(cs) > 1 && len(scan(strings.Join(cs[1:], ","))) > 0 {
		return 0, false
	}
	return place(strip(cs[0]), n)
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

// halves gives the two-character words at both ends of a Chinese option, of one of three characters the first.
func halves(s string) []string {
	runes := []rune(s)
	if len(runes) < 3 || !isHan(runes[0]) {
		return nil
	}
	if len(runes) == 3 {
		return []string{string(runes[:2])}
	}
	return []string{string(runes[:2]), string(runes[len(runes)-2:])}
}

var otherWords = set("以上都不是 以上都没有 none_of_the_above none_of_these none_of_them 其他 其它 别的 别的原因 其他原因 其他的 别的吧 另外的 others other something_else anything_else else another_reason")

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
