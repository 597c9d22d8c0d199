package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/bot/sqlitedb"
	"huiyin/bot/state"
	"huiyin/bot/state/sqlite"
)

// childFile names the file for a test process that is there to be killed.
const childFile = "HUIYIN_TEST_STATE_FILE"

func TestMain(m *testing.M) {
	if path := os.Getenv(childFile); path != "" {
		fmt.Fprintln(os.Stderr, acceptForEver(path))
		os.Exit(3)
	}
	os.Exit(m.Run())
}

// acceptForEver accepts messages in parallel, handles them, and prints the id of each accepted
// one, until the process is killed.
func acceptForEver(path string) error {
	ctx := context.Background()
	db, err := sqlitedb.Open(path)
	if err != nil {
		return err
	}
	s, err := sqlite.New(ctx, db)
	if err != nil {
		return err
	}
	failed := make(chan error)
	for c := range 4 {
		go func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("c%d-%d", c, i)
				if _, err := s.Accept(ctx, state.In{Conv: fmt.Sprint("c", c), ID: id}); err != nil {
					failed <- err
					return
				}
				fmt.Println(id) // one write, so whole lines
				works, err := s.Claim(ctx, 1, time.Hour)
				for _, w := range works {
					err = s.Commit(ctx, state.Step{
						Conv: w.Conv, MsgID: w.ID, Version: w.Version,
						Session: append(w.Session, w.ID+" "...), Events: [][]byte{[]byte(w.ID)},
					})
				}
				if err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

func TestNothingAcknowledgedIsLostByKill9(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFile+"="+path)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acked := map[string]bool{}
	lines := bufio.NewReader(out)
	for killed := false; ; {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break
		}
		acked[strings.TrimSpace(line)] = true
		if len(acked) == 500 && !killed {
			killed = true
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait()
	if len(acked) < 500 {
		t.Fatalf("the process ended after %d messages: %s", len(acked), &stderr)
	}
	checkHandled(t, open(t, path), acked)
}

// checkHandled finishes what a dead process left, and demands that each session then lists its
// conversation's messages in order, without a gap, and the acknowledged ones among them.
func checkHandled(t *testing.T, s *sqlite.Store, acked map[string]bool) {
	t.Helper()
	sessions := map[string]string{}
	for {
		works, err := s.Claim(t.Context(), 10, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if len(works) == 0 {
			break
		}
		for _, w := range works {
			session := string(w.Session) + w.ID + " "
			sessions[w.Conv] = session
			err := s.Commit(t.Context(), state.Step{
				Conv: w.Conv, MsgID: w.ID, Version: w.Version, Session: []byte(session), Events: [][]byte{[]byte(w.ID)},
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	evs, err := s.Events(t.Context(), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	next := map[string]int{}
	for _, ev := range evs {
		if want := fmt.Sprintf("%s-%d", ev.Conv, next[ev.Conv]); string(ev.Body) != want {
			t.Fatalf("journal of %s: %s, want %s", ev.Conv, ev.Body, want)
		}
		next[ev.Conv]++
		delete(acked, string(ev.Body))
	}
	if len(acked) > 0 {
		t.Errorf("%d acknowledged messages are lost", len(acked))
	}
	for conv, session := range sessions {
		if n := strings.Count(session, " "); n != next[conv] {
			t.Errorf("%s: the session counts %d messages, the journal %d", conv, n, next[conv])
		}
	}
}

func TestWorkOfAKilledProcessIsHandedOutAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	s := open(t, path)
	if _, err := s.Accept(t.Context(), state.In{Conv: "leased", ID: "m"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Claim(t.Context(), 1, time.Hour); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Accept(t.Context(), state.In{Conv: "deferred", ID: "m"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Claim(t.Context(), 1, time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := s.Defer(t.Context(), "deferred", "m", time.Hour); err != nil {
		t.Fatal(err)
	}
	works, err := open(t, path).Claim(t.Context(), 10, time.Hour)
	if err != nil || len(works) != 1 || works[0].Conv != "leased" || works[0].Attempt != 2 {
		t.Errorf("claimed %+v (%v), want the leased message and not the deferred one", works, err)
	}
}

func TestACrowdSharesTheFileWithTheRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	db, err := sqlitedb.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for range 2 { // also: the schema is up to date the second time
		s, err := sqlite.New(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for c := range 50 {
			wg.Go(func() {
				if _, err := s.Accept(t.Context(), state.In{Conv: fmt.Sprint("c", c), ID: "m"}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := db.Reader().QueryRow(`SELECT count(*) FROM st_inbox`).Scan(&n); err != nil || n != 50 {
		t.Errorf("%d messages (%v), want 50; and the database open after the store is closed", n, err)
	}
}
