package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"huiyin/adapters"
	"huiyin/adapters/telegram"
	"huiyin/adapters/webchat"
	"huiyin/adapters/wechat"
	"huiyin/bot"
	"huiyin/bot/photos"
)

// accounts makes a channel of every configured account.
func (p *parts) accounts() ([]adapters.Channel, error) {
	var channels []adapters.Channel
	refused := bot.Refused(p.metrics, p.log)
	for _, name := range sortedKeys(p.cfg.Telegram) {
		a := p.cfg.Telegram[name]
		ch, err := telegram.New(telegram.Config{
			Account: name, Token: a.Token.Reveal(), Secret: a.Secret.Reveal(), Mode: a.Mode, API: a.API,
			PublicURL: p.cfg.PublicURL,
		}, telegram.WithLogger(p.log), telegram.WithOnRefusal(refused))
		if err != nil {
			return nil, err
		}
		channels = append(channels, ch)
	}
	for _, name := range sortedKeys(p.cfg.WeChat) {
		a := p.cfg.WeChat[name]
		ch, err := wechat.New(wechat.Config{
			Account: name, AppID: a.AppID, AppSecret: a.AppSecret.Reveal(), Token: a.Token.Reveal(),
			AESKey: a.AESKey.Reveal(), API: a.API, NoMenu: !a.Menu,
		}, wechat.WithLogger(p.log), wechat.WithOnRefusal(refused))
		if err != nil {
			return nil, err
		}
		channels = append(channels, ch)
	}
	return channels, nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// webchat makes the web chat, whose history is the record.
func (p *parts) webchat() *webchat.Channel {
	return webchat.New(webchat.Config{
		PublicURL: p.cfg.PublicURL, Log: p.log, OnRefusal: bot.Refused(p.metrics, p.log), History: p.history,
		Keep: p.keepPhoto,
	})
}

// keepPhoto keeps a photo that was sent to the web chat.
func (p *parts) keepPhoto(_ context.Context, conv string, image io.Reader) (string, error) {
	file, err := p.photos.Put(conv, image)
	for _, why := range []error{photos.ErrNoImage, photos.ErrTooLarge, photos.ErrTooMany} {
		if errors.Is(err, why) {
			return "", fmt.Errorf("%w: %w", webchat.ErrNotKept, err)
		}
	}
	return file, err
}

// historyLength is how many messages a reopened web chat shows.
const historyLength = 200

// history gives what was said in a web chat.
func (p *parts) history(ctx context.Context, conv string) ([]webchat.Line, error) {
	messages, err := p.record.Messages(ctx, conv, historyLength)
	if err != nil {
		return nil, err
	}
	lines := make([]webchat.Line, 0, len(messages))
	for _, m := range messages {
		lines = append(lines, webchat.Line{
			ID: m.ID, From: webchat.From(m.From), Who: m.Who, Text: m.Preview(), Buttons: m.Buttons, Inline: m.Inline,
			Request: m.Request, At: m.At,
		})
	}
	return lines, nil
}

// telegramLinker finds the first Telegram account that can make deep links; nil when there is none.
func telegramLinker(channels []adapters.Channel) func(ctx context.Context, token string) (string, error) {
	for _, ch := range channels {
		if l, ok := ch.(adapters.Linker); ok && ch.Name() == "telegram" {
			return l.Link
		}
	}
	return nil
}

// reportAccounts says of each account whether it works or what is wrong.
func reportAccounts(ctx context.Context, w io.Writer, channels []adapters.Channel) {
	var checking sync.WaitGroup
	var printing sync.Mutex
	for _, ch := range channels {
		checking.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
			defer cancel()
			status, err := ch.Check(ctx)
			printing.Lock()
			defer printing.Unlock()
			if err != nil {
				fmt.Fprintf(w, "  %s %s does not work: %v\n", ch.Name(), ch.Account(), err)
				if status != "" {
					fmt.Fprintf(w, "    %s\n", status) // what to do about it
				}
				return
			}
			fmt.Fprintf(w, "  %s %s works: %s\n", ch.Name(), ch.Account(), status)
		})
	}
	checking.Wait()
}
