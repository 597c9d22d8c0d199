package redis_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	"huiyin/bot/state"
	"huiyin/bot/state/redis"
	"huiyin/bot/state/redis/redistest"
)

// within bounds a story that would otherwise hang on a fault.
func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func accept(t *testing.T, s *redis.Store, conv, id string) {
	t.Helper()
	if fresh, err := s.Accept(within(t), state.In{Conv: conv, ID: id}); err != nil || !fresh {
		t.Fatalf("accept %s: fresh %v, %v", id, fresh, err)
	}
}

// claim waits until a message can be claimed.
func claim(t *testing.T, s *redis.Store) state.Work {
	t.Helper()
	ctx := within(t)
	for {
		works, err := s.Claim(ctx, 1, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if len(works) == 1 {
			return works[0]
		}
		time.Sleep(time.Millisecond)
	}
}

func TestAnotherProcessIsWokenAndTakesTheWork(t *testing.T) {
	url := redistest.Start(t)
	a, b := open(t, url), open(t, url)
	if works, err := b.Claim(t.Context(), 10, time.Hour); err != nil || len(works) != 0 {
		t.Fatalf("%d works (%v)", len(works), err)
	}
	inbox, outbox, journal := b.Watch(state.TopicInbox), b.Watch(state.TopicOutbox), b.Watch(state.TopicJournal)
	hear := func(what string, news <-chan struct{}) {
		t.Helper()
		select {
		case <-news:
		case <-within(t).Done():
			t.Fatalf("the other process does not hear of the %s", what)
		}
	}
	// Its subscription may not have begun yet: then news is lost, and comes with the next message.
	for i := 0; len(inbox) == 0; i++ {
		accept(t, a, fmt.Sprint("c", i), "m")
		time.Sleep(time.Millisecond)
	}
	hear("message", inbox)
	w := claim(t, b)
	err := a.Commit(t.Context(), state.Step{
		Conv: w.Conv, MsgID: w.ID, Out: []state.Out{{Conv: w.Conv, ID: "o"}}, Events: [][]byte{[]byte("e")},
	})
	if err != nil {
		t.Fatal(err)
	}
	hear("outgoing message", outbox)
	hear("event", journal)
	if outs, err := b.NextOut(t.Context(), 1, time.Hour); err != nil || len(outs) != 1 {
		t.Errorf("%d to send (%v)", len(outs), err)
	}
	if evs, err := b.Events(t.Context(), 1); err != nil || len(evs) != 1 {
		t.Errorf("%d events (%v)", len(evs), err)
	}
}

func TestWorkIsFoundWithoutNews(t *testing.T) {
	url := redistest.Start(t)
	a, b := open(t, url), open(t, url)
	redis.Deafen(b)
	if works, err := b.Claim(t.Context(), 10, time.Hour); err != nil || len(works) != 0 {
		t.Fatalf("%d works (%v)", len(works), err)
	}
	accept(t, a, "c", "m")
	if w := claim(t, b); w.ID != "m" {
		t.Errorf("claimed %s", w.ID)
	}
}

func TestScriptsComeBackAfterTheServerForgotThem(t *testing.T) {
	server := redistest.New(t)
	s := open(t, server.URL())
	accept(t, s, "c", "m1")
	claim(t, s)
	c := goredis.NewClient(&goredis.Options{Addr: server.Addr()})
	defer c.Close()
	flush := func() {
		t.Helper()
		if err := c.ScriptFlush(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
	}
	flush()
	if err := s.Commit(t.Context(), state.Step{Conv: "c", MsgID: "m1", WakeAt: time.Unix(1, 0)}); err != nil {
		t.Fatal(err)
	}
	flush()
	accept(t, s, "c", "m2")
	flush()
	claim(t, s)
	flush()
	if n, err := s.Due(within(t), 10); err != nil || n != 1 {
		t.Errorf("%d timers fired (%v)", n, err)
	}
}

func TestAStoreThatIsDownSaysSoAndComesBackWithEverything(t *testing.T) {
	server := redistest.New(t)
	s := open(t, server.URL())
	accept(t, s, "c", "m1")
	server.Kill()
	if _, err := s.Accept(within(t), state.In{Conv: "c", ID: "m2"}); err == nil {
		t.Error("a message was accepted by a dead server")
	}
	if _, err := s.Claim(within(t), 1, time.Hour); err == nil {
		t.Error("a claim of a dead server says that there is nothing to do")
	}
	if _, err := s.Events(within(t), 1); err == nil {
		t.Error("the journal of a dead server says that it is empty")
	}
	if _, err := s.Due(within(t), 1); err == nil {
		t.Error("a dead server has no timers due")
	}
	if _, err := s.Stats(within(t)); err == nil {
		t.Error("a dead server counts")
	}
	server.Start()
	ctx := within(t)
	for { // go-redis notices within a second that the server is back
		works, err := s.Claim(ctx, 1, time.Hour)
		if len(works) == 1 && works[0].ID == "m1" {
			break
		}
		if ctx.Err() != nil {
			t.Fatalf("claimed %+v: %v", works, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	for {
		fresh, err := s.Accept(ctx, state.In{Conv: "c", ID: "m2"})
		if err == nil && fresh {
			break
		}
		if ctx.Err() != nil {
			t.Fatalf("fresh %v: %v", fresh, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestAFullServerRefusesAndKeepsWhatItHas(t *testing.T) {
	server := redistest.New(t, "--maxmemory", "3mb", "--maxmemory-policy", "noeviction")
	s := open(t, server.URL())
	body := []byte(strings.Repeat("x", 10000))
	n := 0
	for ; n < 2000; n++ {
		if _, err := s.Accept(t.Context(), state.In{Conv: fmt.Sprint("c", n), ID: "m", Body: body}); err != nil {
			if !strings.Contains(err.Error(), "OOM") {
				t.Errorf("the error hides the cause: %v", err)
			}
			break
		}
	}
	if n == 0 || n == 2000 {
		t.Fatalf("%d messages were accepted", n)
	}
	st, err := s.Stats(t.Context())
	if err != nil || st.Inbox != n {
		t.Errorf("%d messages wait (%v), but %d were acknowledged", st.Inbox, err, n)
	}
}

func TestAServerThatCanLoseMessagesIsWarnedOf(t *testing.T) {
	for _, c := range []struct {
		args []string
		want []string
	}{
		{args: []string{"--maxmemory-policy", "allkeys-lru", "--appendonly", "no"}, want: []string{"noeviction", "appendonly"}},
		{args: []string{"--maxmemory-policy", "noeviction"}},
	} {
		var log bytes.Buffer
		s, err := redis.Open(t.Context(), redistest.New(t, c.args...).URL(), slog.New(slog.NewTextHandler(&log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		_ = s.Close()
		if strings.Count(log.String(), "\n") != len(c.want) {
			t.Errorf("%v: logged %q, want %d lines", c.args, &log, len(c.want))
		}
		for _, w := range c.want {
			if !strings.Contains(log.String(), w) {
				t.Errorf("%v: nothing said of %s in %q", c.args, w, &log)
			}
		}
	}
}

func TestOpenNeverShowsThePassword(t *testing.T) {
	m := miniredis.RunT(t)
	m.RequireAuth("right")
	for _, url := range []string{"redis://:s3cret@" + m.Addr(), "redis://:s3cret@127.0.0.1:1", "redis://:s3cret@"} {
		var log bytes.Buffer
		_, err := redis.Open(within(t), url, slog.New(slog.NewTextHandler(&log, nil)))
		if err == nil || strings.Contains(err.Error()+log.String(), "s3cret") {
			t.Errorf("%v %s", err, &log)
		}
	}
	s, err := redis.Open(within(t), "redis://:right@"+m.Addr(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
}

func TestRepeatedWritesOfALostAnswerDoNoHarm(t *testing.T) {
	// What go-redis does when the answer to a script is lost: it sends the script again.
	s := open(t, redistest.Start(t))
	in := state.In{Conv: "c", ID: "m1"}
	first, err1 := s.Accept(t.Context(), in)
	second, err2 := s.Accept(t.Context(), in)
	if err1 != nil || err2 != nil || !first || second {
		t.Errorf("accepts: %v %v, %v %v", first, err1, second, err2)
	}
	w := claim(t, s)
	st := state.Step{Conv: "c", MsgID: w.ID, Out: []state.Out{{Conv: "c", ID: "o1"}, {Conv: "c", ID: "o2"}}, Events: [][]byte{[]byte("e")}}
	for range 2 {
		_ = s.Commit(t.Context(), st)
	}
	outs, err := s.NextOut(t.Context(), 1, time.Hour)
	if err != nil || len(outs) != 1 {
		t.Fatalf("%d to send (%v)", len(outs), err)
	}
	for range 2 {
		if err := s.Sent(t.Context(), outs[0], 0); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Stats(t.Context())
	if want := (state.Stats{Outbox: 1, Journal: 1}); err != nil || got != want {
		t.Errorf("stats %+v (%v), want %+v", got, err, want)
	}
}
