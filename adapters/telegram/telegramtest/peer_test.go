package telegramtest_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters/adaptertest/npmpeer"
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
	peer := npmpeer.Peer{Name: "grammy-1.46.0", Files: os.DirFS("testdata/peer"), Script: "peer.js"}
	lines := peer.Start(t, nil, args...).Lines
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
