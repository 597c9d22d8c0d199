package telegram

import (
	"strings"
	"unicode"
)

// split cuts text into parts of at most limit characters; together they are the text. Characters
// outside the basic plane count as two, as UTF-16 has them: the document does not say which count
// is meant, and this one keeps both. It cuts after the last line, sentence or word that ends in
// the second half of a part, and within a word only where there is no such end. Parts of white
// space alone, which Telegram takes for empty, are left out.
func split(text string, limit int) []string {
	var parts []string
	for text != "" {
		n := len(text)
		if end := fits(text, limit); end < n {
			n = breakBefore(text[:end])
		}
		if strings.TrimSpace(text[:n]) != "" {
			parts = append(parts, text[:n])
		}
		text = text[n:]
	}
	return parts
}

// fits is how many bytes of text make at most limit characters.
func fits(text string, limit int) int {
	units := 0
	for i, r := range text {
		units++
		if r > 0xFFFF {
			units++
		}
		if units > limit {
			return i
		}
	}
	return len(text)
}

// breakBefore is where to cut window, in bytes; at least half of it is kept.
func breakBefore(window string) int {
	half := len(window) / 2
	ends := []func(r rune) bool{
		func(r rune) bool { return r == '\n' },
		func(r rune) bool { return strings.ContainsRune("。！？；…!?;", r) },
		unicode.IsSpace,
		func(r rune) bool { return strings.ContainsRune("，、：,:", r) },
	}
	for _, isEnd := range ends {
		if i := strings.LastIndexFunc(window, isEnd); i >= half {
			return i + len(string([]rune(window[i:])[0]))
		}
	}
	return len(window)
}
