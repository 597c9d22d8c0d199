package answer

import (
	"regexp"
	"strconv"
	"strings"
)

// markUnits count marks; every other unit counts something else.
var markUnits = set("分 星 颗星 星级 points point pts stars star marks mark 分儿")

// units are tried longest first.
var units = regexp.MustCompile(`^(?:分钟|小时|个小时|个半?月|个工作日|工作日|颗星|星级|星期|礼拜|块钱|毛钱|` +
	`[分星天日周月年岁次回趟遍个位人元块角毛号点家种项条张户辆只场套份件页公里]|` +
	`(?:points?|pts|stars?|marks?|days?|weeks?|months?|years?|hours?|minutes?|mins?|times?|yuan|rmb|cny|dollars?|people|km|yrs?)\b)`)

var (
	thousands = regexp.MustCompile(`^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?`)
	digits    = regexp.MustCompile(`^[0-9]+(?:\.[0-9]+)?`)
	phone     = regexp.MustCompile(`^\+?[0-9]+(?:[- ][0-9]{3,}){1,3}|^[0-9]{7,}`)
	word      = regexp.MustCompile(`^[a-z]+`)
)

// figures finds every number in folded text, phone numbers and the numerals inside words (一般, 万一)
// left out.
func figures(s string) []figure {
	var out []figure
	for i := 0; i < len(s); {
		rest := s[i:]
		f, n := figureAt(s[:i], rest)
		if n == 0 {
			n = skip(rest)
		} else if f != nil {
			out = append(out, *f)
		}
		i += n
	}
	return out
}

// skip steps over one rune, or over a whole Latin word.
func skip(rest string) int {
	if w := word.FindString(rest); w != "" {
		return len(w)
	}
	for j := range rest {
		if j > 0 {
			return j
		}
	}
	return len(rest)
}

// figureAt reads a number at the start of rest and gives its length in bytes; nil with a length for
// digits that are no number.
func figureAt(before, rest string) (*figure, int) {
	if p := phone.FindString(rest); p != "" {
		return nil, len(p)
	}
	number := thousands.FindString(rest)
	if number == "" {
		number = digits.FindString(rest)
	}
	if number != "" {
		if before != "" && isASCIILetter(rune(before[len(before)-1])) {
			return nil, len(number)
		}
		v, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64)
		if err != nil {
			return nil, len(number)
		}
		return withUnit(&figure{value: v, before: before}, rest, len(number))
	}
	if w := word.FindString(rest); w != "" {
		v, ok := englishNumbers[w]
		if !ok {
			return nil, 0
		}
		return withUnit(&figure{value: float64(v), before: before, han: true}, rest, len(w))
	}
	run := numeralRun(rest)
	if run == "" || inWord(before, run, rest[len(run):]) {
		return nil, len(run)
	}
	v, ok := hanNumber(run)
	if !ok {
		// 七八分: a guess between two; kept as no number at all, so that nothing else is taken.
		return &figure{value: -1, before: before + "不", after: rest[len(run):]}, len(run)
	}
	return withUnit(&figure{value: float64(v), before: before, han: true}, rest, len(run))
}

func numeralRun(s string) string {
	for i, r := range s {
		if !isHanNumeral(r) {
			return s[:i]
		}
	}
	return s
}

// withUnit takes the multiplier, the unit and a half that follow the n bytes of a number.
func withUnit(f *figure, rest string, n int) (*figure, int) {
	tail := rest[n:]
	trimmed := strings.TrimLeft(tail, " ")
	for _, m := range []struct {
		word string
		by   float64
	}{{"万", 1e4}, {"千", 1e3}, {"百", 1e2}, {"k ", 1e3}} {
		if !f.han && strings.HasPrefix(trimmed, m.word) {
			f.value *= m.by
			trimmed = trimmed[len(m.word):]
		}
	}
	f.unit = units.FindString(trimmed)
	trimmed = trimmed[len(f.unit):]
	if half := strings.TrimPrefix(trimmed, "半"); half != trimmed && f.unit != "" {
		f.value, trimmed = f.value+0.5, half
	}
	f.after = trimmed
	return f, len(rest) - len(trimmed)
}

// inWord reports whether a Chinese numeral is part of a word that counts nothing.
func inWord(before, run, after string) bool {
	switch run {
	case "一":
		if hasPrefix(after, "般", "直", "点", "样", "下", "定", "些", "起", "切", "旦", "边", "会儿", "家人", "方面", "向", "律", "致",
			"开始", "共", "时", "再", "味", "概", "塌糊涂", "肚子", "言难尽", "头雾水", "如既往", "流", "把", "句", "次性", "个", "种", "遍遍") {
			return true
		}
		return hasSuffix(before, "万", "统", "唯", "第", "不", "逐", "专", "等")
	case "万":
		return hasPrefix(after, "一", "分", "能", "事", "般")
	case "百", "千":
		return true
	case "十":
		return hasPrefix(after, "足", "全", "有八九")
	}
	return hasPrefix(after, "八糟", "不像") || hasSuffix(before, "乱", "颠", "再")
}

func hasPrefix(s string, any ...string) bool {
	for _, p := range any {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasSuffix(s string, any ...string) bool {
	for _, p := range any {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

// onlyFiller reports whether s adds nothing to a number beside it: "我给…吧", "I'd give it a …".
func onlyFiller(s string) bool {
	for _, c := range clauses(s) {
		rest := hanFiller.ReplaceAllString(c, "")
		for _, w := range strings.Fields(rest) {
			if !englishFiller[w] {
				return false
			}
		}
	}
	return true
}

var hanFiller = regexp.MustCompile(`大概|大约|差不多|左右|应该|可能|估计|我觉得|我认为|觉得|评分|打分|分数|等了|用了|花了|去了|跑了|打了|今年|已经|一共|总共|` +
	`谢谢|你们|他们|[我给打评选就是有约算个吧呗哦噢啊呀哈嗯了的啦得个多来它他她]`)

var englishFiller = set("its i i'd i'll i'm would will give gave you it a an the them this about around maybe probably say rate rating my score is was " +
	"it's out of rather roughly only just solid perfect definitely please pls plz thx ty thanks thank please answer number or so old")
