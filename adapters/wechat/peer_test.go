package wechat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/adapters/wechat"
	"huiyin/adapters/wechat/wechattest"
)

// wechat-crypto is an implementation that we had no hand in.
func TestIndependentPeerSpeaksWithUs(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	peer := wechattest.StartPeer(t, r.account)
	for i, said := range []string{"很满意", "]]> <xml>&", "😀👍🏽 family 👨‍👩‍👧", "一", ""} {
		answer := "谢谢：" + said + " ]]> <ok/>"
		receipts := r.answering(t, adapters.Outbound{ID: said, Text: answer})
		callback, err := peer.Encrypt(r.text(said, int64(i+1)), time.Now(), "1590219412")
		if err != nil {
			t.Fatal(err)
		}
		w := r.serve(callback.Request())
		<-receipts
		plain, err := peer.Decrypt(w.Body.Bytes())
		if err != nil {
			t.Fatalf("the peer cannot read our reply to %q: %v", said, err)
		}
		reply, err := wechattest.ParseReply(plain)
		if err != nil || reply.Content != answer || reply.ToUserName != openID || reply.FromUserName != r.account.OriginalID {
			t.Errorf("the peer reads %+v, %v", reply, err)
		}
		if now := time.Now().Unix(); reply.CreateTime > now || reply.CreateTime < now-3600 {
			t.Errorf("created at %d: not in seconds?", reply.CreateTime)
		}
		if in := r.taken()[i]; in.Text != said {
			t.Errorf("the peer said %q and we heard %q", said, in.Text)
		}
	}
}

// Our own platform side and the peer read each other, so either may drive an end-to-end test.
func TestFakePlatformAgreesWithThePeer(t *testing.T) {
	acc := wechattest.Demo()
	peer := wechattest.StartPeer(t, acc)
	message := acc.Text(openID, "很满意 👍", 1, time.Now())

	ours := asReply(acc.Seal(message, time.Now(), "1590219412"))
	if got, err := peer.Decrypt(ours); err != nil || got != message {
		t.Errorf("the peer reads %q, %v", got, err)
	}
	theirs, err := peer.Encrypt(message, time.Now(), "1590219412")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := acc.OpenReply(asReply(theirs)); err != nil || got.Content != "很满意 👍" {
		t.Errorf("the fake platform reads %+v, %v", got, err)
	}
	theirs.Query.Set("nonce", "2")
	if _, err := peer.Decrypt(asReply(theirs)); err == nil {
		t.Error("the peer took a wrong signature: it proves nothing")
	}
	if _, err := acc.OpenReply(asReply(theirs)); err == nil {
		t.Error("the fake platform took a wrong signature: it proves nothing")
	}
}

// asReply puts what a callback carries into the form of a passive reply.
func asReply(c wechattest.Callback) []byte {
	body := strings.TrimSuffix(string(c.Body), "</xml>")
	return fmt.Appendf(nil, "%s<MsgSignature>%s</MsgSignature><TimeStamp>%s</TimeStamp><Nonce>%s</Nonce></xml>",
		body, c.Query.Get("msg_signature"), c.Query.Get("timestamp"), c.Query.Get("nonce"))
}
