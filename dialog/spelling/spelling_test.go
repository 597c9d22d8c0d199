package spelling_test

import (
	"testing"

	"huiyin/dialog/spelling"
)

func TestHint(t *testing.T) {
	keys := []string{"id", "type", "text", "options", "min", "max", "labels", "routes"}
	for _, tc := range []struct {
		word  string
		names []string
		want  string
	}{
		{"opions", keys, `did you mean "options"?`},
		{"otpions", keys, `did you mean "options"?`},
		{"Routes", keys, `did you mean "routes"?`},
		{"lables", keys, `did you mean "labels"?`},
		{"tpye", keys, `did you mean "type"?`},
		{"motor_claim", []string{"motor-claim"}, `did you mean "motor-claim"?`},
		{"numbr", []string{"nps", "number"}, `did you mean "number"?`},
		{"weak", []string{"taste", "wake"}, `did you mean "wake"?`},
		{"colour", []string{"id", "kind"}, "there are id, kind"},
		{"x", []string{"id"}, `there is "id"`},
		{"x", nil, ""},
		{"id", []string{"id"}, ""},
		{"q99", []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"}, ""},
		{"满意", []string{"很满意", "不满"}, `did you mean "很满意"?`},
	} {
		if got := spelling.Hint(tc.word, tc.names); got != tc.want {
			t.Errorf("%q among %v: %s, want %s", tc.word, tc.names, got, tc.want)
		}
	}
}
