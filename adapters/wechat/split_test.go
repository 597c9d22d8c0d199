package wechat

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTextIsCutWhereItHurtsLeast(t *testing.T) {
	for name, tt := range map[string]struct {
		text  string
		limit int
		want  []string
	}{
		"short":                        {"您好", 6, []string{"您好"}},
		"after a sentence":             {"一二三。四五六。七", 26, []string{"一二三。四五六。", "七"}},
		"after a word":                 {"alpha beta gamma", 12, []string{"alpha beta", "gamma"}},
		"within a word":                {"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		"never within a character":     {"一二三", 4, []string{"一", "二", "三"}},
		"never within a joined emoji":  {"ab👨‍👩‍👧", 19, []string{"ab", "👨‍👩‍👧"}},
		"a full stop within a number":  {"it is 3.14159 now", 13, []string{"it is 3.14159", "now"}},
		"early sentences do not count": {"好。一二三四五六七八", 18, []string{"好。一二三四", "五六七八"}},
		"empty":                        {"", 5, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, split(tt.text, tt.limit)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("一二三。四五六", 10)
	f.Add("👨‍👩‍👧👨‍👩‍👧", 5)
	f.Add(strings.Repeat("\u0301", 20), 4)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if limit < utf8.UTFMax || limit > maxText {
			return
		}
		text = clean(text)
		withoutSpace := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) {
					return -1
				}
				return r
			}, s)
		}
		parts := split(text, limit)
		for _, p := range parts {
			if len(p) > limit || p == "" || !utf8.ValidString(p) {
				t.Errorf("part %q of %q at %d", p, text, limit)
			}
		}
		if withoutSpace(strings.Join(parts, "")) != withoutSpace(text) {
			t.Errorf("%q at %d lost something: %q", text, limit, parts)
		}
	})
}
