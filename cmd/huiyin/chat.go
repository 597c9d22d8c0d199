package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"huiyin/adapters"
	"huiyin/adapters/console"
	"huiyin/bot/catalog"
	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/bot/invite"
	"huiyin/configs"
	"huiyin/dialog"
	"huiyin/scoring"
)

// chatCommand runs a survey in the terminal, on everything the real bot runs on: stores in a
// temporary folder, the scorer, the handoff policy.
func chatCommand(ctx context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	verbose := fset.Bool("v", false, "show how each reply was read and scored, and why, where it led, and the places taken in quotas")
	fullList := fset.String("full", "", "pretend that these `quotas` are full: their ids, separated by commas")
	lang := fset.String("lang", "", "the customer's `language`, such as en (default: the survey's first)")
	vars := url.Values{}
	fset.Func("var", "a variable of the survey, as `name=value`; a list with commas: items=门,灯 (may be repeated)", func(pair string) error {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("want name=value")
		}
		vars.Set(name, value)
		return nil
	})
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
	if *lang == "" {
		*lang = sv.Langs[0]
	}
	if !slices.Contains(sv.Langs, *lang) {
		return usagef("survey %s does not speak %q; it speaks %s", sv.ID, *lang, strings.Join(sv.Langs, ", "))
	}
	full, err := quotasNamed(sv, *fullList)
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
	token, err := p.opened(ctx, sv, vars)
	if err != nil {
		return err
	}
	return p.chat(ctx, t, token, *lang, full, *verbose)
}

// opened gives the token of an invitation that carries the variables, or "" when there are none.
func (p *parts) opened(ctx context.Context, sv *dialog.Survey, vars url.Values) (token string, err error) {
	if len(vars) == 0 {
		return "", nil
	}
	for name := range vars {
		if !slices.ContainsFunc(sv.Vars, func(v dialog.Variable) bool { return v.Name == name }) {
			return "", usagef("survey %s has no variable %q", sv.ID, name)
		}
	}
	link, err := invite.New(invite.Config{Invitations: p.record}).Try(ctx, sv.ID, triedWith(sv, vars))
	return path.Base(link), err
}

// chat runs the bot until the input ends. token opens an invitation; "" walks in. No place is left in the
// quotas that are full.
func (p *parts) chat(ctx context.Context, t terminal, token, lang string, full []string, verbose bool) error {
	ch := console.New(t.in, t.out, console.Options{Payload: token, Lang: lang, Settled: p.settled, Colour: interactive(t.out)})
	if interactive(t.in) {
		fmt.Fprintln(t.err, "Type an answer, or the number before it. Ctrl-D ends.")
	}
	watched := places{Store: p.state, full: full, taken: func(string) {}, refuse: ch.Note}
	if verbose {
		watched.taken = ch.Note
	}
	p.state = watched
	service, err := p.service([]adapters.Channel{sender{ch, ch}}, func(h *conversation.Handler) {
		h.Policy = told{h.Policy, func(d handoff.Decision) { ch.Note(handedOff(d)) }}
		if verbose {
			h.Watcher = watching{ch.Note}
		}
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

// sender is a channel that the service does not poll: chat does that itself, to know its end.
type sender struct {
	adapters.Channel
	adapters.Downloader
}

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

// interactive reports whether someone sits at x: a terminal, not a pipe or a file.
func interactive(x any) bool {
	f, ok := x.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// told tells each decision that hands the conversation to a person.
type told struct {
	conversation.Decider
	tell func(handoff.Decision)
}

// Decide is part of conversation.Decider.
func (o told) Decide(v handoff.View, s scoring.Score, now time.Time) handoff.Decision {
	d := o.Decider.Decide(v, s, now)
	if d.Action == handoff.Escalate {
		o.tell(d)
	}
	return d
}

// handedOff tells why a person takes over, and why the bot is silent from here on: nobody resolves
// the case in a terminal.
func handedOff(d handoff.Decision) string {
	var b strings.Builder
	fmt.Fprintf(&b, "handoff, priority %d", d.Priority)
	for _, r := range d.Reasons {
		fmt.Fprintf(&b, " · %s: %s", r.Rule, r.En)
	}
	b.WriteString("\nthe bot is silent until an agent resolves the case")
	return b.String()
}
