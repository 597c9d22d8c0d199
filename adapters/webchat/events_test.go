package webchat

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
)

func text(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// listener is a connected page.
type listener struct {
	t    *testing.T
	body *bufio.Scanner
}

func listen(t *testing.T, c *Channel) listener {
	t.Helper()
	s := httptest.NewServer(c.Handler(func(context.Context, adapters.Inbound) (bool, error) { return true, nil }))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(func() { cancel(); c.Close(); s.Close() })
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/c/"+testToken+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.Client().Do(withCookie(r, testSecret))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		t.Fatalf("answered %d %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
	return listener{t, bufio.NewScanner(res.Body)}
}

// next reads an event; "" at the end of the stream.
func (l listener) next() (event, data string) {
	for l.body.Scan() {
		line := l.body.Text()
		switch {
		case strings.HasPrefix(line, "event: "):
			event = line[len("event: "):]
		case strings.HasPrefix(line, "data: "):
			return event, line[len("data: "):]
		}
	}
	return "", ""
}

func (l listener) lines(event string) []Line {
	l.t.Helper()
	got, data := l.next()
	if got != event {
		l.t.Fatalf("event %q %s, want %q", got, data, event)
	}
	var lines []Line
	if event == "line" {
		data = "[" + data + "]"
	}
	if err := json.Unmarshal([]byte(data), &lines); err != nil {
		l.t.Fatal(err)
	}
	return lines
}

func ids(lines []Line) string {
	var s []string
	for _, l := range lines {
		mark := l.ID
		if len(l.Buttons) > 0 {
			mark += "*"
		}
		s = append(s, mark)
	}
	return strings.Join(s, " ")
}

func recorded(lines ...Line) func(context.Context, string) ([]Line, error) {
	return func(context.Context, string) ([]Line, error) { return lines, nil }
}

var buttons = []adapters.Button{{Label: "是", Value: "1"}}

func send(t *testing.T, c *Channel, out adapters.Outbound) {
	t.Helper()
	out.To = address(testSecret)
	if _, err := c.Send(t.Context(), out); err != nil {
		t.Fatal(err)
	}
}

func TestAPageSeesTheHistoryThenWhatIsSent(t *testing.T) {
	c := New(Config{History: recorded(Line{ID: "b1", From: FromBot, Text: "您好", Buttons: buttons}, Line{ID: "c-1", From: FromCustomer})})
	l := listen(t, c)
	if got := ids(l.lines("history")); got != "b1* c-1" {
		t.Errorf("history %s", got)
	}
	send(t, c, adapters.Outbound{ID: "b2", Text: "第一行\n第二行", Buttons: buttons, From: "bot"})
	send(t, c, adapters.Outbound{ID: "a1", Text: "我来帮您", From: "李敏"})
	if got := l.lines("line")[0]; got.ID != "b2" || got.From != FromBot || got.Text != "第一行\n第二行" || len(got.Buttons) != 1 {
		t.Errorf("got %+v", got)
	}
	if got := l.lines("line")[0]; got.From != FromAgent || got.Who != "李敏" {
		t.Errorf("got %+v", got)
	}
	if err := c.Typing(t.Context(), address(testSecret)); err != nil {
		t.Fatal(err)
	}
	if event, _ := l.next(); event != "typing" {
		t.Errorf("got %q", event)
	}
}

func TestAMessageBetweenItsSendingAndItsRecordIsShownOnce(t *testing.T) {
	c := New(Config{History: recorded(Line{ID: "b1", From: FromBot, Buttons: buttons}, Line{ID: "c-1", From: FromCustomer})})
	for _, id := range []string{"b1", "b2", "b2"} {
		send(t, c, adapters.Outbound{ID: id, Text: "…", Buttons: buttons})
	}
	if got := ids(listen(t, c).lines("history")); got != "b1 c-1 b2*" {
		t.Errorf("history %s, want each line once and buttons on the newest", got)
	}
}

func TestWhatAnotherReplicaSentArrivesWithTheNextLookAtTheRecord(t *testing.T) {
	var reads atomic.Int64
	c := New(Config{Refresh: time.Millisecond, History: func(context.Context, string) ([]Line, error) {
		if reads.Add(1) < 3 {
			return []Line{{ID: "b1"}}, nil
		}
		return []Line{{ID: "b1"}, {ID: "b2"}}, nil
	}})
	l := listen(t, c)
	l.lines("history")
	if got := ids(l.lines("history")); got != "b1 b2" {
		t.Errorf("history %s", got)
	}
}

func TestARecordThatCannotBeReadKeepsThePageTrying(t *testing.T) {
	c := New(Config{History: func(context.Context, string) ([]Line, error) { return nil, errors.New("down") }})
	w := httptest.NewRecorder()
	c.Handler(nil).ServeHTTP(w, withCookie(get("/c/"+testToken+"/events"), testSecret))
	if w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "down") {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
}

func TestClosingEndsTheStreams(t *testing.T) {
	c := New(Config{})
	l := listen(t, c)
	if got := l.lines("history"); len(got) != 0 || got == nil {
		t.Errorf("an empty chat is %#v, want an empty list", got)
	}
	c.Close()
	c.Close()
	if event, _ := l.next(); event != "" {
		t.Errorf("after closing: %q", event)
	}
}

func TestAPageThatLagsIsCutOffAndOthersGoOn(t *testing.T) {
	h, now := newHub(), time.Now()
	slow, quick := h.connect("c", now), h.connect("c", now)
	for i := range pageBuffer + 1 {
		h.publish("c", Line{ID: fmt.Sprint(i), At: now}, now)
		<-quick.lines
	}
	select {
	case <-slow.lost:
	default:
		t.Error("the slow page was not told that it missed lines")
	}
	select {
	case <-quick.lost:
		t.Error("the quick page was cut off too")
	default:
	}
	h.disconnect("c", slow)
}

func TestOnlyTheLastLinesOfTheLastMinutesAreKept(t *testing.T) {
	h, now := newHub(), time.Now()
	for i := range recentLines + 5 {
		h.publish("c", Line{ID: fmt.Sprint(i), At: now}, now)
	}
	got := h.recent("c", now)
	if len(got) != recentLines || got[0].ID != "5" {
		t.Errorf("%d lines from %s", len(got), got[0].ID)
	}
	if late := h.recent("c", now.Add(recentFor+time.Second)); len(late) != 0 {
		t.Errorf("%d lines are kept too long", len(late))
	}
	h.publish("other", Line{ID: "1", At: now}, now.Add(recentFor+sweepPeriod))
	if len(h.rooms) != 1 {
		t.Errorf("%d rooms are kept, want the used one", len(h.rooms))
	}
}

func TestAChatHasABoundOfPages(t *testing.T) {
	h, now := newHub(), time.Now()
	for range maxPages {
		h.connect("c", now)
	}
	if h.connect("c", now) != nil {
		t.Error("one browser may hold any number of connections")
	}
	if h.connect("d", now) == nil {
		t.Error("another chat may not connect")
	}
}

func TestMergeLeavesItsArgumentsAlone(t *testing.T) {
	history := []Line{{ID: "b1", From: FromBot, Buttons: buttons}, {ID: "b2", From: FromBot, Buttons: buttons}}
	merge(history, []Line{{ID: "s1", From: FromSystem}})
	if d := cmp.Diff("b1* b2*", ids(history)); d != "" {
		t.Error(d)
	}
}
