package surveyfile

import (
	"fmt"
	"strings"

	"huiyin/dialog/spelling"
)

// unknownKey tells what to write instead of a key that there is not.
func unknownKey(key string, known []string) string {
	if near := spelling.Near(key, known); near != "" {
		return fmt.Sprintf("unknown key %q: %s", key, near)
	}
	return fmt.Sprintf("unknown key %q: want %s", key, strings.Join(known, ", "))
}

// notYAML tells what to write instead of a line that is no YAML; msg is the parser's.
func notYAML(msg, line string) string {
	hint := ""
	has := func(part string) bool { return strings.Contains(msg, part) }
	value := strings.TrimSpace(line[strings.IndexByte(line, ':')+1:])
	switch {
	case strings.Contains(line, "："):
		hint = "write : for ：, and a blank after it"
	case has(`found character '	'`):
		hint = "a tab cannot indent: use blanks"
	case has("unexpected key name"), has("non-map value"):
		hint = "a key needs a colon and a blank after it, as id: motor-claim; or this stands too far left"
	case has("end character of"):
		hint = "a quote is not closed"
	case has("']'"):
		hint = "what begins with [ is not closed"
	case has("'}'"):
		hint = "what begins with { is not closed; inside { }, words that hold a comma, a brace or a quote need quotes of their own"
	case strings.HasPrefix(value, `"`), strings.HasPrefix(value, "'"):
		hint = `what begins with a quote ends with it: put all of it into the other quotes, as '"price" in answer'`
	case strings.HasPrefix(value, "{") && has("value is not allowed"):
		hint = "words that begin with { need quotes"
	case has("mapping value is not allowed"):
		hint = "words that hold a colon need quotes; or this line stands too far right"
	case has("value is not allowed"):
		hint = "this stands too far left or right: keys of one thing begin below each other"
	case has("reserved character"), has("unexpected directive"):
		hint = "words that begin with this character need quotes"
	}
	if hint == "" {
		return "not YAML: " + msg
	}
	return "not YAML: " + msg + "; " + hint
}
