package schema_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"huiyin/configs/schema"
)

var example = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// partsOf names what the items of a list in a survey file are, by the list's key.
var partsOf = map[string]string{
	"questions": "question", "vars": "variable", "quotas": "quota",
	"options": "option", "rows": "row", "routes": "route",
}

// Every key of the format, and every type of question, stands in an example of docs/survey-format.md
// (which dialog/surveyfile loads) and is named in its text.
func TestEveryKeyOfTheFormatIsDocumented(t *testing.T) {
	text := read(t, "../../docs/survey-format.md")
	shown := map[string]bool{}
	for _, block := range example.FindAllStringSubmatch(text, -1) {
		var value any
		if err := yaml.Unmarshal([]byte(block[1]), &value); err != nil {
			t.Fatal(err)
		}
		if list, ok := value.([]any); ok {
			value = map[string]any{"questions": list}
		}
		uses("survey", value, shown)
	}
	s := parse(t, schema.Survey())
	parts := map[string]any{"survey": s}
	for name, part := range s["definitions"].(map[string]any) {
		if name != "text" { // its keys are languages
			parts[name] = part
		}
	}
	for name, part := range parts {
		properties := part.(map[string]any)["properties"].(map[string]any)
		for key := range properties {
			if !shown[name+"."+key] {
				t.Errorf("no example in docs/survey-format.md has the key %q of a %s", key, name)
			}
			if !strings.Contains(text, "`"+key+"`") && !strings.Contains(text, "`"+key+":") {
				t.Errorf("docs/survey-format.md says nothing of the key %q of a %s", key, name)
			}
		}
		if name != "question" {
			continue
		}
		for _, kind := range properties["type"].(map[string]any)["enum"].([]any) {
			if !shown["type "+kind.(string)] {
				t.Errorf("no example in docs/survey-format.md of the type %s", kind)
			}
		}
	}
}

// uses notes which keys a part of an example has, and the parts in it.
func uses(part string, value any, shown map[string]bool) {
	object, ok := value.(map[string]any)
	if !ok {
		return
	}
	if _, ok := object["section"]; ok {
		part = "section"
	}
	for key, inside := range object {
		shown[part+"."+key] = true
		if kind, ok := inside.(string); ok && part == "question" && key == "type" {
			shown["type "+kind] = true
		}
		list, _ := inside.([]any)
		for _, item := range list {
			uses(partsOf[key], item, shown)
		}
	}
}
