package sqlite

import (
	"context"
	"fmt"

	"huiyin/bot/records"
)

const (
	putOutcome = `INSERT INTO rec_outcome (id, error, who, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`

	auditColumns = `actor, action, object, at`
)

var putAudit = insert("rec_audit", auditColumns)

func auditFields(a *records.Audit) []any {
	return []any{&a.Actor, &a.Action, &a.Object, stamp{&a.At}}
}

// AuditOf gives the entries about an object, oldest first.
func (s *Store) AuditOf(ctx context.Context, obj string) ([]records.Audit, error) {
	out, err := all(ctx, s, func(r scanner) (a records.Audit, err error) {
		err = r.Scan(auditFields(&a)...)
		return a, err
	}, `SELECT `+auditColumns+` FROM rec_audit WHERE object = ? ORDER BY n`, obj)
	if err != nil {
		return nil, fmt.Errorf("read audit log: %w", err)
	}
	return out, nil
}

// Outcome gives what became of an agent's action.
func (s *Store) Outcome(ctx context.Context, id string) (o records.Outcome, err error) {
	err = s.db.Reader().QueryRowContext(ctx, `SELECT id, error, who FROM rec_outcome WHERE id = ?`, id).
		Scan(&o.ID, &o.Error, &o.Who)
	if err != nil {
		return o, fmt.Errorf("read outcome: %w", notFound(err))
	}
	return o, nil
}
