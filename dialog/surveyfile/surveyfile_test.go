package surveyfile_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

var update = flag.Bool("update", false, "rewrite the golden error listing, and fail")

func TestASurveyIsLoaded(t *testing.T) {
	sv, err := surveyfile.Load(os.DirFS("testdata"), "home-claim.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if sv.ID != "home-claim" || !sv.Consent || sv.Remind.Hours() != 24 || len(sv.Questions) != 10 || len(sv.Version) != 12 {
		t.Errorf("loaded %+v", sv)
	}
	if q := sv.Question("calls"); q.Type != dialog.Number || q.Max != 50 {
		t.Errorf("calls: %+v", q)
	}
	if o := sv.Question("why").Options[2]; o.ID != "attitude" || o.Valence != -0.8 || o.Text["en"] != "The way I was treated" {
		t.Errorf("option: %+v", o)
	}
	if r := sv.Question("insured").Routes; r[0].Name != "leaving" || r[0].When != "not answer" || r[1].To != "end" {
		t.Errorf("routes: %+v", r)
	}
	if sv.Vars[0].Default != "客户" || sv.Vars[2].Default != 0.0 || sv.Vars[3].Default != false {
		t.Errorf("vars: %+v", sv.Vars)
	}
}

// Everything that is wrong with a file is told at once, with its line and a caret.
func TestABrokenSurveyIsExplained(t *testing.T) {
	data, err := os.ReadFile("testdata/broken.yaml.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, err = surveyfile.Parse("broken.yaml", data)
	var wrong surveyfile.Errors
	if !errors.As(err, &wrong) {
		t.Fatalf("got %v", err)
	}
	got := wrong.Error() + "\n"
	const golden = "testdata/broken.golden"
	want, err := os.ReadFile(golden)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Fatalf("%s rewritten: read it before it is committed", golden)
	}
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("the explanation changed (-update rewrites it):\n%s", d)
	}
}

func TestWhatIsNoSurvey(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"empty":        {"", "s.yaml:1:1: the file is empty"},
		"only comment": {"# hello\n", "the file is empty"},
		"a list":       {"- a\n- b\n", "want keys with values"},
		"a word":       {"hello\n", "want keys with values"},
		"two":          {"id: a\n---\nid: b\n", "one survey"},
		"open list":    {"id: [a\n", "s.yaml:1:5: not YAML"},
		"an alias":     {"id: &x a\nkind: *x\n", "s.yaml:1:1: want words here"},
		"a key twice":  {"id: a\nid: b\n", "s.yaml:2:1: key \"id\" is there twice"},
		"too large":    {strings.Repeat("# padding\n", 200_000), "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			sv, err := surveyfile.Parse("s.yaml", []byte(tc.text))
			var wrong surveyfile.Errors
			if !errors.As(err, &wrong) || sv != nil {
				t.Fatalf("got %v, %v", sv, err)
			}
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("want %q in:\n%v", tc.want, err)
			}
		})
	}
}

// YAML knows numbers that nobody can count to. Each is refused where it stands.
func TestANumberIsFinite(t *testing.T) {
	const file = `id: a
kind: research
title: {zh: 数}
langs: [zh]
notice: {zh: 您好}
vars:
  - {name: n, type: number, default: 1}
questions:
  - {id: years, type: number, text: {zh: 几年？}, min: 2, max: 30}
  - {id: pet, type: choice, text: {zh: 哪一种？}, options: [{id: cat, text: {zh: 猫}, valence: 0.5}, {id: dog, text: {zh: 狗}}]}
  - {id: good, type: rating, text: {zh: 好吗？}, min: 0, max: 5, labels: {0: {zh: 差}, 5: {zh: 好}}}
`
	if _, err := surveyfile.Parse("s.yaml", []byte(file)); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ right, wrong, at string }{
		{"default: 1", "default: %s", "s.yaml:7:38:"},
		{"min: 2", "min: %s", "s.yaml:9:53:"},
		{"max: 30", "max: %s", "s.yaml:9:61:"},
		{"valence: 0.5", "valence: %s", "s.yaml:10:91:"},
		{"labels: {0:", "labels: {%s:", "s.yaml:11:"},
	} {
		for _, n := range []string{".nan", ".inf", "-.inf", "1e999"} {
			text := strings.Replace(file, tc.right, fmt.Sprintf(tc.wrong, n), 1)
			if _, err := surveyfile.Parse("s.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), tc.at) {
				t.Errorf("%s: want an error at %s, got %v", fmt.Sprintf(tc.wrong, n), tc.at, err)
			}
		}
	}
}

func TestTheVersionIgnoresLayoutAndComments(t *testing.T) {
	data, err := os.ReadFile("testdata/home-claim.yaml")
	if err != nil {
		t.Fatal(err)
	}
	load := func(text string) string {
		sv, err := surveyfile.Parse("home-claim.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return sv.Version
	}
	plain := load(string(data))
	if got := load("# another comment\n" + strings.ReplaceAll(string(data), "\n", "\r\n")); got != plain {
		t.Errorf("layout changed the version: %s, %s", plain, got)
	}
	if got := load(strings.Replace(string(data), "answer <= 6", "answer <= 5", 1)); got == plain {
		t.Error("another branch is the same version")
	}
}

func TestAFolderOfSurveys(t *testing.T) {
	data, err := os.ReadFile("testdata/home-claim.yaml")
	if err != nil {
		t.Fatal(err)
	}
	other := strings.Replace(string(data), "id: home-claim", "id: another", 1)
	fsys := fstest.MapFS{
		"surveys/a.yaml":    {Data: data},
		"surveys/b.yml":     {Data: []byte(other)},
		"surveys/notes.txt": {Data: []byte("not a survey")},
	}
	all, err := surveyfile.LoadAll(fsys, "surveys")
	if err != nil || len(all) != 2 {
		t.Fatalf("%d surveys, %v", len(all), err)
	}
	fsys["surveys/c.yaml"] = &fstest.MapFile{Data: data}
	fsys["surveys/d.yaml"] = &fstest.MapFile{Data: []byte("id: 7up\n")}
	all, err = surveyfile.LoadAll(fsys, "surveys")
	if len(all) != 2 || err == nil || !strings.Contains(err.Error(), "also in surveys/a.yaml") || !strings.Contains(err.Error(), "surveys/d.yaml:1:5: id") {
		t.Errorf("%d surveys, %v", len(all), err)
	}
	if _, err := surveyfile.Load(fsys, "gone.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// Any bytes are either a survey that can be begun or are explained with places inside the file.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"testdata/home-claim.yaml", "testdata/broken.yaml.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("id: x\r`\r\n\rkind")) // lines are counted as the YAML parser counts them
	f.Add([]byte("id: x\nkind: research\ntitle: {zh: 题}\nlangs: [zh]\nnotice: {zh: 好}\nquestions: [{id: a, type: nps}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sv, err := surveyfile.Parse("f.yaml", data)
		if err == nil {
			if sv.Version == "" || len(sv.Questions) == 0 {
				t.Errorf("a survey without version or questions")
			}
			return
		}
		var wrong surveyfile.Errors
		if !errors.As(err, &wrong) || len(wrong) == 0 {
			t.Fatalf("unexplained: %v", err)
		}
		ends := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
		lines := strings.Count(ends, "\n") + 1
		for _, e := range wrong {
			if e.Line < 1 || e.Line > lines || e.Col < 1 {
				t.Errorf("%d:%d is outside of %d lines: %s", e.Line, e.Col, lines, e.Msg)
			}
			_ = e.Error()
		}
	})
}
