package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// attackWithoutKey asks for everything of the API with no key and with wrong ones.
func attackWithoutKey(t *testing.T, b *besieged) {
	key := b.key()
	b.hide("not-the-key")
	for _, c := range []struct{ method, path string }{
		{"POST", "/v1/events"},
		{"GET", "/v1/cases"},
		{"GET", "/v1/cases?state=open&key=" + key},
		{"POST", "/v1/cases/x/take"},
		{"POST", "/v1/cases/x/reply"},
		{"POST", "/v1/cases/x/resolve"},
		{"GET", "/v1/"},
		{"DELETE", "/v1/cases/x"},
		{"GET", "/v1/not-there"},
	} {
		for _, authorization := range []string{
			"", "Bearer", "Bearer ", "Bearer not-the-key", "Bearer " + key[:len(key)-1], "Bearer " + key + "x", "Bearer " + strings.ToLower(key),
			"Basic " + key, key, "Bearer " + key + "\t" + key,
		} {
			got := b.send(t, c.method, c.path, nil, "Authorization", authorization)
			if got.status != http.StatusUnauthorized || got.header.Get("WWW-Authenticate") == "" || errorCode(got) != "unauthorized" {
				t.Errorf("%s %s with %q: %d %.80s", c.method, c.path, authorization, got.status, got.body)
			}
		}
	}
	if got := b.send(t, "GET", "/v1/openapi.json", nil); got.status != 200 || !json.Valid([]byte(got.body)) {
		t.Errorf("the description, which is no secret: %d", got.status)
	}
}

// errorCode is the code of an API error.
func errorCode(a answer) string {
	var e struct{ Error struct{ Code string } }
	if json.Unmarshal([]byte(a.body), &e) != nil {
		return ""
	}
	return e.Error.Code
}

// withKey sends a request with the API key.
func (b *besieged) withKey(t *testing.T, method, path string, body io.Reader) answer {
	t.Helper()
	return b.send(t, method, path, body, "Authorization", "Bearer "+b.key())
}

// attackWithBadEvents posts bodies that are no events.
func attackWithBadEvents(t *testing.T, b *besieged) {
	b.hide("变量里的话")
	event := func(change string) string { // JSON's last key counts
		return `{"id":"e-bad","type":"motor.claim.closed","customer":{"id":"C1"},"vars":{"name":"变量里的话"},` + change + `}`
	}
	many := `"v":1`
	for i := range 60 {
		many += fmt.Sprintf(`,"v%d":1`, i)
	}
	for name, c := range map[string]struct {
		body string
		want int
		code string
	}{
		"no JSON":                  {"变量里的话", 400, "bad_json"},
		"nothing":                  {"", 400, "bad_json"},
		"breaks off":               {`{"id":"e-bad","type":`, 400, "bad_json"},
		"two values":               {event(`"id":"e"`) + event(`"id":"f"`), 400, "bad_json"},
		"a list":                   {"[" + event(`"id":"e"`) + "]", 400, "bad_json"},
		"null":                     {"null", 400, "invalid_event"},
		"an empty object":          {"{}", 400, "invalid_event"},
		"an unknown field":         {event(`"admin":true`), 400, "bad_json"},
		"a number for an id":       {event(`"id":7`), 400, "bad_json"},
		"a control character":      {event(`"id":"e\u0000"`), 400, "invalid_event"},
		"a long id":                {event(`"id":"` + strings.Repeat("e", 129) + `"`), 400, "invalid_event"},
		"vars within vars":         {event(`"vars":{"a":{"b":1}}`), 400, "invalid_event"},
		"too many vars":            {event(`"vars":{` + many + `}`), 400, "invalid_event"},
		"a long var":               {event(`"vars":{"a":"` + strings.Repeat("长", 501) + `"}`), 400, "invalid_event"},
		"a chat id that is a path": {event(`"customer":{"id":"C1","addresses":{"telegram":"../1"}}`), 400, "invalid_event"},
		"an unknown channel":       {event(`"customer":{"id":"C1","addresses":{"pager":"1"}}`), 400, "invalid_event"},
		"a hundred thousand deep":  {`{"vars":` + strings.Repeat(`{"a":`, 50_000), 400, "bad_json"},
		"300 KiB":                  {event(`"id":"` + strings.Repeat("e", 300<<10) + `"`), 413, "too_large"},
	} {
		got := b.withKey(t, "POST", "/v1/events", strings.NewReader(c.body))
		if got.status != c.want || errorCode(got) != c.code || strings.Contains(got.body, "变量里的话") {
			t.Errorf("%s: %d %.160s, want %d %s", name, got.status, got.body, c.want, c.code)
		}
	}
	if got, err := b.try("POST", "/v1/events", heap(10), "Authorization", "Bearer "+b.key()); err == nil && got.status/100 == 2 {
		t.Errorf("10 MB: %d", got.status)
	}
	got := b.withKey(t, "POST", "/v1/events", strings.NewReader(event(`"type":"motor.claim.opened<script>"`)))
	if got.status != http.StatusUnprocessableEntity || errorCode(got) != "unknown_event_type" || !strings.Contains(got.body, "motor.claim.closed") {
		t.Errorf("an unknown type: %d %s, want 422 with the known ones", got.status, got.body)
	}
	if got.header.Get("Content-Type") != "application/json" {
		t.Errorf("the error, which quotes what was sent, is %q", got.header.Get("Content-Type"))
	}
}

// attackWithRepeats posts one event again and again, and twenty times at once, for a customer whose
// chat is known: it is one invitation, and one message.
func attackWithRepeats(t *testing.T, b *besieged) {
	b.hide("重复先生")
	post := func(id, chat string) answer {
		return b.withKey(t, "POST", "/v1/events", strings.NewReader(fmt.Sprintf(
			`{"id":%q,"type":"motor.claim.closed","customer":{"id":"C-%s","addresses":{"telegram":%q}},"vars":{"name":"重复先生"}}`, id, chat, chat)))
	}
	for _, user := range []int64{981, 982, 983} {
		b.bot.User(user, "重复先生", "zh-hans")
	}
	first, second := post("siege-1", "981"), post("siege-1", "981")
	if first.status != 201 || second.status != 200 || first.body != second.body {
		t.Errorf("twice: %d %s, then %d %s", first.status, first.body, second.status, second.body)
	}
	if other := post("siege-1", "982"); other.status != 200 || other.body != first.body {
		t.Errorf("the same id for somebody else: %d %s, want the answer of the first", other.status, other.body)
	}

	var mu sync.Mutex
	var all sync.WaitGroup
	by, bodies := map[int]int{}, map[string]bool{}
	for range 20 {
		all.Go(func() {
			got := post("siege-2", "983")
			mu.Lock()
			defer mu.Unlock()
			by[got.status]++
			bodies[got.body] = true
		})
	}
	all.Wait()
	if by[201] != 1 || by[200] != 19 || len(bodies) != 1 {
		t.Errorf("twenty at once: %v with %d different answers, want one 201, 19 times 200, one answer", by, len(bodies))
	}
	for _, user := range []int64{981, 983} {
		says(t, b.bot, user, "是否同意开始")
	}
	b.settled()
	for user, want := range map[int64]int{981: 1, 982: 0, 983: 1} {
		if n := len(toUser(b.bot, user)); n != want {
			t.Errorf("user %d was written to %d times, want %d", user, n, want)
		}
	}
	for body := range bodies {
		b.hide(tokenIn(t, body))
	}
	b.hide(tokenIn(t, first.body))
}

// tokenIn finds the invitation's token in the answer to an event.
func tokenIn(t *testing.T, body string) string {
	t.Helper()
	var inv invited
	if err := json.Unmarshal([]byte(body), &inv); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	at := strings.LastIndex(inv.Links.Web, "/c/")
	if at < 0 {
		t.Fatalf("no link in %s", body)
	}
	return inv.Links.Web[at+len("/c/"):]
}

// attackCases acts on cases that are not there, and on one that is in every wrong way.
func attackCases(t *testing.T, b *besieged) {
	b.hide("客服的话", "处理经过")
	take, say := `{"agent":"王敏"}`, `{"text":"客服的话"}`
	resolve := `{"root_cause":"定损积压","action":"处理经过"}`
	for _, id := range []string{"0", "none", "%00", "..%2f..%2fevents", "' OR 1=1 --", strings.Repeat("x", 5000)} {
		for do, body := range map[string]string{"take": take, "reply": say, "resolve": resolve} {
			got := b.withKey(t, "POST", "/v1/cases/"+strings.ReplaceAll(id, " ", "%20")+"/"+do, strings.NewReader(body))
			if got.status != http.StatusNotFound || errorCode(got) != "unknown_case" {
				t.Errorf("%s of case %.20q: %d %.80s", do, id, got.status, got.body)
			}
		}
	}
	if got := b.withKey(t, "GET", "/v1/cases?state=open'--", nil); got.status != 400 {
		t.Errorf("a state that is none: %d", got.status)
	}

	guest := b.visit(t, "/try/motor-claim")
	guest.opens()
	guest.says("我要投诉到12378，没人管")
	b.hide("12378，没人管")
	guest.hears("人工")
	c := b.waitCase()
	at := "/v1/cases/" + c.ID + "/"
	for _, wrong := range []struct {
		do, body string
		want     int
	}{
		{"take", `{}`, 400},
		{"reply", `{"text":""}`, 400},
		{"reply", `{"text":" \n "}`, 400},
		{"resolve", `{}`, 400},
		{"resolve", `{"root_cause":"x"}`, 400},
		{"take", take + take, 400},
		{"reply", `{"text":"` + strings.Repeat("长", 200_000) + `"}`, 413},
		{"delete", `{}`, 404},
	} {
		if got := b.withKey(t, "POST", at+wrong.do, strings.NewReader(wrong.body)); got.status != wrong.want {
			t.Errorf("%s %.40s: %d %.80s, want %d", wrong.do, wrong.body, got.status, got.body, wrong.want)
		}
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	by := map[int]int{}
	for i := range 10 {
		all.Go(func() {
			got := b.withKey(t, "POST", at+"take", strings.NewReader(fmt.Sprintf(`{"agent":"坐席%d"}`, i)))
			mu.Lock()
			defer mu.Unlock()
			by[got.status]++
		})
	}
	all.Wait()
	if by[200] != 1 || by[409] != 9 {
		t.Errorf("ten agents took the case at once: %v, want one 200 and nine 409", by)
	}
	for range 3 {
		if got := b.withKey(t, "POST", at+"reply", strings.NewReader(`{"text":"客服的话","id":"once"}`)); got.status != 200 {
			t.Errorf("reply: %d %s", got.status, got.body)
		}
	}
	heard := 0
	for _, l := range guest.reads() {
		if l.Text == "客服的话" {
			heard++
		}
	}
	if heard != 1 {
		t.Errorf("the reply with one id, posted three times, was heard %d times", heard)
	}
	if got := b.withKey(t, "POST", at+"resolve", strings.NewReader(resolve)); got.status != 200 {
		t.Errorf("resolve: %d %s", got.status, got.body)
	}
}
