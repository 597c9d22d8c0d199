package wechat

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/silenceper/wechat/v2/util"

	"huiyin/adapters"
)

// The worked example of 消息推送 for third-party platforms, data format XML:
// developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/operation/thirdparty/message_push
const (
	docToken   = "AAAAA"
	docAppID   = "wx134c8103faa5a59e"
	docQuery   = "signature=cc0c594499c1634947d5b502f158ee518947db27&timestamp=1715943329&nonce=1590219412&openid=o9AgO5Kd5ggOC-bXrbNODIiE3bGY&encrypt_type=aes&msg_signature=6c12a4205838198b8fa631b3220723bb07f1015c"
	docEncrypt = "D7yzvUNAL930rd28wf21s4hvXhz0L6Uit/p2Di6C5DHyYGpEgdBRnKjBec34JwoQXicwaZC7fOVihW80F4VtsdvE//1vr7oAbqjDv8KenVp+ajKYpJnyQ4zMRhIC+a31fCVOMC03FfzV/QuC94kBP55a+Za3sJgvAn+ZbsNqZI5DkyuzkhQN8OBqCzFhizGmy0xpM0MEA4agpvE+RuNO1rhHTtuJB5yltw1FiYzecSXJ+y/D2r81VkRn2eYjh2ltsoyfbDR7Is6ookXIFxTfyeNyeHxMeT4KN5WpCDmSbTcUYrbBUlkGLJ9n/rU8YOywma6G7aTb7KZKOqCxgfoUlYEZPk4FUL/TK7ShriFDMVCLyjQJ15Ob++agDWtcxhfUfe6HIoIpRW8mKNBQiY/Jd1svvuskA1wLef1RTtzKfMpagSCX/laZINmdnX4zrF6kIaR9P4xQrWXbsTFHTYe0Mg=="
	docBody    = "<xml>\n    <ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName>\n    <Encrypt><![CDATA[" + docEncrypt + "]]></Encrypt>\n</xml>"
)

// document is a channel with the example's account, its clock at the given second.
func document(t *testing.T, second int64, random string) *Channel {
	t.Helper()
	c, err := New(Config{AppID: docAppID, AppSecret: "unused", Token: docToken, AESKey: strings.Repeat("A", 43)},
		WithClock(func() time.Time { return time.Unix(second, 0) }), WithRandom(strings.NewReader(random)), WithPassiveWait(0))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDocumentedCallbackIsUnderstood(t *testing.T) {
	c := document(t, 1715943329, "")
	raw, to, err := c.open([]byte(docBody), "1715943329", "1590219412", "6c12a4205838198b8fa631b3220723bb07f1015c")
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	for _, want := range []string{"<Event><![CDATA[debug_demo]]></Event>", "<debug_str><![CDATA[hello world]]></debug_str>"} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("the message lacks %s", want)
		}
	}
	msg, err := c.decode(raw)
	if err != nil {
		t.Fatalf("decode: %v", err)
	}
	if to != "gh_97417a04a28d" || msg.own != to || msg.in.From.User != "o9AgO5Kd5ggOC-bXrbNODIiE3bGY" {
		t.Errorf("from %q to %q", msg.in.From.User, msg.own)
	}
	if want := time.Date(2024, 5, 17, 10, 55, 29, 0, time.UTC); !msg.in.At.Equal(want) {
		t.Errorf("created at %v, want %v", msg.in.At, want)
	}
}

func TestDocumentedEventIsAcknowledgedAndNotAccepted(t *testing.T) {
	c := document(t, 1715943329, "")
	w := httptest.NewRecorder()
	accept := func(context.Context, adapters.Inbound) (bool, error) { t.Error("accepted"); return true, nil }
	c.Webhook(accept).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/?"+docQuery, strings.NewReader(docBody)))
	if w.Code != http.StatusOK || w.Body.String() != success {
		t.Errorf("answered %d %q", w.Code, w.Body)
	}
}

// The same page encrypts a reply step by step.
func TestReplyIsSealedAsDocumented(t *testing.T) {
	c := document(t, 1713424427, "999951349e8ee746")
	got, err := c.seal([]byte("<xml><demo_resp>[CDATA[good luck]]</demo_resp></xml>"), "415670741")
	if err != nil {
		t.Fatal(err)
	}
	want := "<xml>" +
		"<Encrypt>hE8R6mGXHkJJjU72KxzKUd1GEkKJaEZq7vRL8XgK3o+00k8JGq6+pZJUIlTSyhsX+bxIBQ72g3GyvDdIZcr6+3HAZbSvPT9t/o11MI7d6WELwqrGd7jMnV0zv3Zc9Nq7</Encrypt>" +
		"<MsgSignature>03e0812039325c2712ef5f0f980fd14c70d6e307</MsgSignature>" +
		"<TimeStamp>1713424427</TimeStamp><Nonce>415670741</Nonce></xml>"
	if string(got) != want {
		t.Errorf("sealed\n%s\nwant\n%s", got, want)
	}
}

// 消息推送, 发起验证: the example of a GET with an echostr.
func TestDocumentedAddressIsVerified(t *testing.T) {
	const query = "signature=f464b24fc39322e44b38aa78f5edd27bd1441696&echostr=4375120948345356249&timestamp=1714036504&nonce=1514711492"
	for name, tt := range map[string]struct {
		query  string
		second int64
		status int
	}{
		"as documented":     {query, 1714036504, http.StatusOK},
		"an hour later":     {query, 1714036504 + 3600, http.StatusUnauthorized},
		"another nonce":     {strings.Replace(query, "nonce=1", "nonce=2", 1), 1714036504, http.StatusUnauthorized},
		"an echo of markup": {strings.Replace(query, "4375120948345356249", "%3Cscript%3E", 1), 1714036504, http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			w := httptest.NewRecorder()
			document(t, tt.second, "").Webhook(nil).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/?"+tt.query, nil))
			if w.Code != tt.status {
				t.Fatalf("answered %d, want %d", w.Code, tt.status)
			}
			if w.Code == http.StatusOK && w.Body.String() != "4375120948345356249" {
				t.Errorf("echoed %q", w.Body)
			}
		})
	}
}

// The platform's Java sample code, WXBizMsgCryptTest.testAesEncrypt. The library must agree with it.
func TestLibraryEncryptsLikeThePlatformsSample(t *testing.T) {
	got, err := util.EncryptMsg([]byte("aaaabbbbccccdddd"), []byte("我是中文abcd123"), "wxb11529c136998cb6", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")
	if err != nil {
		t.Fatal(err)
	}
	const want = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="
	if string(got) != want {
		t.Errorf("encrypted %s, want %s", got, want)
	}
	if _, err := base64.StdEncoding.DecodeString(want); err != nil {
		t.Fatal(err)
	}
}

// 接收普通消息: CreateTime 1348831860 is the 28th of September 2012, in seconds.
func TestDocumentedTextMessage(t *testing.T) {
	c := document(t, 1348831860, "")
	msg, err := c.decode([]byte(`<xml>
  <ToUserName><![CDATA[toUser]]></ToUserName>
  <FromUserName><![CDATA[fromUser]]></FromUserName>
  <CreateTime>1348831860</CreateTime>
  <MsgType><![CDATA[text]]></MsgType>
  <Content><![CDATA[this is a test]]></Content>
  <MsgId>1234567890123456</MsgId>
</xml>`))
	if err != nil {
		t.Fatal(err)
	}
	want := adapters.Inbound{
		ID: "msg:1234567890123456", Kind: adapters.KindText, Text: "this is a test",
		From: adapters.Address{Channel: "wechat", Account: "default", User: "fromUser"},
		At:   time.Date(2012, 9, 28, 11, 31, 0, 0, time.UTC),
	}
	if msg.in != want || msg.own != "toUser" {
		t.Errorf("decoded %+v to %q\nwant %+v", msg.in, msg.own, want)
	}
}
