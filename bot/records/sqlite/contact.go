package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"huiyin/bot/records"
)

const contactColumns = `conv, customer, channel, account, person, name, lang, opted_out, has_left, seen_at`

func contactFields(c *records.Contact) []any {
	return []any{
		&c.Conv, &c.Customer, &c.Channel, &c.Account, &c.User, &c.Name, &c.Lang, &c.OptedOut, &c.Left, stamp{&c.SeenAt},
	}
}

// putContact keeps what is known of a person when newer news leaves it out.
var putContact = insert("rec_contact", contactColumns) + ` ON CONFLICT (conv) DO UPDATE SET
	customer = CASE excluded.customer WHEN '' THEN customer ELSE excluded.customer END,
	name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END,
	lang = CASE excluded.lang WHEN '' THEN lang ELSE excluded.lang END,
	opted_out = excluded.opted_out, has_left = excluded.has_left, seen_at = excluded.seen_at
	WHERE excluded.seen_at >= seen_at`

func scanContact(r scanner) (c records.Contact, err error) {
	err = r.Scan(contactFields(&c)...)
	return c, err
}

// ContactsOf gives the chats known for the insurer's customer id, newest first.
func (s *Store) ContactsOf(ctx context.Context, customer string) ([]records.Contact, error) {
	if customer == "" {
		return nil, nil
	}
	out, err := all(ctx, s, scanContact,
		`SELECT `+contactColumns+` FROM rec_contact WHERE customer = ? ORDER BY seen_at DESC, conv`, customer)
	if err != nil {
		return nil, fmt.Errorf("read contacts: %w", err)
	}
	return out, nil
}

// Contact gives one chat.
func (s *Store) Contact(ctx context.Context, conv string) (records.Contact, error) {
	c, err := scanContact(s.db.Reader().QueryRowContext(ctx,
		`SELECT `+contactColumns+` FROM rec_contact WHERE conv = ?`, conv))
	if err != nil {
		return c, fmt.Errorf("read contact: %w", notFound(err))
	}
	return c, nil
}

// Busy reports whether the chat's newest conversation has not ended.
func (s *Store) Busy(ctx context.Context, conv string) (busy bool, err error) {
	err = s.db.Reader().QueryRowContext(ctx, `SELECT ended_at = 0 FROM rec_conversation
		WHERE conv = ? ORDER BY started_at DESC, n DESC LIMIT 1`, conv).Scan(&busy)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read newest conversation: %w", err)
	}
	return busy, nil
}
