package surveyimport_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"huiyin/dialog/surveyfile"
	"huiyin/dialog/surveyimport"
	"huiyin/dialog/surveyimport/surveyjs"
	"huiyin/dialog/surveyimport/xlsform"
	"huiyin/dialog/surveyimport/xlsform/xlsformtest"
)

// Whatever a SurveyJS file holds, it is refused or becomes a survey file that can be read.
func FuzzSurveyJS(f *testing.F) {
	for _, name := range []string{"types", "pets"} {
		data, err := os.ReadFile("testdata/" + name + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"elements": [{"type": "text", "name": "a: b", "title": "# {a} - \"x\"\n\t'"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		draft, err := surveyjs.Read(data)
		if err == nil {
			readable(t, draft)
		}
	})
}

// The same for the sheets of a form.
func FuzzXLSForm(f *testing.F) {
	for _, name := range []string{"claims", "types"} {
		survey, err := os.ReadFile("testdata/" + name + "/survey.csv")
		if err != nil {
			f.Fatal(err)
		}
		choices, err := os.ReadFile("testdata/" + name + "/choices.csv")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(survey), string(choices))
	}
	f.Fuzz(func(t *testing.T, survey, choices string) {
		if len(survey)+len(choices) > 1<<16 {
			return
		}
		book, err := xlsformtest.Workbook(xlsformtest.Sheet{Name: "survey", CSV: survey}, xlsformtest.Sheet{Name: "choices", CSV: choices})
		if err != nil {
			return
		}
		draft, err := xlsform.Read(book)
		if err == nil {
			readable(t, draft)
		}
	})
}

// A file that is no workbook, or a broken one, is refused without harm.
func FuzzWorkbook(f *testing.F) {
	book, err := xlsformtest.Workbook(xlsformtest.Sheet{Name: "survey", CSV: "type,name,label\ntext,a,A?\n"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(book)
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, data []byte) {
		draft, err := xlsform.Read(data)
		if err == nil {
			readable(t, draft)
		}
	})
}

// mendable is what the check may still say of an imported survey: the words are too long, or the same, or
// the source's own rules cannot be.
var mendable = []string{
	"WeChat carries", "two options say the same", "is never asked", "never leads to the end", "one before it always is", "loop", "longer than",
	"the default of", "may never wait",
}

// readable holds the survey file of a draft to the format: what is wrong with it at most is what it says.
func readable(t *testing.T, draft *surveyimport.Draft) {
	t.Helper()
	made := draft.Survey(surveyimport.Options{})
	if made.Carried > made.Questions {
		t.Errorf("%d of %d questions", made.Carried, made.Questions)
	}
	_, err := surveyfile.Parse("made.yaml", made.YAML)
	var wrong surveyfile.Errors
	switch {
	case err == nil || made.Carried == 0:
		return
	case !errors.As(err, &wrong):
		t.Fatal(err)
	}
	for _, w := range wrong {
		ok := false
		for _, m := range mendable {
			ok = ok || strings.Contains(w.Msg, m)
		}
		if !ok {
			t.Errorf("%v\n%s", w, made.YAML)
		}
	}
}
