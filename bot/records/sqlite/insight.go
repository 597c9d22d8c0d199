package sqlite

import (
	"context"
	"fmt"
	"time"

	"huiyin/bot/records"
)

// NPS counts the answered nps questions by touchpoint since a time.
func (s *Store) NPS(ctx context.Context, since time.Time) ([]records.NPSCount, error) {
	out, err := all(ctx, s, func(r scanner) (c records.NPSCount, err error) {
		err = r.Scan(&c.Touchpoint, &c.Journey, &c.Promoters, &c.Passives, &c.Detractors)
		return c, err
	}, `SELECT touchpoint, journey,
			sum(number >= 9), sum(number >= 7 AND number < 9), sum(number < 7)
		FROM rec_answer
		WHERE type = 'nps' AND at >= ? AND status = 'answered' AND number IS NOT NULL AND kind <> 'employee' AND round = 0
		GROUP BY journey, touchpoint ORDER BY journey, touchpoint`, millis(since))
	if err != nil {
		return nil, fmt.Errorf("count nps: %w", err)
	}
	return out, nil
}

// CSAT counts the answered csat questions by touchpoint since a time, each question for itself.
func (s *Store) CSAT(ctx context.Context, since time.Time) ([]records.CSATCount, error) {
	out, err := all(ctx, s, func(r scanner) (c records.CSATCount, err error) {
		err = r.Scan(&c.Touchpoint, &c.Journey, &c.Survey, &c.Question, &c.Satisfied, &c.N)
		return c, err
	}, `SELECT touchpoint, journey, survey, question, sum(number >= 4), count(*)
		FROM rec_answer
		WHERE type = 'csat' AND at >= ? AND status = 'answered' AND number IS NOT NULL AND kind <> 'employee' AND round = 0
		GROUP BY journey, touchpoint, survey, question ORDER BY journey, touchpoint, survey, question`, millis(since))
	if err != nil {
		return nil, fmt.Errorf("count csat: %w", err)
	}
	return out, nil
}

// Dispositions counts the conversations that ended since a time by touchpoint and by how they count.
// Its condition is that of the index.
func (s *Store) Dispositions(ctx context.Context, since time.Time) ([]records.DispositionCount, error) {
	out, err := all(ctx, s, func(r scanner) (c records.DispositionCount, err error) {
		err = r.Scan(&c.Touchpoint, &c.Journey, &c.Disposition, &c.N)
		return c, err
	}, `SELECT touchpoint, journey, disposition, count(*) FROM rec_conversation
		WHERE disposition <> '' AND ended_at >= ?
		GROUP BY journey, touchpoint, disposition ORDER BY journey, touchpoint, disposition`, millis(since))
	if err != nil {
		return nil, fmt.Errorf("count dispositions: %w", err)
	}
	return out, nil
}

// Recoveries compares the ratings that were asked once more since a time with the first ones. Its
// condition is that of the index.
func (s *Store) Recoveries(ctx context.Context, since time.Time) ([]records.Recovery, error) {
	out, err := all(ctx, s, func(r scanner) (c records.Recovery, err error) {
		err = r.Scan(&c.Touchpoint, &c.Journey, &c.Survey, &c.Question, &c.Type, &c.N, &c.Before, &c.After)
		return c, err
	}, `SELECT b.touchpoint, b.journey, b.survey, b.question, b.type, count(*), avg(a.number), avg(b.number)
		FROM rec_answer b JOIN rec_answer a ON a.conversation = b.conversation AND a.question = b.question AND a.item = b.item AND a.round = 0
		WHERE b.round = 2 AND b.at >= ? AND a.status = 'answered' AND b.status = 'answered'
			AND a.number IS NOT NULL AND b.number IS NOT NULL AND b.kind <> 'employee'
		GROUP BY b.journey, b.touchpoint, b.survey, b.question, b.type
		ORDER BY b.journey, b.touchpoint, b.survey, b.question`, millis(since))
	if err != nil {
		return nil, fmt.Errorf("compare ratings: %w", err)
	}
	return out, nil
}

// Verbatims gives the newest answers in words, newest first. Its condition is that of the index.
func (s *Store) Verbatims(ctx context.Context, limit int) ([]records.Verbatim, error) {
	out, err := all(ctx, s, func(r scanner) (v records.Verbatim, err error) {
		err = r.Scan(&v.Conversation, &v.Touchpoint, &v.Journey, &v.Channel, &v.Lang, &v.Asked, &v.Text,
			&v.Value, &v.Label, stamp{&v.At}, &v.NPS)
		return v, err
	}, `SELECT conversation, touchpoint, journey, channel, lang, asked, text, score_value, score_label, at,
			(SELECT number FROM rec_answer r WHERE r.conversation = a.conversation AND r.type = 'nps'
			 AND r.status = 'answered' AND r.round = 0 ORDER BY r.at DESC LIMIT 1)
		FROM rec_answer a WHERE text <> '' AND (type = 'text' OR status = 'unread')
		ORDER BY at DESC, n DESC LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("read verbatims: %w", err)
	}
	return out, nil
}

// EachAnswer calls f for every answer, oldest first, until it returns an error. It sees the record
// as it was at the start.
func (s *Store) EachAnswer(ctx context.Context, f func(records.Answer) error) error {
	rows, err := s.db.Reader().QueryContext(ctx, `SELECT `+answerColumns+`,
		coalesce((SELECT disposition FROM rec_conversation c WHERE c.id = rec_answer.conversation), '')
		FROM rec_answer ORDER BY at, n`)
	if err != nil {
		return fmt.Errorf("read answers: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a records.Answer
		if err := rows.Scan(append(answerFields(&a), &a.Disposition)...); err != nil {
			return fmt.Errorf("read answer: %w", err)
		}
		if err := f(a); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read answers: %w", err)
	}
	return nil
}
