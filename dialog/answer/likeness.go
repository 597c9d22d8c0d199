package answer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

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

// byCharacter reads 我家的猫 and 猫咪: a short reply that holds the one character of one option, and of
// no other.
func byCharacter(s string, forms []form) (int, bool) {
	if utf8.RuneCountInString(s) > 8 {
		return 0, false
	}
	index, count := 0, 0
	for i, f := range forms {
		if !f.han || len(f.runes) != 1 || strings.Contains(commonCharacters, f.short) {
			continue
		}
		if at := strings.Index(s, f.short); at >= 0 && !containsAny(s[:at], notNow) {
			index, count = i, count+1
		}
	}
	return index, count == 1
}

var notNow = []string{"不", "没", "无", "未", "别", "以前", "曾", "想"}

// commonCharacters stand in too many words to tell, alone, which option is meant: qualities, times,
// measures, verbs.
const commonCharacters = "好差快慢大小高低多少长短早中晚新旧对错行会能可有无是否天年月日周时分点个次人家上下前后左右来去要想看用买"

// byHalf reads a short reply that holds a half of one Chinese option of four characters or more, and
// of no other option even the end.
func byHalf(s string, forms []form) (int, bool) {
	if utf8.RuneCountInString(s) > 8 {
		return 0, false
	}
	index, count := 0, 0
	for i, f := range forms {
		if holdsHalf(s, f) {
			index, count = i, count+1
		}
	}
	if count != 1 || utf8.RuneCountInString(forms[index].short) <= 3 {
		return 0, false
	}
	for i, f := range forms {
		if i != index && endsIn(s, f) {
			return 0, false
		}
	}
	return index, true
}

func holdsHalf(s string, f form) bool {
	for _, h := range halves(f.short) {
		at := strings.Index(s, h)
		if at >= 0 && !takenBack(s[:at]) && !hasPrefix(h, "太", "很", "不") {
			return true
		}
	}
	return false
}

// endsIn reports whether s holds the last two characters of a Chinese option of three: 保单 of 查保单.
func endsIn(s string, f form) bool {
	runes := []rune(f.short)
	return len(runes) == 3 && isHan(runes[1]) && strings.Contains(s, string(runes[1:]))
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
	said := []rune(s)
	for i, f := range forms {
		most := maySlip(f, len(said))
		if most == 0 {
			continue
		}
		d := distance(said, f.runes, most)
		switch {
		case d > most || d > best || denials(s) != denials(f.short):
		case d < best:
			index, best, count = i, d, 1
		default:
			count++
		}
	}
	return index, count == 1
}

// maySlip is how many slips an option allows in a reply of so many characters.
func maySlip(f form, said int) int {
	switch n := len(f.runes); {
	case f.han && n >= 3 && said >= 3:
		return 1
	case f.han:
		return 0
	case n >= 8:
		return 2
	case n >= 4:
		return 1
	}
	return 0
}

func denials(s string) int {
	n := 0
	for _, w := range []string{"不", "没", "无", "非", "未", "not", "n't", "un", "dis", "less", "never"} {
		n += strings.Count(s, w)
	}
	return n
}

// maxSlipped bounds, in characters, what is compared for slips.
const maxSlipped = 60

// distance counts insertions, deletions, replacements and swaps of neighbours between a and b, and
// gives more than most when there are more.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most || max(len(a), len(b)) > maxSlipped {
		return most + 1
	}
	var rows [3][maxSlipped + 1]int // of the character before the last, of the last, and of this
	before, last, this := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		this[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, this[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			this[j] = d
			least = min(least, d)
		}
		if least > most+1 { // a swap may still take one back
			return most + 1
		}
		before, last, this = last, this, before
	}
	return last[len(b)]
}
