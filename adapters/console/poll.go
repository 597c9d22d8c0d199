package console

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"strings"

	"huiyin/adapters"
)

// maxLine bounds a typed line, in bytes.
const maxLine = 64 << 10

// Poll opens the chat, then takes a message for each line until the input ends (ErrEnd) or ctx
// does (nil). A reader that blocks is left behind when ctx ends: a terminal cannot be interrupted.
func (c *Channel) Poll(ctx context.Context, accept adapters.Accept) error {
	if err := c.take(ctx, accept, adapters.Inbound{ID: c.id("start"), Kind: adapters.KindStart, Payload: c.opts.Payload}); err != nil {
		return ended(ctx, err)
	}
	lines := make(chan string)
	failed := make(chan error, 1)
	go c.read(ctx, lines, failed)
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case err := <-failed:
			return err
		case line := <-lines:
			if line = strings.TrimSpace(strings.ToValidUTF8(line, "")); line == "" {
				continue
			}
			in, err := c.message(n, line)
			if err != nil {
				c.Note(err.Error())
				continue
			}
			if err := c.take(ctx, accept, in); err != nil {
				return ended(ctx, err)
			}
		}
	}
}

// ended makes the end of ctx no error, as the contract of Poll wants.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (c *Channel) read(ctx context.Context, lines chan<- string, failed chan<- error) {
	s := bufio.NewScanner(c.in)
	s.Buffer(nil, maxLine)
	for s.Scan() {
		select {
		case lines <- s.Text():
		case <-ctx.Done():
			return
		}
	}
	if err := s.Err(); err != nil {
		failed <- fmt.Errorf("read input: %w", err)
		return
	}
	failed <- ErrEnd
}

// take accepts one message and, where the bot can tell, waits until it is answered.
func (c *Channel) take(ctx context.Context, accept adapters.Accept, in adapters.Inbound) error {
	in.From, in.Lang, in.At = c.Address(), c.opts.Lang, c.opts.Now()
	if _, err := accept(ctx, in); err != nil {
		return fmt.Errorf("accept line: %w", err)
	}
	if c.opts.Settled == nil {
		return nil
	}
	return c.opts.Settled(ctx)
}

func (c *Channel) id(what string) string { return what + ":" + c.opts.Session }

// message makes an Inbound of a typed line: a press if it names an answer of the newest message,
// by number or by its label, something sent if it begins with /photo, /location or /contact, and words
// otherwise.
func (c *Channel) message(n int, line string) (adapters.Inbound, error) {
	in := adapters.Inbound{ID: fmt.Sprintf("%s:%d", c.id("line"), n), Kind: adapters.KindText, Text: line}
	if media, err := sent(line); media != nil || err != nil {
		in.Kind, in.Text, in.Media = adapters.KindMedia, "", media
		return in, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, b := range c.buttons {
		if line == b.Label || !c.scale && line == strconv.Itoa(i+1) {
			in.Kind, in.Button, in.Text = adapters.KindButton, b.Value, b.Label
			c.buttons = nil
			return in, nil
		}
	}
	return in, nil
}
