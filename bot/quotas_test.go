package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"huiyin/adapters"
	"huiyin/bot/catalog"
	"huiyin/bot/state"
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
expire: 10m
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
			time.Sleep(15 * time.Minute)
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

// Whoever counts the places may be away longer than a message may fail: nobody is lost for it.
func TestAnOutageOfTheCountBuriesNobody(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.cfg.Handler.Surveys, h.cfg.Handler.WalkIn = petsSurvey(t, 1), "pets"
		h.cfg.Store = uncounted{h.store, times(6)}
		h.run()
		h.says("ann", "m1", "你好")
		h.says("ann", "m2", "猫")
		if got := h.channel.to("ann"); len(got) != 1 {
			t.Errorf("without a count ann heard %q", got)
		}
		time.Sleep(5 * time.Minute) // before the survey expires
		synctest.Wait()
		if got := h.channel.to("ann"); len(got) != 2 || h.stats().Dead > 0 {
			t.Errorf("%q %+v", got, h.stats())
		}
		h.places(1)
		h.stop()
	})
}

// uncounted is a store that counts no places for a while.
type uncounted struct {
	state.Store
	reserve func() error
}

func (u uncounted) Reserve(ctx context.Context, p state.Place, limit int) (bool, error) {
	if err := u.reserve(); err != nil {
		return false, err
	}
	return u.Store.Reserve(ctx, p, limit)
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
