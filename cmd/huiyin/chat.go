package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"huiyin/adapters"
	"huiyin/adapters/console"
	"huiyin/bot/catalog"
	"huiyin/configs"
	"huiyin/scoring"
)

// chatCommand runs a survey in the terminal, on everything the real bot runs on: stores in a
// temporary folder, the scorer, the handoff policy.
func chatCommand(ctx context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	verbose := fset.Bool("v", false, "show the score of each reply, and why")
	lang := fset.String("lang", "zh", "the customer's `language`: zh or en")
	names, err := parse(fset, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usagef("one survey is needed: its id or its .yaml file")
	}
	sv, err := loadSurvey(names[0])
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "huiyin-chat-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cfg := &configs.Config{Data: dir, WalkIn: sv.ID}
	if cfg.Store, err = configs.ParseStoreURL("sqlite:" + dir + "/chat.db"); err != nil {
		return err
	}
	p, err := openParts(ctx, cfg, catalog.Of(sv), slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return err
	}
	defer p.close()
	return p.chat(ctx, t, *lang, *verbose)
}

// chat runs the bot until the input ends.
func (p *parts) chat(ctx context.Context, t terminal, lang string, verbose bool) error {
	ch := console.New(t.in, t.out, console.Options{Lang: lang, Settled: p.settled})
	service, err := p.service([]adapters.Channel{sender{ch}}, func(s scoring.Scorer) scoring.Scorer {
		if !verbose {
			return s
		}
		return observed{s, func(_ scoring.Reply, s scoring.Score) { ch.Note(describe(s)) }}
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return service.Run(ctx) })
	g.Go(func() error {
		defer stop()
		if err := ch.Poll(ctx, service.Accept); !errors.Is(err, console.ErrEnd) {
			return err
		}
		return p.settled(ctx)
	})
	return g.Wait()
}

// sender is a channel that the service only sends to: chat polls it itself, to know its end.
type sender struct{ adapters.Channel }

// settled waits until everything accepted so far is answered.
func (p *parts) settled(ctx context.Context) error {
	for {
		st, err := p.state.Stats(ctx)
		if err != nil || st.Inbox+st.Outbox == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// describe tells a score in a line.
func describe(s scoring.Score) string {
	if !s.Known {
		return "score unknown"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "score %+.2f %s", s.Value, s.Label)
	for _, part := range s.Parts {
		fmt.Fprintf(&b, " · %s %+.2f", part.Source, part.Value)
		if len(part.Words) > 0 {
			fmt.Fprintf(&b, " “%s”", strings.Join(part.Words, "” “"))
		}
	}
	for _, hit := range s.Rules {
		fmt.Fprintf(&b, " · rule %s “%s”", hit.ID, strings.Join(hit.Words, "” “"))
	}
	return b.String()
}
