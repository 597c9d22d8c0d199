package statetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"huiyin/bot/state"
)

// seat is the place of holder in the quota that the stories are about.
func seat(holder string, step int64) state.Place {
	return state.Place{Survey: "pets", Quota: "cats", Holder: holder, Step: step}
}

func (s *store) reserve(t *testing.T, p state.Place, limit int, want bool) {
	t.Helper()
	ok, err := s.Reserve(s.ctx, p, limit)
	if err != nil || ok != want {
		t.Errorf("reserve %+v of %d: %v (%v), want %v", p, limit, ok, err, want)
	}
}

func (s *store) release(t *testing.T, p state.Place) {
	t.Helper()
	if err := s.Release(s.ctx, p); err != nil {
		t.Errorf("release %+v: %v", p, err)
	}
}

func (s *store) taken(t *testing.T, survey, quota string, want int) {
	t.Helper()
	n, err := s.Places(s.ctx, survey, quota)
	if err != nil || n != want {
		t.Errorf("%d places of %s %s are taken (%v), want %d", n, survey, quota, err, want)
	}
}

func placeTakenOnce(t *testing.T, s *store) {
	s.taken(t, "pets", "cats", 0)
	s.reserve(t, seat("ann", 3), 2, true)
	s.reserve(t, seat("ann", 3), 2, true) // handled again
	s.reserve(t, seat("ann", 5), 2, true) // asked again later
	s.taken(t, "pets", "cats", 1)
	s.reserve(t, seat("bob", 1), 2, true)
	s.reserve(t, seat("cid", 1), 2, false)
	s.reserve(t, seat("ann", 6), 2, true) // who has one keeps it in a full quota
	s.taken(t, "pets", "cats", 2)
}

func placeGivenBack(t *testing.T, s *store) {
	s.reserve(t, seat("ann", 3), 1, true)
	s.release(t, seat("bob", 9)) // who has none gives none back
	s.reserve(t, seat("cid", 1), 1, false)
	s.release(t, seat("ann", 4))
	s.release(t, seat("ann", 4)) // read twice from the journal
	s.taken(t, "pets", "cats", 0)
	s.reserve(t, seat("cid", 1), 1, true)
	s.reserve(t, seat("ann", 7), 1, false)
	s.release(t, seat("cid", 2))
	s.reserve(t, seat("ann", 7), 1, true) // and may come back
	s.taken(t, "pets", "cats", 1)
}

// The steps of one session come in whatever order workers and the journal bring them in.
func placesOfAStaleWorker(t *testing.T, s *store) {
	s.reserve(t, seat("ann", 5), 1, true)
	s.reserve(t, seat("ann", 8), 1, true)
	s.release(t, seat("ann", 6)) // the journal is behind
	s.taken(t, "pets", "cats", 1)
	s.reserve(t, seat("ann", 2), 1, true) // so is this worker, which changes nothing
	s.release(t, seat("ann", 7))
	s.taken(t, "pets", "cats", 1)
	s.release(t, seat("ann", 8)) // one step may find another quota full and give this place back
	s.taken(t, "pets", "cats", 0)
	s.release(t, seat("ann", 3))
	s.reserve(t, seat("ann", 8), 1, false) // a worker that fell asleep before the release
	s.reserve(t, seat("ann", 7), 1, false)
	s.taken(t, "pets", "cats", 0)
	s.release(t, seat("bob", 4)) // the session is over: a place that was never committed goes too
	s.reserve(t, seat("bob", 4), 1, false)
	s.reserve(t, seat("ann", 9), 1, true)
	s.taken(t, "pets", "cats", 1)
}

func quotasApart(t *testing.T, s *store) {
	s.reserve(t, seat("ann", 1), 1, true)
	dogs, other := seat("ann", 1), seat("ann", 1)
	dogs.Quota, other.Survey = "dogs", "other"
	s.reserve(t, dogs, 1, true)
	s.reserve(t, other, 1, true)
	s.release(t, dogs)
	s.taken(t, "pets", "cats", 1)
	s.taken(t, "pets", "dogs", 0)
	s.taken(t, "other", "cats", 1)
}

func limitMoved(t *testing.T, s *store) {
	for i := range 5 {
		s.reserve(t, seat(fmt.Sprint("h", i), 1), 3, i < 3)
	}
	s.reserve(t, seat("h3", 1), 4, true)
	s.reserve(t, seat("h4", 1), 2, false)
	s.reserve(t, seat("h0", 2), 2, true)
	s.taken(t, "pets", "cats", 4)
	s.release(t, seat("h1", 1))
	s.release(t, seat("h2", 1))
	s.reserve(t, seat("h4", 1), 2, false)
	s.reserve(t, seat("h4", 1), 0, false)
	s.taken(t, "pets", "cats", 2)
}

// Each reserver asks twice at once, as when a message is delivered twice.
func racingForPlaces(t *testing.T, s *store) {
	const limit, holders = 50, 100
	race := func(step int64) (got [holders]bool) {
		var wg sync.WaitGroup
		var ok [holders]atomic.Int32
		for i := range 2 * holders {
			wg.Go(func() {
				had, err := s.Reserve(s.ctx, seat(fmt.Sprint("h", i%holders), step), limit)
				if err != nil {
					t.Errorf("reserve: %v", err)
				}
				if had {
					ok[i%holders].Add(1)
				}
			})
		}
		wg.Wait()
		for i := range got {
			if n := ok[i].Load(); n == 1 {
				t.Errorf("h%d was told both that it has a place and that it has none", i)
			} else {
				got[i] = n == 2
			}
		}
		return got
	}
	first := race(1)
	s.taken(t, "pets", "cats", limit)
	if again := race(2); again != first {
		t.Error("asked again, others hold the places")
	}
	s.taken(t, "pets", "cats", limit)

	var wg sync.WaitGroup
	for i, has := range first { // some give their place back, and all who have none ask again
		if has && i%10 == 0 {
			wg.Go(func() { s.release(t, seat(fmt.Sprint("h", i), 3)) })
		}
		if !has {
			wg.Go(func() {
				if _, err := s.Reserve(s.ctx, seat(fmt.Sprint("h", i), 3), limit); err != nil {
					t.Errorf("reserve: %v", err)
				}
			})
		}
	}
	wg.Wait()
	for i, has := range first {
		if !has {
			if _, err := s.Reserve(s.ctx, seat(fmt.Sprint("h", i), 4), limit); err != nil {
				t.Errorf("reserve: %v", err)
			}
		}
	}
	s.taken(t, "pets", "cats", limit)
}
