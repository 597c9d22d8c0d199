package browsertest

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience bounds what one step of a test may take on a busy machine.
const patience = 30 * time.Second

// Page is one person's browser.
type Page struct {
	t        testing.TB
	ctx      context.Context
	mu       sync.Mutex
	errors   []string
	expected []*regexp.Regexp
}

// New starts a browser that ends with the test.
func New(t testing.TB) *Page {
	t.Helper()
	program := chromium(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	return open(t, allocator)
}

// Another is a second person's browser beside p, with cookies of its own.
func (p *Page) Another() *Page {
	p.t.Helper()
	return open(p.t, p.ctx, chromedp.WithNewBrowserContext())
}

func open(t testing.TB, parent context.Context, options ...chromedp.ContextOption) *Page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent, options...)
	p := &Page{t: t, ctx: ctx}
	heard := chromedp.Console(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for m, err := range heard {
			if err != nil {
				return
			}
			if m.IsException() || m.Type == "error" || strings.Contains(m.Text, "Content Security Policy") {
				p.mu.Lock()
				p.errors = append(p.errors, m.String())
				p.mu.Unlock()
			}
		}
	}()
	t.Cleanup(func() {
		cancel()
		<-done
		p.report()
	})
	return p
}

// report fails the test for what the console said and nobody expected.
func (p *Page) report() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, said := range p.errors {
		known := false
		for _, e := range p.expected {
			known = known || e.MatchString(said)
		}
		if !known {
			p.t.Errorf("browser console: %s", said)
		}
	}
}

// Expect says that console errors which match pattern are part of the test.
func (p *Page) Expect(pattern string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expected = append(p.expected, regexp.MustCompile(pattern))
}

// Context is the page's context for chromedp's own actions.
func (p *Page) Context() context.Context { return p.ctx }

// chromium finds the browser.
func chromium(t testing.TB) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no chromium on this machine")
	}
	t.Skip("no chromium on this machine")
	return ""
}
