package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"huiyin/bot/records"
)

const messageColumns = `conv, id, conversation, sender, who, text, buttons, inline, request, media, file, score, status, detail, at`

func messageFields(m *records.Message) []any {
	return []any{
		&m.Conv, &m.ID, &m.Conversation, &m.From, &m.Who, &m.Text,
		object{&m.Buttons},
		&m.Inline,
		object{&m.Request},
		object{&m.Media},
		&m.File,
		object{&m.Score},
		&m.Status, &m.Detail,
		stamp{&m.At},
	}
}

var putMessage = insert("rec_message", messageColumns) + ` ON CONFLICT (conv, id) DO NOTHING`

const (
	setMessage = `UPDATE rec_message SET conversation = ?, sender = ?, who = ?, text = ?, buttons = ?, inline = ?, request = ?, media = ?, score = ?, at = ?
		WHERE conv = ? AND id = ?`
	setStatus = `UPDATE rec_message SET status = ?, detail = ?, status_at = ?
		WHERE conv = ? AND id = ? AND status_at <= ?`
	takeDelivery = `DELETE FROM rec_delivery WHERE conv = ? AND id = ? RETURNING status, detail, at`
	putDelivery  = `INSERT INTO rec_delivery (conv, id, status, detail, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (conv, id) DO UPDATE SET status = excluded.status, detail = excluded.detail, at = excluded.at
		WHERE excluded.at >= at`
)

// projectMessage writes a message. One that is known already is brought up to date, but for its
// status, which is delivery's word, and what became of its photo.
func (s *Store) projectMessage(tx *sql.Tx, m *records.Message) error {
	fresh, err := s.exec(tx, putMessage, messageFields(m)...)
	if err != nil {
		return err
	}
	if !fresh {
		_, err := s.exec(tx, setMessage, m.Conversation, m.From, m.Who, m.Text, object{&m.Buttons}, &m.Inline, object{&m.Request}, object{&m.Media}, object{&m.Score},
			stamp{&m.At}, m.Conv, m.ID)
		return err
	}
	switch m.From {
	case "customer":
		_, err = s.exec(tx, customerWrote, m.Preview(), stamp{&m.At}, m.Conv)
		return err
	case "agent":
		_, err = s.exec(tx, agentWrote, m.Conv)
	}
	if err != nil {
		return err
	}
	return s.applyDelivery(tx, m)
}

// applyDelivery takes over what became of m before it was projected.
func (s *Store) applyDelivery(tx *sql.Tx, m *records.Message) error {
	var status, detail string
	var at int64
	err := tx.Stmt(s.prepared[takeDelivery]).QueryRow(m.Conv, m.ID).Scan(&status, &detail, &at)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	_, err = s.exec(tx, setStatus, status, detail, at, m.Conv, m.ID, at)
	return err
}

// Messages gives the newest limit messages of a chat, oldest first.
func (s *Store) Messages(ctx context.Context, conv string, limit int) ([]records.Message, error) {
	out, err := all(ctx, s, func(r scanner) (m records.Message, err error) {
		err = r.Scan(messageFields(&m)...)
		return m, err
	}, `SELECT `+messageColumns+` FROM rec_message WHERE conv = ? ORDER BY n DESC LIMIT ?`, conv, limit)
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	slices.Reverse(out)
	return out, nil
}
