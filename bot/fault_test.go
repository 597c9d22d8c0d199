package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
	"huiyin/bot/state"
)

// faulty is a store whose Commit and AckEvents may fail beforehand.
type faulty struct {
	state.Store
	commit, ack func() error
}

func (f faulty) Commit(ctx context.Context, s state.Step) error {
	if f.commit != nil {
		if err := f.commit(); err != nil {
			return err
		}
	}
	return f.Store.Commit(ctx, s)
}

func (f faulty) AckEvents(ctx context.Context, evs []state.Event) error {
	if f.ack != nil {
		if err := f.ack(); err != nil {
			return err
		}
	}
	return f.Store.AckEvents(ctx, evs)
}

// away is a record that does not redeem for a while.
type away struct {
	records.Store
	redeem func() error
}

func (a away) Redeem(ctx context.Context, token, conv string, now time.Time) (records.Invitation, error) {
	if err := a.redeem(); err != nil {
		return records.Invitation{}, err
	}
	return a.Store.Redeem(ctx, token, conv, now)
}

func TestAPoisonMessageIsBuriedAndTheNextOneGoesOn(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		tries := 0
		h.cfg.Handler.Policy = policy(func(v handoff.View) handoff.Decision {
			if v.Text == "秘密的话" {
				tries++
				panic("cannot judge " + v.Text)
			}
			return handoff.Decision{Action: handoff.None}
		})
		h.run()
		h.says("ann", "m1", "你好")
		h.says("ann", "m2", "秘密的话")
		h.says("ann", "m3", "同意")
		if got := h.channel.to("ann"); len(got) != 1 {
			t.Fatalf("order was not kept: %q", got)
		}
		time.Sleep(time.Minute)
		synctest.Wait()

		if got := h.channel.to("ann"); len(got) != 2 || !strings.Contains(got[1], "0=完全不可能") {
			t.Errorf("the next message was answered %q", got)
		}
		if tries != 5 {
			t.Errorf("%d tries", tries)
		}
		if diff := cmp.Diff([]string{"panic of type string"}, h.buried()); diff != "" {
			t.Error(diff)
		}
		log := h.log.String()
		if !strings.Contains(log, "message buried") || !strings.Contains(log, "harness_test.go") || strings.Contains(log, "秘密") {
			t.Errorf("the log should say what and where, and no words: %s", log)
		}
		if got := h.count("huiyin_turn_seconds", "result=error"); got != 5 {
			t.Errorf("%v errors counted", got)
		}
		if got := h.count("huiyin_queue_length", "queue=dead"); got != 1 {
			t.Errorf("%v dead letters counted", got)
		}
		h.stop()
	})
}

func TestWhatTheRuntimeSaysOfAPanicIsKept(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.cfg.Handler.Policy = policy(func(v handoff.View) handoff.Decision {
			return handoff.Decision{Reasons: []handoff.Reason{{Rule: v.Text[len(v.Text)+v.Misread:][:1]}}}
		})
		h.run()
		h.says("ann", "m1", "你好")
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := h.buried(); len(got) != 1 || !strings.Contains(got[0], "out of range") {
			t.Errorf("%q", got)
		}
		h.stop()
	})
}

func TestAnUnreadableMessageIsBuriedAndTheNextOneGoesOn(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		for id, body := range map[string]string{"broken": "{", "unknown": `{"of_the_future":{}}`} {
			if _, err := h.store.Accept(t.Context(), state.In{Conv: address(id).String(), ID: id, Body: []byte(body)}); err != nil {
				t.Fatal(err)
			}
		}
		h.run()
		h.says("broken", "m2", "你好")
		h.says("unknown", "m2", "你好")
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(h.channel.to("broken")) != 1 || len(h.channel.to("unknown")) != 1 || len(h.buried()) != 2 {
			t.Errorf("sent %+v, buried %q", h.channel.sent, h.buried())
		}
		h.stop()
	})
}

func TestAConflictIsHandledAgainAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		conflicts := times(8) // more often than a message may fail
		h.cfg.Store = faulty{Store: h.store, commit: func() error {
			if conflicts() != nil {
				return fmt.Errorf("commit: %w", state.ErrConflict)
			}
			return nil
		}}
		h.run()
		before := time.Now()
		h.says("ann", "m1", "你好")
		if got := h.channel.to("ann"); len(got) != 1 || !time.Now().Equal(before) {
			t.Errorf("%q after %v", got, time.Since(before))
		}
		if got := h.count("huiyin_turn_seconds", "result=conflict"); got != 8 || h.stats().Dead > 0 {
			t.Errorf("%v conflicts counted, %d dead", got, h.stats().Dead)
		}
		h.stop()
	})
}

func TestAMessageThatAnotherWorkerCommittedIsDropped(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		twice := times(1)
		h.cfg.Store = faulty{Store: h.store, commit: func() error {
			if twice() != nil { // as if the other one's commit came between; the lease ends by itself
				return fmt.Errorf("commit: %w", state.ErrDuplicate)
			}
			return nil
		}}
		h.run()
		h.says("ann", "m1", "你好")
		if got := h.count("huiyin_turn_seconds", "result=duplicate"); got != 1 {
			t.Errorf("%v duplicates counted", got)
		}
		if h.log.String() != "" {
			t.Errorf("nothing is wrong, but the log says %s", h.log)
		}
		h.stop()
	})
}

func TestEventsAreProjectedOnceThoughTheAcknowledgementFailed(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.cfg.Store = faulty{Store: h.store, ack: times(3)}
		h.run()
		id := h.unhappy("ann")
		h.says("ann", "m2", "人呢")
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if h.stats().Journal != 0 {
			t.Fatalf("the journal is not empty: %+v", h.stats())
		}
		c, err := h.record.Case(t.Context(), id)
		if err != nil || c.Unread != 2 || c.LastMessage != "人呢" {
			t.Errorf("%+v %v", c, err)
		}
		entries, err := h.record.AuditOf(t.Context(), "case:"+id)
		if err != nil || len(entries) != 1 {
			t.Errorf("%+v %v", entries, err)
		}
		if got := h.messages("ann"); len(got) != 3 {
			t.Errorf("%q", got)
		}
		if !strings.Contains(h.log.String(), "record behind") {
			t.Errorf("nobody is told: %s", h.log)
		}
		h.stop()
	})
}

func TestAnUnreadableEventDoesNotHoldUpTheRecord(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		conv := address("old").String()
		if _, err := h.store.Accept(t.Context(), state.In{Conv: conv, ID: "m1", Body: []byte("x")}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.store.Claim(t.Context(), 1, time.Minute); err != nil {
			t.Fatal(err)
		}
		if err := h.store.Commit(t.Context(), state.Step{Conv: conv, MsgID: "m1", Session: []byte("{}"), Events: [][]byte{[]byte("{")}}); err != nil {
			t.Fatal(err)
		}
		h.run()
		h.says("ann", "m1", "你好")
		if got := h.messages("ann"); len(got) != 2 || h.stats().Journal != 0 {
			t.Errorf("%q %+v", got, h.stats())
		}
		if !strings.Contains(h.log.String(), "event unreadable") {
			t.Errorf("nobody is told: %s", h.log)
		}
		h.stop()
	})
}

func TestAnOutageOfTheRecordBuriesNobodysLink(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		now := time.Now()
		inv := records.Invitation{ID: "I1", EventID: "E1", Token: "tok", Survey: "motor-claim", Status: records.InvitationLinked, CreatedAt: now, ExpiresAt: now.Add(time.Hour)}
		if _, _, err := h.record.PutInvitation(t.Context(), inv); err != nil {
			t.Fatal(err)
		}
		h.cfg.Record = away{h.record, times(8)}
		h.run()
		h.does(adapters.Inbound{ID: "m1", From: address("ann"), Kind: adapters.KindStart, Payload: "tok"})
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if got := h.channel.to("ann"); len(got) != 1 || h.stats().Dead > 0 {
			t.Errorf("%q %+v", got, h.stats())
		}
		h.stop()
	})
}
