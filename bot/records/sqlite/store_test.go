package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"huiyin/bot/records"
	"huiyin/bot/records/recordstest"
	"huiyin/bot/records/sqlite"
	"huiyin/bot/sqlitedb"
)

func open(t *testing.T, path string) (*sqlite.Store, *sqlitedb.DB) {
	t.Helper()
	db, err := sqlitedb.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.New(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = s.Close(), db.Close() })
	return s, db
}

func TestContract(t *testing.T) {
	recordstest.Run(t, func(t *testing.T) records.Store {
		s, _ := open(t, filepath.Join(t.TempDir(), "h.db"))
		return s
	})
}

func TestTheRecordSurvivesReopeningAndHoldsNoToken(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	s, db := open(t, path)
	now := time.Date(2026, 11, 25, 9, 30, 0, 0, time.UTC)
	inv := records.Invitation{
		ID: "I1", EventID: "E1", Token: "the-clear-token-of-an-invitation", Status: records.InvitationLinked,
		CreatedAt: now, ExpiresAt: now.Add(time.Hour),
	}
	if _, _, err := s.PutInvitation(t.Context(), inv); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(file, []byte(inv.Token)) {
		t.Error("the file holds a clear token")
	}

	s, _ = open(t, path)
	if got, err := s.Redeem(t.Context(), inv.Token, "telegram:default:1", now); err != nil || got.ID != "I1" {
		t.Errorf("redeem after reopening: %s, %v", got.ID, err)
	}
}
