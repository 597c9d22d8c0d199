package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot"
	"huiyin/bot/handoff"
	"huiyin/bot/insight"
	"huiyin/bot/invite"
	"huiyin/bot/records"
)

const key = "hy_test-key"

// backend stands in for the bot.
type backend struct {
	records.Desk
	err   error // answered by the next action or event
	done  []string
	cases []records.Case
	fills []insight.Fill
}

func (b *backend) Handle(_ context.Context, ev invite.Event) (invite.Response, bool, error) {
	b.done = append(b.done, ev.Type+" "+ev.Customer.ID)
	return invite.Response{InvitationID: "inv_1", Status: "sent"}, len(b.done) == 1, b.err
}

func (b *backend) Cases(_ context.Context, f records.CaseFilter) ([]records.Case, error) {
	b.done = append(b.done, "list "+f.State)
	return b.cases, b.err
}

func (b *backend) Case(context.Context, string) (records.Case, error) { return b.cases[0], nil }

func (b *backend) act(what string) error { b.done = append(b.done, what); return b.err }

func (b *backend) Take(_ context.Context, id, agent string) error {
	return b.act("take " + id + " " + agent)
}

func (b *backend) Reply(_ context.Context, id, agent, text, _ string) error {
	return b.act("reply " + id + " " + agent + " " + text)
}

func (b *backend) Resolve(_ context.Context, id, _, cause, action string) error {
	return b.act("resolve " + id + " " + cause + " " + action)
}

func (b *backend) QuotasOf(_ context.Context, survey string) (insight.SurveyFill, error) {
	b.done = append(b.done, "quotas "+survey)
	return insight.SurveyFill{Survey: survey, Quotas: b.fills}, b.err
}

// ask sends a request with the right key and gives status and body.
func ask(t *testing.T, b *backend, method, path, body string) (int, string) {
	t.Helper()
	return askWith(t, b, "Bearer "+key, method, path, body)
}

func askWith(t *testing.T, b *backend, authorization, method, path, body string) (int, string) {
	t.Helper()
	h, err := New(Config{Key: key, Invites: b, Cases: b, Actions: b, Quotas: b, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

const closed = `{"id":"e1","type":"motor.claim.closed","customer":{"id":"C1"},"vars":{"name":"陈"}}`

func TestWithoutTheKeyNothingIsDone(t *testing.T) {
	for _, authorization := range []string{"", "Bearer", "Bearer ", "Bearer wrong", "Basic " + key, key, "Bearer " + key + "x"} {
		b := &backend{cases: []records.Case{{}}}
		for _, call := range []string{"POST /v1/events", "GET /v1/cases", "POST /v1/cases/C1/take", "POST /v1/cases/C1/reply", "POST /v1/cases/C1/resolve", "GET /v1/surveys/pets/quotas", "GET /v1/other"} {
			method, path, _ := strings.Cut(call, " ")
			if code, _ := askWith(t, b, authorization, method, path, "{}"); code != http.StatusUnauthorized {
				t.Errorf("%s with %q: %d", call, authorization, code)
			}
		}
		if len(b.done) > 0 {
			t.Errorf("with %q: %v", authorization, b.done)
		}
	}
	if _, err := New(Config{}); err == nil {
		t.Error("an empty key was taken")
	}
}

func TestAnEventIsCreatedOnceAndThenRepeated(t *testing.T) {
	b := &backend{}
	first, body := ask(t, b, "POST", "/v1/events", closed)
	second, again := ask(t, b, "POST", "/v1/events", closed)
	if first != http.StatusCreated || second != http.StatusOK || body != again {
		t.Errorf("%d %s, then %d %s", first, body, second, again)
	}
}

func TestWhatIsWrongWithAnEventIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		err  error
		code int
		says string
	}{
		"unknown type":  {closed, &invite.UnknownTypeError{Type: "x", Known: []string{"motor.claim.closed"}}, 422, "known are motor.claim.closed"},
		"invalid":       {closed, &invite.ValidationError{Fields: []invite.FieldError{{Field: "customer.id", Msg: "is needed"}}}, 400, "customer.id: is needed"},
		"store down":    {closed, errors.New("disk"), 503, "try again"},
		"not JSON":      {"{", nil, 400, "bad_json"},
		"unknown field": {`{"id":"e","typ":"x"}`, nil, 400, "typ"},
		"two values":    {closed + closed, nil, 400, "more than one"},
		"too large":     {`{"id":"` + strings.Repeat("x", maxBody) + `"}`, nil, 413, "too_large"},
	} {
		code, body := ask(t, &backend{err: c.err}, "POST", "/v1/events", c.body)
		if code != c.code || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d %s", name, code, body)
		}
	}
}

func TestCasesHaveTheDocumentedFields(t *testing.T) {
	b := &backend{cases: []records.Case{{
		Case: handoff.Case{
			ID: "C1", State: handoff.Open, Priority: 1, OpenedAt: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
			Reasons: []handoff.Reason{{Rule: "negative_text", Text: "负面情绪：“没人管”"}},
		},
		Channel: "telegram", Survey: "motor-claim", Touchpoint: "motor.claim.settlement", Customer: "C1001", LastMessage: "没人管",
	}}}
	code, body := ask(t, b, "GET", "/v1/cases?state=open", "")
	want := `{"cases":[{"id":"C1","state":"open","channel":"telegram","survey":"motor-claim","touchpoint":"motor.claim.settlement",` +
		`"customer_id":"C1001","opened_at":"2026-01-02T03:04:05Z","priority":1,` +
		`"reasons":[{"rule":"negative_text","text":"负面情绪：“没人管”"}],"last_message":"没人管"}]}` + "\n"
	if code != 200 || body != want {
		t.Errorf("%d\n%s", code, cmp.Diff(want, body))
	}
	if code, _ := ask(t, b, "GET", "/v1/cases?state=lost", ""); code != 400 {
		t.Errorf("unknown state: %d", code)
	}
	if code, body := ask(t, &backend{}, "GET", "/v1/cases", ""); code != 200 || body != `{"cases":[]}`+"\n" {
		t.Errorf("no cases: %d %s", code, body)
	}
}

func TestHowFarTheQuotasOfASurveyHaveFilled(t *testing.T) {
	b := &backend{fills: []insight.Fill{{Quota: "cats", Taken: 120, Limit: 200}, {Quota: "dogs", Taken: 50, Limit: 50}}}
	code, body := ask(t, b, "GET", "/v1/surveys/pets/quotas", "")
	want := `{"survey":"pets","quotas":[{"id":"cats","taken":120,"limit":200},{"id":"dogs","taken":50,"limit":50}]}` + "\n"
	if code != 200 || body != want {
		t.Errorf("%d\n%s", code, cmp.Diff(want, body))
	}
	if code, body := ask(t, &backend{}, "GET", "/v1/surveys/plain/quotas", ""); code != 200 || body != `{"survey":"plain","quotas":[]}`+"\n" {
		t.Errorf("without quotas: %d %s", code, body)
	}
	if code, body := ask(t, &backend{err: records.ErrNotFound}, "GET", "/v1/surveys/gone/quotas", ""); code != 404 || !strings.Contains(body, "unknown_survey") {
		t.Errorf("no such survey: %d %s", code, body)
	}
	if code, body := ask(t, &backend{err: errors.New("disk")}, "GET", "/v1/surveys/pets/quotas", ""); code != 503 || strings.Contains(body, "disk") {
		t.Errorf("store down: %d %s", code, body)
	}
}

func TestActionsAreTheDesksOwn(t *testing.T) {
	b := &backend{cases: []records.Case{{}}}
	ask(t, b, "POST", "/v1/cases/C1/take", `{"agent":"王敏"}`)
	ask(t, b, "POST", "/v1/cases/C1/reply", `{"text":"您好"}`)
	ask(t, b, "POST", "/v1/cases/C1/resolve", `{"root_cause":"积压","action":"加急"}`)
	want := []string{"take C1 王敏", "reply C1  您好", "resolve C1 积压 加急"}
	if d := cmp.Diff(want, b.done); d != "" {
		t.Error(d)
	}
}

func TestARefusedActionSaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		code int
		says string
	}{
		"taken":      {&handoff.Error{Code: handoff.CodeTakenByOther, Owner: "李航"}, 409, "taken_by_other"},
		"no cause":   {&handoff.Error{Code: handoff.CodeMissingRootCause}, 400, "missing_root_cause"},
		"unknown":    {records.ErrNotFound, 404, "unknown_case"},
		"store down": {errors.New("disk"), 503, "unavailable"},
	} {
		code, body := ask(t, &backend{err: c.err}, "POST", "/v1/cases/C1/take", `{"agent":"王敏"}`)
		if code != c.code || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d %s", name, code, body)
		}
	}
}

func TestAnActionThatIsNotDoneYetIsNotToBeSentAgain(t *testing.T) {
	b := &backend{cases: []records.Case{{}}, err: bot.ErrPending}
	if code, body := ask(t, b, "POST", "/v1/cases/C1/reply", `{"text":"您好"}`); code != 202 || !strings.Contains(body, `"state"`) {
		t.Errorf("%d %s", code, body)
	}
}

func TestWordsThatNoPlatformTakesAreRefusedBeforeTheyAreStored(t *testing.T) {
	b := &backend{cases: []records.Case{{}}}
	for says, text := range map[string]string{"empty_text": " \\n ", "too_long": strings.Repeat("字", 2001)} {
		if code, body := ask(t, b, "POST", "/v1/cases/C1/reply", `{"text":"`+text+`"}`); code != 400 || !strings.Contains(body, says) {
			t.Errorf("%s: %d %s", says, code, body)
		}
	}
	if len(b.done) > 0 {
		t.Errorf("done nonetheless: %q", b.done)
	}
}

// TestTheDescriptionNamesEveryRoute holds openapi.json against the routes of the code.
func TestTheDescriptionNamesEveryRoute(t *testing.T) {
	code, body := askWith(t, &backend{}, "", "GET", "/v1/openapi.json", "")
	var doc struct {
		Paths map[string]map[string]any
	}
	if err := json.NewDecoder(strings.NewReader(body)).Decode(&doc); code != 200 || err != nil {
		t.Fatalf("%d %v", code, err)
	}
	b := &backend{cases: []records.Case{{}}}
	for path, methods := range doc.Paths {
		for method := range methods {
			if method == "parameters" {
				continue
			}
			real := regexp.MustCompile(`\{\w+\}`).ReplaceAllString(path, "C1")
			if code, body := ask(t, b, strings.ToUpper(method), real, ""); code == 404 || code == 405 {
				t.Errorf("%s %s is described and does not exist: %d %s", method, path, code, body)
			}
		}
	}
	if len(doc.Paths) != 6 {
		t.Errorf("%d paths described, 6 served", len(doc.Paths))
	}
}
