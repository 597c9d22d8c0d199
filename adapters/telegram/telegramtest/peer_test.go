package telegramtest_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters/telegram/telegramtest"
)

const token = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"

// heard is one line of the peer.
type heard = map[string]any

// A client written by others must find in the fake what it finds at Telegram.
func TestAnIndependentClientFindsTheFakeGenuine(t *testing.T) {
	for _, mode := range []string{"polling", "webhook"} {
		t.Run(mode, func(t *testing.T) {
			s := telegramtest.New(token)
			defer s.Close()
			ann := s.User(7, "安", "zh-hans")
			hear := startPeer(t, s.URL, token, mode, "peer-secret_1")

			ready := heard{"ready": "huiyin_test_bot"}
			if mode == "webhook" {
				ready["hook"] = true
			}
			hear(ready)
			ann.Start("token_42")
			hear(heard{"start": "token_42", "lang": "zh-hans"})
			note := ann.Write("你好")
			hear(heard{"sent": float64(note.MessageID + 1), "chat": 7.0, "type": "private", "text": "几分？"})
			press, err := ann.Press("好")
			if err != nil {
				t.Fatal(err)
			}
			hear(heard{"pressed": "1", "label": "好"})
			ann.Photo("发票")
			hear(heard{"photo": "发票"})
			if s.Answered(press.CallbackID) != 1 {
				t.Error("the press was not answered")
			}
			ann.Edit(note.MessageID, "您好")
			hear(heard{"edited": "您好", "later": true})
			ann.Block()
			hear(heard{"now": "kicked"})
			hear(heard{"error": 403.0, "why": "Forbidden: bot was blocked by the user", "retryAfter": 0.0})
			ann.Unblock()
			hear(heard{"now": "member"})
			hear(heard{"sent": float64(note.MessageID + 3), "chat": 7.0, "type": "private", "text": "在吗"})
			s.Fail("sendMessage", telegramtest.Fault{Code: 429, Description: "Too Many Requests: retry after 7", RetryAfter: 7})
			ann.Write("快")
			hear(heard{"error": 429.0, "why": "Too Many Requests: retry after 7", "retryAfter": 7.0})
		})
	}
}

// startPeer starts the peer; the returned func checks the next line it prints.
func startPeer(t *testing.T, args ...string) func(want heard) {
	t.Helper()
	dir, err := installPeer()
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip("needs node, and a registry once: ", err)
	}
	cmd := exec.Command("node", append([]string{filepath.Join(dir, "peer.js")}, args...)...)
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
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close() // the end of its input ends the peer
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	return func(want heard) {
		t.Helper()
		if !lines.Scan() {
			t.Fatalf("the peer ended before it said %v", want)
		}
		var got heard
		if err := json.Unmarshal(lines.Bytes(), &got); err != nil {
			t.Fatalf("the peer said %q", lines.Text())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("the peer said (+):\n%s", diff)
		}
	}
}

// installPeer puts the peer into $HUIYIN_TEST_CACHE, else huiyin-test in the user's cache folder,
// and gives its place. Processes may race: the first to rename its installation wins.
func installPeer() (string, error) {
	cache := os.Getenv("HUIYIN_TEST_CACHE")
	if cache == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("install peer: %w", err)
		}
		cache = filepath.Join(user, "huiyin-test")
	}
	source := os.DirFS(filepath.Join("testdata", "peer"))
	script, err := os.ReadFile(filepath.Join("testdata", "peer", "peer.js"))
	if err != nil {
		return "", fmt.Errorf("install peer: %w", err)
	}
	dir := filepath.Join(cache, "grammy-1.46.0")
	if have, err := os.ReadFile(filepath.Join(dir, "peer.js")); err == nil && string(have) == string(script) {
		return dir, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", fmt.Errorf("install peer: %w", err)
	}
	fresh, err := os.MkdirTemp(cache, "grammy-")
	if err != nil {
		return "", fmt.Errorf("install peer: %w", err)
	}
	if err := os.CopyFS(fresh, source); err != nil {
		return "", fmt.Errorf("install peer: %w", err)
	}
	cmd := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = fresh
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("install peer: npm ci: %w: %s", err, out)
	}
	_ = os.RemoveAll(dir) // of an older peer
	if err := os.Rename(fresh, dir); err != nil {
		return fresh, nil // another process was faster; ours works as well
	}
	return dir, nil
}
