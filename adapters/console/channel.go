package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"huiyin/adapters"
)

// ErrEnd is returned by Poll when the input has ended.
var ErrEnd = errors.New("end of input")

// Options are what a console may be told.
type Options struct {
	User    string           // of the address; empty: "you"
	Payload string           // invitation token that opens the chat
	Lang    string           // BCP 47, of the customer
	Colour  bool             // the terminal knows ANSI colours
	Now     func() time.Time // nil: time.Now
	// Session makes ids differ from those of earlier runs on the same store; empty: from Now.
	Session string
	// Settled waits until everything accepted so far is answered. With it a pipe may feed lines
	// faster than the bot answers; nil: lines are taken as they come.
	Settled func(ctx context.Context) error
}

// Channel is the terminal.
type Channel struct {
	in   io.Reader
	opts Options

	mu      sync.Mutex // guards the rest, and keeps prints whole
	out     io.Writer
	buttons []adapters.Button // of the newest message that had some, until one is pressed
	scale   bool              // the buttons are numbers themselves
}

var (
	_ adapters.Channel    = (*Channel)(nil)
	_ adapters.Poller     = (*Channel)(nil)
	_ adapters.Downloader = (*Channel)(nil)
)

// New makes a console that reads in and prints to out.
func New(in io.Reader, out io.Writer, opts Options) *Channel {
	if opts.User == "" {
		opts.User = "you"
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Session == "" {
		opts.Session = strconv.FormatInt(opts.Now().UnixMilli(), 36)
	}
	return &Channel{in: in, out: out, opts: opts}
}

// Name gives "console".
func (c *Channel) Name() string { return "console" }

// Account gives "default".
func (c *Channel) Account() string { return "default" }

// Address is the chat of whoever sits at the terminal.
func (c *Channel) Address() adapters.Address {
	return adapters.Address{Channel: c.Name(), Account: c.Account(), User: c.opts.User}
}

// Limits are none.
func (c *Channel) Limits() adapters.Limits { return adapters.Limits{} }

// Check always succeeds.
func (c *Channel) Check(context.Context) (string, error) { return "this terminal", nil }

// Send prints a message with its answers.
func (c *Channel) Send(ctx context.Context, out adapters.Outbound) (adapters.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return adapters.Receipt{}, &adapters.SendError{Kind: adapters.Retry, Err: err}
	}
	if out.To != c.Address() {
		return adapters.Receipt{}, &adapters.SendError{Kind: adapters.Permanent, Err: errors.New("not this terminal")}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.buttons, c.scale = out.Buttons, numbers(out.Buttons)
	if _, err := io.WriteString(c.out, c.format(out)); err != nil {
		return adapters.Receipt{}, &adapters.SendError{Kind: adapters.Retry, Err: fmt.Errorf("print: %w", err)}
	}
	return adapters.Receipt{ID: out.ID}, nil
}

// Note prints a line that is not part of the conversation, dimmed: scores, for example. It is safe
// to call at any time.
func (c *Channel) Note(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	// A terminal that is gone is noticed by Send.
	_, _ = fmt.Fprintln(c.out, c.dim("    "+strings.ReplaceAll(printable(text), "\n", "\n    ")))
}

func (c *Channel) format(out adapters.Outbound) string {
	var b strings.Builder
	speaker := ""
	if out.From != "" && out.From != "bot" {
		speaker = c.bold(printable(out.From)+":") + " "
	}
	text := strings.ReplaceAll(printable(out.Text), "\n", "\n  ")
	fmt.Fprintf(&b, "%s %s%s\n", c.dim("<"), speaker, text)
	switch {
	case c.scale:
		fmt.Fprintf(&b, "    %s\n", c.dim("["+strings.Join(labels(out.Buttons), " ")+"]"))
	default:
		for i, button := range out.Buttons {
			fmt.Fprintf(&b, "    %s %s\n", c.dim(fmt.Sprintf("%d.", i+1)), printable(button.Label))
		}
	}
	return b.String()
}

func labels(buttons []adapters.Button) []string {
	var l []string
	for _, b := range buttons {
		l = append(l, printable(b.Label))
	}
	return l
}

// numbers reports whether every label is a number.
func numbers(buttons []adapters.Button) bool {
	for _, b := range buttons {
		if _, err := strconv.Atoi(b.Label); err != nil {
			return false
		}
	}
	return len(buttons) > 0
}

// printable drops control characters: a customer's or an agent's words must not move the cursor
// or colour the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}

func (c *Channel) dim(s string) string  { return c.ansi("2", s) }
func (c *Channel) bold(s string) string { return c.ansi("1", s) }

func (c *Channel) ansi(code, s string) string {
	if !c.opts.Colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
