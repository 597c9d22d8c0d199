package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// binary is the program under test, built once.
var binary string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "huiyin-e2e-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		binary = filepath.Join(dir, "huiyin")
		build := exec.Command("go", "build", "-o", binary, "huiyin/cmd/huiyin")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build huiyin: %v\n%s", err, out)
			return 1
		}
		return m.Run()
	}())
}

// server is a running huiyin.
type server struct {
	t    *testing.T
	cmd  *exec.Cmd
	base string // http://127.0.0.1:port
	data string
	env  []string
	argv []string // the program, before “-listen”
	dir  string   // where it runs; "" here

	mu  sync.Mutex
	log bytes.Buffer
}

// start runs “huiyin serve” on a free port with its data in a temporary folder and waits until it
// is ready. env are further HUIYIN_ variables.
func start(t *testing.T, env ...string) *server {
	t.Helper()
	return startAs(t, "", []string{binary, "serve"}, env...)
}

// startAsTheReadmeSays runs the README's own first command, in an empty home directory. Only the
// port and the data folder are the test's.
func startAsTheReadmeSays(t *testing.T) *server {
	t.Helper()
	const root = "../../.."
	readme, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^go run \./cmd/huiyin serve`).FindString(string(readme))
	if line == "" {
		t.Fatal("the README does not begin with “go run ./cmd/huiyin serve” any more")
	}
	caches, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS").Output()
	if err != nil {
		t.Fatal(err)
	}
	env := strings.Split(string(caches), "\n") // what is built and fetched already is not again
	return startAs(t, root, strings.Fields(line), "GOCACHE="+env[0], "GOMODCACHE="+env[1], "GOPROXY="+env[2], "GOFLAGS="+env[3])
}

func startAs(t *testing.T, dir string, argv []string, env ...string) *server {
	t.Helper()
	s := &server{t: t, data: t.TempDir(), base: "http://" + freeAddress(t), env: env, argv: argv, dir: dir}
	s.launch()
	t.Cleanup(s.stop)
	return s
}

// launch starts the process; after kill it starts again over the same data.
func (s *server) launch() {
	s.t.Helper()
	args := append(slices.Clone(s.argv[1:]), "-listen", strings.TrimPrefix(s.base, "http://"), "-data", s.data)
	s.cmd = exec.Command(s.argv[0], args...)
	s.cmd.Dir = s.dir
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // “go run” passes no signal on to the program
	s.cmd.Env = append([]string{"HOME=" + s.t.TempDir(), "PATH=" + os.Getenv("PATH")}, s.env...)
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	s.cmd.Stderr = s.cmd.Stdout
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	go s.collect(out)
	s.waitReady()
}

func (s *server) collect(out io.Reader) {
	for lines := bufio.NewScanner(out); lines.Scan(); {
		s.mu.Lock()
		s.log.WriteString(lines.Text() + "\n")
		s.mu.Unlock()
	}
}

// output is all that the server printed.
func (s *server) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

func (s *server) waitReady() {
	s.t.Helper()
	eventually(s.t, "the server is ready", func() (bool, string) {
		resp, err := http.Get(s.base + "/readyz")
		if err != nil {
			return false, err.Error() + "\n" + s.output()
		}
		resp.Body.Close()
		return resp.StatusCode == 200, resp.Status
	})
}

// signal reaches the program and, before it, a “go run” that started it.
func (s *server) signal(sig syscall.Signal) error { return syscall.Kill(-s.cmd.Process.Pid, sig) }

// kill ends the process as a power cut would.
func (s *server) kill() {
	s.t.Helper()
	if err := s.signal(syscall.SIGKILL); err != nil {
		s.t.Fatal(err)
	}
	_ = s.cmd.Wait()
}

// stop asks the process to end and shows its output when the test failed.
func (s *server) stop() {
	if s.cmd.ProcessState == nil {
		_ = s.signal(syscall.SIGINT)
		done := make(chan struct{})
		go func() { _ = s.cmd.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			s.t.Error("the server did not stop on an interrupt")
			_ = s.signal(syscall.SIGKILL)
		}
	}
	if s.t.Failed() {
		s.t.Logf("the server printed:\n%s", s.output())
	}
}

// link finds the printed link whose path begins with prefix.
func (s *server) link(prefix string) string {
	s.t.Helper()
	re := regexp.MustCompile(regexp.QuoteMeta(s.base+prefix) + `\S*`)
	var found string
	eventually(s.t, "a link to "+prefix+" is printed", func() (bool, string) {
		found = re.FindString(s.output())
		return found != "", s.output()
	})
	return found
}

// call sends a request with the API key and decodes the answer; it gives the status.
func (s *server) call(method, path string, in, out any) int {
	s.t.Helper()
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			s.t.Fatal(err)
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(context.Background(), method, s.base+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(s.data, "api-key"))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+strings.TrimSpace(string(key)))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	if out != nil {
		if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
			s.t.Fatalf("%s %s: %s: %v", method, path, resp.Status, err)
		}
	}
	return resp.StatusCode
}

// openCase is the part of a case that the tests look at.
type openCase struct {
	ID          string                        `json:"id"`
	State       string                        `json:"state"`
	Channel     string                        `json:"channel"`
	CustomerID  string                        `json:"customer_id"`
	Reasons     []struct{ Rule, Text string } `json:"reasons"`
	LastMessage string                        `json:"last_message"`
}

// cases lists the cases in a state.
func (s *server) cases(state string) []openCase {
	s.t.Helper()
	var out struct{ Cases []openCase }
	if code := s.call("GET", "/v1/cases?state="+state, nil, &out); code != 200 {
		s.t.Fatalf("list cases: %d", code)
	}
	return out.Cases
}

// waitCase waits for the one open case.
func (s *server) waitCase() openCase {
	s.t.Helper()
	var found openCase
	eventually(s.t, "a case is open", func() (bool, string) {
		cs := s.cases("open")
		if len(cs) == 1 {
			found = cs[0]
		}
		return len(cs) == 1, fmt.Sprint(cs)
	})
	return found
}

// eventually waits until ok holds; got says what was seen instead.
func eventually(t *testing.T, what string, ok func() (done bool, got string)) {
	t.Helper()
	var got string
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var done bool
		if done, got = ok(); done {
			return
		}
	}
	t.Fatalf("waited in vain until %s; last seen: %s", what, got)
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

// settled waits until all queues of the server are empty.
func (s *server) settled() {
	s.t.Helper()
	eventually(s.t, "all queues are empty", func() (bool, string) {
		resp, err := http.Get(s.base + "/metrics")
		if err != nil {
			return false, err.Error()
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return false, err.Error()
		}
		var seen []string
		for _, queue := range []string{"inbox", "outbox", "journal"} {
			line := fmt.Sprintf("huiyin_queue_length{queue=%q} 0\n", queue)
			if !strings.Contains(string(body), line) {
				seen = append(seen, queue)
			}
		}
		return len(seen) == 0, "not empty: " + strings.Join(seen, " ")
	})
}
