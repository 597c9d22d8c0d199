package sqlite_test

import (
	"path/filepath"
	"testing"

	"huiyin/bot/sqlitedb"
	"huiyin/bot/state"
	"huiyin/bot/state/sqlite"
	"huiyin/bot/state/statetest"
)

// open opens the store in the file at path; the database is closed with the test.
func open(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	db, err := sqlitedb.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s, err := sqlite.New(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestContract(t *testing.T) {
	statetest.Run(t, func(t *testing.T) state.Store {
		return open(t, filepath.Join(t.TempDir(), "h.db"))
	})
	statetest.RunReopen(t, func(t *testing.T) func() state.Store {
		path := filepath.Join(t.TempDir(), "h.db")
		return func() state.Store { return open(t, path) }
	})
}
