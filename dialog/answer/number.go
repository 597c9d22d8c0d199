package answer

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// figure is one number found in a text, with what stands around it.
type figure struct {
	value       float64
	before      string // folded text before it
	unit, after string // the word that counts with it, and the rest
	han         bool   // written in Chinese numerals or an English word
}

// Number reads the one number that text gives: "9", "９分", "我给九分吧", "10/10", "十分", "9.5",
// "3万". Two different numbers are not ok, save n/10 and a stated maximum ("满分10分，我给8分").
// Nor are negative numbers, ranges ("七八分", "8-9"), phone numbers, marks taken off ("扣2分"),
// and numbers that only happen to be told: "等了9天才赔" is a story, "9天" is an answer.
func Number(text string) (float64, bool) {
	return number(text, -1)
}

// Rating reads a mark on a scale from low to high. It is as [Number], knows the scale's own words
// ("满分", "五星", "4/5"), takes whole numbers only and takes nothing counted in days or yuan for a
// mark.
func Rating(text string, low, high float64) (float64, bool) {
	s := trim(Fold(text))
	if fullMarks[s] {
		return high, true
	}
	n, ok := number(text, high)
	if !ok || n < low || n > high || n != math.Trunc(n) {
		return 0, false
	}
	for _, f := range figures(Fold(text)) {
		if f.unit != "" && !markUnits[f.unit] {
			return 0, false
		}
	}
	return n, true
}

var fullMarks = set("满分 打满分 给满分 我给满分 满分好评 必须满分 full_marks top_marks 五星好评 💯")

// number reads one number; of is the scale's maximum, for "4/5", or negative.
func number(text string, of float64) (float64, bool) {
	s := Fold(text)
	if len(s) > 600 || rangeOf.MatchString(s) && !ofTen(s, of) {
		return 0, false
	}
	var found []figure
	for _, f := range figures(s) {
		if !f.takenOff() {
			found = append(found, f)
		}
	}
	if n, ok := ofMaximum(s, found, of); ok {
		return n, true
	}
	if len(found) == 0 {
		return 0, false
	}
	for _, f := range found {
		if f.value != found[0].value || !f.meant(s) {
			return 0, false
		}
	}
	return found[0].value, true
}

// rangeOf finds ranges, times of day, fractions and signed numbers: none is one number.
var rangeOf = regexp.MustCompile(
	`[0-9零一二两三四五六七八九十分] ?(?:~|-+|到|至|或者?|or|to|/|:) ?[0-9零一二两三四五六七八九十]` +
		`|[-负+] ?[0-9零一二三四五六七八九十]|分之|\.[0-9]+\.|[0-9一二三四五六七八九十] ?[%‰]`)

// fraction finds n/m and "n out of m".
var fraction = regexp.MustCompile(`(?:^|[^0-9./])([0-9]{1,3}(?:\.[0-9]+)?) ?(?:/|out of) ?([0-9]{1,3})(?:$|[^0-9/])`)

func ofTen(s string, of float64) bool {
	_, _, ok := fractionOf(s, of)
	return ok
}

// fractionOf reads the one fraction in s whose lower part is ten or the scale's maximum.
func fractionOf(s string, of float64) (n, m float64, ok bool) {
	found := fraction.FindAllStringSubmatch(s, -1)
	if len(found) != 1 {
		return 0, 0, false
	}
	n, _ = strconv.ParseFloat(found[0][1], 64)
	m, _ = strconv.ParseFloat(found[0][2], 64)
	return n, m, m >= n && (m == 10 || m == of)
}

// ofMaximum reads "8/10", "8 out of 10" and "满分10分，我给8分".
func ofMaximum(s string, found []figure, of float64) (float64, bool) {
	if len(found) != 2 {
		return 0, false
	}
	if n, m, ok := fractionOf(s, of); ok && n == found[0].value && m == found[1].value {
		return n, true
	}
	for i, f := range found {
		other := found[1-i]
		if isMaximum(f) && other.value <= f.value && other.unitOrMark() {
			return other.value, true
		}
	}
	return 0, false
}

func isMaximum(f figure) bool {
	return (f.value == 10 || f.value == 5 || f.value == 100) && f.unit == "分" &&
		(strings.HasSuffix(f.before, "满分") || strings.HasSuffix(f.before, "满分是") ||
			strings.HasPrefix(f.after, "制") || strings.HasPrefix(f.after, "满分"))
}

func (f figure) unitOrMark() bool { return f.unit == "" || markUnits[f.unit] }

// takenOff reports marks deducted, numbers denied and hotlines: they are not what is given.
func (f figure) takenOff() bool {
	for _, w := range []string{"扣", "扣的", "扣了", "扣掉", "扣除", "差", "差了", "少", "少了", "少给", "少给了", "减", "减了", "再加", "minus ", "deduct "} {
		if strings.HasSuffix(f.before, w) && markUnits[f.unit] {
			return true
		}
	}
	for _, w := range []string{"打", "拨", "拨打", "电话", "热线", "call ", "dial "} {
		if strings.HasSuffix(f.before, w) && f.value >= 100 {
			return true
		}
	}
	return hotlines[f.value]
}

// hotlines are numbers that people name when they complain: the regulator, consumers, the city.
var hotlines = map[float64]bool{12378: true, 12315: true, 12345: true, 12363: true}

// meant reports whether the text gives this number as its answer.
func (f figure) meant(all string) bool {
	for _, w := range []string{"不", "不是", "不给", "不打", "没有", "没", "别", "不到", "不止", "超过", "第", "not ", "not a ", "under ", "over ", "than "} {
		if strings.HasSuffix(f.before, w) {
			return false
		}
	}
	if f.unit == "分" && strings.HasPrefix(f.after, "钱") {
		return false
	}
	alone := onlyFiller(f.before) && onlyFiller(f.after)
	switch {
	case alone:
		return true
	case f.unit != "" && !markUnits[f.unit]:
		return false
	case f.han && f.unit == "分" && (f.value == 10 || f.value == 1):
		// 十分满意 means very satisfied, 一分没少 that nothing is missing.
		return opened(f.before) && closed(f.after)
	case f.han && f.unit == "":
		return onlyFiller(f.before) && closed(f.after)
	case f.unit == "":
		return opened(f.before) && closed(f.after)
	}
	return true
}

// closed reports whether nothing is joined to the number on its right.
func closed(after string) bool {
	after = strings.TrimLeft(after, "吧呗哦噢啊呀哈了的啦 ")
	return after == "" || strings.ContainsRune(",.!?;:()~\"-", []rune(after)[0]) ||
		hasPrefix(after, "因为", "由于", "主要", "because", "but", "if i could", "as ", "since", "for ")
}

// opened reports whether a figure stands where an answer would: first, after nothing but filler, or
// after a verb that gives it.
func opened(before string) bool {
	return onlyFiller(before) || given(before)
}

func given(before string) bool {
	before = strings.TrimRight(before, " ")
	for _, w := range []string{"给", "给个", "给你们", "给他们", "打", "打个", "评", "评分", "选", "是", "就", "算", "give", "give it", "a", "it's", "it", "say", "score", "rate", "rating", "you", "about"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}
