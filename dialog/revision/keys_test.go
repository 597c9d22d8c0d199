package revision

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"
)

// A key that is added to the format must say what a change of it does to the answers. The schema knows
// every key: a test there holds it to the parser.
func TestEveryKeyOfTheFormatSaysWhatItsChangeDoes(t *testing.T) {
	data, err := os.ReadFile("../../configs/schema/survey.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	type part struct {
		Properties map[string]any `json:"properties"`
	}
	var schema struct {
		part
		Definitions map[string]part `json:"definitions"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	byThemselves := []string{"id", "questions", "options", "rows"} // compared one by one
	for name, tc := range map[string]struct {
		part  part
		rules map[string]rule
		table string
	}{
		"survey":   {schema.part, surveyKeys, "surveyKeys"},
		"question": {schema.Definitions["question"], questionKeys, "questionKeys"},
		"option":   {schema.Definitions["option"], partKeys, "partKeys"},
		"row":      {schema.Definitions["row"], partKeys, "partKeys"},
	} {
		if len(tc.part.Properties) < 2 {
			t.Errorf("the schema has no keys of a %s", name)
		}
		for _, key := range slices.Sorted(maps.Keys(tc.part.Properties)) {
			if _, ok := tc.rules[key]; !ok && !slices.Contains(byThemselves, key) {
				t.Errorf("a %s has the key %q: say in %s of keys.go whether a change of it changes the meaning of answers, the way, or words around", name, key, tc.table)
			}
		}
	}
}
