package surveyimport_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
	"huiyin/dialog/surveyimport"
	"huiyin/dialog/surveyimport/surveyjs"
	"huiyin/dialog/surveyimport/xlsform"
	"huiyin/dialog/surveyimport/xlsform/xlsformtest"
)

var update = flag.Bool("update", false, "rewrite the golden survey files and notes, and fail")

// sources are the surveys of other programs in testdata: a folder of sheets for each XLSForm, a .json for
// each SurveyJS survey.
func sources(t *testing.T) map[string]*surveyimport.Draft {
	t.Helper()
	out := map[string]*surveyimport.Draft{}
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		path := filepath.Join("testdata", e.Name())
		switch {
		case e.IsDir() && e.Name() != "fuzz":
			out[e.Name()+"-form"] = form(t, path)
		case filepath.Ext(path) == ".json":
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			d, err := surveyjs.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			out[strings.TrimSuffix(e.Name(), ".json")+"-js"] = d
		}
	}
	return out
}

func form(t *testing.T, folder string) *surveyimport.Draft {
	t.Helper()
	var sheets []xlsformtest.Sheet
	for _, name := range []string{"survey", "choices", "settings"} {
		data, err := os.ReadFile(filepath.Join(folder, name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, xlsformtest.Sheet{Name: name, CSV: string(data)})
	}
	book, err := xlsformtest.Workbook(sheets...)
	if err != nil {
		t.Fatal(err)
	}
	d, err := xlsform.Read(book)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What is made of each source is kept as it is read: the survey file, and beside it everything that was
// told. Each survey file loads.
func TestSurveysOfOtherProgramsBecomeSurveyFiles(t *testing.T) {
	all := sources(t)
	if len(all) < 4 {
		t.Fatalf("only %d sources", len(all))
	}
	for name, draft := range all {
		t.Run(name, func(t *testing.T) {
			made := draft.Survey(surveyimport.Options{ID: name})
			if _, err := surveyfile.Parse(name+".yaml", made.YAML); err != nil {
				t.Error(err)
			}
			golden(t, filepath.Join("testdata", name+".yaml"), made.YAML)
			golden(t, filepath.Join("testdata", name+".notes.txt"), told(made))
		})
	}
}

// Every type of question that the sources have a counterpart of is in one of the files.
func TestEveryTypeIsThere(t *testing.T) {
	there := map[dialog.Type]bool{}
	for name, draft := range sources(t) {
		sv, err := surveyfile.Parse(name, draft.Survey(surveyimport.Options{}).YAML)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range sv.Questions {
			there[q.Type] = true
		}
	}
	for _, want := range []dialog.Type{
		dialog.Rating, dialog.YesNo, dialog.Choice, dialog.Multi, dialog.Number, dialog.Date, dialog.Words, dialog.Ranking,
		dialog.Photo, dialog.Location, dialog.Contact, dialog.Gate, dialog.Statement, dialog.Section,
	} {
		if !there[want] {
			t.Errorf("no question of type %s", want)
		}
	}
}

// told writes the notes as the command tells them.
func told(made *surveyimport.Result) []byte {
	var b bytes.Buffer
	b.WriteString(made.Summary() + "\n")
	for _, n := range made.Notes {
		b.WriteString([]string{"lost", "changed", "write"}[n.Kind] + "  " + n.String() + "\n")
	}
	return b.Bytes()
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err == nil && bytes.Equal(want, got) {
		return
	}
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s is rewritten: read the difference before you commit it", file)
		return
	}
	t.Errorf("%s (-want +got, %v):\n%s", file, err, cmp.Diff(string(want), string(got)))
}
