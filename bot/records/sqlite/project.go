package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"huiyin/bot/records"
)

const (
	putEntry = `INSERT INTO rec_entry (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING`

	forgetEntries  = `DELETE FROM rec_entry WHERE id IN (SELECT id FROM rec_entry WHERE at < ? ORDER BY at LIMIT ?)`
	forgetOutcomes = `DELETE FROM rec_outcome WHERE id IN (SELECT id FROM rec_outcome WHERE at < ? ORDER BY at LIMIT ?)`
)

// keepEntries is how long the id of a projected entry, and the outcome of an action, is remembered:
// far longer than the journal could be behind, or a client could ask.
const keepEntries = 90 * 24 * time.Hour

// hot are the statements worth keeping prepared.
var hot = []string{
	putEntry, putContact, putConversation, putMessage, setMessage, setStatus, takeDelivery, putDelivery,
	putAnswer, customerWrote, agentWrote, forgetEntries, forgetOutcomes,
}

// Project writes entries in order in one transaction; an entry written before is ignored.
func (s *Store) Project(ctx context.Context, entries []records.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	now := millis(s.now())
	return s.db.Write(ctx, func(tx *sql.Tx) error {
		for i := range entries {
			e := &entries[i]
			fresh, err := s.exec(tx, putEntry, e.ID, now)
			if err == nil && fresh {
				err = s.project(tx, &e.Event, now)
			}
			if err != nil {
				return fmt.Errorf("project entry %s: %w", e.ID, err)
			}
		}
		return s.forget(tx, 2*len(entries))
	})
}

// forget deletes up to n of what has served its time, and as many outcomes. Called with twice what
// was written it keeps up, and no single write has much to delete.
func (s *Store) forget(tx *sql.Tx, n int) error {
	before := millis(s.now().Add(-keepEntries))
	for _, query := range []string{forgetEntries, forgetOutcomes} {
		if _, err := s.exec(tx, query, before, n); err != nil {
			return fmt.Errorf("forget old entries: %w", err)
		}
	}
	return nil
}

// project writes what one event holds.
func (s *Store) project(tx *sql.Tx, e *records.Event, now int64) (err error) {
	switch {
	case e.Contact != nil:
		_, err = s.exec(tx, putContact, contactFields(e.Contact)...)
	case e.Conversation != nil:
		_, err = s.exec(tx, putConversation, conversationFields(e.Conversation)...)
	case e.Message != nil:
		err = s.projectMessage(tx, e.Message)
	case e.Answer != nil:
		_, err = s.exec(tx, putAnswer, answerRow(e.Answer)...)
	case e.Case != nil:
		err = s.projectCase(tx, *e.Case)
	case e.Outcome != nil:
		_, err = s.exec(tx, putOutcome, e.Outcome.ID, e.Outcome.Error, e.Outcome.Who, now)
	case e.Audit != nil:
		_, err = s.exec(tx, putAudit, auditFields(e.Audit)...)
	case e.Invitation != nil:
		err = s.projectInvitation(tx, e.Invitation)
	}
	return err
}

// Delivered notes what became of an outgoing message. News about one that is not projected yet
// waits for it in a table of its own.
func (s *Store) Delivered(ctx context.Context, conv, msgID, status, detail string, at time.Time) error {
	ms := millis(at)
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		var known bool
		err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM rec_message WHERE conv = ? AND id = ?)`, conv, msgID).Scan(&known)
		switch {
		case err != nil:
		case known:
			_, err = s.exec(tx, setStatus, status, detail, ms, conv, msgID, ms)
		default:
			_, err = s.exec(tx, putDelivery, conv, msgID, status, detail, ms)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("note delivery of %s: %w", msgID, err)
	}
	return nil
}
