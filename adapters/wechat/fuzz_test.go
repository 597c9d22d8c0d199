package wechat

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"huiyin/adapters"
	"huiyin/adapters/wechat/wechattest"
)

func fuzzed(f *testing.F) (*Channel, wechattest.Account) {
	a := wechattest.Demo()
	c, err := New(Config{AppID: a.AppID, AppSecret: a.AppSecret, Token: a.Token, AESKey: a.AESKey}, WithPassiveWait(0))
	if err != nil {
		f.Fatal(err)
	}
	return c, a
}

// FuzzMessage reads decrypted messages: each is refused or is a well-formed Inbound.
func FuzzMessage(f *testing.F) {
	c, a := fuzzed(f)
	at := time.Unix(1348831860, 0)
	for _, xml := range []string{
		a.Text("o1", "很满意", 1, at), a.Click("o1", "满意", 101, 1, at), a.Image("o1", 1, at), a.Voice("o1", "好", 1, at),
		a.Event("o1", "subscribe", "qrscene_1", at), a.Event("o1", "SCAN", "1", at), a.Event("o1", "CLICK", "START", at),
		"<xml>", "<xml><CreateTime>x</CreateTime></xml>", "<xml><bizmsgmenuid>99999999999999999999</bizmsgmenuid></xml>",
	} {
		f.Add(xml)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		msg, err := c.decode([]byte(raw))
		if err != nil || !msg.accept {
			return
		}
		in := msg.in
		if in.ID == "" || in.Kind == "" || in.From.User == "" || msg.own == "" || in.At.Unix() <= 0 {
			t.Errorf("half a message: %+v", in)
		}
		for _, s := range []string{in.Text, in.Payload, in.From.User} {
			if !utf8.ValidString(s) {
				t.Errorf("invalid UTF-8: %q", s)
			}
		}
		if strings.ContainsFunc(in.Text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
			t.Errorf("control characters: %q", in.Text)
		}
	})
}

// FuzzEnvelope gives bodies to the webhook whose signature is good: nothing but a real message is accepted.
func FuzzEnvelope(f *testing.F) {
	c, a := fuzzed(f)
	f.Add(string(a.Seal(a.Text("o1", "很满意", 1, time.Now()), time.Now(), "1").Body))
	f.Add("<xml><Encrypt>AAAA</Encrypt></xml>")
	f.Add("<xml><Encrypt></Encrypt></xml>")
	f.Add("{}")
	f.Fuzz(func(t *testing.T, body string) {
		call := a.Seal("", time.Now(), "1")
		call.Body = []byte(body)
		signature := ""
		if _, rest, ok := strings.Cut(body, "<Encrypt>"); ok {
			encrypted, _, _ := strings.Cut(rest, "</Encrypt>")
			signature = wechattest.Sign(a.Token, call.Query.Get("timestamp"), "1", strings.TrimSuffix(strings.TrimPrefix(encrypted, "<![CDATA["), "]]>"))
		}
		call.Query.Set("msg_signature", signature)
		called := false
		w := httptest.NewRecorder()
		c.Webhook(func(_ context.Context, in adapters.Inbound) (bool, error) {
			called = true
			if in.ID == "" || in.From.User == "" {
				t.Errorf("accepted half a message: %+v", in)
			}
			return true, nil
		}).ServeHTTP(w, call.Request())
		if called && w.Code != 200 || w.Code == 200 && w.Body.String() != success {
			t.Errorf("answered %d %q, accepted %v", w.Code, w.Body, called)
		}
	})
}

// FuzzAnswer reads answers of the API.
func FuzzAnswer(f *testing.F) {
	f.Add(200, `{"errcode":0,"errmsg":"ok"}`)
	f.Add(200, `{"errcode":40164,"errmsg":"invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"}`)
	f.Add(502, "<html>")
	f.Fuzz(func(t *testing.T, status int, body string) {
		var out struct {
			URL string `json:"url"`
		}
		err := decodeAnswer("/path", status, []byte(body), &out)
		if status != 200 && err == nil {
			t.Errorf("HTTP status %d is taken for success", status)
		}
		if err != nil && sendError(err).Kind == "" {
			t.Errorf("no kind for %v", err)
		}
	})
}
