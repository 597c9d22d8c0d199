package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestTheTutorialsGoAsWritten does what docs/writing-surveys.md and its Chinese sister tell a product
// manager to do: it writes the files, gives the commands, and compares what they print.
//
//   - A fenced block whose first line is a comment with a file name is that file from there on.
//   - In a console block "$ " begins a command, "> " is what the reader types, "…" stands for any lines,
//     … within a line for anything; every other line is printed, in this order.
//   - A command that goes on running is stopped when it has printed what is shown.
func TestTheTutorialsGoAsWritten(t *testing.T) {
	for _, name := range []string{"writing-surveys.md", "writing-surveys.zh.md"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("../../docs", name))
			if err != nil {
				t.Fatal(err)
			}
			reader := reader{T: t, dir: t.TempDir(), listen: freeAddress(t)}
			for _, block := range fencedBlock.FindAllStringSubmatch(string(text), -1) {
				switch kind, body := block[1], block[2]; {
				case kind == "console":
					reader.types(body)
				case fileName.MatchString(body):
					reader.writes(fileName.FindStringSubmatch(body)[1], body)
				}
			}
			if reader.commands < 10 {
				t.Errorf("%d commands: is that the whole tutorial?", reader.commands)
			}
		})
	}
}

var (
	fencedBlock = regexp.MustCompile("(?s)\n```([a-z]*)\n(.*?)```")
	fileName    = regexp.MustCompile(`^# ([a-z./-]+\.(?:yaml|txt))\b`)
)

// reader follows a tutorial in a folder of their own.
type reader struct {
	*testing.T
	dir      string
	listen   string
	commands int
}

func (r *reader) writes(name, body string) {
	r.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		r.Fatal(err)
	}
}

// types gives the commands of one console block.
func (r *reader) types(block string) {
	r.Helper()
	for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
		command, rest, _ := strings.Cut(part, "\n")
		var said, shown []string
		for _, line := range strings.Split(rest, "\n") {
			if typed, ok := strings.CutPrefix(line, "> "); ok {
				said = append(said, typed)
			} else if strings.TrimSpace(line) != "" {
				shown = append(shown, line)
			}
		}
		r.commands++
		r.expect(command, shown, r.prints(command, said, shown))
	}
}

// prints runs a command and gives what it printed, at the latest when the last line shown is there.
func (r *reader) prints(command string, said, shown []string) []string {
	r.Helper()
	ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", "exec "+command)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "HUIYIN_LISTEN="+r.listen)
	cmd.Stdin = strings.NewReader(strings.Join(append(said, ""), "\n"))
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, in := io.Pipe()
	cmd.Stdout, cmd.Stderr = in, in
	if err := cmd.Start(); err != nil {
		r.Fatal(err)
	}
	go func() {
		_ = cmd.Wait() // commands that find something wrong exit with 1: what they print is compared
		in.Close()
	}()
	var lines []string
	for s := bufio.NewScanner(out); s.Scan(); {
		lines = append(lines, strings.ReplaceAll(s.Text(), r.listen, "127.0.0.1:8080"))
		if strings.HasPrefix(command, "huiyin serve") && missing(shown, lines) == "" {
			cancel()
		}
	}
	return lines
}

func (r *reader) expect(command string, shown, printed []string) {
	r.Helper()
	if line := missing(shown, printed); line != "" {
		r.Errorf("$ %s\nprinted\n%s\nand not, after the lines before it,\n%s", command, strings.Join(printed, "\n"), line)
	}
}

// missing gives the first line shown that was not printed in its place, or "". At the end of what is
// shown nothing more may have been printed, unless it ends in "…".
func missing(shown, printed []string) string {
	anything := false
	for _, line := range printed {
		for len(shown) > 0 && strings.TrimSpace(shown[0]) == "…" {
			anything, shown = true, shown[1:]
		}
		switch {
		case len(shown) > 0 && alike(shown[0], line):
			anything, shown = false, shown[1:]
		case anything || strings.TrimSpace(line) == "":
		case len(shown) > 0:
			return shown[0]
		default:
			return "(nothing more, but it printed) " + line
		}
	}
	if len(shown) > 0 && strings.TrimSpace(shown[0]) != "…" {
		return shown[0]
	}
	return ""
}

// alike compares a line with one that was printed; … stands for anything.
func alike(shown, printed string) bool {
	var pattern bytes.Buffer
	for i, part := range strings.Split(strings.TrimRight(shown, " "), "…") {
		if i > 0 {
			pattern.WriteString(".*")
		}
		pattern.WriteString(regexp.QuoteMeta(part))
	}
	ok, _ := regexp.MatchString(fmt.Sprintf("^%s$", pattern.String()), strings.TrimRight(printed, " "))
	return ok
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
