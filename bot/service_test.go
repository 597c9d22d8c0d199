package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/bot"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

func TestAcceptedAnsweredRecorded(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.run()
		fresh, err := h.Accept(h.Context(), adapters.Inbound{ID: "m1", From: address("ann"), Kind: adapters.KindText, Text: "你好"})
		if err != nil || !fresh {
			t.Fatalf("%v %v", fresh, err)
		}
		synctest.Wait()
		got := h.channel.to("ann")
		if len(got) != 1 || !strings.Contains(got[0], "您的车险理赔已结案") {
			t.Fatalf("answered %q", got)
		}

		t.Log("a platform that delivers it again is answered alike, and nothing happens twice")
		fresh, err = h.Accept(h.Context(), adapters.Inbound{ID: "m1", From: address("ann"), Kind: adapters.KindText, Text: "你好"})
		if err != nil || fresh {
			t.Fatalf("%v %v", fresh, err)
		}
		synctest.Wait()
		if diff := cmp.Diff([]string{"customer: 你好", "bot: " + got[0]}, h.messages("ann")); diff != "" {
			t.Error(diff)
		}
		all, err := h.record.Messages(h.Context(), address("ann").String(), 10)
		if err != nil || all[1].Status != "sent" {
			t.Errorf("%+v %v", all, err)
		}

		for metric, want := range map[string]float64{
			"huiyin_inbound_total result=accepted channel=test":  1,
			"huiyin_inbound_total result=duplicate channel=test": 1,
			"huiyin_turn_seconds result=ok":                      1,
			"huiyin_send_seconds result=sent channel=test":       1,
			"huiyin_queue_length queue=inbox":                    0,
			"huiyin_queue_length queue=dead":                     0,
		} {
			name := strings.Fields(metric)
			if got := h.count(name[0], name[1:]...); got != want {
				t.Errorf("%s: %v, want %v", metric, got, want)
			}
		}
		h.stop()
	})
}

func TestAMessageWithoutIDOrSenderIsRefused(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.run()
		for _, in := range []adapters.Inbound{{From: address("ann"), Kind: adapters.KindText}, {ID: "m1", Kind: adapters.KindText}} {
			if _, err := h.Accept(h.Context(), in); err == nil {
				t.Errorf("%+v was taken", in)
			}
		}
		h.stop()
	})
}

func TestAnInvitationIsSentOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.run()
		inv := records.Invitation{ID: "I1", EventID: "E1", Survey: "motor-claim", Customer: "K1", Status: records.InvitationSending, Vars: map[string]any{"name": "陈先生"}}
		if _, _, err := h.record.PutInvitation(h.Context(), inv); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := h.Invite(h.Context(), address("ann"), inv); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		if got := h.channel.to("ann"); len(got) != 1 || !strings.Contains(got[0], "陈先生您好") {
			t.Errorf("%q", got)
		}
		if got, err := h.record.Invitation(h.Context(), "I1"); err != nil || got.Status != records.InvitationStarted {
			t.Errorf("%+v %v", got, err)
		}
		if !h.Serves("test", "default") || h.Serves("test", "other") || h.Serves("other", "default") {
			t.Error("it does not know its accounts")
		}
		h.stop()
	})
}

func TestALinkIsRedeemed(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.run()
		now := time.Now()
		inv := records.Invitation{
			ID: "I1", EventID: "E1", Token: "tok", Survey: "motor-claim", Status: records.InvitationLinked,
			CreatedAt: now, ExpiresAt: now.Add(time.Hour), Vars: map[string]any{"name": "陈先生"},
		}
		if _, _, err := h.record.PutInvitation(h.Context(), inv); err != nil {
			t.Fatal(err)
		}
		start := func(user, id, token string) string {
			h.does(adapters.Inbound{ID: id, From: address(user), Kind: adapters.KindStart, Payload: token})
			got := h.channel.to(user)
			return got[len(got)-1]
		}
		if got := start("ann", "m1", "tok"); !strings.Contains(got, "陈先生您好") {
			t.Errorf("good: %q", got)
		}
		if got := start("bob", "m1", "tok"); !strings.Contains(got, "已被使用") {
			t.Errorf("used: %q", got)
		}
		if got := start("bob", "m2", "no such"); !strings.Contains(got, "无效") {
			t.Errorf("unknown: %q", got)
		}
		if got := start("ann", "m2", "tok"); !strings.Contains(got, "陈先生您好") {
			t.Errorf("again: %q", got)
		}
		h.stop()
	})
}

func TestSilenceIsRemindedAndExpires(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		sv, _ := h.cfg.Handler.Surveys.Latest("motor-claim")
		sv.Remind, sv.Expire = 2*time.Minute, 4*time.Minute // days of a ticking clock take long
		time.Sleep(2 * time.Hour)                           // a bubble begins at eight in the morning of Shanghai, in the quiet hours
		h.run()
		h.says("ann", "m1", "你好")
		time.Sleep(2*time.Minute + 2*time.Second)
		synctest.Wait()
		if got := h.channel.to("ann"); len(got) != 2 || !strings.Contains(got[1], "还在等您") {
			t.Errorf("%q", got)
		}
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		busy, err := h.record.Busy(h.Context(), address("ann").String())
		if err != nil || busy || len(h.channel.to("ann")) != 2 {
			t.Errorf("busy %v %v, %q", busy, err, h.channel.to("ann"))
		}
		h.stop()
	})
}

func TestStoppingLeavesNothingUnsent(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.channel.send = func(adapters.Outbound) error { time.Sleep(200 * time.Millisecond); return nil }
		h.run()
		const chats = 40
		for i := range chats {
			if _, err := h.Accept(h.Context(), adapters.Inbound{ID: "m1", From: address(fmt.Sprint(i)), Kind: adapters.KindText, Text: "你好"}); err != nil {
				t.Fatal(err)
			}
		}
		h.stop()
		if got := len(h.channel.sent); got != chats {
			t.Errorf("%d of %d were sent", got, chats)
		}
		if st := h.stats(); st.Inbox+st.Outbox+st.Journal+st.Dead > 0 {
			t.Errorf("left: %+v", st)
		}
		for i := range chats {
			if got := h.messages(fmt.Sprint(i)); len(got) != 2 {
				t.Fatalf("the record has %q", got)
			}
		}
	})
}

func TestStoppingDoesNotWaitForAPlatformThatIsAway(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.channel.send = func(adapters.Outbound) error { return &adapters.SendError{Kind: adapters.Retry, Err: errAway} }
		h.run()
		h.says("ann", "m1", "你好")
		h.stop()
		if st := h.stats(); st.Outbox != 1 || st.Dead != 0 {
			t.Fatalf("%+v", st)
		}

		t.Log("the next start sends it")
		h.channel.send = nil
		h.run()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if got := h.channel.to("ann"); len(got) != 1 {
			t.Errorf("%q", got)
		}
		h.stop()
	})
}

func TestAChannelThatPanicsCostsOneMessage(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.channel.send = func(out adapters.Outbound) error {
			if out.To == address("ann") {
				panic("bug for " + out.Text)
			}
			return nil
		}
		h.run()
		h.says("ann", "m1", "你好")
		h.says("bob", "m1", "你好")
		if len(h.channel.to("ann")) != 0 || len(h.channel.to("bob")) != 1 {
			t.Errorf("%+v", h.channel.sent)
		}
		all, err := h.record.Messages(h.Context(), address("ann").String(), 10)
		if err != nil || len(all) != 2 || all[1].Status != "failed" || all[1].Detail == "" {
			t.Errorf("%+v %v", all, err)
		}
		if strings.Contains(h.log.String(), "理赔") {
			t.Errorf("the log quotes a message: %s", h.log)
		}
		h.stop()
	})
}

func TestWhatAServiceNeeds(t *testing.T) {
	if _, err := bot.New(bot.Config{}); err == nil {
		t.Error("a service of nothing")
	}
	inBubble(t, func(t *testing.T, h *house) {
		h.cfg.Metrics = bot.NewMetrics(h.store)
		h.cfg.Channels = []adapters.Channel{&channel{}, &channel{}}
		if _, err := bot.New(h.cfg); err == nil || !strings.Contains(err.Error(), "test:default") {
			t.Errorf("two accounts of one name: %v", err)
		}
	})
}

func TestAReviewIsInTheAuditLog(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.cfg.Handler.Policy = policy(func(v handoff.View) handoff.Decision {
			if v.Text == "10分，拒赔三次" {
				return handoff.Decision{Action: handoff.Review, Priority: 3, Reasons: []handoff.Reason{{Rule: "contradiction"}}}
			}
			return handoff.Decision{Action: handoff.None}
		})
		h.run()
		h.says("ann", "m1", "你好")
		h.says("ann", "m2", "10分，拒赔三次")
		all, err := h.record.Messages(h.Context(), address("ann").String(), 10)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := h.record.AuditOf(h.Context(), "conversation:"+all[0].Conversation)
		if err != nil || len(entries) != 1 || entries[0].Action != "review.contradiction" {
			t.Errorf("%+v %v", entries, err)
		}
		h.stop()
	})
}
