package answer_test

import (
	"testing"

	"huiyin/dialog/answer"
)

// Whatever people type, folded text says the same as the text itself.
func FuzzFolded(f *testing.F) {
	for _, s := range []string{"", "我给9分吧", "七八分", "10/10", "不是没有", "1、3和4", "第二个", "2026年11月25日", "last wed", "转人工转人工", "İ K", "\xff1", "①👍🏻", "两万五", "０", "满分10分，我给8分", "3 out of 10"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := answer.Fold(s)
		if again := answer.Fold(folded); again != folded {
			t.Fatalf("Fold(%q) = %q, again %q", s, folded, again)
		}
		a1, ok1 := answer.Consent(s)
		a2, ok2 := answer.Consent(folded)
		if a1 != a2 || ok1 != ok2 {
			t.Errorf("Consent(%q) differs when folded", s)
		}
		if answer.Command(s) != answer.Command(folded) {
			t.Errorf("Command(%q) differs when folded", s)
		}
	})
}
