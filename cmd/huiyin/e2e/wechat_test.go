package e2e

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"huiyin/adapters/wechat/wechattest"
)

// follower is a customer on WeChat. What the platform posts is encrypted, and what we answer is
// decrypted, by the npm package wechat-crypto: by nobody's code of ours.
type follower struct {
	t       *testing.T
	s       *server
	account wechattest.Account
	peer    *wechattest.Peer
	openID  string
	msgID   int64
}

func onWeChat(t *testing.T) (*wechattest.API, *server, *follower) {
	t.Helper()
	account := wechattest.Demo()
	api := wechattest.NewAPI(t, account)
	s := start(t, "HUIYIN_WECHAT_APPID="+account.AppID, "HUIYIN_WECHAT_APPSECRET="+account.AppSecret,
		"HUIYIN_WECHAT_TOKEN="+account.Token, "HUIYIN_WECHAT_AESKEY="+account.AESKey, "HUIYIN_WECHAT_API="+api.URL)
	peer := wechattest.StartPeer(t, account)
	return api, s, &follower{t: t, s: s, account: account, peer: peer, openID: "oPn_chen-liwei", msgID: 7400000000000000000}
}

// post delivers one message's XML as the platform does; it gives the status and the answer's body.
func (f *follower) post(xml string) (int, []byte) {
	f.t.Helper()
	f.msgID++
	callback, err := f.peer.Encrypt(xml, time.Now(), strconv.FormatInt(f.msgID, 10))
	if err != nil {
		f.t.Fatal(err)
	}
	resp, err := http.Post(f.s.base+"/hooks/wechat/default?"+callback.Query.Encode(), "text/xml", bytes.NewReader(callback.Body))
	if err != nil {
		f.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return resp.StatusCode, body
}

// passive opens the passive reply that answers xml.
func (f *follower) passive(xml string) string {
	f.t.Helper()
	status, body := f.post(xml)
	if status != http.StatusOK {
		f.t.Fatalf("webhook answered %d", status)
	}
	plain, err := f.peer.Decrypt(body)
	if err != nil {
		f.t.Fatalf("answer %q: %v", body, err)
	}
	reply, err := wechattest.ParseReply(plain)
	if err != nil {
		f.t.Fatal(err)
	}
	if reply.ToUserName != f.openID {
		f.t.Errorf("reply to %q", reply.ToUserName)
	}
	return reply.Content
}

// types sends a text and gives the passive reply.
func (f *follower) types(text string) string {
	f.t.Helper()
	return f.passive(f.account.Text(f.openID, text, f.msgID, time.Now()))
}

func (f *follower) expect(got, want string) {
	f.t.Helper()
	if !strings.Contains(got, want) {
		f.t.Fatalf("the bot said %q, want %q in it", got, want)
	}
}

func TestWeChatFromScannedCodeToSolvedCase(t *testing.T) {
	api, s, chen := onWeChat(t)
	inv := s.claimClosed("evt-w1", "C2001", nil)
	if inv.Links.WeChatScene == "" || inv.Links.QR == "" {
		t.Fatalf("invitation: %+v", inv)
	}
	chen.expect(chen.passive(chen.account.Event(chen.openID, "subscribe", "qrscene_"+inv.Links.WeChatScene, time.Now())), "是否同意开始")
	chen.expect(chen.types("好"), "推荐")
	chen.expect(chen.types("两分"), "哪里不满意")
	chen.expect(chen.types("定损拖了九天，没人管"), "人工")

	c := s.waitCase()
	if c.CustomerID != "C2001" || c.Channel != "wechat" {
		t.Errorf("case: %+v", c)
	}
	for _, step := range []struct {
		do string
		in map[string]string
	}{
		{"take", map[string]string{"agent": "王敏"}},
		{"reply", map[string]string{"text": "您好，我是王敏，马上为您核实"}},
		{"resolve", map[string]string{"root_cause": "定损积压", "action": "加急定损"}},
	} {
		if code := s.call("POST", "/v1/cases/"+c.ID+"/"+step.do, step.in, nil); code != 200 {
			t.Fatalf("%s: %d", step.do, code)
		}
	}
	eventually(t, "the agent's words and the question whether it is solved arrive as customer-service messages", func() (bool, string) {
		var texts []string
		for _, m := range api.Sent() {
			texts = append(texts, m.Text)
		}
		all := strings.Join(texts, " / ")
		return len(texts) == 2 && strings.Contains(texts[0], "马上为您核实") && strings.Contains(texts[1], "解决"), all
	})
	chen.expect(chen.types("解决了"), "感谢")
}

func TestWeChatMenuClickAnswersTheQuestion(t *testing.T) {
	api, s, chen := onWeChat(t)
	// Invited into the chat, the customer gets a customer-service message with a menu.
	inv := s.claimClosed("evt-w2", "C2002", map[string]string{"wechat": chen.openID})
	if inv.Status != "sent" {
		t.Fatalf("status %q", inv.Status)
	}
	var agree string
	eventually(t, "the notice arrives with a menu", func() (bool, string) {
		for _, m := range api.Sent() {
			for _, item := range m.Menu {
				if item.Content == "同意" {
					agree = item.ID
				}
			}
		}
		return agree != "", "no menu"
	})
	id, err := strconv.ParseInt(agree, 10, 64)
	if err != nil {
		t.Fatalf("menu ids must be numbers: %v", err)
	}
	chen.expect(chen.passive(chen.account.Click(chen.openID, "同意", id, chen.msgID, time.Now())), "推荐")
	status, body := chen.post(chen.account.Click(chen.openID, "同意", id, chen.msgID+50, time.Now()))
	if status != http.StatusOK || strings.Contains(string(body), "Encrypt") {
		t.Errorf("the button of an answered question got %d and an answer", status)
	}
}

func TestWeChatThreeDeliveriesHaveOneEffect(t *testing.T) {
	_, s, chen := onWeChat(t)
	chen.expect(chen.passive(chen.account.Text(chen.openID, "你好", 900, time.Now())), "是否同意开始")
	message := chen.account.Text(chen.openID, "同意", 901, time.Now())
	first := chen.passive(message)
	chen.expect(first, "推荐")
	for range 2 {
		if again := chen.passive(message); again != first {
			t.Errorf("a redelivery got another answer: %q", again)
		}
	}
	s.settled()
	chen.expect(chen.types("9"), "哪些地方让您觉得好")
}

func TestWeChatRefusesWhatIsNotThePlatforms(t *testing.T) {
	_, s, chen := onWeChat(t)
	callback, err := chen.peer.Encrypt(chen.account.Text(chen.openID, "你好", 1, time.Now()), time.Now(), "77")
	if err != nil {
		t.Fatal(err)
	}
	q := callback.Query
	q.Set("msg_signature", strings.Repeat("0", 40))
	for name, call := range map[string]struct {
		query string
		body  []byte
		want  int
	}{
		"forged signature": {q.Encode(), callback.Body, http.StatusUnauthorized},
		"no signature":     {"", callback.Body, http.StatusUnauthorized},
	} {
		resp, err := http.Post(s.base+"/hooks/wechat/default?"+call.query, "text/xml", bytes.NewReader(call.body))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != call.want {
			t.Errorf("%s: %d, want %d", name, resp.StatusCode, call.want)
		}
	}
}
