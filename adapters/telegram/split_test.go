package telegram

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
)

func TestSplitCutsWhereAReaderWouldPause(t *testing.T) {
	tests := []struct {
		name, text string
		limit      int
		want       []string
	}{
		{"short text stays whole", "您好。", 10, []string{"您好。"}},
		{"at a sentence", "理赔已结案。满意吗？请回复", 9, []string{"理赔已结案。", "满意吗？请回复"}},
		{"at a line before a sentence", "第一行好\n第二。第三行字", 8, []string{"第一行好\n", "第二。第三行字"}},
		{"at a word", "alpha beta gamma", 12, []string{"alpha beta ", "gamma"}},
		{"within a word without end", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"an early end is not worth a short part", "好。abcdefgh", 8, []string{"好。abcdef", "gh"}},
		{"an emoji counts as two and stays whole", "😀😀😀", 5, []string{"😀😀", "😀"}},
		{"white space alone is no part", "abcd    \n", 4, []string{"abcd"}},
		{"nothing is no part", "", 4, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, split(tt.text, tt.limit)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("您好。a b\n😀", 3)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if !utf8.ValidString(text) || limit < 2 || limit > 5000 {
			return
		}
		parts := split(text, limit)
		for _, p := range parts {
			if n := len(utf16.Encode([]rune(p))); n > limit || strings.TrimSpace(p) == "" {
				t.Errorf("part of %d characters, limit %d", n, limit)
			}
		}
		if got, want := strings.Join(strings.Fields(strings.Join(parts, "")), ""), strings.Join(strings.Fields(text), ""); got != want {
			t.Error("the parts are not the text")
		}
	})
}

func TestButtonsAreLaidOutForAThumb(t *testing.T) {
	rows := func(inline bool, labels ...string) []string {
		var buttons []adapters.Button
		for _, l := range labels {
			buttons = append(buttons, adapters.Button{Label: l, Value: "1"})
		}
		var got []string
		for _, row := range layOut(buttons, inline) {
			var l []string
			for _, b := range row {
				l = append(l, b.Text)
			}
			got = append(got, strings.Join(l, "|"))
		}
		return got
	}
	scale := strings.Split("0 1 2 3 4 5 6 7 8 9 10", " ")
	for _, tt := range []struct {
		name string
		got  []string
		want []string
	}{
		{"a scale in two even rows", rows(true, scale...), []string{"0|1|2|3|4|5", "6|7|8|9|10"}},
		{"five numbers in one row", rows(true, "1", "2", "3", "4", "5"), []string{"1|2|3|4|5"}},
		{"seven numbers", rows(true, "1", "2", "3", "4", "5", "6", "7"), []string{"1|2|3|4", "5|6|7"}},
		{"words need room", rows(true, "非常不满意", "不满意", "一般", "满意", "非常满意"), []string{"非常不满意|不满意|一般", "满意|非常满意"}},
		{"a list has one in a row", rows(false, "是", "否"), []string{"是", "否"}},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}
