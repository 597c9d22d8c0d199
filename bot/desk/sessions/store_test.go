package sessions_test

import (
	"path/filepath"
	"testing"
	"time"

	"huiyin/bot/desk/sessions"
	"huiyin/bot/sqlitedb"
)

func open(t *testing.T, file string, now func() time.Time) (*sessions.Store, func()) {
	t.Helper()
	db, err := sqlitedb.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sessions.New(t.Context(), db, now)
	if err != nil {
		t.Fatal(err)
	}
	return s, func() { _ = db.Close() }
}

func TestASignInSurvivesARestartAndEndsInTime(t *testing.T) {
	file := filepath.Join(t.TempDir(), "huiyin.db")
	clock := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	now := func() time.Time { return clock }

	before, stop := open(t, file, now)
	if err := before.Commit("t1", []byte("王敏"), clock.Add(12*time.Hour)); err != nil {
		t.Fatal(err)
	}
	stop()

	after, stop := open(t, file, now)
	defer stop()
	if data, ok, err := after.Find("t1"); err != nil || !ok || string(data) != "王敏" {
		t.Errorf("after the restart: %q %v %v", data, ok, err)
	}
	clock = clock.Add(12 * time.Hour)
	if _, ok, err := after.Find("t1"); err != nil || ok {
		t.Errorf("an expired session is found (%v)", err)
	}
}

func TestASessionIsReplacedAndEnded(t *testing.T) {
	now := time.Now
	s, stop := open(t, filepath.Join(t.TempDir(), "huiyin.db"), now)
	defer stop()
	for _, data := range []string{"one", "two"} {
		if err := s.Commit("t", []byte(data), now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if data, ok, err := s.Find("t"); err != nil || !ok || string(data) != "two" {
		t.Errorf("found %q %v %v, want the newer", data, ok, err)
	}
	if err := s.Delete("t"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Find("t"); err != nil || ok {
		t.Errorf("an ended session is found (%v)", err)
	}
}
