package adaptertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"huiyin/adapters"
)

func (s suite) sending(t *testing.T) {
	a := s.account(t)
	if a.Sending == nil {
		return // sending cannot fail
	}
	t.Run("a message arrives as it was written", s.sendsText)
	t.Run("buttons arrive", s.sendsButtons)
	t.Run("a request to send something", s.sendsRequests)
	t.Run("long text is split or refused", s.sendsLong)
	t.Run("an address of another account is refused", s.sendsAstray)
	t.Run("an ended context ends a send", s.sendEnds)
	for _, b := range a.Sending.Shows {
		t.Run("the platform "+string(b), func(t *testing.T) { s.sendFails(t, b) })
	}
}

func (s suite) sendsText(t *testing.T) {
	a := s.account(t)
	text := "您好 *_`[\\<b>&amp; 1.5 😀\n第二行" // what markup would swallow
	if _, err := a.Channel.Send(testContext(t), adapters.Outbound{ID: "o1", To: a.To, Text: text}); err != nil {
		t.Fatalf("send: %v", err)
	}
	got := a.Sending.Sent()
	if len(got) != 1 || got[0].Text != text || got[0].To != a.To.User {
		t.Errorf("the platform took %+v, want one message %q", got, text)
	}
}

func (s suite) sendsButtons(t *testing.T) {
	a := s.account(t)
	for _, inline := range []bool{false, true} {
		labels, buttons := []string{}, []adapters.Button{}
		for i := 0; i <= 10; i++ {
			labels = append(labels, fmt.Sprint(i))
			buttons = append(buttons, adapters.Button{Label: labels[i], Value: fmt.Sprint(9007199254740981 + i)})
		}
		if most := a.Channel.Limits().Buttons; most > 0 && len(buttons) > most {
			labels, buttons = labels[:most], buttons[:most]
		}
		out := adapters.Outbound{ID: fmt.Sprint("o", inline), To: a.To, Text: "打几分？", Buttons: buttons, Inline: inline}
		if _, err := a.Channel.Send(testContext(t), out); err != nil {
			t.Fatalf("send: %v", err)
		}
		sent := a.Sending.Sent()
		last := sent[len(sent)-1]
		if a.Sending.Buttons && !slices.Equal(last.Buttons, labels) {
			t.Errorf("inline %v: the platform shows %q, want %q", inline, last.Buttons, labels)
		}
		for _, l := range labels {
			if !a.Sending.Buttons && !strings.Contains(last.Text, l) {
				t.Errorf("inline %v: label %q is neither a button nor in the text", inline, l)
			}
		}
	}
}

func (s suite) sendsLong(t *testing.T) {
	a := s.account(t)
	limits := a.Channel.Limits()
	most := max(limits.TextRunes, limits.TextBytes)
	if most == 0 {
		return // the platform has no bound
	}
	long := strings.Repeat("理赔结案了，您还满意吗？", most/12*2+1)
	_, err := a.Channel.Send(testContext(t), adapters.Outbound{ID: "long", To: a.To, Text: long})
	if !a.Sending.LongSplit {
		wantKind(t, err, adapters.Permanent)
		return
	}
	if err != nil {
		t.Fatalf("send: %v", err)
	}
	var whole strings.Builder
	for _, m := range a.Sending.Sent() {
		if limits.TextRunes > 0 && utf8.RuneCountInString(m.Text) > limits.TextRunes {
			t.Errorf("a part has %d characters, past %d", utf8.RuneCountInString(m.Text), limits.TextRunes)
		}
		if limits.TextBytes > 0 && len(m.Text) > limits.TextBytes {
			t.Errorf("a part has %d bytes, past %d", len(m.Text), limits.TextBytes)
		}
		if !utf8.ValidString(m.Text) {
			t.Error("a part ends within a character")
		}
		whole.WriteString(m.Text)
	}
	if whole.String() != long {
		t.Error("the parts together are not the message")
	}
}

func (s suite) sendsAstray(t *testing.T) {
	a := s.account(t)
	to := a.To
	to.Account += "-other"
	_, err := a.Channel.Send(testContext(t), adapters.Outbound{ID: "o1", To: to, Text: private})
	wantKind(t, err, adapters.Permanent)
	if got := a.Sending.Sent(); len(got) != 0 {
		t.Error("the message of another account was sent")
	}
}

func (s suite) sendEnds(t *testing.T) {
	a := s.account(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := a.Channel.Send(ctx, adapters.Outbound{ID: "o1", To: a.To, Text: private})
	s.failed(t, a, err, adapters.Retry)
}

func (s suite) sendFails(t *testing.T, b Behaviour) {
	a := s.account(t)
	a.Sending.Answer(b)
	ctx := testContext(t)
	if b == Hangs {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, 200*time.Millisecond)
		defer cancel()
	}
	out := adapters.Outbound{ID: "o1", To: a.To, Text: private}
	_, err := a.Channel.Send(ctx, out)
	s.failed(t, a, err, kinds[b])
	if se := adapters.AsSendError(err); b == TooMany && se.RetryAfter < 0 {
		t.Errorf("retry after %v", se.RetryAfter)
	}

	a.Sending.Answer(Accepts)
	if _, err := a.Channel.Send(testContext(t), out); err != nil {
		t.Fatalf("the platform works again and send says: %v", err)
	}
	if got := a.Sending.Sent(); len(got) != 1 {
		t.Errorf("the platform took %d messages, want 1", len(got))
	}
}

// failed checks a send's error: its kind, and that it can be logged.
func (s suite) failed(t *testing.T, a Account, err error, want adapters.SendKind) {
	t.Helper()
	wantKind(t, err, want)
	if err != nil {
		NoSecrets(t, "the error", fmt.Sprintf("%v %+v %#v", err, err, err), a.Secrets)
		for cause := err; cause != nil; cause = errors.Unwrap(cause) {
			NoSecrets(t, "a cause", fmt.Sprintf("%v %+v", cause, cause), a.Secrets)
		}
	}
}

func wantKind(t *testing.T, err error, want adapters.SendKind) {
	t.Helper()
	var se *adapters.SendError
	if !errors.As(err, &se) {
		t.Fatalf("send ended with %v, want a SendError of kind %s", err, want)
	}
	if se.Kind != want {
		t.Errorf("send ended with kind %s (%v), want %s", se.Kind, err, want)
	}
}
