package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"

	goredis "github.com/redis/go-redis/v9"

	"huiyin/adapters"
	"huiyin/bot"
	"huiyin/bot/catalog"
	"huiyin/bot/conversation"
	"huiyin/bot/desk/live"
	"huiyin/bot/handoff"
	"huiyin/bot/photos"
	"huiyin/bot/records"
	recordsqlite "huiyin/bot/records/sqlite"
	"huiyin/bot/sqlitedb"
	"huiyin/bot/state"
	"huiyin/bot/state/redis"
	statesqlite "huiyin/bot/state/sqlite"
	"huiyin/configs"
)

// parts are what the bot is assembled from, before it has channels.
type parts struct {
	cfg     *configs.Config
	log     *slog.Logger
	surveys *catalog.Catalog
	db      *sqlitedb.DB // the record's file, and the state's when that is embedded
	state   state.Store
	record  records.Store
	photos  *photos.Store // what customers sent
	live    *live.Hub
	metrics *bot.Metrics
	close   func() error
}

// openParts opens the stores.
func openParts(ctx context.Context, cfg *configs.Config, surveys *catalog.Catalog, log *slog.Logger) (p *parts, err error) {
	p = &parts{cfg: cfg, log: log, live: live.NewHub(), surveys: surveys}
	db, err := sqlitedb.Open(databaseFile(cfg))
	if err != nil {
		return nil, err
	}
	p.db = db
	closers := []func() error{db.Close}
	closeAll := func() (err error) {
		for i := len(closers) - 1; i >= 0; i-- {
			err = errors.Join(err, closers[i]())
		}
		return err
	}
	p.close = closeAll
	defer func() {
		if err != nil { // p is nil then
			_ = closeAll()
		}
	}()
	if p.photos, err = photos.Open(filepath.Join(cfg.Data, "photos")); err != nil {
		return nil, err
	}
	closers = append(closers, p.photos.Close)
	if p.record, err = recordsqlite.New(ctx, db); err != nil {
		return nil, err
	}
	if _, embedded := cfg.Store.SQLite(); embedded {
		p.state, err = statesqlite.New(ctx, db)
	} else {
		goredis.SetLogger(quietRedis{})
		p.state, err = redis.Open(ctx, cfg.Store.Reveal(), log)
	}
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", cfg.Store, err)
	}
	closers = append(closers, p.state.Close)
	p.metrics = bot.NewMetrics(p.state)
	return p, nil
}

// databaseFile is the SQLite file of the record, and of the state when that is embedded.
func databaseFile(cfg *configs.Config) string {
	if file, ok := cfg.Store.SQLite(); ok {
		return file
	}
	return filepath.Join(cfg.Data, "huiyin.db")
}

// service makes the bot on the given channels. watch, if not nil, may put observers before the
// scorer and the policy.
func (p *parts) service(channels []adapters.Channel, watch func(*conversation.Handler)) (*bot.Service, error) {
	scorer, err := shippedScorer()
	if err != nil {
		return nil, err
	}
	handler := &conversation.Handler{
		Surveys: p.surveys, Scorer: scorer, Policy: handoff.DefaultPolicy(), WalkIn: p.cfg.WalkIn, Zone: p.cfg.Zone,
	}
	if watch != nil {
		watch(handler)
	}
	return bot.New(bot.Config{
		Store: p.state, Record: p.record, Channels: channels, Live: p.live, Log: p.log, Metrics: p.metrics,
		Handler: handler, Photos: p.photos,
	})
}

// quietRedis keeps go-redis's own lines off standard error: what it tells is returned as errors too,
// and those are logged with the rest.
type quietRedis struct{}

// Printf is part of go-redis's logger.
func (quietRedis) Printf(context.Context, string, ...any) {}
