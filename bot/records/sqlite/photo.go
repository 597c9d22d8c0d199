package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"huiyin/bot/records"
)

// Unfetched gives up to limit messages whose photo is to be fetched, oldest first. Its condition is that
// of the index.
func (s *Store) Unfetched(ctx context.Context, limit int) ([]records.Message, error) {
	out, err := all(ctx, s, func(r scanner) (m records.Message, err error) {
		err = r.Scan(messageFields(&m)...)
		return m, err
	}, `SELECT `+messageColumns+` FROM rec_message WHERE file = 'wanted' ORDER BY n LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("read photos to fetch: %w", err)
	}
	return out, nil
}

// Fetched notes where the photo of a message is kept, or that it is lost.
func (s *Store) Fetched(ctx context.Context, conv, msgID, file string) error {
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE rec_message SET file = ? WHERE conv = ? AND id = ?`, file, conv, msgID)
		return err
	})
	if err != nil {
		return fmt.Errorf("note photo of %s: %w", msgID, err)
	}
	return nil
}
