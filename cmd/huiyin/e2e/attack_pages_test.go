package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// attackWithPassedOnLink opens one invitation in two browsers and in a Telegram chat: it is the
// first one's, and the others are told so.
func attackWithPassedOnLink(t *testing.T, b *besieged) {
	inv := b.claimClosed("siege-link", "C-link", nil)
	owner, thief := b.visit(t, inv.Links.Web), b.visit(t, inv.Links.Web)
	owner.opens()
	owner.hears("CL20260118-4471")
	thief.opens()
	thief.hears("已被使用")
	token := strings.TrimPrefix(owner.chat, "/c/")
	b.bot.User(980, "拾到链接的人", "zh-hans").Start(token)
	says(t, b.bot, 980, "已被使用")
	for _, l := range thief.reads() {
		if strings.Contains(l.Text, "CL20260118-4471") || strings.Contains(l.Text, "陈先生") {
			t.Errorf("the second browser reads %q", l.Text)
		}
	}
	owner.says("同意") // nobody took it from the owner
	owner.hears("推荐")

	b.bot.User(979, "猜链接的人", "zh-hans").Start("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	says(t, b.bot, 979, "无效")
	b.hide(token, "陈先生", "CL20260118-4471", "拾到链接的人")
}

// attackUnknownSurveys asks for what nobody publishes.
func attackUnknownSurveys(t *testing.T, b *besieged) {
	for _, path := range []string{
		"/try/", "/try/none", "/try/motor-claim/more", "/try/motor-claim.yaml", "/try/..%2fmotor-claim", "/try/%00",
		"/q/", "/q/none.png", "/q/0123456789abcdef0123456789abcdef", "/q/..%2f..%2fhuiyin.db.png", "/q/" + strings.Repeat("x", 65) + ".png",
	} {
		if got := b.send(t, "GET", path, nil); got.status != http.StatusNotFound {
			t.Errorf("%.60s: %d", path, got.status)
		}
	}
}

// attackWithFlood writes faster than people do: some of it is taken, the rest is told to slow down,
// and the chat next door is served.
func attackWithFlood(t *testing.T, b *besieged) {
	const flood = 500
	b.hide("哗啦啦")
	loud, quiet := b.visit(t, "/try/motor-claim"), b.visit(t, "/try/motor-claim")
	loud.opens()
	by := map[int]int{}
	for range flood {
		by[loud.offers("哗啦啦")]++
	}
	if by[202] == 0 || by[202] > 100 || by[202]+by[429] != flood {
		t.Errorf("%d lines from one chat: %v, want a few dozen 202 and 429 for the rest", flood, by)
	}
	quiet.opens()
	quiet.hears("是否同意开始")
	t.Logf("%d lines at once from one web chat: %v", flood, by)
}

// markup is what an attacker hopes to see executed somewhere.
const markup = `<script>alert(1)</script><img src=x onerror=alert(2)>"'</textarea>{{.}}`

// attackWithMarkup writes markup in every place that an agent's page or a spreadsheet shows.
func attackWithMarkup(t *testing.T, b *besieged) {
	b.hide("alert(1)", "=cmd|")
	eve := b.bot.User(978, markup, "zh-hans")
	eve.Start("")
	says(t, b.bot, 978, "是否同意开始")
	eve.Write("同意")
	says(t, b.bot, 978, "推荐")
	eve.Write("0")
	says(t, b.bot, 978, "哪里不满意")
	eve.Write("=cmd|'/c calc'!A1 没人管，太差了 " + markup)
	says(t, b.bot, 978, "人工")
	c := b.waitCase()
	b.settled()

	desk := b.agent(t, "王敏")
	if code := b.call("POST", "/v1/cases/"+c.ID+"/take", map[string]string{"agent": "王敏"}, nil); code != 200 {
		t.Fatalf("take: %d", code)
	}
	if code := b.call("POST", "/v1/cases/"+c.ID+"/reply", map[string]string{"text": "回 " + markup}, nil); code != 200 {
		t.Fatalf("reply: %d", code)
	}
	live := desk.firstEvent("/desk/events?case=" + c.ID)
	for where, html := range map[string]string{
		"queue": desk.page("/desk"), "case": desk.page("/desk/c/" + c.ID), "insight": desk.page("/insight"), "live state": live,
	} {
		if !strings.Contains(html, "alert(1)") {
			t.Errorf("%s does not show the words at all", where)
		}
		for _, raw := range []string{"<script>alert", "<img src=x", "</textarea>{{"} {
			if strings.Contains(html, raw) {
				t.Errorf("%s holds %s as markup", where, raw)
			}
		}
	}
	export, err := exec.Command(binary, "export", "answers", "-data", b.data).Output()
	if err != nil {
		t.Fatalf("export: %v", err)
	}
	if regexp.MustCompile(`(?m)(^|,)"?=cmd`).Match(export) {
		t.Error("a spreadsheet would run the formula in the export")
	}
}

// firstEvent gives the HTML parts of the first state that a stream of the desk sends.
func (d *deskVisitor) firstEvent(path string) string {
	d.t.Helper()
	resp, err := d.client.Get(d.s.base + path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	for in := bufio.NewReader(resp.Body); ; {
		line, err := in.ReadString('\n')
		if err != nil {
			d.t.Fatalf("%s: %s: %v", path, resp.Status, err)
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok {
			var state struct{ Parts map[string]string }
			if err := json.Unmarshal([]byte(data), &state); err != nil {
				d.t.Fatal(err)
			}
			return fmt.Sprint(state.Parts)
		}
	}
}

// raw writes bytes to the server and gives what it answers until it hangs up.
func (s *server) raw(t *testing.T, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	if _, err := io.WriteString(conn, request); err != nil {
		return "" // it hung up early
	}
	_ = conn.(*net.TCPConn).CloseWrite() // more will not come
	var b bytes.Buffer
	_, _ = io.Copy(&b, conn)
	return b.String()
}

// attackPaths asks for files outside of what is served, past the client's own cleaning.
func attackPaths(t *testing.T, b *besieged) {
	version := regexp.MustCompile(`/desk/static/([0-9a-f]+)/`).FindStringSubmatch(b.send(t, "GET", "/desk/login", nil).body)
	if version == nil {
		t.Fatal("the sign-in page names no static files")
	}
	static := "/desk/static/" + version[1]
	for _, root := range []string{static, "/c/-/files", "/q", "/hooks", "/try", "/desk", ""} {
		for _, way := range []string{
			"/../../../../../../etc/passwd", "/..%2f..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/....//....//etc/passwd",
			"/..%5c..%5cetc%5cpasswd", "//etc/passwd", "/%2fetc%2fpasswd", "/etc/passwd%00.css", "/../../api-key", "/..%2fapi-key", "/../huiyin.db",
		} {
			got := b.raw(t, "GET "+root+way+" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
			if strings.HasPrefix(got, "HTTP/1.1 200") || strings.Contains(got, "root:") || strings.Contains(got, b.key()) {
				t.Errorf("%s%s: %.120s", root, way, got)
			}
		}
	}
	for _, private := range []string{"/api-key", "/huiyin.db", "/desk/api-key", "/.git/config", "/debug/pprof/", "/desk/static/", static + "/"} {
		if got := b.send(t, "GET", private, nil); got.status == 200 {
			t.Errorf("%s: %d", private, got.status)
		}
	}
}

// attackFromAnotherSite posts as a page of another site makes browsers post.
func attackFromAnotherSite(t *testing.T, b *besieged) {
	guest := b.visit(t, "/try/motor-claim")
	guest.opens()
	form, jsonBody := "application/x-www-form-urlencoded", "application/json"
	for _, c := range []struct{ path, kind, body string }{
		{guest.chat + "/open", jsonBody, `{"lang":"zh"}`},
		{guest.chat + "/send", jsonBody, `{"id":"c-0123456789abcdef","text":"代写"}`},
		{"/desk/login", form, "name=x&password=y"},
		{"/desk/lang", form, "lang=en"},
		{"/desk/logout", form, ""},
		{"/desk/welcome/x", form, "name=x&password=correct+horse+battery"},
	} {
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
			got := b.send(t, "POST", c.path, strings.NewReader(c.body), append(header, "Content-Type", c.kind)...)
			if got.status != http.StatusForbidden {
				t.Errorf("%s with %v: %d", c.path, header, got.status)
			}
		}
	}
	for _, next := range []string{"https://evil.example/desk", "//evil.example/desk", `\\evil.example`, "javascript:alert(1)", "/desk/../../x"} {
		got := b.send(t, "GET", "/desk/login?next="+url.QueryEscape(next), nil)
		if !strings.Contains(got.body, `name="next" value="/desk"`) {
			t.Errorf("the sign-in would lead on to %s", next)
		}
	}
}

// attackWithSlowRequests keeps hundreds of connections half said; others are served meanwhile.
func attackWithSlowRequests(t *testing.T, b *besieged) {
	for i := range 300 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(b.base, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		request := "GET /desk HTTP/1.1\r\nHost: x\r\nX-Slow: "
		if i%2 == 0 {
			request = "POST " + telegramHook + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nX-Telegram-Bot-Api-Secret-Token: " + b.secret + "\r\n\r\n{"
		}
		if _, err := io.WriteString(conn, request); err != nil {
			t.Fatal(err)
		}
	}
	guest := b.visit(t, "/try/motor-claim")
	guest.opens()
	guest.hears("是否同意开始")
}

// attackWithGarbage sends what is no HTTP, or two things at once.
func attackWithGarbage(t *testing.T, b *besieged) {
	for name, request := range map[string]string{
		"no HTTP":              "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
		"no host":              "GET /healthz HTTP/1.1\r\n\r\n",
		"a header of 100 KB":   "GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", 100<<10) + "\r\n\r\n",
		"a path of 100 KB":     "GET /" + strings.Repeat("x", 100<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"two lengths":          "POST " + telegramHook + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
		"two ways of length":   "POST " + telegramHook + " HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked, x\r\nConnection: close\r\n\r\n0\r\n\r\n",
		"a negative length":    "POST " + telegramHook + " HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
		"a broken chunk":       "POST " + telegramHook + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nffffffffffffffff\r\n{}",
		"a header in the path": "GET /try/x%0d%0aSet-Cookie:a=b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
	} {
		got := b.raw(t, request)
		if strings.HasPrefix(got, "HTTP/1.1 2") || strings.Contains(got, "\r\nSet-Cookie: a") {
			t.Errorf("%s: %.120s", name, got)
		}
	}
}

// pagesAreProtected looks at the headers of every kind of answer.
func pagesAreProtected(t *testing.T, b *besieged) {
	guest := b.visit(t, "/try/pet-research")
	for _, path := range []string{
		guest.chat, "/c/none", "/c/-/files/none.js", "/desk/login", "/desk/welcome/none", "/desk", "/desk/none", "/insight", "/", "/none",
		"/try/none", "/q/none.png", "/q/0123456789abcdef0123456789abcdef.png", "/v1/cases", "/v1/openapi.json", "/healthz", "/readyz",
		"/metrics", telegramHook, wechatHook, "/hooks/none/none",
	} {
		got := b.send(t, "GET", path, nil)
		policy := got.header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") ||
			strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s: %d with the policy %q", path, got.status, policy)
		}
		if got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d lets browsers guess the type", path, got.status)
		}
		if strings.Contains(got.header.Get("Content-Type"), "text/html") && regexp.MustCompile(`(?i)<script>|<style>|\son[a-z]+=|javascript:`).MatchString(got.body) {
			t.Errorf("%s holds a script or style within the page", path)
		}
	}
}
