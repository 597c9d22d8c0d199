package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"huiyin/adapters/telegram/telegramtest"
)

// onTelegram starts a Bot API and a server that polls it.
func onTelegram(t *testing.T, env ...string) (*telegramtest.Server, *server) {
	t.Helper()
	api := telegramtest.New("123456:test-token")
	t.Cleanup(api.Close)
	s := start(t, append(env, "HUIYIN_TELEGRAM_TOKEN="+api.Token, "HUIYIN_TELEGRAM_API="+api.URL)...)
	return api, s
}

// says waits until the newest message to user holds text.
func says(t *testing.T, api *telegramtest.Server, user int64, text string) telegramtest.Message {
	t.Helper()
	var found telegramtest.Message
	eventually(t, fmt.Sprintf("the bot says %q", text), func() (bool, string) {
		all := toUser(api, user)
		if len(all) == 0 {
			return false, "nothing"
		}
		found = all[len(all)-1]
		return strings.Contains(found.Text, text), found.Text
	})
	return found
}

func toUser(api *telegramtest.Server, user int64) []telegramtest.Message {
	return slices.DeleteFunc(slices.Clone(api.Sent()), func(m telegramtest.Message) bool { return m.ChatID != user })
}

// invited is the answer to a posted event.
type invited struct {
	InvitationID string `json:"invitation_id"`
	Status       string
	Links        struct {
		Web, Telegram, QR string
		WeChatScene       string `json:"wechat_scene"`
	}
}

// claimClosed reports a closed claim and gives the invitation.
func (s *server) claimClosed(event, customer string, addresses map[string]string) invited {
	s.t.Helper()
	var inv invited
	code := s.call("POST", "/v1/events", map[string]any{
		"id": event, "type": "motor.claim.closed",
		"customer": map[string]any{"id": customer, "lang": "zh", "addresses": addresses},
		"vars":     map[string]any{"name": "陈先生", "claim_no": "CL20260118-4471"},
	}, &inv)
	if code != http.StatusCreated && code != http.StatusOK {
		s.t.Fatalf("post event: %d", code)
	}
	return inv
}

// press presses a button of the newest message that has it.
func press(t *testing.T, u *telegramtest.User, label string) {
	t.Helper()
	if _, err := u.Press(label); err != nil {
		t.Fatal(err)
	}
}

func TestTelegramFromClosedClaimToSolvedCase(t *testing.T) {
	api, s := onTelegram(t)
	chen := api.User(42, "陈立伟", "zh-hans")

	inv := s.claimClosed("evt-1", "C1001", nil)
	if inv.Status != "linked" || !strings.HasPrefix(inv.Links.Telegram, "https://t.me/"+api.Name+"?start=") {
		t.Fatalf("invitation: %+v", inv)
	}
	if again := s.claimClosed("evt-1", "C1001", nil); again != inv {
		t.Errorf("the same event gave another invitation: %+v, then %+v", inv, again)
	}
	deep, err := url.Parse(inv.Links.Telegram)
	if err != nil {
		t.Fatal(err)
	}
	chen.Start(deep.Query().Get("start"))
	says(t, api, 42, "CL20260118-4471")
	press(t, chen, "同意")
	says(t, api, 42, "推荐")
	chen.Write("２") // full width, as Chinese keyboards type it
	says(t, api, 42, "哪里不满意")
	chen.Write("定损拖了九天，没人管")

	c := s.waitCase()
	if c.CustomerID != "C1001" || c.Channel != "telegram" || c.LastMessage != "定损拖了九天，没人管" {
		t.Errorf("case: %+v", c)
	}
	if len(c.Reasons) == 0 || !strings.Contains(fmt.Sprint(c.Reasons), "没人管") {
		t.Errorf("the reasons do not hold the customer's words: %+v", c.Reasons)
	}
	says(t, api, 42, "人工")
	quiet := len(toUser(api, 42))

	chen.Write("还有人吗")
	if code := s.call("POST", "/v1/cases/"+c.ID+"/take", map[string]string{"agent": "王敏"}, nil); code != 200 {
		t.Fatalf("take: %d", code)
	}
	if code := s.call("POST", "/v1/cases/"+c.ID+"/take", map[string]string{"agent": "李航"}, nil); code != http.StatusConflict {
		t.Errorf("a second agent took the case: %d", code)
	}
	if code := s.call("POST", "/v1/cases/"+c.ID+"/reply", map[string]string{"text": "您好，我是王敏，马上为您核实"}, nil); code != 200 {
		t.Fatalf("reply: %d", code)
	}
	says(t, api, 42, "马上为您核实")
	if n := len(toUser(api, 42)); n != quiet+1 {
		t.Errorf("between escalation and resolution the customer got %d messages, the agent wrote 1", n-quiet)
	}
	if code := s.call("POST", "/v1/cases/"+c.ID+"/resolve", map[string]string{"root_cause": "定损积压", "action": "加急定损"}, nil); code != 200 {
		t.Fatalf("resolve: %d", code)
	}
	says(t, api, 42, "解决")
	chen.Write("解决了")
	says(t, api, 42, "感谢")
	if left := s.cases("active"); len(left) != 0 {
		t.Errorf("cases left: %+v", left)
	}
}

func TestTelegramInvitationGoesToAKnownChat(t *testing.T) {
	api, s := onTelegram(t)
	api.User(77, "林晓燕", "zh-hans")
	if inv := s.claimClosed("evt-2", "C1002", map[string]string{"telegram": "77"}); inv.Status != "sent" {
		t.Fatalf("status %q", inv.Status)
	}
	says(t, api, 77, "是否同意开始")
}

func TestTelegramFortyDeliveriesAtOnceHaveOneEffect(t *testing.T) {
	api := telegramtest.New("123456:test-token")
	t.Cleanup(api.Close)
	s := start(t, "HUIYIN_TELEGRAM_TOKEN="+api.Token, "HUIYIN_TELEGRAM_API="+api.URL, "HUIYIN_TELEGRAM_SECRET=s3cret-s3cret-s3cret",
		"HUIYIN_TELEGRAM_MODE=webhook", "HUIYIN_PUBLIC_URL=https://127.0.0.1:9")
	eventually(t, "the webhook is registered", func() (bool, string) {
		at, _ := api.Webhook()
		return at == "https://127.0.0.1:9/hooks/telegram/default", at
	})

	update := api.User(42, "陈立伟", "zh-hans").Start("")
	deliver := func(secret string) int {
		req := api.Delivery(update, secret)
		again, err := http.NewRequest(req.Method, s.base+"/hooks/telegram/default", req.Body)
		if err != nil {
			t.Error(err)
			return 0
		}
		again.Header = req.Header
		resp, err := http.DefaultClient.Do(again)
		if err != nil {
			t.Error(err)
			return 0
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if code := deliver("forged"); code != http.StatusUnauthorized {
		t.Errorf("a forged delivery got %d", code)
	}
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			if code := deliver("s3cret-s3cret-s3cret"); code != http.StatusOK {
				t.Errorf("delivery: %d", code)
			}
		})
	}
	all.Wait()
	says(t, api, 42, "是否同意开始")
	deliver("s3cret-s3cret-s3cret")
	s.settled()
	if sent := toUser(api, 42); len(sent) != 1 {
		t.Errorf("41 deliveries of one message, %d answers", len(sent))
	}
}
