package sqlite_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"huiyin/bot/records"
	"huiyin/bot/records/sqlite"
	"huiyin/bot/sqlitedb"
	"huiyin/dialog"
)

// BenchmarkProject projects batches as the bot does: per reply a message either way, an answer and
// the conversation. One operation is one entry.
func BenchmarkProject(b *testing.B) {
	db, err := sqlitedb.Open(filepath.Join(b.TempDir(), "h.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	s, err := sqlite.New(b.Context(), db)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	now := time.Now()
	var batch []records.Entry
	for i := range b.N {
		conv, nine := fmt.Sprint("telegram:default:", i/40), 9.0
		e := records.Event{Conv: conv}
		switch i % 4 {
		case 0:
			e.Message = &records.Message{ID: fmt.Sprint("m", i), Conv: conv, From: "customer", Text: "定损拖了九天，没人管", At: now}
		case 1:
			e.Answer = &records.Answer{Conversation: conv, Conv: conv, Answer: dialog.Answer{Question: fmt.Sprint("q", i%40), Number: &nine, At: now}}
		case 2:
			e.Message = &records.Message{ID: fmt.Sprint("o", i), Conv: conv, From: "bot", Text: "谢谢", Status: "queued", At: now}
		default:
			e.Conversation = &records.Conversation{ID: conv, Conv: conv, StartedAt: now, UpdatedAt: now}
		}
		if batch = append(batch, records.Entry{ID: fmt.Sprint(i), Event: e}); len(batch) == 256 || i == b.N-1 {
			if err := s.Project(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
}
