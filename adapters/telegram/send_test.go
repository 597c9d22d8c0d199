package telegram_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
	"huiyin/adapters/telegram"
	"huiyin/adapters/telegram/telegramtest"
)

func TestButtonsStandUnderTheLastPartOfALongText(t *testing.T) {
	w := open(t, telegram.Polling)
	text := strings.Repeat("请您为本次理赔服务打分。", 500) // 6,000 characters
	out := adapters.Outbound{ID: "o1", To: w.address(), Text: text, Buttons: []adapters.Button{{Label: "好", Value: "1"}}}
	if _, err := w.ch.Send(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	sent := w.api.Sent()
	if len(sent) != 2 || len(sent[0].Labels()) != 0 || !cmp.Equal(sent[1].Labels(), []string{"好"}) {
		t.Fatalf("%d parts; buttons are not under the last alone", len(sent))
	}
	if !strings.HasSuffix(sent[0].Text, "。") {
		t.Error("the first part does not end with a sentence")
	}
}

func TestARetryDoesNotRepeatThePartsThatWentOut(t *testing.T) {
	w := open(t, telegram.Polling, telegram.WithTransport(refuseSecond{http.DefaultTransport, new(int)}))
	out := adapters.Outbound{ID: "o1", To: w.address(), Text: strings.Repeat("一句话。", 1500)}
	_, err := w.ch.Send(t.Context(), out)
	if se := adapters.AsSendError(err); se.Kind != adapters.Retry {
		t.Fatalf("the second part was refused and send says %v", err)
	}
	if _, err := w.ch.Send(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	var all string
	for _, m := range w.api.Sent() {
		all += m.Text
	}
	if all != out.Text {
		t.Error("the parts that arrived are not the message, once")
	}
}

// refuseSecond is a network that is down for the second request.
type refuseSecond struct {
	http.RoundTripper
	n *int
}

func (r refuseSecond) RoundTrip(req *http.Request) (*http.Response, error) {
	if *r.n++; *r.n == 2 {
		return nil, errors.New("no route to " + req.URL.String()) // as careless as transports can be
	}
	return r.RoundTripper.RoundTrip(req)
}

// Only what Telegram's document knows is sent: no parse mode, and one optional field a button.
func TestNothingIsSentThatTelegramMightMisread(t *testing.T) {
	w := open(t, telegram.Polling)
	out := adapters.Outbound{ID: "o1", To: w.address(), Text: "_是_否*", Buttons: []adapters.Button{{Label: "<是>", Value: "1"}}}
	if _, err := w.ch.Send(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"chat_id": fmt.Sprint(userID), "text": "_是_否*",
		"reply_markup": `{"inline_keyboard":[[{"text":"\u003c是\u003e","callback_data":"1"}]]}`,
	}
	if diff := cmp.Diff(want, w.api.Sent()[0].Params); diff != "" {
		t.Error(diff)
	}
}

func TestWhatTelegramWouldRefuseIsNotSent(t *testing.T) {
	w := open(t, telegram.Polling)
	button := func(label, value string) []adapters.Button { return []adapters.Button{{Label: label, Value: value}} }
	for name, out := range map[string]adapters.Outbound{
		"empty text":       {Text: " \n"},
		"long value":       {Text: "好", Buttons: button("好", strings.Repeat("1", 65))},
		"no value":         {Text: "好", Buttons: button("好", "")},
		"no label":         {Text: "好", Buttons: button(" ", "1")},
		"too many buttons": {Text: "好", Buttons: make([]adapters.Button, 101)},
	} {
		out.ID, out.To = "o", w.address()
		_, err := w.ch.Send(t.Context(), out)
		if se := adapters.AsSendError(err); se.Kind != adapters.Permanent || se.Code != "local" {
			t.Errorf("%s: %v", name, err)
		}
	}
	group := w.address()
	group.User = "-100123"
	if _, err := w.ch.Send(t.Context(), adapters.Outbound{ID: "o", To: group, Text: "好"}); adapters.AsSendError(err).Kind != adapters.Permanent {
		t.Errorf("to a group: %v", err)
	}
	if n := w.api.Calls("sendMessage"); n != 0 {
		t.Errorf("Telegram was asked %d times", n)
	}
}

func TestRetryAfterIsTold(t *testing.T) {
	w := open(t, telegram.Polling)
	w.api.Fail("sendMessage", faults[adaptertest.TooMany])
	_, err := w.ch.Send(t.Context(), adapters.Outbound{ID: "o", To: w.address(), Text: "好"})
	if se := adapters.AsSendError(err); se.Kind != adapters.RateLimit || se.RetryAfter != 7*time.Second || se.Code != "429" {
		t.Errorf("send says %v, retry after %v", err, se.RetryAfter)
	}
}

func TestCheckSaysHowTheBotIsCalledOrWhatIsWrong(t *testing.T) {
	w := open(t, telegram.Polling)
	if got, err := w.ch.Check(t.Context()); err != nil || got != "@huiyin_test_bot" {
		t.Errorf("check: %q, %v", got, err)
	}
	hooked := open(t, telegram.Webhook)
	if got, err := hooked.ch.Check(t.Context()); err != nil || !strings.Contains(got, "not set yet") {
		t.Errorf("check before the webhook is set: %q, %v", got, err)
	}
	if err := hooked.ch.Poll(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got, err := hooked.ch.Check(t.Context()); err != nil || got != "@huiyin_test_bot" {
		t.Errorf("check after the webhook is set: %q, %v", got, err)
	}
	if url, s := hooked.api.Webhook(); url != "https://huiyin.example/hooks/telegram/default" || s != secret {
		t.Errorf("the webhook is %s, its secret right: %v", url, s == secret)
	}
	gone := open(t, telegram.Polling)
	gone.api.Revoke()
	_, err := gone.ch.Check(t.Context())
	if !errors.Is(err, adapters.ErrRevoked) || !strings.Contains(err.Error(), "@BotFather") {
		t.Errorf("check of a revoked token: %v", err)
	}
	adaptertest.NoSecrets(t, "the error", err.Error(), []string{token})
}

func TestALinkOpensTheChatWithItsToken(t *testing.T) {
	w := open(t, telegram.Polling)
	for range 2 {
		got, err := w.ch.Link(t.Context(), "AbC-_9")
		if err != nil || got != "https://t.me/huiyin_test_bot?start=AbC-_9" {
			t.Errorf("link: %q, %v", got, err)
		}
	}
	if n := w.api.Calls("getMe"); n != 1 {
		t.Errorf("asked %d times for the bot's name", n)
	}
	for _, bad := range []string{"", "a b", "中", strings.Repeat("a", 65)} {
		if _, err := w.ch.Link(t.Context(), bad); err == nil {
			t.Errorf("a link was made for %q", bad)
		}
	}
}

func TestTypingIsShown(t *testing.T) {
	w := open(t, telegram.Polling)
	if err := w.ch.Typing(t.Context(), w.address()); err != nil || w.api.Calls("sendChatAction") != 1 {
		t.Errorf("typing: %v", err)
	}
	w.api.Fail("sendChatAction", telegramtest.Fault{Code: 429, RetryAfter: 3})
	if err := w.ch.Typing(t.Context(), w.address()); adapters.AsSendError(err).Kind != adapters.RateLimit {
		t.Errorf("typing: %v", err)
	}
}

// The button that sends a place stays on the phone when the address is typed, until a message without
// buttons takes it away.
func TestTheButtonOfAQuestionGoesWithIt(t *testing.T) {
	w := open(t, telegram.Polling)
	for i, out := range []adapters.Outbound{
		{Text: "车停在哪里？", Request: &adapters.Request{Kind: adapters.MediaLocation, Label: "发送我的位置"}},
		{Text: "办好了吗？", Buttons: []adapters.Button{{Label: "办好了", Value: "1"}}},
		{Text: "还差什么？"},
		{Text: "谢谢！"},
	} {
		out.ID, out.To = fmt.Sprint("o", i), w.address()
		if _, err := w.ch.Send(t.Context(), out); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, m := range w.api.Sent() {
		got = append(got, m.Params["reply_markup"])
	}
	want := []string{
		`{"keyboard":[[{"text":"发送我的位置","request_location":true}]],"resize_keyboard":true,"one_time_keyboard":true}`,
		`{"inline_keyboard":[[{"text":"办好了","callback_data":"1"}]]}`,
		`{"remove_keyboard":true}`,
		"",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("under the messages stood (-want +got):\n%s", d)
	}
}
