package sqlitedb_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"huiyin/bot/sqlitedb"
)

var errNo = errors.New("no")

// open opens path with a table t(v) for the tests to write to.
func open(t testing.TB, path string) *sqlitedb.DB {
	t.Helper()
	db, err := sqlitedb.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Write(t.Context(), insertTable); err != nil {
		t.Fatal(err)
	}
	return db
}

func insertTable(tx *sql.Tx) error {
	_, err := tx.Exec(`CREATE TABLE IF NOT EXISTS t(v INTEGER PRIMARY KEY)`)
	return err
}

func insert(v int) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO t(v) VALUES(?)`, v)
		return err
	}
}

func count(t *testing.T, db *sqlitedb.DB) (n int) {
	t.Helper()
	if err := db.Reader().QueryRowContext(t.Context(), `SELECT count(*) FROM t`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// together blocks the writer with a first write, lets every function queue up behind it, and
// releases it: all of them then share one transaction. It returns their errors.
func together(t *testing.T, db *sqlitedb.DB, fns ...func(*sql.Tx) error) []error {
	t.Helper()
	busy, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = db.Write(context.Background(), func(*sql.Tx) error { close(busy); <-release; return nil })
	})
	<-busy
	errs := make([]error, len(fns))
	for i, fn := range fns {
		before := db.Waiting()
		wg.Go(func() { errs[i] = db.Write(context.Background(), fn) })
		for db.Waiting() == before {
			runtime.Gosched()
		}
	}
	close(release)
	wg.Wait()
	return errs
}

func TestOneErrorOfAGroupUndoesOnlyItsOwnWrites(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "h.db"))
	errs := together(t, db,
		insert(1),
		func(tx *sql.Tx) error { return errors.Join(insert(2)(tx), errNo) },
		func(tx *sql.Tx) error { _ = insert(3)(tx); panic("13800138000") },
		func(tx *sql.Tx) error { _ = insert(4)(tx); return nilMap(nil) },
		insert(1), // violates the primary key
		insert(6),
	)
	if errs[0] != nil || errs[5] != nil {
		t.Errorf("good writes failed: %v, %v", errs[0], errs[5])
	}
	if !errors.Is(errs[1], errNo) {
		t.Errorf("write 2: %v, want its own error", errs[1])
	}
	var panicked *sqlitedb.PanicError
	if !errors.As(errs[2], &panicked) || strings.Contains(errs[2].Error(), "138") {
		t.Errorf("write 3: %v, want a PanicError that does not tell the value", errs[2])
	}
	if !errors.As(errs[3], &panicked) || !strings.Contains(errs[3].Error(), "nil map") {
		t.Errorf("write 4: %v, want a PanicError with the runtime's words", errs[3])
	}
	if errs[4] == nil {
		t.Error("a violated key is no error")
	}
	if n := count(t, db); n != 2 {
		t.Errorf("%d rows, want 1 and 6 only", n)
	}
}

func TestAnErrorAloneIsUndoneToo(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "h.db"))
	err := db.Write(t.Context(), func(tx *sql.Tx) error { return errors.Join(insert(1)(tx), errNo) })
	if !errors.Is(err, errNo) || count(t, db) != 0 {
		t.Errorf("err %v, %d rows", err, count(t, db))
	}
}

func TestManyWritersLoseNothingAndSurviveReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "er", "h.db")
	db := open(t, path)
	var wg sync.WaitGroup
	for w := range 20 {
		wg.Go(func() {
			for i := range 50 {
				if err := db.Write(context.Background(), insert(w*50+i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if n := count(t, open(t, path)); n != 1000 {
		t.Errorf("%d rows after reopening, want 1000", n)
	}
}

func TestABrokenTransactionFailsItsGroupAndTheWriterGoesOn(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "h.db"))
	errs := together(t, db,
		insert(1),
		func(tx *sql.Tx) error { // what a full disk or an I/O error makes SQLite do
			_, err := tx.Exec(`INSERT OR ROLLBACK INTO t(v) VALUES(1)`)
			return errors.Join(err, errNo)
		},
		insert(3),
	)
	for i, err := range errs {
		if err == nil {
			t.Errorf("write %d of the broken group says it is durable", i)
		}
	}
	if errors.Is(errs[0], errNo) {
		t.Error("a neighbour's sentinel reached another caller")
	}
	if err := db.Write(t.Context(), insert(4)); err != nil {
		t.Fatalf("after a broken group: %v", err)
	}
	if n := count(t, db); n != 1 {
		t.Errorf("%d rows, want only the one after the broken group", n)
	}
}

func TestAFullFileFailsTheWriteAndRecovers(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "h.db"))
	limit := func(pages int) error {
		return db.Write(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.Exec(fmt.Sprintf(`PRAGMA max_page_count=%d`, pages))
			return err
		})
	}
	big := func(tx *sql.Tx) error {
		_, err := tx.Exec(`CREATE TABLE big AS SELECT zeroblob(1000000) AS b`)
		return err
	}
	if err := limit(4); err != nil {
		t.Fatal(err)
	}
	errs := together(t, db, insert(1), big)
	if errs[1] == nil {
		t.Error("a write that does not fit says it is durable")
	}
	if err := limit(1 << 20); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), big); err != nil {
		t.Errorf("after making room: %v", err)
	}
}

func TestACancelledWriteThatHasNotBegunIsGivenUp(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "h.db"))
	ctx, cancel := context.WithCancel(t.Context())
	release, gone := make(chan struct{}), make(chan error)
	busy := make(chan struct{})
	go func() {
		_ = db.Write(context.Background(), func(*sql.Tx) error { close(busy); <-release; return nil })
	}()
	<-busy
	go func() { gone <- db.Write(ctx, insert(1)) }()
	cancel()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
	close(release)
	if err := db.Write(t.Context(), insert(2)); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db); n != 1 {
		t.Errorf("%d rows, want only the write that was not cancelled", n)
	}
}

func TestCloseFinishesWhatWasHandedIn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	db := open(t, path)
	var wg sync.WaitGroup
	var mu sync.Mutex
	kept := 0
	for i := range 100 {
		wg.Go(func() {
			switch err := db.Write(context.Background(), insert(i)); {
			case err == nil:
				mu.Lock()
				kept++
				mu.Unlock()
			case !errors.Is(err, sqlitedb.ErrClosed):
				t.Error(err)
			}
		})
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	if err := db.Write(t.Context(), insert(1000)); !errors.Is(err, sqlitedb.ErrClosed) {
		t.Errorf("write after Close: %v, want ErrClosed", err)
	}
	if err := db.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	if n := count(t, open(t, path)); n != kept {
		t.Errorf("%d rows, but %d writes were confirmed", n, kept)
	}
}

func TestTheFileIsForItsOwnerOnly(t *testing.T) {
	// A question mark and a percent sign must not end the file's name in the driver's address.
	path := filepath.Join(t.TempDir(), "new folder", "h%20?x=1#.db")
	open(t, path)
	for _, p := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(p)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %o, want 600", filepath.Base(p), mode)
		}
	}
	if info, _ := os.Stat(filepath.Dir(path)); info.Mode().Perm() != 0o700 {
		t.Errorf("folder has mode %o, want 700", info.Mode().Perm())
	}
}

func TestTheReaderCannotWriteAndTheWriterIsFullySynchronous(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "h.db"))
	if _, err := db.Reader().Exec(`INSERT INTO t(v) VALUES(1)`); err == nil {
		t.Error("the reader wrote")
	}
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		var got string
		if err := db.Writer().QueryRow(`PRAGMA ` + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %q, want %q (%v)", pragma, got, want, err)
		}
	}
}

func TestAFileThatIsNoDatabaseIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlitedb.Open(path); err == nil {
		t.Error("opened a file that is no database")
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, writers := range []int{1, 16, 128} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			db := open(b, filepath.Join(b.TempDir(), "h.db"))
			stmt, err := db.Prepare(b.Context(), `INSERT INTO t(v) VALUES(NULL)`)
			if err != nil {
				b.Fatal(err)
			}
			b.SetParallelism(writers) // times GOMAXPROCS
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					err := db.Write(context.Background(), func(tx *sql.Tx) error {
						_, err := tx.Stmt(stmt).Exec()
						return err
					})
					if err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

// nilMap panics as careless code does, and not as staticcheck would see.
func nilMap(m map[string]int) error { m["x"]++; return nil }
