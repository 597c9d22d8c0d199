package redis

import (
	"sync"
	"time"
)

const (
	// partitions is how many parts the key space has. It cannot change: a conversation's keys
	// would not be found any more.
	partitions = 64
	// sweepEvery is how often all partitions are asked, should news be lost.
	sweepEvery = time.Second
	// far is later than anything that is waited for.
	far = 1000 * time.Hour
)

// schedule knows for one sort of work which partitions are worth asking. It is a guess that the
// server corrects: too early costs a question, too late is caught by the sweep.
type schedule struct {
	mu    sync.Mutex
	now   func() time.Time
	at    [partitions]time.Time // when the partition is worth asking
	swept time.Time
	first int // where take begins, so that no partition is always the last
}

// take gives the partitions worth asking now. Nobody else is given them until put says when.
func (s *schedule) take() (parts []int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	sweep := now.Sub(s.swept) >= sweepEvery
	if sweep {
		s.swept = now
	}
	s.first = (s.first + 1) % partitions
	for i := range partitions {
		p := (s.first + i) % partitions
		if sweep || !s.at[p].After(now) {
			s.at[p] = now.Add(far)
			parts = append(parts, p)
		}
	}
	return parts
}

// put says that part is worth asking in wait; a negative wait says that there is nothing. What
// came to be known since take, and is earlier, holds.
func (s *schedule) put(part int, wait time.Duration) {
	if wait < 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.now().Add(wait); at.Before(s.at[part]) {
		s.at[part] = at
	}
}

// wait is how long until a partition is worth asking; false if none is known to be.
func (s *schedule) wait() (time.Duration, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	least := far
	for _, at := range s.at {
		least = min(least, at.Sub(now))
	}
	return max(least, 0), least < far/2
}
