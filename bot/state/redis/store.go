package redis

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/bot/state"
	"huiyin/bot/state/internal/bell"
)

const newsChannel = "huiyin:news"

var _ state.Store = (*Store)(nil)

// Store is the state in Redis. Any number of processes may share one.
type Store struct {
	rdb  redis.UniversalClient
	log  *slog.Logger
	sc   scripts
	self string // this process, in news
	bell *bell.Bell

	inbox, outbox, timers, journal schedule

	closed    atomic.Bool
	stop      context.CancelFunc // ends listen
	listening sync.WaitGroup
}

// Open connects to the Redis at url and checks that it answers. It logs a warning when the server
// is set up so that it can lose what it acknowledged. Errors never show url, which may hold a
// password.
func Open(ctx context.Context, url string, log *slog.Logger) (*Store, error) {
	opt, err := parseURL(url)
	if err != nil {
		return nil, fmt.Errorf("open redis: %w", err)
	}
	sc, err := loadScripts()
	if err != nil {
		return nil, err
	}
	s := &Store{
		rdb: redis.NewUniversalClient(opt), log: log, sc: sc, bell: bell.New(),
		self: strconv.FormatUint(rand.Uint64(), 36), // only tells processes apart
	}
	for _, sched := range []*schedule{&s.inbox, &s.outbox, &s.timers, &s.journal} {
		sched.now = time.Now
	}
	if err := s.rdb.Ping(ctx).Err(); err != nil {
		return nil, errors.Join(fmt.Errorf("open redis: %w", err), s.rdb.Close())
	}
	s.warn(ctx)
	listenCtx, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	news := s.rdb.Subscribe(listenCtx, newsChannel)
	s.listening.Go(func() { s.listen(listenCtx, news) })
	return s, nil
}

// warn reads the settings from INFO, which hosted Redises allow where they forbid CONFIG.
func (s *Store) warn(ctx context.Context) {
	memory, memErr := s.rdb.Info(ctx, "memory").Result()
	persistence, perErr := s.rdb.Info(ctx, "persistence").Result()
	if err := errors.Join(memErr, perErr); err != nil {
		s.log.Warn("redis does not tell its settings: see that it has noeviction and appendonly", "err", err)
		return
	}
	if policy := info(memory, "maxmemory_policy"); policy != "noeviction" {
		s.log.Warn("redis may evict conversations when memory is short: set maxmemory-policy noeviction", "policy", policy)
	}
	if info(persistence, "aof_enabled") != "1" {
		s.log.Warn("redis may lose acknowledged messages when it restarts: set appendonly yes")
	}
}

// info finds the value of a line "key:value".
func info(text, key string) string {
	for line := range strings.Lines(text) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), key+":"); ok {
			return v
		}
	}
	return ""
}

// listen turns news of other processes into hints and rings. go-redis subscribes again after a
// lost connection.
func (s *Store) listen(ctx context.Context, news *redis.PubSub) {
	defer news.Close()
	messages := news.Channel()
	for {
		select {
		case <-ctx.Done():
			return
		case m, ok := <-messages:
			if !ok {
				return
			}
			s.hear(m.Payload)
		}
	}
}

// hear takes one piece of news, "<topic><partition>:<process>". What cannot be read, perhaps from
// a later version, is left to the sweep.
func (s *Store) hear(payload string) {
	head, from, _ := strings.Cut(payload, ":")
	if head == "" || from == s.self { // own news was heard when it was made
		return
	}
	part, err := strconv.Atoi(head[1:])
	if err != nil || part < 0 || part >= partitions {
		return
	}
	switch head[0] {
	case 'i':
		s.tell(state.TopicInbox, part, 0)
	case 'o':
		s.tell(state.TopicOutbox, part, 0)
	case 'j':
		s.tell(state.TopicJournal, part, 0)
	}
}

// tell notes that a partition is worth asking in wait, and wakes the watchers then.
func (s *Store) tell(t state.Topic, part int, wait time.Duration) {
	map[state.Topic]*schedule{
		state.TopicInbox: &s.inbox, state.TopicOutbox: &s.outbox, state.TopicJournal: &s.journal,
	}[t].put(part, wait)
	if wait > 0 {
		s.bell.RingAfter(t, wait)
	} else {
		s.bell.Ring(t)
	}
}

// ringNext wakes the watchers when the next one is expected. more says that the caller got all it
// asked for, and comes again anyway.
func (s *Store) ringNext(t state.Topic, sched *schedule, more bool) {
	if wait, ok := sched.wait(); ok && !more {
		s.bell.RingAfter(t, wait)
	}
}

// Watch gives a channel that receives when there may be news on t, of this process or another.
func (s *Store) Watch(t state.Topic) <-chan struct{} { return s.bell.Watch(t) }

// Close closes the connections.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.stop()
	s.listening.Wait()
	s.bell.Close()
	if err := s.rdb.Close(); err != nil {
		return fmt.Errorf("close redis: %w", err)
	}
	return nil
}

// partition is the part in which conv lives, for ever.
func partition(conv string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(conv))
	return int(h.Sum32() % partitions)
}

// prefix begins all keys of a partition; the braces make a cluster keep them together.
func prefix(part int) string { return "huiyin:{h" + strconv.Itoa(part) + "}:" }
