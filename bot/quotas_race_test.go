package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/bot/conversation"
	"huiyin/bot/state"
	"huiyin/bot/state/redis"
	"huiyin/bot/state/redis/redistest"
	"huiyin/dialog"
)

// rough is a store on whose network much goes wrong: commits are refused because another worker was
// faster, once for a message, and once in a chat the answer about a place, or about a commit, is lost.
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
	case n == 1 && len(s.Session)%3 == 1 && r.nth("lost "+s.Conv) == 1:
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

// Sixty customers do whatever comes to their minds, at once, on a rough store. At every moment no more
// places are taken than there are; in the end a place is taken by who holds one, and by nobody else.
func TestPlacesAreWhatSessionsHold(t *testing.T) {
	const limit, users, turns = 12, 60, 12
	h := build(t)
	h.cfg.Store = &rough{Store: h.store, calls: map[string]int{}}
	h.cfg.Handler.Surveys, h.cfg.Handler.WalkIn = petsSurvey(t, limit), "pets"
	h.start()
	minds := []string{"猫", "狗", "点错了，应该是猫", "点错了，应该是狗", "上一题", "跳过", "好吧", "转人工", "我要打12378", "退订", "先到这吧"}
	over := make(chan struct{})
	var watching, writing sync.WaitGroup
	watching.Go(func() {
		for {
			select {
			case <-over:
				return
			case <-time.After(time.Millisecond):
			}
			if n, err := h.store.Places(h.Context(), "pets", "cats"); err != nil || n > limit {
				t.Errorf("%d of %d places are taken (%v)", n, limit, err)
			}
		}
	})
	for i := range users {
		writing.Go(func() {
			mind := rand.New(rand.NewPCG(7, uint64(i)))
			texts := []string{"你好"}
			for range turns {
				texts = append(texts, minds[mind.IntN(len(minds))])
			}
			h.writes(fmt.Sprint("u", i), texts...)
		})
	}
	writing.Wait()
	h.settled(h.store)
	close(over)
	watching.Wait()
	h.stop()

	held, sessions := 0, h.sessions()
	for _, s := range sessions {
		if slices.Contains(s.Quotas, "cats") {
			held++
		}
	}
	if len(sessions) != users || held == 0 {
		t.Errorf("%d sessions hold %d places: the story tells nothing", len(sessions), held)
	}
	h.places(held)
}

// sessions gives the stored session of every chat.
func (h *house) sessions() (all []dialog.Session) {
	h.Helper()
	rows, err := h.db.Reader().QueryContext(context.WithoutCancel(h.Context()), `SELECT conv, body FROM st_session`)
	if err != nil {
		h.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var conv string
		var body []byte
		if err := rows.Scan(&conv, &body); err != nil {
			h.Fatal(err)
		}
		doc, err := conversation.ParseDocument(conv, body)
		if err != nil {
			h.Fatal(err)
		}
		all = append(all, *doc.Session)
	}
	return all
}
