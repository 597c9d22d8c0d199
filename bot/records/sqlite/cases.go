package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

const caseColumns = `id, state, priority, reasons, owner, opened_at, taken_at, replied_at, resolved_at,
	root_cause, action, conv, conversation, channel, survey, touchpoint, journey, customer, name,
	last_message, last_at, unread`

func caseFields(c *records.Case) []any {
	return []any{
		&c.ID, &c.State, &c.Priority,
		object{&c.Reasons},
		&c.Owner,
		stamp{&c.OpenedAt},
		stamp{&c.TakenAt},
		stamp{&c.RepliedAt},
		stamp{&c.ResolvedAt},
		&c.RootCause, &c.Action, &c.Conv, &c.Conversation, &c.Channel,
		&c.Survey, &c.Touchpoint, &c.Journey, &c.Customer, &c.Name, &c.LastMessage,
		stamp{&c.LastAt},
		&c.Unread,
	}
}

var putCase = insert("rec_case", caseColumns) + ` ON CONFLICT (id)` + replacing(caseColumns)

const (
	// customerWrote keeps the last words when the message has none, as a voice message.
	customerWrote = `UPDATE rec_case SET unread = unread + 1,
		last_message = coalesce(nullif(?, ''), last_message), last_at = ?
		WHERE conv = ? AND state IN ('open', 'taken')`
	agentWrote = `UPDATE rec_case SET unread = 0 WHERE conv = ? AND state IN ('open', 'taken')`
)

// moved is when the case last changed hands or state, unix milliseconds.
func moved(c *records.Case) int64 {
	return max(millis(c.OpenedAt), millis(c.TakenAt), millis(c.RepliedAt), millis(c.ResolvedAt))
}

// projectCase writes a case unless a newer state of it is known. What the record itself adds to a
// case is kept.
func (s *Store) projectCase(tx *sql.Tx, c records.Case) error {
	known, err := scanCase(tx.QueryRow(selectCase+` WHERE id = ?`, c.ID))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if err := firstWords(tx, &c); err != nil {
			return err
		}
	case err != nil:
		return err
	case moved(&c) < moved(&known):
		return nil
	default:
		c.LastMessage, c.LastAt, c.Unread = known.LastMessage, known.LastAt, known.Unread
		if !c.TakenAt.Equal(known.TakenAt) || c.State == handoff.Resolved {
			c.Unread = 0
		}
	}
	_, err = s.exec(tx, putCase, caseFields(&c)...)
	return err
}

// firstWords gives a new case the words that led to it: they were projected before it.
func firstWords(tx *sql.Tx, c *records.Case) error {
	c.Unread = 0
	if c.State == handoff.Open {
		if err := tx.QueryRow(`SELECT count(*) FROM rec_message WHERE conv = ? AND sender = 'customer' AND at >= ?`,
			c.Conv, stamp{&c.OpenedAt}).Scan(&c.Unread); err != nil {
			return err
		}
	}
	err := tx.QueryRow(`SELECT text, at FROM rec_message WHERE conv = ? AND sender = 'customer' AND text <> ''
		ORDER BY n DESC LIMIT 1`, c.Conv).Scan(&c.LastMessage, stamp{&c.LastAt})
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

const selectCase = `SELECT ` + caseColumns + `,
	(SELECT number FROM rec_answer a WHERE a.conversation = rec_case.conversation AND a.type = 'nps'
	 AND a.status = 'answered' AND a.round = 0 ORDER BY a.at DESC LIMIT 1)
	FROM rec_case`

func scanCase(r scanner) (c records.Case, err error) {
	err = r.Scan(append(caseFields(&c), &c.NPS)...)
	return c, err
}

// defaultCases bounds a list when the filter names no limit.
const defaultCases = 200

const (
	waitingFirst  = `priority, opened_at, id`
	resolvedFirst = `resolved_at DESC, id`
	allCases      = `state = 'resolved', CASE state WHEN 'resolved' THEN -resolved_at ELSE priority END, opened_at, id`
)

// Cases gives cases: those waiting longest at the highest priority first, then the resolved ones,
// newest first. Its conditions are spelled as those of the indexes.
func (s *Store) Cases(ctx context.Context, f records.CaseFilter) ([]records.Case, error) {
	where, order, args := `state <> ''`, allCases, []any{}
	switch f.State {
	case "":
	case "resolved":
		where, order = `state = 'resolved'`, resolvedFirst
	case "active":
		where, order = `state IN ('open', 'taken')`, waitingFirst
	default:
		where, order, args = `state IN ('open', 'taken') AND state = ?`, waitingFirst, []any{f.State}
	}
	if f.Owner != "" {
		where, args = where+` AND owner = ?`, append(args, f.Owner)
	}
	if f.Limit <= 0 {
		f.Limit = defaultCases
	}
	out, err := all(ctx, s, scanCase, selectCase+` WHERE `+where+` ORDER BY `+order+` LIMIT ?`, append(args, f.Limit)...)
	if err != nil {
		return nil, fmt.Errorf("read cases: %w", err)
	}
	return out, nil
}

// Case gives one case.
func (s *Store) Case(ctx context.Context, id string) (records.Case, error) {
	c, err := scanCase(s.db.Reader().QueryRowContext(ctx, selectCase+` WHERE id = ?`, id))
	if err != nil {
		return c, fmt.Errorf("read case: %w", notFound(err))
	}
	return c, nil
}
