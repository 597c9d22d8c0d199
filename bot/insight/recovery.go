package insight

import (
	"context"
	"time"

	"huiyin/bot/records"
)

// Recovery is what cases came to at one touchpoint: the mean of a rating before and after, of the
// customers who gave both.
type Recovery struct{ records.Recovery }

// Delta is by how many points of the scale the mean rose.
func (r Recovery) Delta() float64 { return r.After - r.Before }

// Small reports whether there are too few answers to act upon.
func (r Recovery) Small() bool { return r.N < smallSample }

// Recoveries compares the ratings that were asked once more since a time, zero for all, with the
// first ones, in the order of journeys and touchpoints.
func (s *Service) Recoveries(ctx context.Context, since time.Time) ([]Recovery, error) {
	found, err := s.record.Recoveries(ctx, since)
	if err != nil {
		return nil, err
	}
	out := make([]Recovery, len(found))
	for i, r := range found {
		out[i] = Recovery{r}
	}
	return out, nil
}
