package surveyimport_test

import (
	"testing"

	"huiyin/dialog/surveyimport"
)

func TestTextsLoseTheirStyles(t *testing.T) {
	for styled, want := range map[string]string{
		"<p>Thank you, <b>really</b>.</p><p>Bye.</p>":   "Thank you, really.\nBye.",
		"一行<br/>两行":                                     "一行\n两行",
		"**Bold** and __more__, 3 * 4 < 5":              "Bold and more, 3 * 4 < 5",
		"Tom &amp; Jerry&nbsp;&lt;3":                    "Tom & Jerry <3",
		`Read <a href="https://example.com/p">this</a>`: "Read this (https://example.com/p)",
		"Read [this](https://example.com/p).":           "Read this (https://example.com/p).",
		" \t\n spaces \r\n\r\n and lines \u0007 ":       "spaces\nand lines",
	} {
		if got := surveyimport.Plain(styled); got != want {
			t.Errorf("%q\n got %q\nwant %q", styled, got, want)
		}
	}
}

// In our texts a brace begins a name, so those that mean nothing become parentheses.
func TestNamesInTexts(t *testing.T) {
	for _, c := range []struct{ text, open, want string }{
		{"Hello ${name}, {really}", "${", "Hello {name}, (really)"},
		{"${a}${b} ${ ${c d}", "${", "{a}{b} $( {c d}"},
		{"您好{称呼}，{", "{", "您好{称呼}，("},
		{"a } b {x} c", "{", "a ) b {x} c"},
	} {
		if got := surveyimport.Piping(c.text, c.open); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// Forms name their languages in many ways.
func TestLanguages(t *testing.T) {
	for name, want := range map[string]string{
		"Chinese (zh)": "zh", "中文 (zh)": "zh", "简体中文": "zh", "zh-CN": "zh", "zh_Hans": "zh", "English (en)": "en", "en-GB": "en", "english": "en",
		"French (fr)": "", "English (fr)": "en", "": "", "entire": "",
	} {
		if got, ok := surveyimport.Language(name); got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v", name, got, ok)
		}
	}
}
