package answer

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// quantity is one number in a text, and what its surroundings make of it.
type quantity struct {
	value    float64
	from, to int    // where it stands, in bytes, its unit included
	unit     string // the word that counts with it, or ""
	words    bool   // written in numerals or English words
	id       bool   // a phone, claim or policy number
	unclear  bool   // a guess (七八), a bound (不到5), a range, a percentage, below zero
	off      bool   // denied (不是9分), deducted (扣2分), of another time, or a place (第2)
}

// scan finds the numbers of folded text.
func scan(s string) []quantity {
	var out []quantity
	for i := 0; i < len(s); {
		n, ok := quantityAt(s, i)
		if !ok {
			i = max(n.to, i+step(s[i:]))
			continue
		}
		out = append(out, n)
		i = n.to
	}
	for i := range out {
		out[i].judge(s)
	}
	ranges(s, out)
	return out
}

// step is how many bytes to go on: a whole Latin word, or one rune.
func step(s string) int {
	n := 0
	for n < len(s) && isASCIILetter(rune(s[n])) {
		n++
	}
	if n > 0 {
		return n
	}
	_, n = utf8.DecodeRuneInString(s)
	return n
}

func quantityAt(s string, i int) (quantity, bool) {
	c := s[i]
	switch {
	case isDigit(rune(c)):
		return digitsAt(s, i)
	case isASCIILetter(rune(c)):
		v, to, ok := englishAt(s, i)
		q := quantity{value: v, from: i, to: to, words: true}
		if ok {
			q.takeUnit(s)
		}
		return q, ok
	case c < utf8.RuneSelf:
		return quantity{}, false
	}
	return numeralAt(s, i)
}

// digitsAt reads digits with thousands' commas, a fraction, and 万, 千, k behind them.
func digitsAt(s string, i int) (quantity, bool) {
	q := quantity{from: i}
	j := i
	for j < len(s) && (isDigit(rune(s[j])) || s[j] == ',' && groupOfThree(s[j+1:]) && j-i <= 3+4*strings.Count(s[i:j], ",")) {
		j++
	}
	whole := strings.ReplaceAll(s[i:j], ",", "")
	if j+1 < len(s) && s[j] == '.' && isDigit(rune(s[j+1])) {
		k := j + 1
		for k < len(s) && isDigit(rune(s[k])) {
			k++
		}
		whole += s[j:k]
		j = k
	}
	if j < len(s) && s[j] == 'o' && whole == "1" && (j+1 == len(s) || !isASCIILetter(rune(s[j+1]))) {
		whole, j = "10", j+1 // the letter O typed for a zero
	}
	q.to = j
	q.id = i > 0 && isASCIILetter(rune(s[i-1])) && !strings.HasSuffix(s[:i], "rmb") || isID(s, i, &q.to)
	v, err := strconv.ParseFloat(whole, 64)
	if err != nil || q.id {
		return q, true
	}
	q.value = v
	if rest, ok := strings.CutPrefix(s[q.to:], "点"); ok && rest != "" && isDigit(rune(rest[0])) && len(rest) > 0 && !hasPrefix(rest[1:], "0", "1", "2", "3", "4", "5") {
		q.value, q.to = v+float64(rest[0]-'0')/10, q.to+len("点")+1
	}
	q.multiply(s)
	q.takeUnit(s)
	return q, true
}

func groupOfThree(s string) bool {
	return len(s) >= 3 && plainDigits(s[:3]) && (len(s) == 3 || !isDigit(rune(s[3])))
}

// isID reports whether the digits s[i:*to] are a phone or reference number, and moves to behind all
// of it ("138-1234-5678").
func isID(s string, i int, to *int) bool {
	groups, n := 1, *to-i
	j := *to
	for j+1 < len(s) && s[j] == '-' && isDigit(rune(s[j+1])) {
		k := j + 1
		for k < len(s) && isDigit(rune(s[k])) {
			k++
		}
		groups, n, j = groups+1, n+k-j-1, k
	}
	switch {
	case groups >= 3, groups == 2 && n >= 10:
		*to = j
		return true
	case groups == 1 && n >= 8 && !strings.ContainsAny(s[i:*to], ",.") && !hasPrefix(s[*to:], "元", "块"):
		return true
	}
	return hasSuffix(strings.TrimRight(s[:i], " :#"), "尾号", "尾号是", "案号", "案号是", "案件号", "单号", "单号是", "保单号", "电话", "电话是", "工号", "车牌", "房号", "热线", "拨打", "claim number", "policy number", "claim no", "policy no", "phone")
}

// multiply takes 万, w, 千, k, 百 and their English likeness, and what may follow: 1万2, 3千5.
func (q *quantity) multiply(s string) {
	for {
		rest := strings.TrimLeft(s[q.to:], " ")
		by, n := multiplier(rest)
		if n == 0 {
			return
		}
		q.value, q.to = q.value*by, len(s)-len(rest)+n
		tail := s[q.to:]
		if tail == "" || by < 100 {
			return
		}
		if !isDigit(rune(tail[0])) {
			if by < 1e4 {
				continue
			}
			if run := numeralRun(tail); run != "" {
				if v, ok := hanNumber(run); ok {
					q.value, q.to = q.value+lower(float64(v), by, len(run) > 3), q.to+len(run)
				}
				return
			}
			continue
		}
		k := 0
		for k < len(tail) && isDigit(rune(tail[k])) {
			k++
		}
		v, _ := strconv.ParseFloat(tail[:k], 64)
		m, n := multiplier(tail[k:])
		q.to += k + n
		if n > 0 {
			q.value += v * m
			return
		}
		q.value += lower(v, by, k > 1)
		return
	}
}

// lower gives what a last figure without a unit is worth: 1万2 is twelve thousand.
func lower(v, by float64, whole bool) float64 {
	if whole {
		return v
	}
	return v * by / 10
}

func multiplier(s string) (by float64, n int) {
	switch {
	case strings.HasPrefix(s, "百万"):
		return 1e6, len("百万")
	case strings.HasPrefix(s, "万"):
		return 1e4, len("万")
	case strings.HasPrefix(s, "千"):
		return 1e3, len("千")
	case strings.HasPrefix(s, "百"):
		return 100, len("百")
	case strings.HasPrefix(s, "亿"):
		return 1e8, len("亿")
	case wordPrefix(s, "w"):
		return 1e4, 1
	case wordPrefix(s, "k"):
		return 1e3, 1
	case wordPrefix(s, "thousand"):
		return 1e3, 8
	case wordPrefix(s, "grand"):
		return 1e3, 5
	case wordPrefix(s, "hundred"):
		return 100, 7
	case wordPrefix(s, "million"):
		return 1e6, 7
	}
	return 0, 0
}

// wordPrefix reports whether s begins with the Latin word w.
func wordPrefix(s, w string) bool {
	return strings.HasPrefix(s, w) && (len(s) == len(w) || !isASCIILetter(rune(s[len(w)])))
}

// numeralAt reads a Chinese numeral.
func numeralAt(s string, i int) (quantity, bool) {
	rest := s[i:]
	for word, v := range shortNumerals {
		if strings.HasPrefix(rest, word) {
			q := quantity{value: v, from: i, to: i + len(word), words: true}
			q.takeUnit(s)
			return q, true
		}
	}
	if strings.HasPrefix(rest, "一个半") {
		q := quantity{value: 1.5, from: i, to: i + len("一个半"), words: true}
		q.takeUnit(s)
		return q, true
	}
	run := numeralRun(rest)
	q := quantity{from: i, to: i + len(run), words: true}
	if run == "" || inWord(s[:i], run, rest[len(run):]) && rest != run && !hasPrefix(rest, "一点") || run == "一" && hasPrefix(rest, "一点", "一大", "一笔") {
		return q, false
	}
	if run == "百五" {
		q.value = 150
		return q, true
	}
	v, ok := hanNumber(run)
	q.value = float64(v)
	if tail, point := strings.CutPrefix(rest[len(run):], "点"); point && ok && v < 10 {
		if d := numeralRun(tail); utf8.RuneCountInString(d) == 1 && d != "十" {
			r, _ := utf8.DecodeRuneInString(d)
			q.value, q.to = q.value+float64(hanDigits[r])/10, q.to+len("点")+len(d)
		}
	}
	if !ok {
		r, _ := utf8.DecodeRuneInString(run)
		q.value, q.unclear = float64(hanDigits[r]), true
	}
	q.takeUnit(s)
	return q, true
}

var shortNumerals = map[string]float64{"俩": 2, "仨": 3, "廿五": 25, "一打": 12, "鸭蛋": 0, "零蛋": 0}

// moreUnits count, longest first; 份 is a common slip for 分.
var moreUnits = []string{
	"个工作日", "工作日", "个小时", "个星期", "个礼拜", "个月", "分钟", "小时", "颗星", "颗⭐", "星级", "⭐", "星期", "礼拜", "块钱", "毛钱", "元整", "公里", "大洋",
	"分", "星", "天", "日", "周", "月", "年", "岁", "次", "回", "趟", "遍", "个", "位", "元", "块", "角", "毛", "号", "点", "家", "种", "项", "条", "户", "辆", "场", "套", "份", "页",
}

var englishUnits = []string{
	"fen", "points", "point", "pts", "stars", "star", "marks", "mark", "days", "day", "weeks", "week", "months", "month", "years", "year", "hours", "hour", "minutes", "mins",
	"times", "time", "yuan", "rmb", "cny", "dollars", "dollar", "usd", "x",
}

// takeUnit takes the unit behind the number, a half after it, and the tenths of 三块五.
func (q *quantity) takeUnit(s string) {
	rest := strings.TrimLeft(s[q.to:], " ")
	q.unit = unitOf(rest)
	if q.unit == "" {
		for _, half := range []string{"and a half", "半"} {
			if strings.HasPrefix(rest, half) {
				q.value, q.to = q.value+0.5, len(s)-len(rest)+len(half)
				q.multiply(s)
			}
		}
		return
	}
	q.to = len(s) - len(rest) + len(q.unit)
	rest = s[q.to:]
	if q.unit == "角" || q.unit == "毛" || q.unit == "毛钱" {
		q.value /= 10
	}
	if strings.HasPrefix(rest, "半") {
		q.value, q.to = q.value+0.5, q.to+len("半")
		return
	}
	if q.unit != "块" && q.unit != "元" {
		return
	}
	tenths, n := 0, 0
	if rest != "" && isDigit(rune(rest[0])) {
		tenths, n = int(rest[0]-'0'), 1
	} else if r, size := utf8.DecodeRuneInString(rest); size > 1 {
		if d, ok := hanDigits[r]; ok {
			tenths, n = d, size
		}
	}
	after := rest[n:]
	if n > 0 && (after == "" || hasPrefix(after, "毛", "角", "吧", ",", ".")) {
		for _, w := range []string{"毛", "角"} {
			if strings.HasPrefix(after, w) {
				n += len(w)
			}
		}
		q.value, q.to = q.value+float64(tenths)/10, q.to+n
	}
}

func unitOf(rest string) string {
	if rest == "" {
		return ""
	}
	if isASCIILetter(rune(rest[0])) {
		for _, u := range englishUnits {
			if wordPrefix(rest, u) {
				return u
			}
		}
		return ""
	}
	if rest[0] < utf8.RuneSelf {
		return ""
	}
	for _, u := range moreUnits {
		if strings.HasPrefix(rest, u) {
			return u
		}
	}
	return ""
}
