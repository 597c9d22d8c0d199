package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"huiyin/bot/sqlitedb"
)

// queries are the statements of the message's life cycle, compiled once.
type queries struct {
	seen, enqueue, putIn             *sql.Stmt
	claimable, claim, nextReady      *sql.Stmt
	head, putSession, popIn, takeIn  *sql.Stmt
	popReady, endReady, deferIn      *sql.Stmt
	pushDue, putOut, putEvent        *sql.Stmt
	sendable, leaseOut, nextDue      *sql.Stmt
	takeOut, popDue, retryOut, acked *sql.Stmt
	place, putPlace, take, giveBack  *sql.Stmt

	all []*sql.Stmt
}

// sql gives the text of each query. Parameter ?1 is the conversation wherever there is one.
func (q *queries) sql() map[**sql.Stmt]string {
	return map[**sql.Stmt]string{
		&q.seen: `INSERT INTO st_seen (conv, id, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING`,
		&q.enqueue: `INSERT INTO st_ready (conv, at, head, tail) VALUES (?1, ?2, 1, 1)
			ON CONFLICT (conv) DO UPDATE SET tail = tail + 1 RETURNING head, tail`,
		&q.putIn: `INSERT INTO st_inbox (conv, n, id, at, body) VALUES (?1, ?2, ?3, ?4, ?5)`,

		// The two have the same subquery, and see the same rows, in one transaction.
		&q.claimable: `SELECT r.conv, r.attempt + 1, i.id, i.at, i.body, coalesce(s.version, 0), s.body
			FROM (SELECT conv, head, attempt FROM st_ready WHERE at <= ?1 ORDER BY at, conv LIMIT ?2) r
			JOIN st_inbox i ON i.conv = r.conv AND i.n = r.head
			LEFT JOIN st_session s ON s.conv = r.conv`,
		&q.claim: `UPDATE st_ready SET at = ?3, attempt = attempt + 1, leased = 1 WHERE conv IN
			(SELECT conv FROM st_ready WHERE at <= ?1 ORDER BY at, conv LIMIT ?2)`,
		&q.nextReady: `SELECT min(at) FROM st_ready`,

		&q.head: `SELECT r.head, i.id, coalesce(s.version, 0) FROM st_ready r
			JOIN st_inbox i ON i.conv = r.conv AND i.n = r.head
			LEFT JOIN st_session s ON s.conv = r.conv WHERE r.conv = ?1`,
		&q.putSession: `INSERT INTO st_session (conv, version, wake, body) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (conv) DO UPDATE SET version = ?2, wake = ?3, body = ?4`,
		&q.popIn: `DELETE FROM st_inbox WHERE conv = ?1 AND n = ?2`,
		&q.takeIn: `DELETE FROM st_inbox WHERE conv = ?1 AND id = ?2
			AND n = (SELECT head FROM st_ready WHERE conv = ?1) RETURNING body`,
		&q.popReady: `UPDATE st_ready SET head = head + 1, attempt = 0, leased = 0, at = ?2
			WHERE conv = ?1 RETURNING head > tail`,
		&q.endReady: `DELETE FROM st_ready WHERE conv = ?1`,
		&q.deferIn: `UPDATE st_ready SET at = ?3, leased = 0 WHERE conv = ?1 AND EXISTS
			(SELECT 1 FROM st_inbox WHERE conv = ?1 AND n = head AND id = ?2)`,

		&q.pushDue: `INSERT INTO st_due (conv, at, head, tail) VALUES (?1, ?2, 1, ?3)
			ON CONFLICT (conv) DO UPDATE SET tail = tail + ?3 RETURNING tail`,
		&q.putOut:   `INSERT INTO st_outbox (conv, n, id, body) VALUES (?1, ?2, ?3, ?4)`,
		&q.putEvent: `INSERT INTO st_journal (conv, body) VALUES (?1, ?2)`,

		&q.sendable: `SELECT d.conv, d.attempt + 1, o.id, o.body
			FROM (SELECT conv, head, attempt FROM st_due WHERE at <= ?1 AND head <= tail ORDER BY at, conv LIMIT ?2) d
			JOIN st_outbox o ON o.conv = d.conv AND o.n = d.head`,
		&q.leaseOut: `UPDATE st_due SET at = ?3, attempt = attempt + 1, leased = 1 WHERE conv IN
			(SELECT conv FROM st_due WHERE at <= ?1 AND head <= tail ORDER BY at, conv LIMIT ?2)`,
		&q.nextDue: `SELECT min(at) FROM st_due WHERE head <= tail`,
		&q.takeOut: `DELETE FROM st_outbox WHERE conv = ?1 AND id = ?2
			AND n = (SELECT head FROM st_due WHERE conv = ?1) RETURNING body`,
		&q.popDue: `UPDATE st_due SET head = head + 1, attempt = 0, leased = 0, at = ?2
			WHERE conv = ?1 RETURNING head <= tail`,
		&q.retryOut: `UPDATE st_due SET at = ?3, leased = 0 WHERE conv = ?1 AND EXISTS
			(SELECT 1 FROM st_outbox WHERE conv = ?1 AND n = head AND id = ?2)`,
		&q.acked: `DELETE FROM st_journal WHERE n = ?1`,

		&q.place: `SELECT held, step FROM st_place WHERE survey = ?1 AND quota = ?2 AND holder = ?3`,
		&q.putPlace: `INSERT INTO st_place (survey, quota, holder, held, step, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
			ON CONFLICT (survey, quota, holder) DO UPDATE SET held = ?4, step = ?5, at = ?6`,
		&q.take: `INSERT INTO st_quota (survey, quota, taken) VALUES (?1, ?2, 1)
			ON CONFLICT (survey, quota) DO UPDATE SET taken = taken + 1 WHERE taken < ?3`,
		&q.giveBack: `UPDATE st_quota SET taken = taken - 1 WHERE survey = ?1 AND quota = ?2`,
	}
}

func (q *queries) prepare(ctx context.Context, db *sqlitedb.DB) error {
	for p, text := range q.sql() {
		stmt, err := db.Prepare(ctx, text)
		if err != nil {
			return errors.Join(err, q.close())
		}
		*p = stmt
		q.all = append(q.all, stmt)
	}
	return nil
}

func (q *queries) close() error {
	var errs []error
	for _, stmt := range q.all {
		errs = append(errs, stmt.Close())
	}
	q.all = nil
	return errors.Join(errs...)
}
