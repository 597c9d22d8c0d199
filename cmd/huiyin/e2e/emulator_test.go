package e2e

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"log"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"huiyin/adapters/adaptertest/npmpeer"
)

const emulatedToken = "7654321:emulated-token"

// emulated is a person who talks with the bot through telegram-test-api, a Bot API by others.
type emulated struct {
	t    *testing.T
	api  string // its address for bots
	node npmpeer.Process
}

// startEmulator starts the emulator and ends it with the test.
func startEmulator(t *testing.T) *emulated {
	t.Helper()
	address := freeAddress(t)
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	node := npmpeer.Peer{Name: "telegram-test-api-4.2.1", Files: os.DirFS("emulator"), Script: "emulator.js"}
	e := &emulated{t: t, node: node.Start(t, nil, port, emulatedToken)}
	e.answered("start", nil)
	e.api = startTranslator(t, "http://"+address)
	return e
}

// startTranslator stands between a bot and the emulator and makes up for what that lacks: it drops
// multipart bodies without a word, and it answers getUpdates at once where Telegram waits for news.
func startTranslator(t *testing.T, emulator string) (api string) {
	t.Helper()
	to, err := url.Parse(emulator)
	if err != nil {
		t.Fatal(err)
	}
	forward := httputil.NewSingleHostReverseProxy(to)
	forward.ErrorLog = log.New(io.Discard, "", 0) // the bot goes away in the middle of its last poll
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/getUpdates") {
			time.Sleep(10 * time.Millisecond) // a poll without a wait would never rest
		}
		if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
			if err := r.ParseMultipartForm(1 << 20); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			_, _ = io.Copy(io.Discard, r.Body) // what follows the last part
			form := url.Values(r.MultipartForm.Value).Encode()
			r.Body, r.ContentLength, r.TransferEncoding = io.NopCloser(strings.NewReader(form)), int64(len(form)), nil
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		forward.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

// emulatedMessage is what the person reads.
type emulatedMessage struct {
	Text   string
	Markup struct {
		Rows [][]struct {
			Text string
			Data string `json:"callback_data"`
		} `json:"inline_keyboard"`
	} `json:"reply_markup"`
}

// answered waits for the emulator's answer to a request.
func (e *emulated) answered(verb string, result any) {
	e.t.Helper()
	if !e.node.Lines.Scan() {
		e.t.Fatalf("the emulator ended at %s: %v", verb, e.node.Lines.Err())
	}
	var a struct {
		OK     bool
		Error  string
		Result json.RawMessage
	}
	if err := json.Unmarshal(e.node.Lines.Bytes(), &a); err != nil || !a.OK {
		e.t.Fatalf("the emulator answered %s with %s", verb, e.node.Lines.Bytes())
	}
	if result != nil {
		if err := json.Unmarshal(a.Result, result); err != nil {
			e.t.Fatalf("the emulator answered %s with %s", verb, a.Result)
		}
	}
}

func (e *emulated) ask(request map[string]string, result any) {
	e.t.Helper()
	line, err := json.Marshal(request)
	if err != nil {
		e.t.Fatal(err)
	}
	if _, err := e.node.In.Write(append(line, '\n')); err != nil {
		e.t.Fatal(err)
	}
	e.answered(request["verb"], result)
}

// hears waits for the next message, which must be alone and hold text.
func (e *emulated) hears(text string) emulatedMessage {
	e.t.Helper()
	var unread []struct{ Message emulatedMessage }
	e.ask(map[string]string{"verb": "unread"}, &unread)
	if len(unread) != 1 || !strings.Contains(unread[0].Message.Text, text) {
		e.t.Fatalf("the bot said %v, want one message with %q", unread, text)
	}
	return unread[0].Message
}

func (e *emulated) types(text string) { e.ask(map[string]string{"verb": "message", "text": text}, nil) }

// press taps the button of m with that label.
func (e *emulated) press(m emulatedMessage, label string) {
	e.t.Helper()
	for _, row := range m.Markup.Rows {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				e.ask(map[string]string{"verb": "press", "data": b.Data}, nil)
				return
			}
		}
	}
	e.t.Fatalf("no button %q under %+v", label, m)
}

// TestAWholeSurveyAtABotAPIByOthers answers the claim survey to its end, typing and pressing. The
// updates come from the emulator's own client, and its server reads what the bot sends.
func TestAWholeSurveyAtABotAPIByOthers(t *testing.T) {
	chen := startEmulator(t)
	s := start(t, "HUIYIN_TELEGRAM_TOKEN="+emulatedToken, "HUIYIN_TELEGRAM_API="+chen.api)

	chen.ask(map[string]string{"verb": "command", "text": "/start"}, nil)
	chen.press(chen.hears("是否同意开始"), "同意")
	chen.press(chen.hears("推荐"), "9")
	chen.hears("哪些地方让您觉得好")
	chen.types("理赔员很耐心，材料一次说清楚")
	chen.press(chen.hears("整体速度"), "4")
	chen.hears("轻松")
	chen.types("６") // full width
	chen.press(chen.hears("哪一步最费劲"), "提交材料")
	chen.hears("感谢您抽时间")

	s.settled()
	want := map[string]string{
		"nps": "9", "what_was_good": "理赔员很耐心，材料一次说清楚", "speed": "4", "effort": "6", "hardest": "papers",
	}
	got := s.answers()
	if len(got) != len(want) {
		t.Errorf("%d answers, want %d: %v", len(got), len(want), got)
	}
	for question, value := range want {
		if !strings.Contains(got[question], value) {
			t.Errorf("%s: the record says %q, want %q in it", question, got[question], value)
		}
	}
	for _, secret := range []string{emulatedToken, "理赔员很耐心", "陈立伟"} {
		if strings.Contains(s.output(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// answers gives the exported row of each answered question, with “|” between its columns.
func (s *server) answers() map[string]string {
	s.t.Helper()
	out, err := exec.Command(binary, "export", "answers", "-data", s.data).Output()
	if err != nil {
		s.t.Fatalf("export: %v", err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(out), "\ufeff"))).ReadAll()
	if err != nil || len(rows) == 0 {
		s.t.Fatalf("export: %v in %q", err, out)
	}
	question := -1
	for i, name := range rows[0] {
		if name == "question" {
			question = i
		}
	}
	if question < 0 {
		s.t.Fatalf("no column question in %v", rows[0])
	}
	all := map[string]string{}
	for _, row := range rows[1:] {
		all[row[question]] += strings.Join(row, "|")
	}
	return all
}
