package browsertest

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Do runs actions and fails the test when one fails.
func (p *Page) Do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// Open goes to url.
func (p *Page) Open(url string) { p.t.Helper(); p.start(); p.Do(chromedp.Navigate(url)) }

// start runs the browser under the page's own context, before any step with a shorter one.
func (p *Page) start() {
	p.t.Helper()
	if err := chromedp.Do(p.ctx); err != nil {
		p.t.Fatal(err)
	}
}

// Click clicks the first element that css selects, once it is visible.
func (p *Page) Click(css string) {
	p.t.Helper()
	p.Do(chromedp.WaitVisible(chromedp.CSS(css)), chromedp.Click(chromedp.CSS(css)))
}

// Type writes text into the first element that css selects.
func (p *Page) Type(css, text string) {
	p.t.Helper()
	p.Do(chromedp.WaitVisible(chromedp.CSS(css)), chromedp.SendKeys(chromedp.CSS(css), text))
}

// Enter presses Enter as a keyboard does: a page that handles the key gets no line break as well.
func (p *Page) Enter() {
	p.t.Helper()
	p.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
			_, err := cdp.Call(ctx, t, input.DispatchKeyEvent, input.DispatchKeyEventParams{
				Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, NativeVirtualKeyCode: 13,
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// Press presses a key wherever the focus is.
func (p *Page) Press(key string) { p.t.Helper(); p.Do(chromedp.KeyEvent(key)) }

// Wait waits until the JavaScript expression is true, over navigations.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		ctx, cancel := context.WithTimeout(p.ctx, patience)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		cancel()
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("not true in time: %s (%v)", expression, err)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// WaitText waits until an element that css selects holds text.
func (p *Page) WaitText(css, text string) {
	p.t.Helper()
	p.Wait("[...document.querySelectorAll(" + quote(css) + ")].some(e => e.textContent.includes(" + quote(text) + "))")
}

// WaitGone waits until css selects nothing.
func (p *Page) WaitGone(css string) {
	p.t.Helper()
	p.Wait("!document.querySelector(" + quote(css) + ")")
}

// Value evaluates a JavaScript expression that gives a string.
func (p *Page) Value(expression string) string {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	s, err := chromedp.Run(ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		p.t.Fatal(err)
	}
	return s
}

// Screen sets the size of the window, and whether the person prefers dark colours. A narrow
// window is a phone's, with two device pixels to one.
func (p *Page) Screen(width, height int64, dark bool) {
	p.t.Helper()
	p.start()
	scale := 1.0
	if width < 600 {
		scale = 2
	}
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	p.Do(
		chromedp.EmulateViewport(width, height, chromedp.EmulateScale(scale)),
		chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			return err
		}),
	)
}

// Shot writes what the window shows to a PNG file; whole takes the page to its end.
func (p *Page) Shot(file string, whole bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	action := chromedp.CaptureScreenshot()
	if whole {
		action = chromedp.FullScreenshot(100)
	}
	png, err := chromedp.Run(ctx, action)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s) // a string always can be
	return string(b)
}
