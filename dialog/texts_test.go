package dialog

import (
	"reflect"
	"strings"
	"testing"
)

func TestTheEngineSpeaksBothLanguagesCompletely(t *testing.T) {
	zh, en := reflect.ValueOf(chinese()), reflect.ValueOf(english())
	for i := range zh.NumField() {
		name := zh.Type().Field(i).Name
		a, b := zh.Field(i).String(), en.Field(i).String()
		if a == "" || b == "" {
			t.Errorf("%s: zh %q, en %q", name, a, b)
		}
		if strings.Count(a, "%") != strings.Count(b, "%") {
			t.Errorf("%s: the languages take different values: %q, %q", name, a, b)
		}
	}
}

// The wording that survey-science.md fixes, to the letter.
func TestStandardNPSWording(t *testing.T) {
	sv := &Survey{ID: "x", Langs: []string{"zh", "en"}, Questions: []*Question{{ID: "nps", Type: NPS}}}
	if err := sv.Compile(); err != nil {
		t.Fatal(err)
	}
	q := sv.Questions[0]
	if got, want := sv.asked(q, &Session{Lang: "zh"}), "您有多大可能向朋友或同事推荐我们？（0=完全不可能，10=极有可能）"; got != want {
		t.Errorf("zh %q, want %q", got, want)
	}
	if got, want := q.Text.In("en"), "How likely is it that you would recommend us to a friend or colleague?"; got != want {
		t.Errorf("en %q, want %q", got, want)
	}
}
