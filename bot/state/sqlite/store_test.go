package sqlite_test

import (
	"errors"
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

// A second server started by mistake on the same folder would end the leases of the first and send
// messages twice.
func TestASecondProcessIsRefusedWhileTheFirstLives(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	first := open(t, path)
	db, err := sqlitedb.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := sqlite.New(t.Context(), db); !errors.Is(err, sqlitedb.ErrInUse) {
		t.Errorf("the second got %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second, err := sqlite.New(t.Context(), db)
	if err != nil {
		t.Fatalf("after the first has closed: %v", err)
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
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
