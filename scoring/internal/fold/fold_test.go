package fold

import (
	"slices"
	"testing"
)

func FuzzRunes(f *testing.F) {
	for _, s := range []string{"賠錢，ＡＢＣ！", "İ’K", "\xff", "没 人"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in := []rune(s)
		out := Runes(in)
		if len(out) != len(in) || !slices.Equal(Runes(out), out) {
			t.Errorf("Runes(%q) = %q, again %q", s, string(out), string(Runes(out)))
		}
		for i := range out {
			ClauseEnd(out, i)
			WholeWord(out, i, len(out))
		}
	})
}
