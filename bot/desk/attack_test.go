package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

func TestAStrangerSeesNoPageAndDoesNothing(t *testing.T) {
	o := openOffice(t)
	o.seed()
	stranger := o.browser(t)
	for _, path := range []string{"/", "/desk", "/desk/c/C7F3K", "/insight"} {
		got := stranger.get(path)
		if got.code != http.StatusSeeOther || !strings.HasPrefix(got.header.Get("Location"), "/desk/login?next=") {
			t.Errorf("GET %s = %d to %q, want the sign-in", path, got.code, got.header.Get("Location"))
		}
		if strings.Contains(got.body, "陈立伟") {
			t.Errorf("GET %s shows a customer to a stranger", path)
		}
	}
	for _, path := range []string{"/desk/c/C7F3K/take", "/desk/c/C7F3K/reply", "/desk/c/C7F3K/resolve", "/desk/logout"} {
		if got := stranger.post(path, "text", "hi"); got.code != http.StatusUnauthorized {
			t.Errorf("POST %s = %d, want 401", path, got.code)
		}
	}
	r, _ := http.NewRequest(http.MethodGet, o.server.URL+"/desk/events", nil)
	r.Header.Set("Accept", "text/event-stream")
	if got := stranger.do(r); got.code != http.StatusUnauthorized {
		t.Errorf("events = %d, want 401", got.code)
	}
	if c := o.caseNow("C7F3K"); c.State != handoff.Open {
		t.Errorf("a stranger moved the case to %s", c.State)
	}
}

func TestAnotherSiteCannotActForAnAgent(t *testing.T) {
	o := openOffice(t)
	o.seed()
	agent := o.agent(t, "王敏")
	for name, forge := range map[string]func(*http.Request){
		"fetch metadata": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"older browser": func(r *http.Request) {
			r.Header.Del("Sec-Fetch-Site")
			r.Header.Set("Origin", "https://evil.example")
		},
		"sibling site": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") },
	} {
		r := agent.request("/desk/c/C7F3K/take")
		forge(r)
		if got := agent.do(r); got.code != http.StatusForbidden {
			t.Errorf("%s: %d, want 403", name, got.code)
		}
	}
	if c := o.caseNow("C7F3K"); c.State != handoff.Open {
		t.Errorf("a forged request moved the case to %s", c.State)
	}
}

func TestWhatCustomersWriteIsNeverMarkup(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	o := openOffice(t)
	now := o.now()
	o.opens(records.Case{
		Case: handoff.Case{ID: "C1", Priority: 1, OpenedAt: now, Reasons: []handoff.Reason{{Rule: "x", Text: evil, En: evil, Words: []string{"<script>", evil}}}},
		Conv: "webchat:default:1", Conversation: "s", Channel: evil, Name: evil, Touchpoint: evil, Journey: evil, Customer: evil,
	}, said("customer", evil, -.9, now), records.Message{From: "agent", Who: evil, Text: evil, Status: evil, Detail: evil, At: now})
	o.conversations["s"] = records.Conversation{Title: evil, Lang: evil, Vars: map[string]any{evil: evil}}
	o.answers["s"] = []records.Answer{{Asked: evil, Labels: []string{evil}}}
	o.verbatims = []records.Verbatim{{Text: evil, Touchpoint: evil, Lang: evil, Channel: evil, Label: evil}}
	agent := o.agent(t, "王敏")
	for _, path := range []string{"/desk", "/desk/c/C1", "/insight"} {
		got := agent.get(path)
		if got.code != http.StatusOK {
			t.Fatalf("GET %s = %d", path, got.code)
		}
		for _, bad := range []string{"<script>alert", "<img src=x"} {
			if strings.Contains(got.body, bad) {
				t.Errorf("GET %s renders %q as markup", path, bad)
			}
		}
	}
	if got := agent.script("/desk/c/C1/take"); strings.Contains(got.body, "<script>") {
		t.Error("the script's answer carries markup of a customer")
	}
}

func TestALinkWorksOnceAndOnlyByPost(t *testing.T) {
	o := openOffice(t)
	path := strings.TrimPrefix(o.link(t), o.server.URL)
	preview := o.browser(t)
	for range 3 { // mail scanners and previews look at links
		if got := preview.get(path); got.code != http.StatusOK {
			t.Fatalf("GET = %d", got.code)
		}
	}
	first := o.browser(t)
	if got := first.post(path, "name", "王敏", "password", goodPassword); got.code != http.StatusSeeOther {
		t.Fatalf("first use = %d: %s", got.code, got.body)
	}
	if got := first.get("/desk"); got.code != http.StatusOK {
		t.Errorf("after the link /desk = %d", got.code)
	}
	thief := o.browser(t)
	if got := thief.post(path, "name", "小偷", "password", goodPassword); got.code != http.StatusGone {
		t.Errorf("second use = %d, want 410", got.code)
	}
	if got := thief.get("/desk"); got.code != http.StatusSeeOther {
		t.Errorf("the thief sees /desk: %d", got.code)
	}
	if got := thief.post("/desk/welcome/madeup", "name", "小偷", "password", goodPassword); got.code != http.StatusGone {
		t.Errorf("a made-up link = %d, want 410", got.code)
	}
}

func TestALinkIsNoWayIntoAnothersAccount(t *testing.T) {
	o := openOffice(t)
	o.agent(t, "王敏")
	before := o.people["王敏"].Password
	path := strings.TrimPrefix(o.link(t), o.server.URL)
	if got := o.browser(t).post(path, "name", "王敏", "password", "a password of mine"); got.code != http.StatusConflict {
		t.Errorf("taking a known name = %d, want 409", got.code)
	}
	if o.people["王敏"].Password != before {
		t.Error("the password of another agent was overwritten")
	}
}

func TestAShortPasswordIsRefusedAndTheLinkStaysGood(t *testing.T) {
	o := openOffice(t)
	path := strings.TrimPrefix(o.link(t), o.server.URL)
	b := o.browser(t)
	if got := b.post(path, "name", "王敏", "password", "123456789"); got.code != http.StatusBadRequest || !strings.Contains(got.body, "10 到 256") {
		t.Errorf("nine characters = %d", got.code)
	}
	if got := b.post(path, "name", "王\u202e敏", "password", goodPassword); got.code != http.StatusBadRequest {
		t.Errorf("a name that turns text around = %d, want 400", got.code)
	}
	if got := b.post(path, "name", "王敏", "password", goodPassword); got.code != http.StatusSeeOther {
		t.Errorf("then a good one = %d", got.code)
	}
}

func TestASignInLeadsNowhereElse(t *testing.T) {
	for next, want := range map[string]string{
		"https://evil.example/":     "/desk",
		"//evil.example/desk":       "/desk",
		`/\evil.example`:            "/desk",
		"/desk/../..//evil.example": "/desk",
		"javascript:alert(1)":       "/desk",
		"/deskevil":                 "/desk",
		"/desk/c/C1?view=mine":      "/desk/c/C1?view=mine",
		"/insight":                  "/insight",
	} {
		o := openOffice(t) // a new one each time: a door slows down many sign-ins in a row
		o.agent(t, "王敏")
		got := o.browser(t).post("/desk/login", "name", "王敏", "password", goodPassword, "next", next)
		if to := got.header.Get("Location"); got.code != http.StatusSeeOther || to != want {
			t.Errorf("next %q = %d to %q, want %q", next, got.code, to, want)
		}
	}
}

func TestGuessingIsSlowedDownAndNamesAreNotTold(t *testing.T) {
	o := openOffice(t)
	o.agent(t, "王敏")
	known := o.browser(t).post("/desk/login", "name", "王敏", "password", "wrong password")
	unknown := o.browser(t).post("/desk/login", "name", "李航", "password", "wrong password")
	if known.code != http.StatusUnauthorized || unknown.code != http.StatusUnauthorized {
		t.Fatalf("wrong password = %d, unknown name = %d, want 401", known.code, unknown.code)
	}
	if strings.ReplaceAll(known.body, "王敏", "李航") != unknown.body {
		t.Error("the answers tell known names from unknown ones")
	}
	slowed := false
	for range 10 {
		slowed = o.browser(t).post("/desk/login", "name", "王敏", "password", "wrong password").code == http.StatusTooManyRequests
	}
	if !slowed {
		t.Error("ten wrong passwords in a row were all tried")
	}
}

func TestEveryAnswerIsHardened(t *testing.T) {
	o := openOffice(t)
	agent := o.agent(t, "王敏")
	for _, got := range []answer{agent.get("/desk"), agent.get("/desk/login"), agent.get("/nothing"), o.browser(t).get("/desk")} {
		policy := got.header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%d: policy %q lacks %s", got.code, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("policy %q is unsafe", policy)
		}
		if got.header.Get("X-Content-Type-Options") != "nosniff" || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%d: headers %v", got.code, got.header)
		}
	}
}

func TestTheCookieIsOutOfReachOfScriptsAndNewAtEverySignIn(t *testing.T) {
	o := openOffice(t)
	path := strings.TrimPrefix(o.link(t), o.server.URL)
	first := o.browser(t).post(path, "name", "王敏", "password", goodPassword).header.Get("Set-Cookie")
	if !strings.Contains(first, "HttpOnly") || !strings.Contains(first, "SameSite=Lax") {
		t.Errorf("cookie %q", first)
	}
	victim := o.browser(t)
	r := victim.request("/desk/login", "name", "王敏", "password", goodPassword)
	r.AddCookie(&http.Cookie{Name: "huiyin_desk", Value: "planted-by-an-attacker"})
	if got := victim.do(r).header.Get("Set-Cookie"); strings.Contains(got, "planted") || got == "" {
		t.Errorf("a planted session was kept: %q", got)
	}
}

func TestACopiedCookieIsWorthNothingAfterSigningOut(t *testing.T) {
	o := openOffice(t)
	agent := o.agent(t, "王敏")
	base, _ := http.NewRequest(http.MethodGet, o.server.URL+"/desk", nil)
	stolen := agent.client.Jar.Cookies(base.URL)
	if got := agent.post("/desk/logout"); got.code != http.StatusSeeOther {
		t.Fatalf("sign out = %d", got.code)
	}
	thief := o.browser(t)
	thief.client.Jar.SetCookies(base.URL, stolen)
	if got := thief.get("/desk"); got.code != http.StatusSeeOther {
		t.Errorf("a copied cookie still works after the sign-out: %d", got.code)
	}
}

func TestLogsHoldNothingOfPeople(t *testing.T) {
	o := openOffice(t)
	o.seed()
	agent := o.agent(t, "王敏")
	o.actionErr = http.ErrHandlerTimeout
	agent.script("/desk/c/C7F3K/reply", "text", "这是秘密的回复", "id", "r1")
	for _, secret := range []string{"秘密", goodPassword, "陈立伟", "13812344471"} {
		if strings.Contains(o.logs.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if !strings.Contains(o.logs.String(), "case=C7F3K") {
		t.Error("the failed action was not logged")
	}
}

func TestAnExpiredLinkIsRefused(t *testing.T) {
	o := openOffice(t)
	path := strings.TrimPrefix(o.link(t), o.server.URL)
	for _, l := range o.links {
		l.expires = o.now().Add(-time.Minute)
	}
	if got := o.browser(t).post(path, "name", "王敏", "password", goodPassword); got.code != http.StatusGone || !strings.Contains(got.body, "已过期") {
		t.Errorf("expired link = %d", got.code)
	}
}
