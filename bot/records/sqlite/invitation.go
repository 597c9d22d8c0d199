package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"time"

	"huiyin/bot/records"
)

const invitationColumns = `id, event_id, event_type, survey, touchpoint, journey, customer, lang, zone, conv, vars,
	status, reason, response, created_at, expires_at`

func invitationFields(i *records.Invitation) []any {
	return []any{
		&i.ID, &i.EventID, &i.EventType, &i.Survey, &i.Touchpoint, &i.Journey, &i.Customer, &i.Lang, &i.Zone, &i.Conv,
		object{&i.Vars},
		&i.Status, &i.Reason, &i.Response,
		stamp{&i.CreatedAt},
		stamp{&i.ExpiresAt},
	}
}

var putInvitation = insert("rec_invitation", invitationColumns+`, token_hash`) + ` ON CONFLICT (event_id) DO NOTHING`

func scanInvitation(r scanner) (i records.Invitation, err error) {
	err = r.Scan(invitationFields(&i)...)
	return i, err
}

// hashed is what is stored of a token; nil of none.
func hashed(token string) []byte {
	if token == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// PutInvitation stores inv unless its EventID is known: then it gives the stored one and false.
func (s *Store) PutInvitation(ctx context.Context, inv records.Invitation) (stored records.Invitation, created bool, err error) {
	err = s.db.Write(ctx, func(tx *sql.Tx) (err error) {
		created, err = s.exec(tx, putInvitation, append(invitationFields(&inv), hashed(inv.Token))...)
		if err != nil {
			return err
		}
		stored, err = scanInvitation(tx.QueryRow(
			`SELECT `+invitationColumns+` FROM rec_invitation WHERE event_id = ?`, inv.EventID))
		return err
	})
	if err != nil {
		return records.Invitation{}, false, fmt.Errorf("store invitation: %w", err)
	}
	return stored, created, nil
}

// Invitation gives one invitation.
func (s *Store) Invitation(ctx context.Context, id string) (records.Invitation, error) {
	inv, err := scanInvitation(s.db.Reader().QueryRowContext(ctx,
		`SELECT `+invitationColumns+` FROM rec_invitation WHERE id = ?`, id))
	if err != nil {
		return inv, fmt.Errorf("read invitation: %w", notFound(err))
	}
	return inv, nil
}

// Redeem binds the token to conv.
func (s *Store) Redeem(ctx context.Context, token, conv string, now time.Time) (inv records.Invitation, err error) {
	if token == "" {
		return inv, fmt.Errorf("redeem: %w", records.ErrNotFound)
	}
	err = s.db.Write(ctx, func(tx *sql.Tx) (err error) {
		inv, err = s.redeem(tx, hashed(token), conv, now)
		return err
	})
	if err != nil {
		return records.Invitation{}, fmt.Errorf("redeem: %w", err)
	}
	return inv, nil
}

func (s *Store) redeem(tx *sql.Tx, hash []byte, conv string, now time.Time) (inv records.Invitation, err error) {
	var opened int64
	err = tx.QueryRow(`SELECT `+invitationColumns+`, opened_at FROM rec_invitation WHERE token_hash = ?`, hash).
		Scan(append(invitationFields(&inv), &opened)...)
	switch {
	case err != nil:
		return inv, notFound(err)
	case inv.Conv == conv:
		return inv, nil
	case opened != 0:
		return inv, records.ErrUsed
	case !now.Before(inv.ExpiresAt):
		return inv, records.ErrExpired
	}
	if inv.Conv != "" { // it was sent elsewhere
		var heard bool
		if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM rec_message WHERE conv = ? AND sender = 'customer' AND at >= ?)`,
			inv.Conv, stamp{&inv.CreatedAt}).Scan(&heard); err != nil {
			return inv, err
		}
		if heard {
			return inv, records.ErrUsed
		}
	}
	inv.Conv = conv
	_, err = s.exec(tx, `UPDATE rec_invitation SET conv = ?, opened_at = ? WHERE id = ?`, conv, millis(now), inv.ID)
	return inv, err
}

// projectInvitation moves an invitation on, unless it has gone to another chat meanwhile.
func (s *Store) projectInvitation(tx *sql.Tx, c *records.InvitationChange) error {
	_, err := s.exec(tx, `UPDATE rec_invitation SET status = ?, reason = ?, conv = ?, changed_at = ?
		WHERE id = ? AND conv IN ('', ?) AND changed_at <= ?`,
		c.Status, c.Reason, c.Conv, stamp{&c.At}, c.ID, c.Conv, stamp{&c.At})
	return err
}

// Unsent gives up to limit invitations in status sending that have not expired, oldest first.
func (s *Store) Unsent(ctx context.Context, now time.Time, limit int) ([]records.Invitation, error) {
	out, err := all(ctx, s, scanInvitation, `SELECT `+invitationColumns+` FROM rec_invitation
		WHERE status = 'sending' AND expires_at > ? ORDER BY created_at, id LIMIT ?`, millis(now), limit)
	if err != nil {
		return nil, fmt.Errorf("read unsent invitations: %w", err)
	}
	return out, nil
}

// MarkSent moves an invitation from sending to sent.
func (s *Store) MarkSent(ctx context.Context, id string) error {
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := s.exec(tx, `UPDATE rec_invitation SET status = 'sent' WHERE id = ? AND status = 'sending'`, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("mark invitation %s sent: %w", id, err)
	}
	return nil
}
