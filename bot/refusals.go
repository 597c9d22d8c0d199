package bot

import (
	"log/slog"
	"sync"
	"time"

	"huiyin/adapters"
)

// Who is refused may come again a thousand times a second: of one reason so many lines are logged
// in so long a time, so that nobody fills the disk from outside. The metrics count them all.
const (
	refusalLines = 20
	refusalEvery = time.Minute
)

// Refused counts what webhooks refuse, and logs it; it is the adapters.OnRefusal of every channel.
func Refused(m *Metrics, log *slog.Logger) adapters.OnRefusal {
	seen := &refusals{}
	return func(channel, account string, r adapters.Refusal) {
		m.refused(channel, r.Reason)
		line, unsaid := seen.next(channel+" "+account+" "+r.Reason, time.Now())
		if !line {
			return
		}
		log := log.With("channel", channel, "account", account, "status", r.Status, "reason", r.Reason)
		if unsaid > 0 {
			log = log.With("unlogged_before", unsaid)
		}
		log.Warn("webhook refused")
	}
}

// refusals remembers how many lines each kind of refusal had lately. Kinds are constants of the
// channels, so they are few.
type refusals struct {
	mu    sync.Mutex
	kinds map[string]*refusal
}

type refusal struct {
	since time.Time
	count int // since then, logged or not
}

// next counts a refusal and says whether it is logged, and how many of its kind were not before it.
func (s *refusals) next(kind string, now time.Time) (line bool, unsaid int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kinds == nil {
		s.kinds = map[string]*refusal{}
	}
	k := s.kinds[kind]
	if k == nil {
		k = &refusal{since: now}
		s.kinds[kind] = k
	}
	if now.Sub(k.since) >= refusalEvery {
		unsaid = max(0, k.count-refusalLines)
		k.since, k.count = now, 0
	}
	k.count++
	return k.count <= refusalLines, unsaid
}
