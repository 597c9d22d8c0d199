package insight

import (
	"context"
	"fmt"
	"time"

	"huiyin/bot/records"
	"huiyin/dialog"
)

// Completion is how the conversations of one touchpoint ended. The terms are AAPOR's.
type Completion struct {
	Touchpoint, Journey                                               string
	Complete, Partial, BreakOff, Refusal, NoResponse, Ineligible, All int
}

// Rate gives the completes and partials among those who were asked and belong to who is meant, as a
// whole per cent (AAPOR's RR2 of a sample whose eligibility is known); "–" when there are none.
func (c Completion) Rate() string {
	eligible := c.All - c.Ineligible
	if eligible == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f%%", 100*float64(c.Complete+c.Partial)/float64(eligible))
}

// CompletionByTouchpoint tells how the conversations that ended since a time, zero for all, count,
// in the order of journeys and touchpoints.
func (s *Service) CompletionByTouchpoint(ctx context.Context, since time.Time) ([]Completion, error) {
	counts, err := s.record.Dispositions(ctx, since)
	if err != nil {
		return nil, err
	}
	var places []Completion
	for _, c := range counts {
		if n := len(places); n == 0 || places[n-1].Touchpoint != c.Touchpoint || places[n-1].Journey != c.Journey {
			places = append(places, Completion{Touchpoint: c.Touchpoint, Journey: c.Journey})
		}
		places[len(places)-1].add(c)
	}
	return places, nil
}

func (c *Completion) add(count records.DispositionCount) {
	c.All += count.N
	switch dialog.Disposition(count.Disposition) {
	case dialog.Complete:
		c.Complete += count.N
	case dialog.PartialInterview:
		c.Partial += count.N
	case dialog.BreakOff:
		c.BreakOff += count.N
	case dialog.Refusal:
		c.Refusal += count.N
	case dialog.NoResponse:
		c.NoResponse += count.N
	case dialog.Ineligible:
		c.Ineligible += count.N
	}
}
