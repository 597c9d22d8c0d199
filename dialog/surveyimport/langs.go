package surveyimport

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Language gives the engine's tag of a language as a form names it: “Chinese (zh)”, “简体中文”,
// “zh-CN”, “English (en)”, “en-GB”. ok is false for a language that the engine does not speak.
func Language(name string) (lang string, ok bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if open := strings.LastIndexByte(name, '('); open >= 0 && strings.HasSuffix(name, ")") {
		if lang, ok := Language(name[open+1 : len(name)-1]); ok {
			return lang, true
		}
		name = strings.TrimSpace(name[:open])
	}
	first, _, _ := strings.Cut(strings.ReplaceAll(name, "_", "-"), "-")
	switch {
	case first == "zh" || strings.HasPrefix(name, "chinese") || strings.Contains(name, "中文") || strings.Contains(name, "汉语"):
		return "zh", true
	case first == "en" || strings.HasPrefix(name, "english") || name == "英文" || name == "英语":
		return "en", true
	}
	return "", false
}

// tongue settles which languages the survey is in. A language is one of the survey's when every text
// has it; when none is complete, the fullest is, and what it lacks is taken from the other.
type tongue struct {
	langs   []string
	unnamed string // of words that name no language
	notes   []Note
}

// tell finds them; main is the language that the source or the user names, "" when neither does.
func tell(all []Words, main string) *tongue {
	t := &tongue{unnamed: main}
	if t.unnamed == "" {
		t.unnamed = guess(all)
	}
	has, total := map[string]int{}, 0
	for _, w := range all {
		if w.neutral() {
			continue
		}
		total++
		for _, lang := range []string{"zh", "en"} {
			if t.has(w, lang) {
				has[lang]++
			}
		}
	}
	order := []string{"zh", "en"}
	if main == "en" || main == "" && has["en"] > has["zh"] {
		order = []string{"en", "zh"}
	}
	for _, lang := range order {
		if has[lang] == total && total > 0 {
			t.langs = append(t.langs, lang)
		}
	}
	if len(t.langs) == 0 {
		best := t.unnamed
		for _, lang := range order {
			if has[lang] > has[best] {
				best = lang
			}
		}
		t.langs = []string{best}
	}
	for _, lang := range order {
		if has[lang] > 0 && has[lang] < total {
			t.notes = append(t.notes, t.partly(lang, total-has[lang], all))
		}
	}
	return t
}

// partly tells of a language that some texts lack, and at which place the first of them is.
func (t *tongue) partly(lang string, missing int, all []Words) Note {
	at := slices.IndexFunc(all, func(w Words) bool { return !w.neutral() && !t.has(w, lang) })
	texts := plural(missing, "text")
	if slices.Contains(t.langs, lang) {
		return Note{Write, all[at].Where, fmt.Sprintf("%s not in %q", texts, lang), "they stand in the other language; translate them"}
	}
	return Note{
		Lost, all[at].Where, fmt.Sprintf("the words in %q", lang),
		texts + " without them, the first is here; complete them and import again, or add them by hand",
	}
}

func (t *tongue) has(w Words, lang string) bool {
	return w.In[lang] != "" || lang == t.unnamed && w.In[""] != ""
}

// neutral reports whether the words are in no language, or in all: figures, and what the engine says.
func (w Words) neutral() bool {
	for _, s := range w.In {
		if strings.IndexFunc(s, unicode.IsLetter) >= 0 {
			return w.Ours
		}
	}
	return true
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// in gives the words in a language, else in any.
func (t *tongue) in(w Words, lang string) string {
	if s := w.In[lang]; s != "" {
		return s
	}
	if s := w.In[""]; s != "" && lang == t.unnamed {
		return s
	}
	for _, other := range []string{"", "zh", "en"} {
		if s := w.In[other]; s != "" {
			return s
		}
	}
	return ""
}

// guess tells by the letters in which language words are that name none.
func guess(all []Words) string {
	han, latin := 0, 0
	for _, w := range all {
		for _, r := range w.In[""] {
			switch {
			case unicode.Is(unicode.Han, r):
				han++
			case unicode.IsLetter(r):
				latin++
			}
		}
	}
	if han*3 > latin { // a Chinese character carries about three letters
		return "zh"
	}
	return "en"
}
