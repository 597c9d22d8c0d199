package diagram

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How much of a text is shown, in columns: a Chinese character takes two.
const (
	lineColumns = 34
	maxLines    = 2
)

// beginning gives the first words of a text, as many as a box holds.
func beginning(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	shown := cutTo(text, maxLines*lineColumns)
	if shown == text && len(wrapped(text, lineColumns)) <= maxLines {
		return text
	}
	for len(wrapped(shown+"…", lineColumns)) > maxLines {
		_, size := utf8.DecodeLastRuneInString(shown)
		shown = shown[:len(shown)-size]
	}
	return strings.TrimRight(shown, " ，,、") + "…"
}

// wrapped breaks text into lines of at most columns, between words where there are blanks.
func wrapped(text string, columns int) []string {
	var lines []string
	for width(text) > columns {
		head := cutTo(text, columns)
		rest := text[len(head):]
		if word := lastWord(head); word > 0 && !strings.HasPrefix(rest, " ") && isLatin(rest) {
			head, rest = head[:word], head[word:]+rest
		}
		for _, r := range rest { // no line begins with a mark that ends a phrase
			if !strings.ContainsRune("，。？！：；、”）,.?!:;)", r) {
				break
			}
			head, rest = head+string(r), strings.TrimPrefix(rest, string(r))
		}
		lines = append(lines, strings.TrimSpace(head))
		text = strings.TrimSpace(rest)
	}
	if text != "" || len(lines) == 0 {
		lines = append(lines, text)
	}
	return lines
}

// lastWord gives where the letters begin that end a text.
func lastWord(text string) int { return len(strings.TrimRightFunc(text, latin)) }

func isLatin(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return latin(r)
}

func latin(r rune) bool { return r < 0x2E80 && !unicode.IsSpace(r) }

// width is how many columns a text takes.
func width(text string) int {
	n := 0
	for _, r := range text {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	if r >= 0x2E80 || strings.ContainsRune("“”‘’…—", r) {
		return 2
	}
	return 1
}

// cutTo gives the beginning of text that takes at most columns.
func cutTo(text string, columns int) string {
	for i, r := range text {
		if columns -= columnsOf(r); columns < 0 {
			return text[:i]
		}
	}
	return text
}
