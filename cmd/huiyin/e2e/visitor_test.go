package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// visitor is a browser with a web chat open, as far as requests go.
type visitor struct {
	t      *testing.T
	s      *server
	client *http.Client
	chat   string // the chat's path, /c/TOKEN
	sent   int
}

// visit opens the page of a chat: a path of the server, or a whole link.
func (s *server) visit(t *testing.T, link string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{t: t, s: s, client: &http.Client{Jar: jar}}
	resp, err := v.client.Get(s.base + strings.TrimPrefix(link, s.base))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	v.chat = resp.Request.URL.Path
	if resp.StatusCode != http.StatusOK || !strings.HasPrefix(v.chat, "/c/") {
		t.Fatalf("%s led to %s: %s", link, v.chat, resp.Status)
	}
	return v
}

func (v *visitor) post(action string, body any) int {
	v.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		v.t.Fatal(err)
	}
	resp, err := v.client.Post(v.s.base+v.chat+"/"+action, "application/json", strings.NewReader(string(raw)))
	if err != nil {
		v.t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

// opens does what the page's script does first.
func (v *visitor) opens() {
	v.t.Helper()
	if code := v.post("open", map[string]string{"lang": "zh"}); code != http.StatusAccepted {
		v.t.Fatalf("open: %d", code)
	}
}

// offers sends a line and gives the status.
func (v *visitor) offers(text string) int {
	v.t.Helper()
	v.sent++
	return v.post("send", map[string]string{"id": fmt.Sprintf("c-%016x", v.sent), "text": text, "lang": "zh"})
}

func (v *visitor) says(text string) {
	v.t.Helper()
	if code := v.offers(text); code != http.StatusAccepted {
		v.t.Fatalf("send: %d", code)
	}
}

// reads gives the chat as a page that is opened now shows it: who wrote what, oldest first.
func (v *visitor) reads() (lines []chatLine) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, v.s.base+v.chat+"/events", nil)
	if err != nil {
		v.t.Fatal(err)
	}
	resp, err := v.client.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	for in := bufio.NewReader(resp.Body); ; {
		line, err := in.ReadString('\n')
		if err != nil {
			v.t.Fatalf("history: %s: %v", resp.Status, err)
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok {
			if err := json.Unmarshal([]byte(data), &lines); err != nil {
				v.t.Fatalf("history %q: %v", data, err)
			}
			return lines
		}
	}
}

// chatLine is one line of a web chat.
type chatLine struct{ From, Text string }

// hears waits until the bot's newest line holds text.
func (v *visitor) hears(text string) {
	v.t.Helper()
	eventually(v.t, fmt.Sprintf("the page shows %q", text), func() (bool, string) {
		newest := ""
		for _, l := range v.reads() {
			if l.From != "customer" {
				newest = l.Text
			}
		}
		return strings.Contains(newest, text), newest
	})
}

// deskVisitor is an agent's browser, as far as requests go.
type deskVisitor struct {
	t      *testing.T
	s      *server
	client *http.Client
}

// welcomeLink is the printed way into the desk.
var welcomeLink = regexp.MustCompile(`http://\S+/desk/welcome/\S+`)

// agent signs in by the link that the server printed when it was last started.
func (s *server) agent(t *testing.T, name string) *deskVisitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	links := welcomeLink.FindAllString(s.output(), -1)
	if len(links) == 0 {
		t.Fatal("no link to the desk is printed")
	}
	d := &deskVisitor{t: t, s: s, client: &http.Client{Jar: jar}}
	resp, err := d.client.PostForm(links[len(links)-1], url.Values{"name": {name}, "password": {"correct horse battery"}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.Request.URL.Path != "/desk" {
		t.Fatalf("the link led to %s: %s", resp.Request.URL.Path, resp.Status)
	}
	return d
}

// page gives the HTML of a page.
func (d *deskVisitor) page(path string) string {
	d.t.Helper()
	resp, err := d.client.Get(d.s.base + path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	var b strings.Builder
	if _, err := bufio.NewReader(resp.Body).WriteTo(&b); err != nil {
		d.t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		d.t.Fatalf("%s: %s", path, resp.Status)
	}
	return b.String()
}
