package surveyimport

import (
	"html"
	"regexp"
	"strings"
)

var (
	breaks = regexp.MustCompile(`(?i)<br\s*/?>|</p>|</div>|</li>|</h[1-6]>`)
	anchor = regexp.MustCompile(`(?is)<a\s[^<>]*href\s*=\s*["']?(https?://[^"'\s<>]+)["']?[^<>]*>(.*?)</a>`)
	link   = regexp.MustCompile(`\[([^\[\]\n]+)\]\((https?://[^()\s]+)\)`)
	tags   = regexp.MustCompile(`<[/!a-zA-Z][^<>]*>`)
	bold   = regexp.MustCompile(`\*\*([^*\n]+)\*\*|__([^_\n]+)__`)
	lines  = regexp.MustCompile(`[ \t]*\n[ \t\n]*`)
)

// Plain gives words without the HTML and Markdown that forms style them with: messages have no styles. Where
// a link leads stands behind its words.
func Plain(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = link.ReplaceAllString(anchor.ReplaceAllString(text, "$2 ($1)"), "$1 ($2)")
	text = breaks.ReplaceAllString(text, "\n")
	text = tags.ReplaceAllString(text, "")
	text = bold.ReplaceAllString(text, "$1$2")
	all := strings.Split(strings.ToValidUTF8(html.UnescapeString(text), ""), "\n")
	for i, line := range all {
		all[i] = printable(line)
	}
	return strings.TrimSpace(lines.ReplaceAllString(strings.Join(all, "\n"), "\n"))
}

// reference is a name in braces.
var reference = regexp.MustCompile(`\{[^{}\n]*\}`)

// Piping makes of text one whose only braces are those around names: open is what begins a name in
// the source, "${" or "{". Other braces become parentheses, for a brace begins a name in our texts.
func Piping(text, open string) string {
	var b strings.Builder
	for text != "" {
		at := strings.Index(text, open)
		if at < 0 {
			break
		}
		name := reference.FindString(text[at+len(open)-1:])
		if name == "" || !strings.HasPrefix(text[at+len(open)-1:], name) {
			b.WriteString(noBraces(text[:at+len(open)]))
			text = text[at+len(open):]
			continue
		}
		b.WriteString(noBraces(text[:at]) + name)
		text = text[at+len(open)-1+len(name):]
	}
	return b.String() + noBraces(text)
}

func noBraces(s string) string { return strings.NewReplacer("{", "(", "}", ")").Replace(s) }
