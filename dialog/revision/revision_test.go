package revision_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/dialog/revision"
	"huiyin/dialog/surveyfile"
)

const published = `id: visit
kind: experience
title: {zh: 到店回访, en: Your visit}
langs: [zh, en]
notice: {zh: 您好！, en: Hello!}
vars: [{name: name, type: string}]
questions:
  - id: nps
    type: nps
    routes:
      - {name: low, when: answer <= 6, to: why}
  - id: clerk
    type: csat
    text: {zh: 您对柜员满意吗？, en: How was the clerk?}
    labels: {1: {zh: 不满意, en: poor}, 5: {zh: 满意, en: good}}
  - id: counter
    type: choice
    text: {zh: 办了什么？, en: What did you come for?}
    options:
      - {id: pay, text: {zh: 缴费, en: To pay}}
      - {id: claim, text: {zh: 理赔, en: A claim}, valence: 0.5}
      - {id: other, text: {zh: 其他, en: Something else}}
  - id: place
    type: matrix
    min: 1
    max: 5
    text: {zh: 环境怎么样？, en: How was the branch?}
    rows:
      - {id: clean, text: {zh: 整洁, en: Clean}}
      - {id: quiet, text: {zh: 安静, en: Quiet}}
  - id: why
    type: text
    text: {zh: 为什么？, en: Why?}
thanks: {zh: 谢谢！, en: Thanks!}
`

// What an edit changes is said with its kind, its question and its place, and nothing else is.
func TestWhatAnEditChanges(t *testing.T) {
	for name, tc := range map[string]struct{ old, edited, want string }{
		"nothing":                {"id: visit", "id:   visit # the same", ""},
		"keys in another order":  {"{name: name, type: string}", "{name: name, type: string}", ""},
		"what is worth the same": {"thanks:", "consent: false\nremind: 24h\nthanks:", ""},
		"a scale that is fixed":  {"type: csat", "type: csat\n    min: 1\n    max: 5", ""},
		"words in Chinese":       {"您对柜员满意吗？", "柜员好吗？", `14:16 meaning clerk: the words in zh: 您对柜员满意吗？ → 柜员好吗？`},
		"words in English":       {"How was the clerk?", "Was the clerk nice?", `14:30 meaning clerk: the words in en: How was the clerk? → Was the clerk nice?`},
		"a type":                 {"type: text", "type: date", `32:11 meaning why: the type: text → date`},
		"a scale":                {"max: 5", "max: 7", `26:10 meaning place: max: 5 → 7`},
		"a new option":           {"      - {id: other,", "      - {id: ask, text: {zh: 咨询, en: To ask}}\n      - {id: other,", `22:10 meaning counter: a new option "ask":  → {zh: 咨询, en: To ask}`},
		"an option less":         {"      - {id: other, text: {zh: 其他, en: Something else}}\n", "", `19:5 meaning counter: the option "other" is gone: {zh: 其他, en: Something else} → `},
		"an option's words":      {"To pay", "To pay a premium", `20:38 meaning counter: option "pay", what it says in en: To pay → To pay a premium`},
		"an option's valence":    {"valence: 0.5", "valence: 0.2", `21:59 way counter: option "claim", its valence: 0.5 → 0.2`},
		"options in another order": {
			"      - {id: pay, text: {zh: 缴费, en: To pay}}\n      - {id: claim, text: {zh: 理赔, en: A claim}, valence: 0.5}\n",
			"      - {id: claim, text: {zh: 理赔, en: A claim}, valence: 0.5}\n      - {id: pay, text: {zh: 缴费, en: To pay}}\n",
			`19:5 way counter: the order of its options: pay, claim, other → claim, pay, other`,
		},
		"a way to say nothing":      {"type: csat", "type: csat\n    unsure: true", `14:13 meaning clerk: whether “not sure” is offered:  → true`},
		"a row":                     {"zh: 安静", "zh: 不吵", `30:32 meaning place: row "quiet", what it says in zh: 安静 → 不吵`},
		"a route":                   {"answer <= 6", "answer <= 5", `10:5 way nps: the routes: {name: low, when: answer <= 6, to: why} → {name: low, when: answer <= 5, to: why}`},
		"labels of a scale":         {"zh: 满意", "zh: 很满意", `15:5 words around clerk: the labels of the scale: 5: {zh: 满意, en: good} → 5: {zh: 很满意, en: good}`},
		"help that is new":          {"type: csat", "type: csat\n    help: {zh: 柜台里的人, en: At the counter}", `14:5 words around clerk: the help:  → {zh: 柜台里的人, en: At the counter}`},
		"the notice":                {"zh: 您好！", "zh: 您好，", `5:14 words around : the notice in zh: 您好！ → 您好，`},
		"a variable":                {"{name: name, type: string}", "{name: name, type: number}", `6:1 way : the variables: {name: name, type: string} → {name: name, type: number}`},
		"when it reminds":           {"thanks:", "remind: 12h\nthanks:", `34:9 way : when it reminds:  → 12h`},
		"a question more":           {"  - id: why\n", "  - {id: again, type: yesno, text: {zh: 还来吗？, en: Again?}}\n  - id: why\n", `31:6 way again: a new question:  → {zh: 还来吗？, en: Again?}`},
		"a question less":           {"  - id: place\n    type: matrix\n    min: 1\n    max: 5\n    text: {zh: 环境怎么样？, en: How was the branch?}\n    rows:\n      - {id: clean, text: {zh: 整洁, en: Clean}}\n      - {id: quiet, text: {zh: 安静, en: Quiet}}\n", "", `16:5 way place: no longer asked: {zh: 环境怎么样？, en: How was the branch?} → `},
		"a question under a new id": {"id: clerk", "id: clerk2", "8:5 way clerk: no longer asked: {zh: 您对柜员满意吗？, en: How was the clerk?} → \n12:5 way clerk2: a new question:  → {zh: 您对柜员满意吗？, en: How was the clerk?}"},
	} {
		t.Run(name, func(t *testing.T) {
			edited := strings.Replace(published, tc.old, tc.edited, 1)
			if edited == published && tc.old != tc.edited {
				t.Fatalf("%q is not in the survey", tc.old)
			}
			if got := compare(t, published, edited); got != tc.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tc.want)
			}
		})
	}
}

// compare gives the changes between two surveys that load, one a line.
func compare(t *testing.T, before, after string) string {
	t.Helper()
	for _, text := range []string{before, after} {
		if _, err := surveyfile.Parse("visit.yaml", []byte(text)); err != nil {
			t.Fatalf("no survey: %v", err)
		}
	}
	changes, err := revision.Compare([]byte(before), []byte(after))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range changes {
		out = append(out, fmt.Sprintf("%d:%d %s %s: %s: %s → %s", c.Line, c.Col, c.Kind, c.Question, c.What, c.Was, c.Is))
	}
	return strings.Join(out, "\n")
}

func TestQuestionsInAnotherOrder(t *testing.T) {
	questions := strings.SplitAfter(published, "  - id: ")
	questions[2], questions[3] = questions[3], questions[2]
	want := "12:5 way : the order of the questions: nps, clerk, counter, place, why → nps, counter, clerk, place, why"
	if got := compare(t, published, strings.Join(questions, "")); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// Another language adds words and changes none of those that were answered.
func TestALanguageMoreIsNoChangeOfMeaning(t *testing.T) {
	text := "id: tea\nkind: research\ntitle: {zh: 茶}\nlangs: [zh]\nnotice: {zh: 您好！}\nquestions: [{id: why, type: text, text: {zh: 为什么喝？}}]\n"
	both := "id: tea\nkind: research\ntitle: {zh: 茶, en: Tea}\nlangs: [zh, en]\nnotice: {zh: 您好！, en: Hello!}\nquestions: [{id: why, type: text, text: {zh: 为什么喝？, en: Why?}}]\n"
	if got, want := compare(t, text, both), "4:1 words around : the languages: [zh] → [zh, en]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Questions are found in sections, and what a section itself says changes the way.
func TestQuestionsInSectionsAreCompared(t *testing.T) {
	const before = "id: x\nkind: research\ntitle: {zh: 题}\nlangs: [zh]\nnotice: {zh: 您好}\nvars: [{name: gold, type: bool}]\n" +
		"questions:\n  - {id: first, type: nps}\n  - section: more\n    when: vars.gold\n    questions:\n      - {id: q, type: yesno, text: {zh: 好吗？}}\n"
	for _, tc := range []struct{ old, edited, want string }{
		{"好吗？", "行吗？", "12:41 meaning q: the words in zh: 好吗？ → 行吗？"},
		{"when: vars.gold", "when: not vars.gold", "9:5 way : the sections: {section: more, when: vars.gold, questions: [q]} → {section: more, when: not vars.gold, questions: [q]}"},
	} {
		if got := compare(t, before, strings.Replace(before, tc.old, tc.edited, 1)); got != tc.want {
			t.Errorf("got  %s\nwant %s", got, tc.want)
		}
	}
}

func TestWhatIsNoFile(t *testing.T) {
	for _, tc := range []struct{ before, after, want string }{
		{"", published, "the published survey: the file is empty"},
		{published, "id: [", "the edited survey: "},
	} {
		if _, err := revision.Compare([]byte(tc.before), []byte(tc.after)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("got %v, want %s", err, tc.want)
		}
	}
}

// No survey that ships differs from itself.
func TestShippedSurveysAreLikeThemselves(t *testing.T) {
	files, err := filepath.Glob("../../configs/surveys/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no surveys", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := compare(t, string(data), strings.ReplaceAll(string(data), "\n", "\r\n")); got != "" {
			t.Errorf("%s:\n%s", file, got)
		}
	}
}
