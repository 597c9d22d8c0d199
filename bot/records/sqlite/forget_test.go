package sqlite

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"huiyin/bot/records"
	"huiyin/bot/sqlitedb"
)

// A server that runs for years must not keep every id it ever saw: what is old goes while new
// entries come, without a restart.
func TestOldEntriesAndOutcomesAreForgottenWhileNewOnesCome(t *testing.T) {
	db, err := sqlitedb.Open(filepath.Join(t.TempDir(), "h.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s, err := New(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s.now = func() time.Time { return clock }
	project := func(from, to int) {
		var entries []records.Entry
		for i := from; i < to; i++ {
			id := fmt.Sprint(i)
			entries = append(entries, records.Entry{ID: id, Event: records.Event{Outcome: &records.Outcome{ID: "action " + id}}})
		}
		if err := s.Project(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
	}
	project(0, 100)
	clock = clock.Add(keepEntries)
	project(100, 110) // not a moment too early
	clock = clock.Add(time.Second)
	for i := 110; i < 170; i += 10 {
		project(i, i+10)
	}
	for _, table := range []string{"rec_entry", "rec_outcome"} {
		var n int
		if err := db.Reader().QueryRow(`SELECT count(*) FROM ` + table).Scan(&n); err != nil || n != 70 {
			t.Errorf("%s has %d rows, %v; want the 70 that are young", table, n, err)
		}
	}
}
