package transcript_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
	"huiyin/dialog/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden transcripts, and fail")

// surveys are the test surveys by id.
func surveys(t testing.TB) map[string]*dialog.Survey {
	t.Helper()
	all, err := surveyfile.LoadAll(os.DirFS("../surveyfile"), "testdata")
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]*dialog.Survey{}
	for _, sv := range all {
		byID[sv.ID] = sv
	}
	return byID
}

func parse(t testing.TB, name, text string) *transcript.Script {
	t.Helper()
	s, err := transcript.Parse(name, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A golden dialog is right when playing it gives it back, and playing it twice gives the same.
func TestGoldenDialogs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 9 {
		t.Fatalf("golden transcripts are missing: found %d, %v", len(files), err)
	}
	known := surveys(t)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := string(data)
			script := parse(t, file, want)
			sv := known[script.Survey]
			if sv == nil {
				t.Fatalf("%s: there is no survey %q", file, script.Survey)
			}
			got, err := transcript.Play(script, sv, transcript.Options{})
			if err != nil {
				t.Fatalf("%v\nso far:\n%s", err, got)
			}
			again, err := transcript.Play(script, sv, transcript.Options{})
			if err != nil || again != got {
				t.Errorf("the second playing differs: %v\n%s", err, transcript.Diff(got, again))
			}
			if got == want {
				return
			}
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				t.Errorf("%s rewritten: read it before it is committed", file)
				return
			}
			t.Errorf("%s: playing it gives another dialog (-update rewrites it):\n%s", file, transcript.Diff(want, got))
		})
	}
}
