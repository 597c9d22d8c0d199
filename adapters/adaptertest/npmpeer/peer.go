package npmpeer

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Peer is a Node program with its package.json and package-lock.json, which pins what it uses with
// checksums.
type Peer struct {
	Name   string // of its folder in the cache, "grammy-1.46.0"
	Files  fs.FS  // package.json, package-lock.json and the script, without folders
	Script string // "peer.js"
}

// Process is a running peer. It is told things on In, answers with Lines, and ends with the test.
type Process struct {
	In    io.Writer
	Lines *bufio.Scanner
}

// maxLine bounds a line of a peer, in bytes.
const maxLine = 4 << 20

// Start installs the peer where it is missing and runs it. env are further variables, args those of
// the script. Without node, or without a registry at the first use, the test is skipped; with CI set
// it fails.
func (p Peer) Start(t testing.TB, env []string, args ...string) Process {
	t.Helper()
	dir, err := p.install()
	if err != nil {
		missing(t, err)
	}
	cmd := exec.Command("node", append([]string{"--no-deprecation", filepath.Join(dir, p.Script)}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		missing(t, err)
	}
	t.Cleanup(func() {
		_ = in.Close() // the end of its input ends the peer
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, maxLine)
	return Process{In: in, Lines: lines}
}

func missing(t testing.TB, err error) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("an npm peer is missing: %v", err)
	}
	t.Skipf("an npm peer is missing (node, and a registry once, are needed): %v", err)
}

// install puts the peer into $HUIYIN_TEST_CACHE, else huiyin-test in the user's cache folder, under
// a name that changes with its files. Processes may race: the first to rename its installation wins.
func (p Peer) install() (dir string, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("install %s: %w", p.Name, err)
		}
	}()
	cache := os.Getenv("HUIYIN_TEST_CACHE")
	if cache == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", err
		}
		cache = filepath.Join(user, "huiyin-test")
	}
	sum, err := p.sum()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(cache, p.Name+"-"+sum)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	fresh, err := os.MkdirTemp(cache, p.Name+"-new-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(fresh)
	if err := os.CopyFS(fresh, p.Files); err != nil {
		return "", err
	}
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir = fresh
	if out, err := npm.CombinedOutput(); err != nil {
		return "", fmt.Errorf("npm ci: %w: %s", err, out)
	}
	if err := os.Rename(fresh, dir); err != nil {
		if _, lost := os.Stat(dir); lost != nil {
			return "", err
		}
	}
	return dir, nil
}

// sum names the content of the peer's files.
func (p Peer) sum() (string, error) {
	h := sha256.New()
	err := fs.WalkDir(p.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(p.Files, name)
		fmt.Fprintf(h, "%s %d\n%s", name, len(data), data)
		return err
	})
	return hex.EncodeToString(h.Sum(nil))[:12], err
}
