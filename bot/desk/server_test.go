package desk_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"huiyin/bot/desk"
)

// office is a running desk with the world behind it.
type office struct {
	*bureau
	server *httptest.Server
	logs   *bytes.Buffer
}

// openOffice starts a desk; change may alter its configuration.
func openOffice(t *testing.T, change ...func(*desk.Config)) *office {
	t.Helper()
	zone := time.FixedZone("CST", 8*3600)
	now := func() time.Time { return time.Now().In(zone) }
	o := &office{bureau: newBureau(now), logs: &bytes.Buffer{}}
	cfg := desk.Config{
		Record: o, Agents: o, Insight: o, Quotas: o, Actions: o, Live: o.hub, Now: now, Name: placeNames,
		Log: slog.New(slog.NewTextHandler(o.logs, nil)),
	}
	for _, c := range change {
		c(&cfg)
	}
	handler, err := desk.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	o.server = httptest.NewUnstartedServer(handler)
	o.server.Config.BaseContext = func(net.Listener) context.Context { return ctx }
	o.server.Start()
	t.Cleanup(func() { stop(); o.server.Close() })
	return o
}

// link makes a one-time link.
func (o *office) link(t *testing.T) string {
	t.Helper()
	u, err := desk.NewLink(t.Context(), o, o.server.URL, o.now())
	if err != nil {
		t.Fatal(err)
	}
	return u
}

const goodPassword = "每个声音都有回音 2026"

// browser is one person's browser without script.
type browser struct {
	t      *testing.T
	base   string
	client *http.Client
}

func (o *office) browser(t *testing.T) *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{t, o.server.URL, &http.Client{
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// agent gives the browser of an agent who is signed in.
func (o *office) agent(t *testing.T, name string) *browser {
	t.Helper()
	b := o.browser(t)
	if got := b.post(strings.TrimPrefix(o.link(t), o.server.URL), "name", name, "password", goodPassword); got.code != http.StatusSeeOther {
		t.Fatalf("sign in %s: %d\n%s", name, got.code, got.body)
	}
	return b
}

type answer struct {
	code   int
	body   string
	header http.Header
}

func (b *browser) do(r *http.Request) answer {
	b.t.Helper()
	res, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{res.StatusCode, string(body), res.Header}
}

func (b *browser) get(path string) answer {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodGet, b.base+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(r)
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func (b *browser) request(path string, pairs ...string) *http.Request {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodPost, b.base+path, strings.NewReader(form(pairs...).Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

func (b *browser) post(path string, pairs ...string) answer {
	b.t.Helper()
	return b.do(b.request(path, pairs...))
}

// script posts as the page's script does.
func (b *browser) script(path string, pairs ...string) answer {
	b.t.Helper()
	r := b.request(path, pairs...)
	r.Header.Set("Accept", "application/json")
	return b.do(r)
}
