package wechat_test

import (
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
	r := newRig(t, wechat.WithPassiveWait(0))
	peer := wechattest.StartPeer(t, r.account)
	c := r.account.Seal(r.text("好", 1), time.Now(), "1")
	c.Query.Set("msg_signature", "0000")
	if w := r.serve(c.Request()); w.Code != 401 {
		t.Errorf("answered %d to a wrong signature", w.Code)
	}
	if _, err := peer.Decrypt([]byte("<xml><Encrypt>AAAA</Encrypt><MsgSignature>00</MsgSignature></xml>")); err == nil {
		t.Error("the peer took a wrong signature: it proves nothing")
	}
}
