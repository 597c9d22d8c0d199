package wechat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// split cuts text into parts of at most limit bytes: after a sentence where one ends in the second
// half of a part, else at a space, else between two characters. White space at a cut is dropped.
func split(text string, limit int) []string {
	var parts []string
	for len(text) > limit {
		cut := cutPoint(text, limit)
		if part := strings.TrimRightFunc(text[:cut], unicode.IsSpace); part != "" {
			parts = append(parts, part)
		}
		text = strings.TrimLeftFunc(text[cut:], unicode.IsSpace)
	}
	if text != "" {
		parts = append(parts, text)
	}
	return parts
}

// cutPoint finds where to cut text, which is longer than limit bytes.
func cutPoint(text string, limit int) int {
	sentence, space, char := 0, 0, 0
	for i, r := range text {
		end := i + utf8.RuneLen(r)
		if end > limit {
			break
		}
		next, _ := utf8.DecodeRuneInString(text[end:])
		if joined(r, next) {
			continue
		}
		char = end
		switch {
		case strings.ContainsRune("\n。！？；…!?;", r), r == '.' && unicode.IsSpace(next):
			sentence = end
		case unicode.IsSpace(r), r == '，', r == '、', r == ',':
			space = end
		}
	}
	switch {
	case sentence > limit/2:
		return sentence
	case space > limit/2:
		return space
	case char > 0:
		return char
	}
	// A run of joined characters longer than a whole message: cut it between two of them.
	char = limit
	for !utf8.RuneStart(text[char]) {
		char--
	}
	return max(char, 1)
}

// joined reports whether b continues what a begins: an accent, a variation selector, a joined emoji.
func joined(a, b rune) bool {
	const zwj = '\u200d'
	return a == zwj || b == zwj || unicode.In(b, unicode.Mn, unicode.Me) || b >= 0x1F3FB && b <= 0x1F3FF
}
