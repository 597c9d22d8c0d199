package answer

import "strings"

var hanDigits = map[rune]int{
	'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9,
}

var hanUnits = map[rune]int{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 10000}

func isHanNumeral(r rune) bool {
	_, d := hanDigits[r]
	_, u := hanUnits[r]
	return d || u
}

// hanNumber reads a whole Chinese numeral below one hundred million: 十二, 一百零三, 两万五 (25000).
// Digits in a row without a unit (七八, 一二三) are not ok: they mean "seven or eight", or a list.
func hanNumber(s string) (int, bool) {
	above, below, ok := strings.Cut(strings.ReplaceAll(s, "萬", "万"), "万")
	if !ok {
		return hanSection(s)
	}
	high, ok := hanSection(above)
	if !ok || high == 0 || below == "" {
		return high * 10000, ok && high > 0
	}
	low, ok := hanSection(strings.TrimPrefix(below, "零"))
	if low < 10 && !strings.HasPrefix(below, "零") {
		low *= 1000
	}
	return high*10000 + low, ok
}

// hanSection reads a numeral below 10000. Units fall from left to right; a last digit without a
// unit stands one place lower (一百二 is 120) unless a zero says otherwise (一百零二).
func hanSection(s string) (int, bool) {
	runes := []rune(s)
	if len(runes) == 1 && hanDigits[runes[0]] == 0 {
		if _, ok := hanDigits[runes[0]]; ok {
			return 0, true
		}
	}
	total, digit, last, zero := 0, 0, 10000, false
	for i, r := range runes {
		if d, ok := hanDigits[r]; ok {
			if digit > 0 || d == 0 && (zero || i == 0) {
				return 0, false
			}
			digit, zero = d, zero || d == 0
			continue
		}
		u, ok := hanUnits[r]
		if !ok || u >= last || digit == 0 && !(u == 10 && i == 0) {
			return 0, false
		}
		total += max(digit, 1) * u
		digit, last, zero = 0, u, false
	}
	switch {
	case zero && digit == 0, len(runes) == 0:
		return 0, false
	case total > 0 && last > 10 && !zero:
		digit *= last / 10
	}
	return total + digit, true
}

// yearDigits reads a year written digit by digit: 二〇二六.
func yearDigits(s string) (int, bool) {
	n, count := 0, 0
	for _, r := range s {
		d, ok := hanDigits[r]
		if !ok {
			return 0, false
		}
		n, count = n*10+d, count+1
	}
	return n, count == 4
}

// englishNumbers are read only where nothing but a number can be meant: "no one" is no 1.
var englishNumbers = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12,
}

// ordinals are the places of a list in words.
var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "1st": 1, "2nd": 2, "3rd": 3,
}

// whole reads a text that is one natural number and nothing else: digits, a Chinese numeral or an
// English word.
func whole(s string) (int, bool) {
	if s == "" {
		return 0, false
	}
	if strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) }) < 0 {
		if len(s) > 6 {
			return 0, false
		}
		n := 0
		for _, r := range s {
			n = n*10 + int(r-'0')
		}
		return n, true
	}
	if n, ok := englishNumbers[s]; ok {
		return n, true
	}
	return hanNumber(s)
}

// numeralRun gives the Chinese numerals that s begins with.
func numeralRun(s string) string {
	for i, r := range s {
		if !isHanNumeral(r) {
			return s[:i]
		}
	}
	return s
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
