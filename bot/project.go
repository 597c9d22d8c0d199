package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"huiyin/bot/records"
	"huiyin/bot/state"
)

// journalBatch is how many events go into one transaction of the record.
const journalBatch = 256

// project feeds the record from the journal until ctx ends.
func (s *Service) project(ctx context.Context) error {
	news := s.Store.Watch(state.TopicJournal)
	for ctx.Err() == nil {
		n, err := s.projectBatch(context.WithoutCancel(ctx))
		if err != nil {
			s.Log.Error("record behind, events are kept", "err", err)
			n = 0
		}
		if n == journalBatch {
			continue
		}
		select {
		case <-ctx.Done():
		case <-news:
		case <-time.After(sweep):
		}
	}
	return nil
}

// projectBatch moves one batch into the record and tells who watches the conversations.
func (s *Service) projectBatch(ctx context.Context) (int, error) {
	events, err := s.Store.Events(ctx, journalBatch)
	if err != nil {
		return 0, fmt.Errorf("read journal: %w", err)
	}
	if len(events) == 0 {
		return 0, nil
	}
	entries := make([]records.Entry, 0, len(events))
	changed := map[string]bool{}
	for _, e := range events {
		var ev records.Event
		if err := json.Unmarshal(e.Body, &ev); err != nil { // it must not hold up all that follow
			s.Log.Error("event unreadable, left out of the record", "event", e.ID, "err", err)
			continue
		}
		entries = append(entries, records.Entry{ID: e.ID, Event: ev})
		changed[e.Conv] = true
	}
	if err := s.release(ctx, entries); err != nil {
		return 0, err
	}
	if err := s.Record.Project(ctx, entries); err != nil {
		return 0, fmt.Errorf("project %d events: %w", len(entries), err)
	}
	if err := s.Store.AckEvents(ctx, events); err != nil { // they come again, and the record knows them
		return 0, fmt.Errorf("acknowledge %d events: %w", len(events), err)
	}
	for conv := range changed {
		s.Live.Publish(conv)
	}
	return len(events), nil
}
