package answer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog/answer"
)

// Whatever people type, nothing panics, indexes stay within the options, and folded text reads as
// the text itself.
func FuzzReaders(f *testing.F) {
	for _, s := range []string{"", "我给9分吧", "七八分", "10/10", "不是没有", "1、3和4", "第二个", "2026年11月25日", "last wed", "转人工转人工", "İ K", "\xff1", "①👍🏻", "两万五", "０", "满分10分，我给8分", "3 out of 10"} {
		f.Add(s)
	}
	options := []string{"速度慢", "赔款（金额）", "It was slow", "其他", ""}
	f.Fuzz(func(t *testing.T, s string) {
		folded := answer.Fold(s)
		if again := answer.Fold(folded); again != folded {
			t.Fatalf("Fold(%q) = %q, again %q", s, folded, again)
		}
		n1, ok1 := answer.Number(s)
		n2, ok2 := answer.Number(folded)
		if n1 != n2 || ok1 != ok2 {
			t.Errorf("Number(%q) = %v %v, folded %v %v", s, n1, ok1, n2, ok2)
		}
		if r, ok := answer.Rating(s, 0, 10); ok && (r < 0 || r > 10) {
			t.Errorf("Rating(%q) = %v", s, r)
		}
		y1, ok1 := answer.YesNo(s)
		y2, ok2 := answer.YesNo(folded)
		if y1 != y2 || ok1 != ok2 {
			t.Errorf("YesNo(%q) differs when folded", s)
		}
		a1, ok1 := answer.Consent(s)
		a2, ok2 := answer.Consent(folded)
		if a1 != a2 || ok1 != ok2 {
			t.Errorf("Consent(%q) differs when folded", s)
		}
		if answer.Command(s) != answer.Command(folded) {
			t.Errorf("Command(%q) differs when folded", s)
		}
		if i, ok := answer.Choice(s, options); ok && (i < 0 || i >= len(options)) {
			t.Errorf("Choice(%q) = %d", s, i)
		}
		m1, ok1 := answer.Multi(s, options)
		m2, ok2 := answer.Multi(folded, options)
		if ok1 != ok2 || ok1 && !cmp.Equal(m1, m2) {
			t.Errorf("Multi(%q) = %v, folded %v", s, m1, m2)
		}
		for i, m := range m1 {
			if m < 0 || m >= len(options) || i > 0 && m <= m1[i-1] {
				t.Errorf("Multi(%q) = %v", s, m1)
			}
		}
		d1, ok1 := answer.Date(s, today)
		d2, ok2 := answer.Date(folded, today)
		if ok1 != ok2 || ok1 && !d1.Equal(d2) {
			t.Errorf("Date(%q) = %v, folded %v", s, d1, d2)
		}
	})
}
