package desk

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"huiyin/bot/insight"
)

func TestEveryPhraseIsSaidInBothLanguages(t *testing.T) {
	for _, part := range []map[string]words{pageWords, caseWords, doorWords, refusalWords} {
		for key, w := range part {
			if w.zh == "" || w.en == "" {
				t.Errorf("%s: %+v", key, w)
			}
		}
	}
	for _, cause := range rootCauses() {
		if _, ok := lookup("en", "cause."+cause); !ok {
			t.Errorf("root cause %s has no name", cause)
		}
	}
}

func TestEveryPhraseOfTheTemplatesExists(t *testing.T) {
	call := regexp.MustCompile(`\bt "([^"]+)"`)
	err := fs.WalkDir(templateFiles, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := templateFiles.ReadFile(path)
		for _, m := range call.FindAllStringSubmatch(string(body), -1) {
			if _, ok := lookup("zh", m[1]); !ok {
				t.Errorf("%s: no phrase %q", path, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWordsAreMarkedWhereTheyStand(t *testing.T) {
	show := func(spans []span) string {
		var b strings.Builder
		for _, s := range spans {
			if s.Hit {
				b.WriteString("[" + s.Text + "]")
			} else {
				b.WriteString(s.Text)
			}
		}
		return b.String()
	}
	for _, c := range []struct {
		text  string
		words []string
		want  string
	}{
		{"打电话没人管，没人管", []string{"没人管"}, "打电话[没人管]，[没人管]"},
		{"去银保监投诉", []string{"投诉", "银保监投诉", "银保监"}, "去[银保监投诉]"},
		{"好的", []string{"", "坏"}, "好的"},
		{"投诉", []string{"投诉"}, "[投诉]"},
		{"", []string{"x"}, ""},
	} {
		if got := show(highlight(c.text, c.words)); got != c.want {
			t.Errorf("highlight(%q, %q) = %q, want %q", c.text, c.words, got, c.want)
		}
	}
}

func FuzzHighlightKeepsEveryByte(f *testing.F) {
	f.Add("去银保监投诉", "投诉", "银保监")
	f.Add("aaa", "aa", "")
	f.Fuzz(func(t *testing.T, text, a, b string) {
		var all strings.Builder
		for _, s := range highlight(text, []string{a, b}) {
			all.WriteString(s.Text)
		}
		if all.String() != text {
			t.Errorf("highlight(%q) lost something: %q", text, all.String())
		}
	})
}

func TestSharesSumToAHundred(t *testing.T) {
	for _, n := range []insight.NPS{{N: 3, Promoters: 1, Passives: 1, Detractors: 1}, {N: 7, Promoters: 5, Passives: 1, Detractors: 1}, {N: 1267, Promoters: 621, Passives: 330, Detractors: 316}} {
		s := shares(n)
		if s[0]+s[1]+s[2] != 100 {
			t.Errorf("shares of %+v = %v", n, s)
		}
	}
}

func TestIdentityNumbersAreMasked(t *testing.T) {
	for in, want := range map[string]string{
		"打 13812344471 找我":      "打 138****4471 找我",
		"110101199003070011":    "110101********0011",
		"CL20260118-4471":       "CL20260118-4471",
		"PDZA-202601-88213":     "PDZA-202601-88213",
		"11010119900307001X 和你": "110101********001X 和你",
	} {
		if got := masked(in); got != want {
			t.Errorf("masked(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestOnlyTheRightPasswordOpens(t *testing.T) {
	hash := hashPassword("每个声音都有回音")
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %q is not the PHC string we promise", hash)
	}
	if !checkPassword(hash, "每个声音都有回音") || checkPassword(hash, "每个声音都有回声") {
		t.Error("the wrong password opens, or the right one does not")
	}
	for _, broken := range []string{"", "$", "plain", hash[:len(hash)-20], strings.Replace(hash, "m=19456", "m=4294967295", 1), nobodysHash} {
		if checkPassword(broken, "") || checkPassword(broken, "每个声音都有回音") {
			t.Errorf("%q opens", broken)
		}
	}
}
