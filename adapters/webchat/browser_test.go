package webchat_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"huiyin/adapters"
	"huiyin/adapters/webchat"
)

// patience ends a browser test that would otherwise hang.
const patience = 60 * time.Second

// record is a bot and its record in one: it keeps lines, and answers by script.
type record struct {
	mu     sync.Mutex
	lines  []webchat.Line
	seen   map[string]bool
	heard  []adapters.Inbound
	answer func(in adapters.Inbound) []adapters.Outbound // may be nil
	photos [][]byte
	down   bool
	chat   *webchat.Channel
}

func newRecord() *record { return &record{seen: map[string]bool{}} }

func (r *record) accept(_ context.Context, in adapters.Inbound) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.down {
		return false, errors.New("store is down")
	}
	key := in.From.String() + in.ID
	if r.seen[key] {
		return false, nil
	}
	r.seen[key] = true
	r.heard = append(r.heard, in)
	if in.Kind != adapters.KindStart {
		text := in.Text
		if in.Media != nil {
			text = map[adapters.MediaKind]string{adapters.MediaPhoto: "📷", adapters.MediaLocation: "📍"}[in.Media.Kind]
		}
		r.lines = append(r.lines, webchat.Line{ID: in.ID, From: webchat.FromCustomer, Text: text, At: in.At})
	}
	if r.answer != nil {
		for _, out := range r.answer(in) {
			out.To = in.From
			r.say(out)
		}
	}
	return true, nil
}

// say records and sends a message; r.mu is held.
func (r *record) say(out adapters.Outbound) {
	l := webchat.Line{ID: out.ID, From: webchat.FromBot, Text: out.Text, Buttons: out.Buttons, Inline: out.Inline, Request: out.Request, At: time.Now()}
	if out.From != "" {
		l.From, l.Who = webchat.FromAgent, out.From
	}
	r.lines = append(r.lines, l)
	if _, err := r.chat.Send(context.Background(), out); err != nil {
		panic(err)
	}
}

func (r *record) history(context.Context, string) ([]webchat.Line, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.lines), nil
}

func (r *record) keep(_ context.Context, _ string, image io.Reader) (string, error) {
	data, err := io.ReadAll(image)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.photos = append(r.photos, data)
	return fmt.Sprintf("photo-%d", len(r.photos)), err
}

func (r *record) setDown(down bool) { r.mu.Lock(); defer r.mu.Unlock(); r.down = down }

func (r *record) texts() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for _, in := range r.heard {
		out = append(out, string(in.Kind)+" "+in.Text)
	}
	return out
}

func scale() []adapters.Button {
	var b []adapters.Button
	for i := range 11 {
		b = append(b, adapters.Button{Label: fmt.Sprint(i), Value: fmt.Sprint(7000 + i)})
	}
	return b
}

// claimSurvey answers like a short survey that hands an unhappy customer to a person.
func claimSurvey(in adapters.Inbound) []adapters.Outbound {
	switch {
	case in.Kind == adapters.KindStart:
		return []adapters.Outbound{{ID: "b1", Text: "您好，您的车险理赔已结案。0–10 分，您有多大可能把我们推荐给亲友？", Buttons: scale(), Inline: true}}
	case in.Kind == adapters.KindButton && in.Text == "2":
		return []adapters.Outbound{{ID: "b2", Text: "抱歉让您失望了。最让您不满意的是哪一项？", Buttons: []adapters.Button{
			{Label: "定损太慢", Value: "8001"}, {Label: "赔付金额与预期不符", Value: "8002"}, {Label: "服务态度", Value: "8003"}, {Label: "其他，我来写", Value: "8004"},
		}}}
	case in.Kind == adapters.KindButton:
		return []adapters.Outbound{{ID: "b3", Text: "能具体说说发生了什么吗？"}}
	case strings.Contains(in.Text, "没人管"):
		return []adapters.Outbound{
			{ID: "b4", Text: "非常抱歉。理赔专员李敏会在 10 分钟内与您联系，就在这个对话里。"},
			{ID: "a1", From: "李敏", Text: "您好，我是李敏。您的案件我已经看到，今天下午六点前给您定损结果，可以吗？"},
		}
	}
	return nil
}

// newServer serves a chat whose bot is r.
func newServer(t *testing.T, r *record) string {
	t.Helper()
	s := httptest.NewUnstartedServer(nil)
	r.chat = webchat.New(webchat.Config{PublicURL: "http://" + s.Listener.Addr().String(), History: r.history, Keep: r.keep})
	s.Config.Handler = r.chat.Handler(r.accept)
	s.Start()
	t.Cleanup(func() { r.chat.Close(); s.Close() })
	return s.URL
}

// browser opens a tab in a fresh profile. Anything on its console fails the test, apart from
// network errors that the test provokes.
func browser(t *testing.T, lang string) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("chromium is missing")
		}
		t.Skip("chromium is missing")
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("accept-lang", lang), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start chromium: %v", err)
	}
	watchConsole(ctx, t)
	return ctx
}

func watchConsole(ctx context.Context, t *testing.T) {
	listening, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for m, err := range chromedp.Console(listening) {
			if err != nil {
				return
			}
			if (m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleException || m.Type == chromedp.ConsoleWarning) &&
				!strings.Contains(m.Text, "Failed to load resource") && !strings.Contains(m.Text, "net::ERR") {
				t.Errorf("console: %s: %s", m.Type, m.Text)
			}
		}
	}()
	t.Cleanup(func() { stop(); <-done })
}

func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("browser: %v", err)
	}
}

// see waits until the page's log shows text.
func see(ctx context.Context, t *testing.T, text string) {
	t.Helper()
	expr := fmt.Sprintf("document.getElementById('log').innerText.includes(%q)", text)
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expr)); err != nil {
		t.Fatalf("the page does not show %q: %v", text, err)
	}
}

// wait waits until a JavaScript expression is true.
func wait(ctx context.Context, t *testing.T, expr string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expr)); err != nil {
		t.Fatalf("not true in time: %s: %v", expr, err)
	}
}

// tap presses the answer with a label.
func tap(ctx context.Context, t *testing.T, label string) {
	t.Helper()
	see(ctx, t, label)
	expr := fmt.Sprintf("[...document.querySelectorAll('.answers button')].find(b => b.textContent === %q).click()", label)
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](expr)); err != nil {
		t.Fatalf("tap %s: %v", label, err)
	}
}

func eval[T any](ctx context.Context, t *testing.T, expr string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expr))
	if err != nil {
		t.Fatalf("evaluate %s: %v", expr, err)
	}
	return v
}

// picture saves a screenshot when somebody wants to look: HUIYIN_SCREENSHOTS names a folder.
func picture(ctx context.Context, t *testing.T, name string) {
	t.Helper()
	dir := os.Getenv("HUIYIN_SCREENSHOTS")
	if dir == "" {
		return
	}
	do(ctx, t, chromedp.Sleep(400*time.Millisecond)) // let the animation of new lines end
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600); err != nil {
		t.Fatal(err)
	}
}
