package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/bot/catalog"
	"huiyin/bot/state"
	"huiyin/bot/state/redis"
	"huiyin/bot/state/redis/redistest"
	"huiyin/scoring"
)

// petsSurvey asks for so many owners of cats; who has a dog is asked more.
func petsSurvey(t *testing.T, limit int) *catalog.Catalog {
	t.Helper()
	text := fmt.Sprintf(`id: pets
kind: research
title: {zh: 宠物}
langs: [zh]
notice: {zh: 想听听养宠物的您怎么看。}
thanks: {zh: 谢谢！}
screened: {zh: 这次就问到这里。}
remind: 0
expire: 1h
questions:
  - id: pet
    type: choice
    text: {zh: 您家养的是什么？}
    options:
      - {id: cat, text: {zh: 猫}}
      - {id: dog, text: {zh: 狗}}
  - id: why
    type: text
    text: {zh: 为什么养它？}
quotas:
  - {id: cats, at: pet, when: 'answer == "cat"', limit: %d}
`, limit)
	c, err := catalog.Load(fstest.MapFS{"s/pets.yaml": {Data: []byte(text)}}, "s")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// rough is a store on whose network much goes wrong, once for each message: commits that are refused
// because another worker was faster, and places and commits whose answers are lost.
type rough struct {
	state.Store
	mu    sync.Mutex
	calls map[string]int
}

// nth counts the calls of one kind about one thing, from 1.
func (r *rough) nth(what string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls[what]++
	return r.calls[what]
}

var errLost = errors.New("the answer was lost")

func (r *rough) Reserve(ctx context.Context, p state.Place, limit int) (bool, error) {
	ok, err := r.Store.Reserve(ctx, p, limit)
	if r.nth("reserve "+p.Holder) == 1 && strings.ContainsAny(p.Holder[:1], "02468ACEGKNQSVXZ") {
		return false, errLost
	}
	return ok, err
}

func (r *rough) Commit(ctx context.Context, s state.Step) error {
	switch n := r.nth("commit " + s.Conv + s.MsgID); {
	case n == 1 && len(s.Session)%3 == 0:
		return fmt.Errorf("commit: %w", state.ErrConflict)
	case n == 1 && len(s.Session)%3 == 1:
		if err := r.Store.Commit(ctx, s); err != nil {
			return err
		}
		return errLost
	}
	return r.Store.Commit(ctx, s)
}

// A hundred finish at once, each message is delivered twice, commits are refused and answers are
// lost: fifty complete, fifty are screened out, nobody is lost.
func TestAHundredFinishForFiftyPlaces(t *testing.T) {
	stores := map[string]func(*testing.T, *house) state.Store{
		"SQLite": func(_ *testing.T, h *house) state.Store { return h.store },
		"Redis": func(t *testing.T, _ *house) state.Store {
			s, err := redis.Open(t.Context(), redistest.New(t).URL(), slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			return s
		},
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			h := build(t)
			store := open(t, h)
			h.cfg.Store = &rough{Store: store, calls: map[string]int{}}
			h.cfg.Handler.Surveys, h.cfg.Handler.WalkIn = petsSurvey(t, 50), "pets"
			h.start()
			var writing sync.WaitGroup
			for i := range 100 {
				for range 2 { // either delivery of each message
					writing.Go(func() { h.writes(fmt.Sprint("u", i), "你好", "猫", "从小就喜欢") })
				}
			}
			writing.Wait()
			h.settled(store)
			for _, fault := range []string{"result=conflict", "result=error"} {
				if h.count("huiyin_turn_seconds", fault) == 0 {
					t.Errorf("it went too smoothly: no %s", fault)
				}
			}
			h.stop()

			want := map[string]int{"completed": 50, "screened": 50}
			if diff := cmp.Diff(want, h.states()); diff != "" {
				t.Errorf("how the surveys ended (-want +got):\n%s", diff)
			}
			if n, err := store.Places(t.Context(), "pets", "cats"); n != 50 || err != nil {
				t.Errorf("%d places are taken (%v)", n, err)
			}
			for i := range 100 {
				user := fmt.Sprint("u", i)
				last := h.channel.to(user)
				if words := strings.Join(last, "\n"); strings.Count(words, "谢谢！")+strings.Count(words, "这次就问到这里。") != 1 {
					t.Errorf("%s heard %q", user, last)
				}
			}
		})
	}
}

// writes delivers messages one after the other; they are m0, m1, …
func (h *house) writes(user string, texts ...string) {
	for i, text := range texts {
		in := adapters.Inbound{ID: fmt.Sprint("m", i), From: address(user), Kind: adapters.KindText, Text: text}
		if _, err := h.Accept(h.Context(), in); err != nil {
			h.Errorf("accept: %v", err)
		}
	}
}

// settled waits until everything accepted is done.
func (h *house) settled(store state.Store) {
	h.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		st, err := store.Stats(h.Context())
		if err != nil || st.Dead > 0 || time.Now().After(end) {
			h.Fatalf("%+v %v\n%s", st, err, h.log)
		}
		if st.Inbox+st.Outbox+st.Journal == 0 {
			return
		}
	}
}

// states counts the conversations of the record by where they stand.
func (h *house) states() map[string]int {
	h.Helper()
	rows, err := h.db.Reader().QueryContext(context.WithoutCancel(h.Context()), `SELECT state, count(*) FROM rec_conversation GROUP BY state`)
	if err != nil {
		h.Fatal(err)
	}
	defer rows.Close()
	states := map[string]int{}
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			h.Fatal(err)
		}
		states[name] = n
	}
	return states
}

// places expects how many cats are counted, once the journal was read.
func (h *house) places(want int) {
	h.Helper()
	if n, err := h.store.Places(h.Context(), "pets", "cats"); n != want || err != nil {
		h.Errorf("%d places are taken (%v), want %d", n, err, want)
	}
}

// onePlace tells a story about the only place there is; ann has it, bob came too late.
func onePlace(t *testing.T, story func(t *testing.T, h *house)) {
	t.Helper()
	inBubble(t, func(t *testing.T, h *house) {
		h.cfg.Handler.Surveys, h.cfg.Handler.WalkIn = petsSurvey(t, 1), "pets"
		h.run()
		h.says("ann", "m1", "你好")
		h.says("ann", "m2", "猫")
		h.places(1)
		h.says("bob", "m1", "你好")
		h.says("bob", "m2", "猫")
		if got := h.channel.to("bob"); len(got) != 2 || got[1] != "这次就问到这里。" {
			t.Errorf("bob heard %q", got)
		}
		story(t, h)
		h.stop()
	})
}

// cidGets expects that a place is free: cid takes it.
func (h *house) cidGets(place bool) {
	h.Helper()
	h.says("cid", "m1", "你好")
	h.says("cid", "m2", "猫")
	got := h.channel.to("cid")
	if len(got) != 2 || (got[1] == "为什么养它？") != place {
		h.Errorf("cid heard %q", got)
	}
}

func TestAPlaceThatIsGivenBackIsTakenByTheNext(t *testing.T) {
	for name, leaves := range map[string]func(*testing.T, *house){
		"stop":       func(_ *testing.T, h *house) { h.says("ann", "m3", "退订") },
		"correction": func(_ *testing.T, h *house) { h.says("ann", "m3", "点错了，应该是狗") },
		"silence": func(t *testing.T, h *house) {
			time.Sleep(2 * time.Hour)
			synctest.Wait()
		},
		"leaves": func(_ *testing.T, h *house) {
			h.does(adapters.Inbound{ID: "m3", From: address("ann"), Kind: adapters.KindLeave})
		},
	} {
		t.Run(name, func(t *testing.T) {
			onePlace(t, func(t *testing.T, h *house) {
				leaves(t, h)
				h.places(0)
				h.cidGets(true)
				h.places(1)
			})
		})
	}
}

func TestAPlaceIsKept(t *testing.T) {
	for name, stays := range map[string]func(*house){
		"in the middle": func(h *house) { h.says("ann", "m3", "？") },
		"who completed": func(h *house) { h.says("ann", "m3", "从小就喜欢") },
		"who corrects and corrects back": func(h *house) {
			h.says("ann", "m3", "点错了，应该是狗")
			h.says("ann", "m4", "点错了，应该是猫")
		},
		"who completed and wants no more": func(h *house) {
			h.says("ann", "m3", "从小就喜欢")
			h.says("ann", "m4", "退订")
		},
		"who completed and complains": func(h *house) {
			h.says("ann", "m3", "从小就喜欢")
			h.says("ann", "m4", "我要打12378")
			h.says("ann", "m5", "退订")
		},
	} {
		t.Run(name, func(t *testing.T) {
			onePlace(t, func(t *testing.T, h *house) {
				stays(h)
				h.places(1)
				h.cidGets(false)
			})
		})
	}
}

// The journal is behind: the place was given back and taken again before it says so.
func TestALateReleaseTakesNothingFromWhoCameBack(t *testing.T) {
	onePlace(t, func(t *testing.T, h *house) {
		h.cancel()
		if err := <-h.ended; err != nil {
			t.Fatal(err)
		}
		away := make(chan struct{})
		h.cfg.Store = slowJournal{h.store, away}
		h.run()
		h.says("ann", "m3", "点错了，应该是狗")
		h.says("ann", "m4", "点错了，应该是猫")
		h.places(1)
		close(away)
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if h.stats().Journal != 0 {
			t.Fatalf("%+v", h.stats())
		}
		h.places(1)
	})
}

// slowJournal gives no events until a channel is closed.
type slowJournal struct {
	state.Store
	until chan struct{}
}

func (s slowJournal) Events(ctx context.Context, n int) ([]state.Event, error) {
	select {
	case <-s.until:
		return s.Store.Events(ctx, n)
	default:
		return nil, nil
	}
}

// A reply whose message is handled twice, because a quota turned out full, is scored once.
func TestAReplyIsScoredOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		scored := map[string]int{}
		h.cfg.Handler.Scorer = counting{regulator{}, scored}
		h.cfg.Handler.Surveys, h.cfg.Handler.WalkIn = petsSurvey(t, 1), "pets"
		h.run()
		for _, user := range []string{"ann", "bob"} {
			h.says(user, "m1", "你好")
			h.says(user, "m2", "猫")
		}
		if got := h.channel.to("bob"); scored["猫"] != 2 || got[1] != "这次就问到这里。" {
			t.Errorf("scored %v, bob heard %q", scored, got)
		}
		h.stop()
	})
}

// counting counts what it scores.
type counting struct {
	scoring.Scorer
	scored map[string]int
}

func (c counting) Score(ctx context.Context, r scoring.Reply) (scoring.Score, error) {
	c.scored[r.Text]++
	return c.Scorer.Score(ctx, r)
}

// A place that was reserved for a message that nobody could handle to its end is not lost for good.
func TestAPlaceOfABuriedMessageIsFreeWhenTheSurveyEnds(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.cfg.Handler.Surveys, h.cfg.Handler.WalkIn = petsSurvey(t, 1), "pets"
		h.cfg.Store = faultyAfter{h.store, "m2"}
		h.run()
		h.says("ann", "m1", "你好")
		h.says("ann", "m2", "猫")
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(h.buried()) != 1 {
			t.Fatalf("buried %q", h.buried())
		}
		h.places(1)
		h.says("ann", "m3", "退订")
		h.places(0)
		h.cidGets(true)
		h.stop()
	})
}

// faultyAfter commits nothing of one message.
type faultyAfter struct {
	state.Store
	msg string
}

func (f faultyAfter) Commit(ctx context.Context, s state.Step) error {
	if s.MsgID == f.msg && strings.HasSuffix(s.Conv, "ann") {
		return errLost
	}
	return f.Store.Commit(ctx, s)
}
