package dialog

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The ways to write a variable, and the type each is for.
var formats = map[string]string{
	"money": "number", // 12,000 or 12,000.50
	"date":  "string", // 2026年1月5日, 5 January 2026; what is no date stays as it is
	"upper": "string", // 沪a·12345 → 沪A·12345
}

// parse reads what stands between the braces: name, name:format, name|fallback, name:format|fallback.
func (p *piece) parse(inner string) {
	head, fallback, _ := strings.Cut(inner, "|")
	name, format, formatting := strings.Cut(head, ":")
	switch {
	case !identifier(strings.TrimPrefix(name, answersOf)):
		p.bad = fmt.Sprintf("%s is no placeholder: want {name}; a brace in a text is always one", p.text)
	case formatting && formats[format] == "":
		p.bad = fmt.Sprintf("%s: the formats are money, date and upper, as {paid:money}", p.text)
	default:
		p.variable, p.format, p.fallback = &name, format, fallback
	}
}

// misfit tells why the placeholder does not go with its variable, or "".
func (p *piece) misfit(v *Variable) string {
	switch {
	case p.format != "" && formats[p.format] != v.Type:
		return fmt.Sprintf("format %s is for a %s, %s is a %s: leave the format out, or change the type", p.format, formats[p.format], v.Name, v.Type)
	case p.fallback != "" && v.Type != "string":
		return fmt.Sprintf("a %s is never empty: {%s} needs no words instead", v.Type, v.Name)
	case utf8.RuneCountInString(p.fallback) > maxPiped:
		return fmt.Sprintf("the words instead of {%s} are longer than %d characters", v.Name, maxPiped)
	}
	return ""
}

// formatted writes a variable for people.
func formatted(x any, format, lang string) string {
	plain := show(x, wordsIn(lang))
	switch n, _ := x.(float64); format {
	case "money":
		return money(n)
	case "date":
		if d, err := time.Parse(time.DateOnly, plain); err == nil {
			return day(d, lang)
		}
	case "upper":
		return strings.ToUpper(plain)
	}
	return plain
}

// money writes yuan with commas, and with cents where there are some.
func money(n float64) string {
	text := strconv.FormatFloat(math.Abs(n), 'f', 2, 64)
	text = strings.TrimSuffix(text, ".00")
	whole, cents, fraction := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction {
		whole += "." + cents
	}
	if n < 0 {
		whole = "-" + whole
	}
	return cut(whole, maxPiped)
}

func day(d time.Time, lang string) string {
	if lang == "en" {
		return d.Format("2 January 2006")
	}
	return d.Format("2006年1月2日")
}
