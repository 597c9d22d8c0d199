package console

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
)

// talk feeds lines to a console whose bot answers with replies, in order, one per message.
func talk(t *testing.T, o Options, lines string, replies ...adapters.Outbound) (heard []adapters.Inbound, printed string, err error) {
	t.Helper()
	var out strings.Builder
	o.Session = "s"
	c := New(strings.NewReader(lines), &out, o)
	o.Settled = nil
	err = c.Poll(t.Context(), func(ctx context.Context, in adapters.Inbound) (bool, error) {
		heard = append(heard, in)
		if len(replies) > 0 {
			reply := replies[0]
			replies = replies[1:]
			reply.To = c.Address()
			if _, err := c.Send(ctx, reply); err != nil {
				t.Errorf("send: %v", err)
			}
		}
		return true, nil
	})
	return heard, out.String(), err
}

func options(labels ...string) []adapters.Button {
	var b []adapters.Button
	for i, l := range labels {
		b = append(b, adapters.Button{Label: l, Value: string(rune('1'+i)) + "00"})
	}
	return b
}

func TestAConversationAtATerminal(t *testing.T) {
	heard, printed, err := talk(t, Options{Payload: "TOKEN", Lang: "zh-CN"}, "2\n\n2\n没人管\n",
		adapters.Outbound{Text: "您有多大可能推荐我们？", Buttons: options("0", "1", "2"), Inline: true},
		adapters.Outbound{Text: "哪里不满意？", Buttons: options("太慢", "态度")},
		adapters.Outbound{Text: "请说说"},
		adapters.Outbound{From: "李敏", Text: "您好，\n我是李敏"},
	)
	if !errors.Is(err, ErrEnd) {
		t.Errorf("poll: %v, want the end of the input", err)
	}
	want := `< 您有多大可能推荐我们？
    [0 1 2]
< 哪里不满意？
    1. 太慢
    2. 态度
< 请说说
< 李敏: 您好，
  我是李敏
`
	if d := cmp.Diff(want, printed); d != "" {
		t.Errorf("printed (-want +got):\n%s", d)
	}
	var got []string
	for _, in := range heard {
		got = append(got, strings.Join([]string{in.ID, string(in.Kind), in.Payload, in.Button, in.Text}, "|"))
	}
	if d := cmp.Diff([]string{
		"start:s|start|TOKEN||", "line:s:1|button||300|2", "line:s:3|button||200|态度", "line:s:4|text|||没人管",
	}, got); d != "" {
		t.Errorf("heard (-want +got):\n%s", d)
	}
}

func TestANumberWithoutAnswersIsText(t *testing.T) {
	heard, _, _ := talk(t, Options{}, "3\n", adapters.Outbound{Text: "几岁？"})
	if len(heard) != 2 || heard[1].Kind != adapters.KindText || heard[1].Text != "3" {
		t.Errorf("heard %+v", heard)
	}
}

func TestAnAnswerIsPressedOnce(t *testing.T) {
	heard, _, _ := talk(t, Options{}, "1\n1\n", adapters.Outbound{Text: "?", Buttons: options("是", "否")})
	if heard[1].Kind != adapters.KindButton || heard[2].Kind != adapters.KindText {
		t.Errorf("heard %+v", heard)
	}
}

func TestWordsCannotSteerTheTerminal(t *testing.T) {
	_, printed, _ := talk(t, Options{}, "", adapters.Outbound{From: "\x1b[31mx", Text: "a\x1b]0;title\x07b\u009b2J", Buttons: options("\x1b[2J")})
	if strings.ContainsAny(printed, "\x1b\x07\u009b") {
		t.Errorf("control characters were printed: %q", printed)
	}
}

func TestNotesAreDimWhereThereAreColours(t *testing.T) {
	var out strings.Builder
	New(strings.NewReader(""), &out, Options{Colour: true}).Note("score -0.8")
	if out.String() != "\x1b[2m    score -0.8\x1b[0m\n" {
		t.Errorf("printed %q", out.String())
	}
}

func TestAPipeWaitsForTheAnswerBeforeTheNextLine(t *testing.T) {
	var order []string
	c := New(strings.NewReader("a\nb\n"), &strings.Builder{}, Options{Settled: func(context.Context) error {
		order = append(order, "settled")
		return nil
	}})
	_ = c.Poll(t.Context(), func(_ context.Context, in adapters.Inbound) (bool, error) {
		order = append(order, string(in.Kind)+in.Text)
		return true, nil
	})
	if d := cmp.Diff([]string{"start", "settled", "texta", "settled", "textb", "settled"}, order); d != "" {
		t.Error(d)
	}
}

func TestTheEndOfTheContextEndsPollingQuietly(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	blocked := make(chan struct{})
	t.Cleanup(func() { close(blocked) })
	c := New(reader(func([]byte) (int, error) { <-blocked; return 0, errors.New("closed") }), &strings.Builder{}, Options{})
	err := c.Poll(ctx, func(context.Context, adapters.Inbound) (bool, error) { cancel(); return true, nil })
	if err != nil {
		t.Errorf("poll: %v", err)
	}
}

type reader func([]byte) (int, error)

func (r reader) Read(p []byte) (int, error) { return r(p) }

func TestTwoRunsHaveDifferentIDs(t *testing.T) {
	at := time.Date(2026, 7, 28, 9, 0, 0, 0, time.UTC)
	a := New(nil, nil, Options{Now: func() time.Time { return at }})
	b := New(nil, nil, Options{Now: func() time.Time { return at.Add(time.Second) }})
	if a.id("start") == b.id("start") {
		t.Error("a second run would be taken for a redelivery of the first")
	}
}

func TestTheConsoleKeepsTheChannelContract(t *testing.T) {
	adaptertest.Run(t, adaptertest.Fixture{Open: func(t *testing.T, _ *adaptertest.Log) adaptertest.Account {
		c := New(strings.NewReader(""), &strings.Builder{}, Options{Session: "s"})
		return adaptertest.Account{Channel: c, To: c.Address(), Attachments: attachments(t, c)}
	}})
}

// attachments are typed. The n-th line is the same at every redelivery: none is delivered twice here.
func attachments(t *testing.T, c *Channel) *adaptertest.Attachments {
	photo := filepath.Join(t.TempDir(), "door.jpg")
	if err := os.WriteFile(photo, adaptertest.JPEG, 0o600); err != nil {
		t.Fatal(err)
	}
	send := func(line string) func(*testing.T, int, adapters.Accept) {
		return func(t *testing.T, n int, accept adapters.Accept) {
			in, err := c.message(n, line)
			if err == nil {
				err = c.take(t.Context(), accept, in)
			}
			if err != nil {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
	return &adaptertest.Attachments{
		Send: map[adapters.MediaKind]func(*testing.T, int, adapters.Accept){
			adapters.MediaPhoto:    send("/photo " + photo),
			adapters.MediaLocation: send("/location 31.2304,121.4737 人民广场"),
			adapters.MediaContact:  send("/contact 王芳 13800138000"),
		},
		Photo: adaptertest.JPEG, Lose: func() { _ = os.Remove(photo) },
	}
}

func TestWhatCannotBeSentIsSaidAndNotSent(t *testing.T) {
	heard, printed, _ := talk(t, Options{}, "/photo no-such-file.jpg\n/location somewhere\n/contact\n/phone 1\n")
	if len(heard) != 2 || heard[1].Text != "/phone 1" {
		t.Errorf("heard %+v", heard)
	}
	for _, want := range []string{`there is no file "no-such-file.jpg"`, "latitude,longitude", "a name and a number"} {
		if !strings.Contains(printed, want) {
			t.Errorf("printed\n%s\nwithout %q", printed, want)
		}
	}
}
