package bot_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot"
	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
	"huiyin/bot/state"
)

func TestAnAgentsWorkOnACase(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.run()
		id, ctx := h.unhappy("ann"), t.Context()
		news, cancel := h.Live.Subscribe()
		defer cancel()
		if err := h.Take(ctx, id, "王敏"); err != nil {
			t.Fatal(err)
		}
		select {
		case <-news:
		default:
			t.Error("the desk is not told")
		}
		if err := h.Reply(ctx, id, "王敏", "您好，我是王敏。", "c1"); err != nil {
			t.Fatal(err)
		}
		h.says("ann", "m2", "终于来了")
		c, err := h.record.Case(ctx, id)
		if err != nil || c.State != handoff.Taken || c.Unread != 1 || c.LastMessage != "终于来了" {
			t.Errorf("%+v %v", c, err)
		}
		if err := h.Resolve(ctx, id, "王敏", "定损排队", "已加急"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		got := h.channel.to("ann")
		if len(got) != 3 || got[1] != "您好，我是王敏。" || !strings.Contains(got[2], "解决了吗") {
			t.Errorf("%q", got)
		}
		h.stop()
	})
}

func TestRefusalsHaveCodes(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.run()
		id, ctx := h.unhappy("ann"), t.Context()
		if err := h.Take(ctx, "CNONE", "王敏"); !errors.Is(err, records.ErrNotFound) {
			t.Errorf("an unknown case: %v", err)
		}
		code := func(want string, err error) {
			t.Helper()
			if handoff.Code(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
		code("", h.Take(ctx, id, "王敏"))
		taken := h.Take(ctx, id, "李强")
		code(handoff.CodeTakenByOther, taken)
		var refused *handoff.Error
		if !errors.As(taken, &refused) || refused.Owner != "王敏" {
			t.Errorf("who has it: %v", taken)
		}
		code(handoff.CodeTakenByOther, h.Reply(ctx, id, "李强", "您好", ""))
		code(conversation.CodeEmptyText, h.Reply(ctx, id, "王敏", " ", ""))
		code(handoff.CodeMissingRootCause, h.Resolve(ctx, id, "王敏", "", "b"))
		code(handoff.CodeMissingAction, h.Resolve(ctx, id, "王敏", "a", ""))
		code("", h.Resolve(ctx, id, "王敏", "a", "b"))
		code(handoff.CodeNotOpen, h.Resolve(ctx, id, "王敏", "a", "b"))
		h.stop()
	})
}

func TestOfTwoAgentsOneHasTheCase(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.run()
		id := h.unhappy("ann")
		errs := make(chan error, 2)
		for _, agent := range []string{"王敏", "李强"} {
			go func() { errs <- h.Take(t.Context(), id, agent) }()
		}
		got := []error{<-errs, <-errs}
		lost := slices.IndexFunc(got, func(err error) bool { return errors.Is(err, handoff.ErrTaken) })
		if lost < 0 || got[1-lost] != nil {
			t.Errorf("%v", got)
		}
		h.stop()
	})
}

func TestAReplySentTwiceReachesTheCustomerOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.run()
		id := h.unhappy("ann")
		for range 2 {
			if err := h.Reply(t.Context(), id, "王敏", "您好", "same"); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.Reply(t.Context(), id, "王敏", "您好", "other"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if diff := cmp.Diff([]string{"您好", "您好"}, h.channel.to("ann")[1:]); diff != "" {
			t.Error(diff)
		}
		h.stop()
	})
}

// slow is a store that hands out no work for a while.
type slow struct {
	state.Store
	held *atomic.Bool
}

func (s slow) Claim(ctx context.Context, n int, lease time.Duration) ([]state.Work, error) {
	if s.held.Load() {
		return nil, nil
	}
	return s.Store.Claim(ctx, n, lease)
}

func TestAnActionThatTakesLongIsPendingAndDoneLater(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		var held atomic.Bool
		h.cfg.Store = slow{h.store, &held}
		h.run()
		id := h.unhappy("ann")
		held.Store(true)
		if err := h.Reply(t.Context(), id, "王敏", "您好", "c1"); !errors.Is(err, bot.ErrPending) {
			t.Fatalf("%v", err)
		}
		if got := h.channel.to("ann"); len(got) != 1 {
			t.Fatalf("%q", got)
		}
		held.Store(false)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if got := h.channel.to("ann"); len(got) != 2 || got[1] != "您好" {
			t.Errorf("%q", got)
		}

		t.Log("asking again with the same id learns the outcome, and writes nothing more")
		if err := h.Reply(t.Context(), id, "王敏", "您好", "c1"); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if got := h.channel.to("ann"); len(got) != 2 {
			t.Errorf("%q", got)
		}
		h.stop()
	})
}

func TestWhoNoLongerWaitsHearsThatItIsPending(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		var held atomic.Bool
		h.cfg.Store = slow{h.store, &held}
		h.run()
		id := h.unhappy("ann")
		held.Store(true)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := h.Take(ctx, id, "王敏"); !errors.Is(err, bot.ErrPending) {
			t.Errorf("%v", err)
		}
		held.Store(false)
		h.stop()
	})
}
