package wechat_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/adapters/wechat"
)

// answering lets the bot answer every fresh message from another goroutine, as delivery does, and
// returns where the outcome of each Send arrives.
func (r *rig) answering(t *testing.T, out adapters.Outbound) <-chan adapters.Receipt {
	receipts := make(chan adapters.Receipt, 10)
	r.onAccept = func(in adapters.Inbound, fresh bool) {
		if !fresh {
			return
		}
		answer := out
		answer.To, answer.ReplyTo = in.From, in.ID
		go func() {
			got, err := r.channel.Send(context.WithoutCancel(t.Context()), answer)
			if err != nil {
				t.Errorf("send: %v", err)
			}
			receipts <- got
		}()
	}
	return receipts
}

func TestQuickAnswerRidesInTheResponse(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	receipts := r.answering(t, adapters.Outbound{ID: "o1", Text: "谢谢！理赔速度您满意吗？"})

	w := r.deliver(r.text("9", 1))

	got := r.replyIn(t, w)
	if got.Content != "谢谢！理赔速度您满意吗？" || got.MsgType != "text" || got.ToUserName != openID || got.FromUserName != r.account.OriginalID {
		t.Errorf("the customer reads %+v", got)
	}
	if via := (<-receipts).Via; via != "passive" {
		t.Errorf("receipt says %q", via)
	}
	if sent := r.api.Sent(); len(sent) != 0 {
		t.Errorf("it cost %d messages of the quota", len(sent))
	}
}

func TestLateAnswerGoesByCustomerService(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(atOnce))
	acknowledged(t, r.deliver(r.text("9", 1)))

	in := r.fresh[0]
	got, err := r.channel.Send(t.Context(), adapters.Outbound{ID: "o1", To: in.From, ReplyTo: in.ID, Text: "谢谢！"})
	if err != nil || got.Via != "customer-service" {
		t.Fatalf("sent %+v, %v", got, err)
	}
	if sent := r.api.Sent(); len(sent) != 1 || sent[0].Text != "谢谢！" || sent[0].To != openID {
		t.Errorf("the API took %+v", sent)
	}
	// The acknowledgement was lost, so the platform delivers again: nothing more to say, and no wait.
	acknowledged(t, r.deliver(r.text("9", 1)))
}

func TestThreeDeliveriesHaveOneEffectAndOneReply(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	again := make(chan struct{})
	r.onAccept = func(_ adapters.Inbound, fresh bool) {
		if !fresh {
			again <- struct{}{}
		}
	}
	message := r.text("9", 1)

	// The first delivery and its first redelivery are both held when the bot answers.
	var held sync.WaitGroup
	responses := make([]*httptest.ResponseRecorder, 2)
	started := make(chan struct{})
	held.Go(func() { close(started); responses[0] = r.deliver(message) })
	<-started
	for len(r.taken()) == 0 {
		time.Sleep(time.Millisecond)
	}
	held.Go(func() { responses[1] = r.deliver(message) })
	<-again
	in := r.taken()[0]
	receipt, err := r.channel.Send(t.Context(), adapters.Outbound{ID: "o1", To: in.From, ReplyTo: in.ID, Text: "谢谢！"})
	if err != nil || receipt.Via != "passive" {
		t.Fatalf("sent %+v, %v", receipt, err)
	}
	held.Wait()

	// The second redelivery comes when all is over.
	go func() { <-again }()
	third := r.deliver(message)

	want := r.replyIn(t, responses[0])
	if want.Content != "谢谢！" {
		t.Errorf("the customer reads %+v", want)
	}
	for i, w := range []*httptest.ResponseRecorder{responses[1], third} {
		if diff := cmp.Diff(want, r.replyIn(t, w)); diff != "" {
			t.Errorf("redelivery %d is answered otherwise: %s", i+1, diff)
		}
	}
	if n := len(r.taken()); n != 1 {
		t.Errorf("the bot heard it %d times", n)
	}
	if sent := r.api.Sent(); len(sent) != 0 {
		t.Errorf("and it went by the API %d times as well", len(sent))
	}
}

func (r *rig) taken() []adapters.Inbound {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]adapters.Inbound(nil), r.fresh...)
}

func TestOnlyTheFirstMessageOfAStepRides(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	receipts := r.answering(t, adapters.Outbound{ID: "o1", Text: "第一条"})
	first := r.replyIn(t, r.deliver(r.text("9", 1)))
	<-receipts
	in := r.taken()[0]
	second, err := r.channel.Send(t.Context(), adapters.Outbound{ID: "o2", To: in.From, ReplyTo: in.ID, Text: "第二条"})
	if err != nil || second.Via != "customer-service" || first.Content != "第一条" {
		t.Errorf("first %q, second %+v, %v", first.Content, second, err)
	}
}

// Ids are unique only per sender: the same id of somebody else must not carry this answer.
func TestReplyGoesToNobodyElse(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	receipts := make(chan adapters.Receipt, 1)
	r.onAccept = func(in adapters.Inbound, _ bool) {
		other := in.From
		other.User = "oOtherCustomer"
		got, err := r.channel.Send(t.Context(), adapters.Outbound{ID: "o1", To: other, ReplyTo: in.ID, Text: "您的保单"})
		if err != nil {
			t.Errorf("send: %v", err)
		}
		receipts <- got
		go func() {
			_, _ = r.channel.Send(context.WithoutCancel(t.Context()), adapters.Outbound{ID: "o2", To: in.From, ReplyTo: in.ID, Text: "您好"})
		}()
	}
	w := r.deliver(r.text("9", 1))
	if got := r.replyIn(t, w); got.Content != "您好" || got.ToUserName != openID {
		t.Errorf("the customer reads %+v", got)
	}
	if via := (<-receipts).Via; via != "customer-service" {
		t.Errorf("the other's message went %q", via)
	}
}

// brokenWriter is the response to a platform that hung up.
type brokenWriter struct{ http.ResponseWriter }

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestReplyThatCouldNotBeWrittenGoesByCustomerServiceOnce(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	receipts := r.answering(t, adapters.Outbound{ID: "o1", Text: "谢谢！"})
	message := r.text("9", 1)
	r.channel.Webhook(r.accept).ServeHTTP(brokenWriter{httptest.NewRecorder()}, r.account.Seal(message, time.Now(), "1").Request())

	if via := (<-receipts).Via; via != "customer-service" {
		t.Errorf("receipt says %q", via)
	}
	acknowledged(t, r.deliver(message))
	if sent := r.api.Sent(); len(sent) != 1 {
		t.Errorf("the customer reads it %d times", len(sent))
	}
}

func TestHungUpRequestLeavesTheAnswerToTheNext(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	ctx, hangUp := context.WithCancel(t.Context())
	r.onAccept = func(adapters.Inbound, bool) { hangUp() }
	message := r.text("9", 1)
	r.serve(r.account.Seal(message, time.Now(), "1").Request().WithContext(ctx))

	r.onAccept = func(in adapters.Inbound, fresh bool) {
		go func() {
			_, err := r.channel.Send(context.WithoutCancel(t.Context()), adapters.Outbound{ID: "o1", To: in.From, ReplyTo: in.ID, Text: "谢谢！"})
			if err != nil {
				t.Errorf("send: %v", err)
			}
		}()
	}
	if got := r.replyIn(t, r.deliver(message)); got.Content != "谢谢！" {
		t.Errorf("the redelivery carries %+v", got)
	}
}

// slowWriter blocks the response until it is let go.
type slowWriter struct {
	http.ResponseWriter
	writing, letGo chan struct{}
}

func (w slowWriter) Write(p []byte) (int, error) {
	close(w.writing)
	<-w.letGo
	return w.ResponseWriter.Write(p)
}

func TestRetryOfAReplyThatWasUnderWaySendsNothingTwice(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	out := adapters.Outbound{ID: "o1", To: r.to(), ReplyTo: "msg:1", Text: "谢谢！"}
	w := slowWriter{httptest.NewRecorder(), make(chan struct{}), make(chan struct{})}
	ctx, giveUp := context.WithCancel(t.Context())
	outcome := make(chan error, 1)
	r.onAccept = func(adapters.Inbound, bool) {
		go func() { _, err := r.channel.Send(ctx, out); outcome <- err }()
	}
	var served sync.WaitGroup
	served.Go(func() {
		r.channel.Webhook(r.accept).ServeHTTP(w, r.account.Seal(r.text("9", 1), time.Now(), "1").Request())
	})
	<-w.writing
	giveUp()
	if se := adapters.AsSendError(<-outcome); se.Kind != adapters.Retry {
		t.Fatalf("kind %s, want retry", se.Kind)
	}
	close(w.letGo)
	served.Wait()

	got, err := r.channel.Send(t.Context(), out)
	if err != nil || got.Via != "passive" {
		t.Errorf("the retry: %+v, %v", got, err)
	}
	if sent := r.api.Sent(); len(sent) != 0 {
		t.Errorf("the customer reads it again, by the API")
	}
}

func TestButtonsInAPassiveReplyAreLinesOfText(t *testing.T) {
	buttons := []adapters.Button{{Label: "很满意", Value: "101"}, {Label: "不满意", Value: "102"}}
	for name, tt := range map[string]struct {
		inline bool
		want   string
	}{
		"a list is numbered":     {false, "您满意吗？\n1. 很满意\n2. 不满意"},
		"a scale stands in line": {true, "您满意吗？\n很满意 / 不满意"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, wechat.WithPassiveWait(forever))
			r.answering(t, adapters.Outbound{ID: "o1", Text: "您满意吗？", Buttons: buttons, Inline: tt.inline})
			if got := r.replyIn(t, r.deliver(r.text("好", 1))).Content; got != tt.want {
				t.Errorf("the customer reads %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLongAnswerBeginsInTheResponse(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	long := strings.Repeat("感谢您的耐心。", 200) // 21 bytes each
	receipts := r.answering(t, adapters.Outbound{ID: "o1", Text: long})
	whole := r.replyIn(t, r.deliver(r.text("好", 1))).Content
	<-receipts
	if len(whole) > 2048 {
		t.Errorf("the reply has %d bytes", len(whole))
	}
	for _, m := range r.api.Sent() {
		whole += m.Text
	}
	if whole != long {
		t.Error("the parts together are not the answer")
	}
}

func TestNobodyAnswersWhoLeft(t *testing.T) {
	r := newRig(t, wechat.WithPassiveWait(forever))
	acknowledged(t, r.deliver(r.account.Event(openID, "unsubscribe", "", time.Now())))
	if in := r.taken(); len(in) != 1 || in[0].Kind != adapters.KindLeave {
		t.Errorf("accepted %+v", in)
	}
}
