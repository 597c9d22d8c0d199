package adaptertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"huiyin/adapters"
)

// JPEG is the smallest photo that the suite sends: what a camera's file begins with, and no more.
var JPEG = append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01"), bytes.Repeat([]byte{0}, 64)...)

// Attachments drives what customers send that is not words.
type Attachments struct {
	// Send has a customer send something of each kind that the platform has, and gives it to the
	// channel, whose accept it is. The same n again is a redelivery.
	Send map[adapters.MediaKind]func(t *testing.T, n int, accept adapters.Accept)
	// Photo is what the platform keeps of the photo sent; nil: the channel is no Downloader.
	Photo []byte
	// Lose makes the platform forget the photo.
	Lose func()
}

func (s suite) attachments(t *testing.T) {
	a := s.account(t)
	if a.Attachments == nil {
		return // the platform carries words only
	}
	for kind := range a.Attachments.Send {
		t.Run("a "+string(kind)+" arrives whole, and once", func(t *testing.T) { s.attached(t, kind) })
	}
	if a.Attachments.Photo == nil {
		return
	}
	t.Run("a photo can be fetched", s.downloads)
	t.Run("a photo that is gone is reported as gone", s.lost)
	t.Run("an ended context ends a download", s.downloadEnds)
}

func (s suite) attached(t *testing.T, kind adapters.MediaKind) {
	a, b := s.account(t), newInbox()
	for _, n := range []int{1, 1, 2} {
		a.Attachments.Send[kind](t, n, b.Accept)
	}
	_, got := b.taken()
	if len(got) != 2 {
		t.Fatalf("two, one of them twice, are %d messages", len(got))
	}
	in := got[0]
	wellFormed(t, in, a.To)
	if in.Kind != adapters.KindMedia || in.Media == nil || in.Media.Kind != kind {
		t.Fatalf("arrived as %s %+v", in.Kind, in.Media)
	}
	m := *in.Media
	switch {
	case kind == adapters.MediaPhoto && m.Ref == "":
		t.Error("nothing names the photo")
	case kind == adapters.MediaLocation && !(m.Lat > 20 && m.Lat < 50 && m.Lon > 70 && m.Lon < 140):
		t.Errorf("%v, %v is not in China: latitude and longitude swapped?", m.Lat, m.Lon)
	case kind == adapters.MediaContact && m.Phone == "":
		t.Error("nothing says whom to call")
	}
}

// photo has a photo sent and gives its Ref.
func (s suite) photo(t *testing.T, a Account) string {
	t.Helper()
	b := newInbox()
	a.Attachments.Send[adapters.MediaPhoto](t, 1, b.Accept)
	_, got := b.taken()
	if len(got) != 1 || got[0].Media == nil {
		t.Fatalf("the photo arrived as %+v", got)
	}
	return got[0].Media.Ref
}

func (s suite) downloads(t *testing.T) {
	a := s.account(t)
	body, _, err := a.Channel.(adapters.Downloader).Open(testContext(t), s.photo(t, a))
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	defer body.Close()
	if got, err := io.ReadAll(body); err != nil || !bytes.Equal(got, a.Attachments.Photo) {
		t.Errorf("fetched %d bytes, %v; the customer sent %d", len(got), err, len(a.Attachments.Photo))
	}
}

func (s suite) lost(t *testing.T) {
	a := s.account(t)
	ref := s.photo(t, a)
	a.Attachments.Lose()
	_, _, err := a.Channel.(adapters.Downloader).Open(testContext(t), ref)
	if !errors.Is(err, adapters.ErrGone) {
		t.Errorf("open ended with %v, want ErrGone", err)
	}
	noSecretsIn(t, a, err)
}

func (s suite) downloadEnds(t *testing.T) {
	a := s.account(t)
	ref := s.photo(t, a)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	body, _, err := a.Channel.(adapters.Downloader).Open(ctx, ref)
	if err == nil {
		_, err = io.ReadAll(body)
		body.Close()
	}
	if err == nil || errors.Is(err, adapters.ErrGone) {
		t.Errorf("ended with %v, want an error that may pass", err)
	}
	noSecretsIn(t, a, err)
}

func noSecretsIn(t *testing.T, a Account, err error) {
	t.Helper()
	for cause := err; cause != nil; cause = errors.Unwrap(cause) {
		NoSecrets(t, "the error", fmt.Sprintf("%v %+v %#v", cause, cause, cause), a.Secrets)
	}
}

// sendsRequests proves that a message that asks for something arrives whole, with the platform's button
// where it has one and without a trace of it where not.
func (s suite) sendsRequests(t *testing.T) {
	for _, kind := range []adapters.MediaKind{adapters.MediaPhoto, adapters.MediaLocation, adapters.MediaContact} {
		a := s.account(t)
		const text, label = "车停在哪里？", "发送我的位置"
		out := adapters.Outbound{ID: "o1", To: a.To, Text: text, Request: &adapters.Request{Kind: kind, Label: label}}
		if _, err := a.Channel.Send(testContext(t), out); err != nil {
			t.Fatalf("send: %v", err)
		}
		got := a.Sending.Sent()
		if len(got) != 1 || got[0].Text != text || strings.Contains(got[0].Text, label) || len(got[0].Buttons) > 0 {
			t.Fatalf("the platform took %+v, want one message %q", got, text)
		}
		want := adapters.MediaKind("")
		for _, shown := range a.Sending.Requests {
			if shown == kind {
				want = kind
			}
		}
		if got[0].Request != want {
			t.Errorf("asked for a %s the platform offers %q, want %q", kind, got[0].Request, want)
		}
	}
}
