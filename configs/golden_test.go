package configs

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the goldens, and fail")

// Each testdata/*.txtar is a story: files beside a huiyin.yaml, the variables in "env", the flags
// in "flags" (name value), and the errors that Load prints for them.
func TestWhatIsWrongIsPrintedWithItsRemedy(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, name := range names {
		abs, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { golden(t, abs) })
	}
}

func golden(t *testing.T, name string) {
	story, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	o := Options{Flags: map[string]string{}}
	want, wantAt := "", -1
	for i, f := range story.Files {
		switch f.Name {
		case "env":
			o.Env = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		case "flags":
			for _, line := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
				k, v, _ := strings.Cut(line, " ")
				o.Flags[k] = v
			}
		case "errors":
			want, wantAt = string(f.Data), i
		default:
			write(t, f.Name, string(f.Data))
		}
	}
	_, err = Load(o)
	got := ""
	if err != nil {
		got = err.Error() + "\n"
	}
	if strings.Contains(got, "LEAK") {
		t.Errorf("a secret was printed:\n%s", got)
	}
	if diff := cmp.Diff(want, got); diff != "" || wantAt < 0 {
		t.Errorf("errors differ (-want +got):\n%s", diff)
		if *update && wantAt >= 0 {
			story.Files[wantAt].Data = []byte(got)
			if err := os.WriteFile(name, txtar.Format(story), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
