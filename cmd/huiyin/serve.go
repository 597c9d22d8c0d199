package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"huiyin/adapters/webchat"
	"huiyin/bot"
	"huiyin/bot/api"
	"huiyin/bot/catalog"
	"huiyin/bot/desk"
	"huiyin/bot/desk/sessions"
	"huiyin/bot/insight"
	"huiyin/bot/invite"
	"huiyin/configs"
	"huiyin/dialog"
)

// serveCommand runs the bot until it is told to stop.
func serveCommand(ctx context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	opts := configs.Options{Env: t.env}
	opts.Bind(fset)
	checkOnly := fset.Bool("check-config", false, "check configuration, surveys and journeys, then exit")
	rest, err := parse(fset, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usagef("unexpected argument %q", rest[0])
	}
	cfg, err := configs.Load(opts)
	if err != nil {
		return err
	}
	for _, w := range cfg.Warnings {
		fmt.Fprintln(t.err, "warning:", w)
	}
	if *checkOnly {
		return checkConfig(t, cfg)
	}
	return serve(ctx, t, cfg)
}

// loadContent loads surveys and journeys and checks that they fit together.
func loadContent(cfg *configs.Config) (*catalog.Catalog, *invite.Journeys, error) {
	surveys, err := loadCatalog(cfg.Surveys)
	if err != nil {
		return nil, nil, err
	}
	if _, ok := surveys.Latest(cfg.WalkIn); cfg.WalkIn != "" && !ok {
		return nil, nil, fmt.Errorf("walk_in: there is no survey %q; there are: %s\n  -> set HUIYIN_WALK_IN to one of them, or walk_in: \"\" in huiyin.yaml for none",
			cfg.WalkIn, strings.Join(surveys.IDs(), ", "))
	}
	journeys, err := loadJourneys(cfg.Journeys, surveys)
	if err != nil && cfg.Journeys == "" {
		err = fmt.Errorf("%w\n  -> these are the shipped journeys; name your own file with HUIYIN_JOURNEYS, or journeys: in huiyin.yaml", err)
	}
	return surveys, journeys, err
}

// checkConfig checks everything that can be checked without starting anything.
func checkConfig(t terminal, cfg *configs.Config) error {
	surveys, _, err := loadContent(cfg)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "configuration ok: listen %s, store %s, %d surveys, %d telegram and %d wechat accounts\n",
		cfg.Listen, cfg.Store, len(surveys.IDs()), len(cfg.Telegram), len(cfg.WeChat))
	return nil
}

// newLog makes the program's logger.
func newLog(w io.Writer, l configs.Log) *slog.Logger {
	opts := &slog.HandlerOptions{Level: l.Level}
	if l.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, opts))
	}
	return slog.New(slog.NewTextHandler(w, opts))
}

// serve opens everything, prints the links, and runs.
func serve(ctx context.Context, t terminal, cfg *configs.Config) (err error) {
	log := newLog(t.err, cfg.Log)
	surveys, journeys, err := loadContent(cfg)
	if err != nil {
		return err
	}
	listener, err := listen(cfg.Listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	cfg.PublicURL = reachedAt(cfg.PublicURL, listener)
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	unlock, err := lockFolder(cfg.Data)
	if err != nil {
		return err
	}
	defer func() { _ = unlock() }() // last: the stores are closed before
	p, err := openParts(ctx, cfg, surveys, log)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := p.close(); err == nil {
			err = closeErr
		}
	}()
	if err := p.keepSurveys(); err != nil {
		return err
	}
	chat := p.webchat()
	channels, err := p.accounts()
	if err != nil {
		return err
	}
	service, err := p.service(append(channels, chat), nil)
	if err != nil {
		return err
	}
	s, keyFile, err := p.site(ctx, journeys, service, chat)
	if err != nil {
		return err
	}
	signIn, err := desk.NewLink(ctx, p.record, cfg.PublicURL, time.Now())
	if err != nil {
		return err
	}
	printLinks(t.out, cfg, p.surveys, signIn, keyFile)

	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return serveHTTP(ctx, listener, s.routes()) })
	g.Go(func() error { return service.Run(ctx) })
	g.Go(func() error { reportAccounts(ctx, t.out, channels); return nil })
	g.Go(func() error { return s.invites.Resume(ctx) })
	return g.Wait()
}

// keepSurveys keeps each version that is served, for the sessions that begin with it.
func (p *parts) keepSurveys() error {
	unreadable, err := p.surveys.Keep(keptIn(p.cfg))
	for _, name := range unreadable {
		p.log.Warn("an older survey version no longer loads; its sessions go on in the newest", "file", name)
	}
	return err
}

// variables gives what the newest version of a survey declares.
func (p *parts) variables(survey string) []dialog.Variable {
	sv, ok := p.surveys.Latest(survey)
	if !ok {
		return nil
	}
	return sv.Vars
}

// site puts together what the HTTP server shows.
func (p *parts) site(ctx context.Context, journeys *invite.Journeys, service *bot.Service, chat *webchat.Channel) (s site, keyFile string, err error) {
	key, keyFile, err := apiKey(p.cfg.APIKey.Reveal(), p.cfg.Data)
	if err != nil {
		return s, "", err
	}
	s = site{parts: p, hooks: service.Hooks(), webchat: chat.Handler(service.Accept)}
	s.invites = invite.New(invite.Config{
		Journeys: journeys, Invitations: p.record, Contacts: p.record, Inviter: service,
		Web: p.cfg.PublicURL, Telegram: telegramLinker(service.Channels), WeChat: len(p.cfg.WeChat) > 0,
		Serves: service.Serves, Log: p.log, Variables: p.variables,
	})
	quotas := insight.NewQuotas(p.surveys, p.state)
	if s.api, err = api.New(api.Config{
		Key: key, Invites: s.invites, Cases: p.record, Actions: service, Quotas: quotas, Log: p.log,
	}); err != nil {
		return s, "", err
	}
	signIns, err := sessions.New(ctx, p.db, time.Now)
	if err != nil {
		return s, "", err
	}
	s.desk, err = desk.New(desk.Config{
		Record: p.record, Agents: p.record, Insight: insight.New(p.record), Quotas: quotas, Actions: service, Live: p.live,
		Photos: p.photos, Log: p.log, PublicURL: p.cfg.PublicURL, Sessions: signIns, Name: journeys.Name,
	})
	return s, keyFile, err
}

// printLinks tells a new user where to begin.
func printLinks(w io.Writer, cfg *configs.Config, surveys *catalog.Catalog, signIn, keyFile string) {
	fmt.Fprintf(w, "\n回音 Huiyin is listening on %s\n\n", cfg.PublicURL)
	more := 0
	if cfg.TryOpen() {
		shown := firstToTry(surveys.IDs())
		for _, id := range shown {
			sv, _ := surveys.Latest(id)
			fmt.Fprintf(w, "  %s %s/try/%s\n", padded(sv.Title.In("zh")+" "+id+" chat"), cfg.PublicURL, id)
		}
		more = len(surveys.IDs()) - len(shown)
	}
	fmt.Fprintf(w, "  %s %s\n\n", padded("坐席工作台 agents' desk, once"), signIn)
	if more > 0 {
		fmt.Fprintf(w, "  %d more surveys at %s/try/ID; “huiyin check” lists them\n", more, cfg.PublicURL)
	}
	if keyFile != "" {
		fmt.Fprintf(w, "  API key for /v1/ in %s\n", keyFile)
	}
	fmt.Fprintf(w, "  Conversations in %s. Ctrl-C stops.\n\n", cfg.Store)
}

// firstToTry picks the surveys whose links are printed: the two that show most of what there is, or,
// of surveys of one's own, the first few.
func firstToTry(ids []string) []string {
	const few = 6
	var shown []string
	for _, id := range []string{"motor-claim", "pet-research"} {
		if slices.Contains(ids, id) {
			shown = append(shown, id)
		}
	}
	if len(shown) > 0 {
		return shown
	}
	return ids[:min(few, len(ids))]
}

// padded fills label up to 40 columns of a terminal, where a Chinese character takes two.
func padded(label string) string {
	columns := 0
	for _, r := range label {
		columns++
		if r >= 0x2E80 {
			columns++
		}
	}
	return label + strings.Repeat(" ", max(0, 40-columns))
}
