package sqlite_test

import (
	"path/filepath"
	"strconv"
	"sync/atomic"
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

func BenchmarkLifeCycle(b *testing.B) {
	statetest.Bench(b, open(b, filepath.Join(b.TempDir(), "h.db")))
}

func BenchmarkAccept(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "h.db"))
	var n atomic.Int64
	b.SetParallelism(64)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			id := strconv.FormatInt(n.Add(1), 10)
			if _, err := s.Accept(b.Context(), state.In{Conv: "c" + id, ID: id, Body: make([]byte, 200)}); err != nil {
				b.Error(err)
			}
		}
	})
}
