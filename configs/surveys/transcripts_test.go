package surveys_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/configs"
	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
	"huiyin/dialog/transcript"
	"huiyin/scoring"
	"huiyin/scoring/lexicon"
	"huiyin/scoring/rules"
)

var update = flag.Bool("update", false, "rewrite the golden transcripts that differ, and fail")

// stories are what every survey must show; it may show more.
var stories = []string{"happy", "unhappy", "confused", "skipped", "lost", "legal", "human", "opted-out", "expired", "english"}

// fewest is how many transcripts a survey needs before it is shipped.
const fewest = 5

// folder holds surveys, with their golden transcripts in testdata beside them.
type folder struct {
	name string
	path string // from here
	fsys fs.FS
	dir  string // of the surveys in fsys
}

// folders are the surveys that the program embeds.
func folders() []folder {
	return []folder{
		{name: "shipped", path: ".", fsys: configs.FS, dir: "surveys"},
	}
}

func (f folder) surveys(t *testing.T) []*dialog.Survey {
	t.Helper()
	all, err := surveyfile.LoadAll(f.fsys, f.dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("no survey is in %s", f.name)
	}
	return all
}

func (f folder) testdata() string { return filepath.Join(f.path, "testdata") }

// eachFolder runs a test for the shipped surveys and one for the library.
func eachFolder(t *testing.T, test func(*testing.T, folder)) {
	for _, f := range folders() {
		t.Run(f.name, func(t *testing.T) { test(t, f) })
	}
}

// scorer is what cmd/huiyin scores with. Its story play.txtar plays these transcripts too, so that
// one that reads replies otherwise is noticed.
func scorer(t *testing.T) scoring.Scorer {
	t.Helper()
	read := func(name string) []byte {
		data, err := fs.ReadFile(configs.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	words, err := lexicon.Parse("sentiment.yaml", read("lexicons/sentiment.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	must, err := rules.Parse("rules.yaml", read("lexicons/rules.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return scoring.New(words, must)
}

// transcripts gives the files of a survey's golden transcripts.
func (f folder) transcripts(t *testing.T, survey string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(f.testdata(), survey+".*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEverySurveyIsShownInTranscripts(t *testing.T) {
	eachFolder(t, func(t *testing.T, f folder) {
		for _, sv := range f.surveys(t) {
			files := f.transcripts(t, sv.ID)
			if len(files) < fewest {
				t.Errorf("survey %s has %d transcripts, want %d at least", sv.ID, len(files), fewest)
			}
			for _, story := range stories {
				if name := filepath.Join(f.testdata(), sv.ID+"."+story+".txt"); !slices.Contains(files, name) {
					t.Errorf("%s is missing: how does survey %s go when it is %s?", name, sv.ID, story)
				}
			}
		}
	})
}

func TestEveryTranscriptBelongsToASurvey(t *testing.T) {
	eachFolder(t, func(t *testing.T, f folder) {
		entries, err := os.ReadDir(f.testdata())
		if err != nil {
			t.Fatal(err)
		}
		known := f.surveys(t)
		for _, e := range entries {
			id, _, _ := strings.Cut(e.Name(), ".")
			if !slices.ContainsFunc(known, func(sv *dialog.Survey) bool { return sv.ID == id }) {
				t.Errorf("%s/%s: there is no survey %s", f.testdata(), e.Name(), id)
			}
		}
	})
}

func TestGoldenTranscripts(t *testing.T) {
	eachFolder(t, func(t *testing.T, f folder) {
		for _, sv := range f.surveys(t) {
			asked := map[string]bool{}
			for _, file := range f.transcripts(t, sv.ID) {
				t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { golden(t, file, sv, asked) })
			}
			for _, q := range sv.Questions {
				if !asked[q.ID] {
					t.Errorf("no transcript of %s answers question %s", sv.ID, q.ID)
				}
			}
		}
	})
}

// One survey must not stand in both folders: which of them would a journey mean?
func TestASurveyHasOnePlace(t *testing.T) {
	at := map[string]string{}
	for _, f := range folders() {
		for _, sv := range f.surveys(t) {
			if first := at[sv.ID]; first != "" {
				t.Errorf("survey %s is in %s and in %s", sv.ID, first, f.name)
			}
			at[sv.ID] = f.name
		}
	}
}

// golden plays one transcript and notes the questions that it answers.
func golden(t *testing.T, file string, sv *dialog.Survey, asked map[string]bool) {
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	script, err := transcript.Parse(file, bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	if script.Survey != sv.ID {
		t.Fatalf("%s plays survey %s: call it after its survey", file, script.Survey)
	}
	options := conversation.Rehearse(t.Context(), sv, scorer(t), handoff.DefaultPolicy())
	decide := options.Decide
	options.Decide = func(sess dialog.Session, r dialog.Reading, s dialog.Score, text string) (string, bool) {
		if r.Question != nil {
			asked[r.Question.ID] = true
		}
		return decide(sess, r, s, text)
	}
	got, err := transcript.Play(script, sv, options)
	if err != nil {
		t.Fatal(err)
	}
	diff := transcript.Diff(string(want), got)
	if diff == "" {
		return
	}
	if !*update {
		t.Fatalf("the dialog went otherwise (- transcript, + what happened); -update rewrites it:\n%s", diff)
	}
	if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Errorf("%s is rewritten: read the difference before you commit it\n%s", file, diff)
}
