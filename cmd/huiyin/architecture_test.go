package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// goPackage is what the test reads of go list -json.
type goPackage struct {
	ImportPath string
	Imports    []string
	GoFiles    []string
}

func ourPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,GoFiles", "huiyin/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var pkgs []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

// within reports whether pkg is folder or lies below it.
func within(pkg, folder string) bool {
	return pkg == folder || strings.HasPrefix(pkg, folder+"/")
}

// concrete are the packages that only the program itself may import, besides their own tests and
// test helpers: channels and backends.
var concrete = []string{
	"huiyin/adapters/telegram", "huiyin/adapters/wechat", "huiyin/adapters/webchat", "huiyin/adapters/console",
	"huiyin/bot/state/sqlite", "huiyin/bot/state/redis", "huiyin/bot/records/sqlite",
}

// TestImportsPointInward holds the import directions of ARCHITECTURE.md.
func TestImportsPointInward(t *testing.T) {
	pure := map[string]string{"huiyin/dialog": "dialog", "huiyin/scoring": "scoring", "huiyin/adapters": "adapters"}
	pkgs := ourPackages(t)
	if len(pkgs) < 20 {
		t.Fatalf("go list found only %d packages", len(pkgs))
	}
	for _, p := range pkgs {
		for _, imp := range p.Imports {
			if !within(imp, "huiyin") {
				continue
			}
			for folder, name := range pure {
				if within(p.ImportPath, folder) && !within(imp, folder) {
					t.Errorf("%s imports %s: %s knows nothing else of ours", p.ImportPath, imp, name)
				}
			}
			for _, c := range concrete {
				if within(imp, c) && !within(p.ImportPath, c) && !within(p.ImportPath, "huiyin/cmd/huiyin") {
					t.Errorf("%s imports %s: only cmd/huiyin wires concrete parts", p.ImportPath, imp)
				}
			}
			if within(imp, "huiyin/cmd") {
				t.Errorf("%s imports %s: nothing imports a program", p.ImportPath, imp)
			}
		}
	}
}

// TestTheCoreHasNoEffects keeps input, output, clocks and logs out of dialog and scoring.
func TestTheCoreHasNoEffects(t *testing.T) {
	banned := []string{"os", "net", "net/http", "log", "log/slog", "database/sql", "math/rand", "math/rand/v2", "crypto/rand"}
	reader := "huiyin/dialog/surveyfile" // reads an fs.FS that it is given
	now := regexp.MustCompile(`\btime\.(Now|Since|Sleep|After|NewTimer|Tick)\b`)
	for _, p := range ourPackages(t) {
		if !within(p.ImportPath, "huiyin/dialog") && !within(p.ImportPath, "huiyin/scoring") {
			continue
		}
		for _, imp := range p.Imports {
			for _, b := range banned {
				if imp == b && p.ImportPath != reader {
					t.Errorf("%s imports %s", p.ImportPath, imp)
				}
			}
		}
		for _, f := range p.GoFiles {
			src, err := os.ReadFile("../../" + strings.TrimPrefix(p.ImportPath, "huiyin/") + "/" + f)
			if err != nil {
				t.Fatal(err)
			}
			if call := now.Find(src); call != nil {
				t.Errorf("%s/%s calls %s: time is passed in", p.ImportPath, f, call)
			}
		}
	}
}

// TestArchitectureNamesFilesThatExist keeps the map true to the country.
func TestArchitectureNamesFilesThatExist(t *testing.T) {
	text, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([a-z]+(?:/[a-z]+)+(?:/[a-z_]+\\.(?:go|yaml|lua))?)/?`").FindAllStringSubmatch(string(text), -1)
	if len(named) < 20 {
		t.Fatalf("only %d paths found", len(named))
	}
	for _, m := range named {
		if _, err := os.Stat("../../" + m[1]); err != nil {
			t.Errorf("ARCHITECTURE.md names %s: %v", m[1], err)
		}
	}
}

// TestDockerfileBuildsWithTheModulesGo keeps the image's Go beside go.mod's, and the image static,
// empty and without root.
func TestDockerfileBuildsWithTheModulesGo(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read("go.mod"))
	docker := read("Dockerfile")
	got := regexp.MustCompile(`(?m)^FROM golang:(\d+\.\d+)`).FindStringSubmatch(docker)
	if want == nil || got == nil || want[1] != got[1] {
		t.Errorf("go.mod says %v, Dockerfile %v", want, got)
	}
	for _, line := range []string{"FROM scratch", "CGO_ENABLED=0", "USER 65532"} {
		if !strings.Contains(docker, line) {
			t.Errorf("Dockerfile lacks %q", line)
		}
	}
}
