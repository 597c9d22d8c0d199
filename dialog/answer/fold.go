package answer

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold brings text to the one form that readers compare: half-width, lower case, simplified for
// the characters used here, Chinese punctuation as its ASCII likeness, circled digits as digits,
// no emoji modifiers, single spaces. Fold(Fold(s)) == Fold(s).
func Fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range text {
		switch {
		case invisible(r):
			continue
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		}
		if n, ok := circled(r); ok && r >= 0x80 {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(n))
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(foldRune(r))
	}
	return b.String()
}

// denied writes a “not” typed in pinyin before a character as one: bu满意, mei解决. Stories are let be.
func denied(folded string) string {
	if len(folded) > maxReply {
		return folded
	}
	for _, not := range []struct{ pinyin, han string }{{"bu", "不"}, {"mei", "没"}} {
		for from := 0; ; {
			i := strings.Index(folded[from:], not.pinyin)
			if i < 0 {
				break
			}
			i += from
			from = i + len(not.pinyin)
			rest := strings.TrimPrefix(folded[from:], " ")
			next, _ := utf8.DecodeRuneInString(rest)
			if isHan(next) && bounded(folded, i, from) {
				folded = folded[:i] + not.han + rest
			}
		}
	}
	return folded
}

// invisible tells the runes that only modify how another looks: zero-width characters, variation
// selectors, the keycap, skin tones.
func invisible(r rune) bool {
	if r >= 0x20 && r < 0x7F || r >= 0x4E00 && r <= 0x9FFF {
		return false
	}
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0xFE00 && r <= 0xFE0F, r >= 0x1F3FB && r <= 0x1F3FF:
		return true
	case r == 0x20E3, r == 0x2060, r == 0xFEFF:
		return true
	}
	return unicode.IsControl(r) && !unicode.IsSpace(r)
}

// circled reads ① to ⑳, ⑴ to ⒇, ❶ to ❿ and 🔟.
func circled(r rune) (int, bool) {
	switch {
	case r >= '①' && r <= '⑳':
		return int(r-'①') + 1, true
	case r >= '⑴' && r <= '⒇':
		return int(r-'⑴') + 1, true
	case r >= '❶' && r <= '❿':
		return int(r-'❶') + 1, true
	case r == '🔟':
		return 10, true
	}
	return 0, false
}

func foldRune(r rune) rune {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if r >= 0xFF01 && r <= 0xFF5E {
		r -= 0xFEE0
	}
	if p, ok := punctuation[r]; ok {
		return p
	}
	if s, ok := simplified[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}

var punctuation = map[rune]rune{
	'，': ',', '、': ',', '。': '.', '．': '.', '｡': '.', '！': '!', '？': '?', '；': ';', '：': ':',
	'“': '"', '”': '"', '‘': '\'', '’': '\'', '「': '"', '」': '"', '（': '(', '）': ')',
	'～': '~', '〜': '~', '∼': '~', '—': '-', '–': '-', '−': '-', '‐': '-', '…': '.', '·': '.', '⁄': '/',
}

// simplified maps the traditional characters that occur in the words this package looks for. It is
// no converter: names and options in traditional script are compared after the same mapping.
var simplified = pairs(
	"請请幫帮轉转這这個个們们沒没還还決决對对說说問问題题滿满時时間间開开關关電电話话號号點点" +
		"兩两萬万貳贰參叁陸陆會会願愿謝谢訂订閱阅發发給给選选項项絕绝參叁與与過过錢钱單单處处" +
		"辦办終终結结為为從从來来東东應应當当實实確确認认讓让誰谁麼么嗎吗無无後后週周歲岁總总" +
		"擾扰騷骚煩烦跳跳續续繼继壓压買买賣卖費费賠赔險险經经見见語语錯错興兴動动鐘钟慣惯歡欢" +
		moreTraditional)

func pairs(s string) map[rune]rune {
	m := map[rune]rune{}
	runes := []rune(s)
	for i := 0; i+1 < len(runes); i += 2 {
		m[runes[i]] = runes[i+1]
	}
	return m
}

// trim drops the punctuation and spaces around s.
func trim(s string) string { return strings.TrimFunc(s, mark) }

// mark tells punctuation and spaces from what says something.
func mark(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r >= 0x4E00 && r <= 0x9FFF:
		return false
	case r == '~', r == '^', r == '`':
		return true
	}
	return unicode.IsSpace(r) || unicode.IsPunct(r)
}

// clauses splits folded text at punctuation. Emoji that say yes or no stand alone.
func clauses(s string) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if c := trim(b.String()); c != "" {
			out = append(out, c)
		}
		b.Reset()
	}
	for _, r := range s {
		switch {
		case strings.ContainsRune(",.!?;:()~\"", r):
			flush()
		case strings.ContainsRune(thumbs, r):
			flush()
			out = append(out, string(r))
		default:
			b.WriteRune(r)
		}
	}
	flush()
	return out
}

// thumbs are the emoji that answer by themselves.
const thumbs = "👍👌🙆✅✔☑💯👎🙅❌✖"

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= utf8.RuneSelf && unicode.Is(unicode.Han, r)
}

func hasHan(s string) bool { return strings.IndexFunc(s, isHan) >= 0 }

func isASCIILetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// single collapses a text of one rune repeated ("嗯嗯嗯", "👍👍") to that rune.
func single(s string) string {
	runes := []rune(s)
	for _, r := range runes {
		if r != runes[0] || isDigit(r) || isASCIILetter(r) {
			return s
		}
	}
	if len(runes) == 0 {
		return s
	}
	return string(runes[0])
}

// set makes a set of space-separated words; an underscore stands for a space.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[strings.ReplaceAll(w, "_", " ")] = true
	}
	return m
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
