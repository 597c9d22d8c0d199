package deadroute_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/dialog"
	"huiyin/dialog/deadroute"
	"huiyin/dialog/surveyfile"
)

func options(ids ...string) []dialog.Option {
	var out []dialog.Option
	for _, id := range ids {
		out = append(out, dialog.Option{ID: id, Text: dialog.Text{"zh": id}})
	}
	return out
}

// find asks a question with these conditions as routes, each called by its letter.
func find(t *testing.T, q dialog.Question, when ...string) string {
	t.Helper()
	q.ID = "q"
	if q.Type != dialog.NPS {
		q.Text = dialog.Text{"zh": "？"}
	}
	for i, w := range when {
		q.Routes = append(q.Routes, dialog.Route{Name: string(rune('a' + i)), When: w, To: "end"})
	}
	sv := &dialog.Survey{
		ID: "s", Langs: []string{"zh"}, Vars: []dialog.Variable{{Name: "big", Type: "bool"}},
		Questions: []*dialog.Question{&q, {ID: "last", Type: dialog.Words, Text: dialog.Text{"zh": "？"}}},
	}
	if err := sv.Compile(); err != nil {
		t.Fatal(err)
	}
	problems, err := deadroute.Find(sv)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range problems {
		out = append(out, p.Path+": "+p.Msg)
	}
	return strings.Join(out, "\n")
}

func TestDeadRoutes(t *testing.T) {
	nps, yesno := dialog.Question{Type: dialog.NPS}, dialog.Question{Type: dialog.YesNo}
	choice := dialog.Question{Type: dialog.Choice, Options: options("slow", "rude")}
	multi := dialog.Question{Type: dialog.Multi, Options: options("slow", "rude", "dear")}
	number := dialog.Question{Type: dialog.Number, Min: 0, Max: 100}
	for name, tc := range map[string]struct {
		q    dialog.Question
		when []string
		want string // "" when every route can be taken
	}{
		"a photo or none":                 {dialog.Question{Type: dialog.Photo, Max: 3}, []string{"answer", "answer == nil"}, ""},
		"a place that is given is true":   {dialog.Question{Type: dialog.Location}, []string{"answer == false"}, "questions[0].routes[0]"},
		"the thirds of the NPS":           {nps, []string{"answer <= 6", "answer >= 9", "answer >= 7"}, ""},
		"an earlier route takes all":      {nps, []string{"answer >= 0", "answer <= 6"}, `routes[1].when: route "b" is never taken: whenever its condition holds, "a" before it`},
		"two earlier routes take all":     {nps, []string{"answer <= 6", "answer > 6", "answer == 3 or answer == 9"}, `"a" or "b" before it`},
		"a point the scale has not":       {nps, []string{"answer > 10"}, `routes[0].when: route "a" is never taken: no answer to "q" makes its condition true`},
		"who passes takes the last":       {nps, []string{"answer <= 6", "answer > 6", "answer == nil"}, ""},
		"yes, no, neither":                {yesno, []string{"answer", "not answer", "answer == nil"}, ""},
		"yes twice":                       {yesno, []string{"answer", "answer == true"}, `"a" before it`},
		"an option twice":                 {choice, []string{`answer in ["slow", "rude"]`, `answer == "rude"`}, `"a" before it`},
		"an option that cannot be both":   {choice, []string{`answer == "slow" and answer == "rude"`}, "no answer"},
		"sets of options":                 {multi, []string{`"slow" in answer`, `"rude" in answer`, `len(answer) == 1`}, ""},
		"more options than there are":     {multi, []string{`len(answer) > 3`}, "no answer"},
		"numbers between those named":     {number, []string{"answer < 10", "answer > 10", "answer == 10"}, ""},
		"numbers that leave nothing":      {number, []string{"answer < 10", "answer >= 10", "answer == 50"}, `"b" before it`},
		"a number out of bounds":          {number, []string{"answer > 100"}, "no answer"},
		"a variable may be either":        {nps, []string{"vars.big", "answer <= 6"}, ""},
		"a mood may be either":            {nps, []string{"score.value < 0 or answer > 0", "answer > 3"}, ""},
		"arithmetic is not decided":       {number, []string{"answer * 2 > 150", "answer > 80"}, ""},
		"words are not decided":           {dialog.Question{Type: dialog.Words}, []string{`answer == "a"`, `answer == "a"`}, ""},
		"dead behind what may be decided": {nps, []string{"vars.big", "answer <= 6", "answer <= 3"}, `routes[2].when: route "c" is never taken`},
	} {
		t.Run(name, func(t *testing.T) {
			got := find(t, tc.q, tc.when...)
			if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
				t.Errorf("want %q, got %q", tc.want, got)
			}
		})
	}
}

// A question whose own condition holds for no answer is named; what depends on more is not decided.
func TestQuestionsThatAreNeverAsked(t *testing.T) {
	for when, dead := range map[string]bool{
		"answers.nps > 10":                      true,
		"answers.nps < 3 and answers.nps > 7":   true,
		"answers.nps == nil":                    false,
		"(answers.nps ?? 0) >= 9":               false,
		"answers.nps > 10 or vars.big":          false,
		"answers.nps > 10 or answers.ok":        false,
		"lang == 'fr'":                          false,
		"answers.nps * 2 > 50":                  false,
		"1 > 2":                                 true,
		"answers.ok and answers.ok == false":    true,
		`len(answers.some) == 3`:                true,
		`"a" in answers.some`:                   false,
		`any(answers.some, # == "b")`:           false,
		`answers.words == "a" and 1 > 2`:        false, // words are not decided
		`all(answers.some, # in ["a"])`:         false,
		"answers.nps == 7.5":                    true,
		"not (answers.nps >= 0 or 1 == 1)":      true,
		"score.known and answers.nps > 10":      false,
		"attempts > 1 and answers.nps > 10":     false,
		"(answers.nps ?? 11) > 10":              false,
		"(answers.nps ?? 10) > 10":              true,
		"answers.ok == nil and answers.ok":      true,
		"answers.ok != true and not answers.ok": false,
	} {
		sv := &dialog.Survey{
			ID: "s", Langs: []string{"zh"}, Vars: []dialog.Variable{{Name: "big", Type: "bool"}},
			Questions: []*dialog.Question{
				{ID: "nps", Type: dialog.NPS},
				{ID: "ok", Type: dialog.YesNo, Text: dialog.Text{"zh": "？"}},
				{ID: "some", Type: dialog.Multi, Text: dialog.Text{"zh": "？"}, Options: options("a", "b")},
				{ID: "words", Type: dialog.Words, Text: dialog.Text{"zh": "？"}},
				{ID: "last", Type: dialog.Words, Text: dialog.Text{"zh": "？"}, When: when},
			},
		}
		if err := sv.Compile(); err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		problems, err := deadroute.Find(sv)
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if found := len(problems) == 1 && problems[0].Path == "questions[4].when"; found != dead {
			t.Errorf("%s: %v, want dead %v", when, problems, dead)
		}
	}
}

func TestWhatShipsHasNoDeadRoutes(t *testing.T) {
	files, err := filepath.Glob("../../configs/surveys/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no surveys: %v", err)
	}
	for _, f := range append(files, "../surveyfile/testdata/home-claim.yaml") {
		sv, err := surveyfile.Load(os.DirFS(filepath.Dir(f)), filepath.Base(f))
		if err != nil {
			t.Fatal(err)
		}
		if problems, err := deadroute.Find(sv); err != nil || len(problems) > 0 {
			t.Errorf("%s: %v %v", f, problems, err)
		}
	}
}
