package catalog_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"huiyin/bot/catalog"
)

// lastOf gives the version of the visit survey that was published last.
func lastOf(t *testing.T, dir string) string {
	t.Helper()
	last, err := catalog.LastPublished(dir)
	if err != nil {
		t.Fatal(err)
	}
	return last["visit"].Version
}

func TestWhichVersionWasServedLast(t *testing.T) {
	dir := t.TempDir()
	first, _ := serve(t, dir, "接待怎么样？").Latest("visit")
	second, _ := serve(t, dir, "环境怎么样？").Latest("visit")
	if got := lastOf(t, dir); got != second.Version {
		t.Errorf("after an edit: %s, want %s", got, second.Version)
	}
	serve(t, dir, "接待怎么样？")
	if got := lastOf(t, dir); got != first.Version {
		t.Errorf("after the edit was taken back: %s, want %s", got, first.Version)
	}

	t.Log("a survey that is withdrawn keeps its last version, whatever else is served")
	other := load(t, map[string][]byte{"other.yaml": []byte("id: other\nkind: research\ntitle: {zh: 问}\nlangs: [zh]\nnotice: {zh: 您好！}\nquestions: [{id: nps, type: nps}]\n")})
	if _, err := other.Keep(dir); err != nil {
		t.Fatal(err)
	}
	if got := lastOf(t, dir); got != first.Version {
		t.Errorf("after it was withdrawn: %s, want %s", got, first.Version)
	}

	t.Log("a file that cannot be read any more hides no other")
	if err := os.WriteFile(filepath.Join(dir, "visit@old.yaml"), []byte("id: ["), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := lastOf(t, dir); got != first.Version {
		t.Errorf("beside a broken file: %s, want %s", got, first.Version)
	}
}

// A data folder of before latest.json was kept, or a folder of anybody's: the youngest file counts.
func TestWithoutANoteTheYoungestFileWasServedLast(t *testing.T) {
	dir := t.TempDir()
	first, _ := serve(t, dir, "接待怎么样？").Latest("visit")
	second, _ := serve(t, dir, "环境怎么样？").Latest("visit")
	if err := os.Remove(filepath.Join(dir, "latest.json")); err != nil {
		t.Fatal(err)
	}
	for i, version := range []string{second.Version, first.Version} {
		at := time.Date(2026, 1, 5+i, 9, 0, 0, 0, time.UTC)
		if err := os.Chtimes(filepath.Join(dir, "visit@"+version+".yaml"), at, at); err != nil {
			t.Fatal(err)
		}
	}
	if got := lastOf(t, dir); got != first.Version {
		t.Errorf("%s, want %s", got, first.Version)
	}
}

func TestANoteThatIsHalfWrittenIsSaid(t *testing.T) {
	dir := t.TempDir()
	second, _ := serve(t, dir, "环境怎么样？").Latest("visit")
	if err := os.WriteFile(filepath.Join(dir, "latest.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := catalog.LastPublished(dir); err == nil {
		t.Error("half a note was read")
	}
	serve(t, dir, "环境怎么样？") // and the next start mends it
	if got := lastOf(t, dir); got != second.Version {
		t.Errorf("%s, want %s", got, second.Version)
	}
}
