package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"huiyin/bot/conversation"
	"huiyin/bot/records"
	"huiyin/bot/state"
)

// decide handles a turn, and reserves the places in quotas that its session takes with it. Where none
// is left the turn is handled again, knowing that.
//
// Places are reserved before the commit, so that never more are held than there are, and given back
// after it, by the journal: what a turn decides that is never committed gives nothing back. A place
// that was reserved for such a turn stays with its session, which takes it again, or gives it back
// when it ends at the latest.
func (s *Service) decide(ctx context.Context, w state.Work, turn conversation.Turn) (conversation.Result, error) {
	var unscored error
	for {
		doc, err := conversation.ParseDocument(w.Conv, w.Session) // anew: handling changes its case
		if err != nil {
			return conversation.Result{}, err
		}
		result, err := s.Handler.Handle(ctx, doc, turn)
		if err != nil {
			return result, err
		}
		full, err := s.reserve(ctx, result.Takes, &turn.Quotas)
		result.Unscored = errors.Join(unscored, result.Unscored)
		if err != nil || !full {
			return result, err
		}
		unscored = result.Unscored
		if result.Score != nil {
			turn.Quotas.Score = result.Score
		}
	}
}

// reserve takes places until one is refused, and notes what it found.
func (s *Service) reserve(ctx context.Context, takes []conversation.Take, news *conversation.QuotaNews) (full bool, err error) {
	for _, t := range takes {
		ok, err := s.Store.Reserve(ctx, t.Place, t.Limit)
		switch {
		case err != nil: // in a cluster another server counts than the one that has the conversation
			return false, fmt.Errorf("%w: %w", errOutage, err)
		case ok:
			news.Taken = append(news.Taken, t.Quota)
		case slices.Contains(news.Full, t.Quota):
			return false, fmt.Errorf("quota %s is full, and wanted nonetheless", t.Quota)
		default:
			news.Full = append(news.Full, t.Quota)
			return true, nil
		}
	}
	return false, nil
}

// release gives back the places among events of the journal. It may be done again.
func (s *Service) release(ctx context.Context, entries []records.Entry) error {
	for _, e := range entries {
		if e.Event.Place == nil {
			continue
		}
		if err := s.Store.Release(ctx, *e.Event.Place); err != nil {
			return err
		}
	}
	return nil
}
