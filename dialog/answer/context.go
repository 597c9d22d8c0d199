package answer

import (
	"math"
	"strings"
)

// judge looks at what stands around a number.
func (q *quantity) judge(s string) {
	before := strings.TrimRight(s[:q.from], " ")
	after := s[q.to:]
	switch {
	case q.id:
	case hotlines[q.value] && q.unit == "" && worded(before):
		q.id = true
	case strings.HasSuffix(before, "第"):
		q.off = true
	case hasSuffix(before, "不是", "不给", "不打", "不要", "不选", "别", " not", "not a", "not an") || before == "不" || before == "not":
		q.off = true
	case q.deducted(before):
		q.off = true
	case q.unit == "年" && q.value >= 1900 && q.value <= 2200:
		q.off = true
	case q.unit == "点" && q.value <= 24 || hasPrefix(after, ":") && len(after) > 1 && isDigit(rune(after[1])):
		q.off = true
	}
	if hasSuffix(before, boundsBefore...) || hasPrefix(strings.TrimLeft(after, " "), boundsAfter...) {
		q.unclear = true
	}
	if hasSuffix(before, "不到", "不足", "低于", "少于", "小于", "less than", "fewer than", "under", "below") || hasPrefix(after, "以下", "不到", "都不到") {
		q.value -= 0.5 // below it: the marks to offer are this and the one before
	}
	if hasSuffix(before, "负", "-") && (len(before) < 2 || !isDigit(rune(before[len(before)-2]))) || strings.HasSuffix(before, "+") {
		q.value, q.unclear = -q.value, true // nothing near it is meant
	}
}

// hotlines are numbers that people name when they complain: the regulator, consumers, the city.
var hotlines = map[float64]bool{12378: true, 12315: true, 12345: true, 12363: true}

var boundsBefore = []string{
	"不到", "没到", "不足", "低于", "少于", "超过", "高于", "大于", "小于", "至少", "不止", "起码", "多于", "没有", "好", "几", "比", "比上次高", "比上次低",
	"less than", "more than", "at least", "over", "under", "above", "below", "fewer than", "up to",
}

var boundsAfter = []string{
	"以上", "以下", "以内", "多", "几", "来", "+", "不到", "都不到", "往上", "出头", "%", "‰", "折", "or more", "or less", "plus", "分之",
}

func (q *quantity) deducted(before string) bool {
	if q.unit != "" && !markUnits[q.unit] {
		return false
	}
	return hasSuffix(before, "扣", "扣的", "扣了", "扣掉", "扣除", "差", "差了", "少", "少了", "少给", "少给了", "减", "减了", "再加", "minus", "deduct")
}

// ranges marks the numbers on both sides of 到, -, or as unclear, save a mark out of its maximum;
// "以前9分，现在5分" and "8分，不对，7分" leave the second only.
func ranges(s string, found []quantity) {
	for i := 1; i < len(found); i++ {
		a, b := &found[i-1], &found[i]
		if a.id || b.id {
			continue
		}
		between := strings.Trim(s[a.to:b.from], " ")
		switch between {
		case "~", "-", "--", "到", "至", "或", "或者", "或是", "还是", "or", "to", ":", "和", "and":
			a.unclear, b.unclear = true, true
		case ",":
			if a.words == b.words && b.value == a.value+1 && a.unit == "" && (a.words || b.unit != "") {
				a.unclear, b.unclear = true, true
			}
		}
		if strings.HasSuffix(between, "between") {
			a.unclear = true
		}
		if takesBack(between) {
			a.off = true
		}
		if meantOnce(s[:a.from]) || earlier(s[:a.from]) && laterNow(between) {
			a.off = true
		}
	}
}

// takesBack reports whether words between two numbers put the second in place of the first.
func takesBack(between string) bool {
	between = strings.Trim(between, " ,.!;")
	if hasPrefix(between, "不对", "不,", "错了", "说错", "哦不", "no wait", "no,", "sorry", "i mean", "actually") || between == "不" || between == "no" {
		return !strings.Contains(between, "也可能")
	}
	return false
}

func earlier(before string) bool {
	return containsAny(lastClause(before), []string{"以前", "上次", "之前", "原来", "去年", "原先", "上回", "last time", "before ", "used to be "})
}

// meantOnce tells 本来想给10分: what was not given in the end.
func meantOnce(before string) bool {
	return containsAny(lastClause(before), []string{"本来", "原本", "本想", "原想", "was going to"})
}

func laterNow(between string) bool {
	return containsAny(between, []string{"现在", "这次", "今年", "这回", "如今", "now", "this time"})
}

// isMark reports whether the number may be a mark: without a unit or counted in marks.
func (q *quantity) isMark() bool {
	return q.unit == "" || markUnits[q.unit] || q.unit == "份" || q.unit == "个" || q.unit == "marks" || q.unit == "fen" || strings.HasSuffix(q.unit, "⭐") || q.unit == "x"
}

// nearest gives the two whole marks around a value, within the scale.
func nearest(v, low, high float64) []float64 {
	a := math.Floor(v)
	if a < low || a+1 > high {
		return nil
	}
	return []float64{a, a + 1}
}
