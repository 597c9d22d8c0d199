package sqlite

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"huiyin/bot/sqlitedb"
	"huiyin/bot/state"
)

func TestTheSweeperForgetsOldIdsAndEndedGaps(t *testing.T) {
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
	clock := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
	s.now = func() time.Time { return clock }
	accept := func(id string) bool {
		t.Helper()
		fresh, err := s.Accept(t.Context(), state.In{Conv: "c", ID: id})
		if err != nil {
			t.Fatal(err)
		}
		return fresh
	}
	const many = sweepRows + 7 // more than one write deletes
	for i := range many {
		if accept(fmt.Sprint("m", i)); i >= state.MaxInbox/2 {
			works, err := s.Claim(t.Context(), 1, time.Minute)
			if err != nil || len(works) != 1 {
				t.Fatalf("%d works (%v)", len(works), err)
			}
			st := state.Step{Conv: "c", MsgID: works[0].ID, Version: works[0].Version, WakeAt: clock}
			if i == many-1 {
				st.Out = []state.Out{{Conv: "c", ID: "o"}}
			}
			if err := s.Commit(t.Context(), st); err != nil {
				t.Fatal(err)
			}
		}
	}
	outs, err := s.NextOut(t.Context(), 1, time.Minute)
	if err != nil || len(outs) != 1 {
		t.Fatalf("%d outs (%v)", len(outs), err)
	}
	if err := s.Sent(t.Context(), outs[0], time.Hour); err != nil {
		t.Fatal(err)
	}
	rows := func(table string) (n int) {
		t.Helper()
		if err := db.Reader().QueryRow(`SELECT count(*) FROM ` + table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	sweep := func() {
		t.Helper()
		if err := s.sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}

	for _, holder := range []string{"stays", "leaves"} {
		if ok, err := s.Reserve(t.Context(), state.Place{Survey: "s", Quota: "q", Holder: holder}, 2); err != nil || !ok {
			t.Fatalf("%v %v", ok, err)
		}
	}
	if err := s.Release(t.Context(), state.Place{Survey: "s", Quota: "q", Holder: "leaves"}); err != nil {
		t.Fatal(err)
	}

	clock = clock.Add(state.KeepIDs)
	accept("new")
	clock = clock.Add(-time.Hour)
	if sweep(); rows("st_seen") != many+1 || accept("m0") {
		t.Error("ids were forgotten within 48 hours")
	}
	if n := rows("st_place"); n != 2 {
		t.Errorf("%d holders are known, want those who hold and those who gave back lately", n)
	}
	clock = clock.Add(2 * time.Hour)
	if sweep(); rows("st_seen") != 1 || accept("new") {
		t.Errorf("%d ids are remembered, want the newest only", rows("st_seen"))
	}
	if n, err := s.Places(t.Context(), "s", "q"); n != 1 || err != nil || rows("st_place") != 1 {
		t.Errorf("%d places and %d holders are left (%v), want who stays for good", n, rows("st_place"), err)
	}
	if n := rows("st_due"); n != 0 {
		t.Errorf("%d rows of empty outboxes are left after their gap", n)
	}
	if st, err := s.Stats(t.Context()); err != nil || st.Inbox != state.MaxInbox/2+1 {
		t.Errorf("stats %+v (%v): the sweeper took more than ids", st, err)
	}
}
