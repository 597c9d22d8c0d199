package wechat_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/adapters/wechat"
	"huiyin/adapters/wechat/wechattest"
)

func scale(n int) []adapters.Button {
	var all []adapters.Button
	for i := range n {
		all = append(all, adapters.Button{Label: strconv.Itoa(i+1) + "分", Value: strconv.Itoa(100 + i)})
	}
	return all
}

// 全局返回码: what each code means for delivery.
func TestErrcodesAreSorted(t *testing.T) {
	for code, want := range map[int64]adapters.SendKind{
		-1: adapters.Retry, 45009: adapters.RateLimit, 45011: adapters.RateLimit,
		45015: adapters.Window, 45047: adapters.Window,
		43004: adapters.Blocked, 43019: adapters.Blocked, 50005: adapters.Blocked,
		48001: adapters.Permanent, 48004: adapters.Permanent, 40003: adapters.Permanent, 45002: adapters.Permanent,
		40001: adapters.Retry, 40164: adapters.Retry, 61500: adapters.Retry,
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			r := newRig(t)
			r.api.Always(wechattest.PathSend, wechattest.Fault{Code: code, Msg: "to " + openID})
			_, err := r.channel.Send(t.Context(), adapters.Outbound{ID: "o1", To: r.to(), Text: "您好"})
			se := adapters.AsSendError(err)
			if err == nil || se.Kind != want || se.Code != fmt.Sprint(code) {
				t.Errorf("send says %v, want kind %s code %d", err, want, code)
			}
			if want == adapters.RateLimit && se.RetryAfter < time.Minute {
				t.Errorf("try again after %v: a quota needs longer", se.RetryAfter)
			}
		})
	}
}

func TestButtonsAreAMenuWhereItHelps(t *testing.T) {
	for name, tt := range map[string]struct {
		out  adapters.Outbound
		want wechattest.Sent
	}{
		"two answers": {
			adapters.Outbound{Text: "您满意吗？", Buttons: scale(2)},
			wechattest.Sent{Type: "msgmenu", Text: "您满意吗？", Menu: []wechattest.Item{{ID: "100", Content: "1分"}, {ID: "101", Content: "2分"}}},
		},
		"a long scale is typed": {
			adapters.Outbound{Text: "打几分？", Buttons: scale(7), Inline: true},
			wechattest.Sent{Type: "text", Text: "打几分？\n1分 / 2分 / 3分 / 4分 / 5分 / 6分 / 7分"},
		},
		"more answers than a menu holds": {
			adapters.Outbound{Text: "哪一天？", Buttons: scale(11)},
			wechattest.Sent{Type: "text", Text: "哪一天？\n1. 1分\n2. 2分\n3. 3分\n4. 4分\n5. 5分\n6. 6分\n7. 7分\n8. 8分\n9. 9分\n10. 10分\n11. 11分"},
		},
		"a label of two lines": {
			adapters.Outbound{Text: "？", Buttons: []adapters.Button{{Label: "很\n满意", Value: "1"}}},
			wechattest.Sent{Type: "msgmenu", Text: "？", Menu: []wechattest.Item{{ID: "1", Content: "很 满意"}}},
		},
		"words that would be a link": {
			adapters.Outbound{Text: `您说：<a href="http://example.test">点我</a> 1<2`},
			wechattest.Sent{Type: "text", Text: `您说：＜a href="http://example.test">点我</a> 1<2`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			tt.out.ID, tt.out.To, tt.want.To = "o1", r.to(), openID
			if _, err := r.channel.Send(t.Context(), tt.out); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]wechattest.Sent{tt.want}, r.api.Sent()); diff != "" {
				t.Errorf("the API took (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAccountWithoutMenusFallsBackToNumbersForGood(t *testing.T) {
	r := newRig(t)
	r.api.Next(wechattest.PathSend, wechattest.Fault{Code: 40200, Msg: "invalid account type"})
	for i := range 2 {
		out := adapters.Outbound{ID: fmt.Sprint("o", i), To: r.to(), Text: "您满意吗？", Buttons: scale(2)}
		if _, err := r.channel.Send(t.Context(), out); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range r.api.Sent() {
		if m.Text != "您满意吗？\n1. 1分\n2. 2分" {
			t.Errorf("the customer reads %+v", m)
		}
	}
	if calls := r.api.Calls(wechattest.PathSend); calls != 3 {
		t.Errorf("%d calls for two messages, want one menu tried and two texts", calls)
	}
}

func TestConfiguredWithoutMenus(t *testing.T) {
	r := newRig(t)
	cfg := configOf(r.account, r.api.URL)
	cfg.NoMenu = true
	r.channel = open(t, cfg)
	if _, err := r.channel.Send(t.Context(), adapters.Outbound{ID: "o", To: r.to(), Text: "？", Buttons: scale(2)}); err != nil {
		t.Fatal(err)
	}
	if sent := r.api.Sent(); len(sent) != 1 || sent[0].Type != "text" {
		t.Errorf("the API took %+v", sent)
	}
}

func TestRetryOfALongTextGoesOnWhereItStopped(t *testing.T) {
	r := newRig(t)
	long := strings.Repeat("感谢您的耐心。", 250) // three parts
	out := adapters.Outbound{ID: "o1", To: r.to(), Text: long}
	r.api.Next(wechattest.PathSend, wechattest.Fault{Status: 502, Took: true}, wechattest.Fault{Status: 502})
	for {
		if _, err := r.channel.Send(t.Context(), out); err == nil {
			break
		} else if se := adapters.AsSendError(err); se.Kind != adapters.Retry {
			t.Fatal(err)
		}
	}
	// The first part was taken although the answer was lost: that one is read twice, and only that.
	sent := r.api.Sent()
	if len(sent) < 3 || sent[0].Text != sent[1].Text {
		t.Fatalf("%d parts went out", len(sent))
	}
	var whole strings.Builder
	for _, m := range sent[1:] {
		whole.WriteString(m.Text)
	}
	if whole.String() != long {
		t.Error("the parts together are not the message")
	}
}

func TestNothingIsSentForAnEmptyMessage(t *testing.T) {
	r := newRig(t)
	_, err := r.channel.Send(t.Context(), adapters.Outbound{ID: "o1", To: r.to(), Text: " \x00 "})
	if se := adapters.AsSendError(err); err == nil || se.Kind != adapters.Permanent {
		t.Errorf("send says %v", err)
	}
}

func TestTwoAccountsKeepToTheirOwnAPI(t *testing.T) {
	a, b := newRig(t), newRig(t)
	cfg := configOf(b.account, b.api.URL)
	cfg.Account = "second"
	second := open(t, cfg)
	if _, err := a.channel.Send(t.Context(), adapters.Outbound{ID: "o1", To: a.to(), Text: "一"}); err != nil {
		t.Fatal(err)
	}
	to := b.to()
	to.Account = "second"
	if _, err := second.Send(t.Context(), adapters.Outbound{ID: "o1", To: to, Text: "二"}); err != nil {
		t.Fatal(err)
	}
	if len(a.api.Sent()) != 1 || len(b.api.Sent()) != 1 || b.api.Sent()[0].Text != "二" {
		t.Errorf("the APIs took %+v and %+v", a.api.Sent(), b.api.Sent())
	}
}

func TestInvitationLinkIsAQRCode(t *testing.T) {
	r := newRig(t)
	url, err := r.channel.Link(t.Context(), "inv-7")
	if err != nil || !strings.HasPrefix(url, "http://weixin.qq.com/q/") {
		t.Fatalf("link %q, %v", url, err)
	}
	if diff := cmp.Diff([]string{"inv-7"}, r.api.Scenes()); diff != "" {
		t.Errorf("scenes (-want +got):\n%s", diff)
	}
	for _, scene := range []string{"", strings.Repeat("x", 65)} {
		if _, err := r.channel.QRCode(t.Context(), scene, wechat.MaxQRLife); err == nil {
			t.Errorf("a scene of %d characters was asked for", len(scene))
		}
	}
	if _, err := r.channel.QRCode(t.Context(), "inv-8", 365*24*time.Hour); err != nil {
		t.Errorf("a year, to be cut to 30 days: %v", err)
	}
}
