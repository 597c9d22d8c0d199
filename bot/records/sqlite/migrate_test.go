package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/bot/sqlitedb"
)

// A table that is made anew keeps what was in it: answers of before there were rounds are of the first.
func TestAnswersStayWhenTheirTableIsMadeAnew(t *testing.T) {
	db, err := sqlitedb.Open(filepath.Join(t.TempDir(), "h.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	files, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_round.sql") {
			run(t, db, `INSERT INTO rec_answer (conversation, question, conv, survey, version, kind, touchpoint, journey, customer,
				channel, lang, seq, asked, type, status, number, text, wording, media, at, score_value, score_label)
				VALUES ('S1', 'nps', 'c', 's', 'v', '', 't', 'j', 'C-1', 'telegram', 'zh', 1, '?', 'nps', 'answered', 3, '', 'w', '{}', 5, -0.5, 'neg')`)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		run(t, db, up)
	}
	var number, value float64
	var wording, media string
	var round int
	err = db.Reader().QueryRow(`SELECT number, score_value, wording, media, round FROM rec_answer WHERE conversation = 'S1'`).
		Scan(&number, &value, &wording, &media, &round)
	if err != nil || number != 3 || value != -0.5 || wording != "w" || media != "{}" || round != 0 {
		t.Errorf("the answer is %v %v %q %q of round %d, %v", number, value, wording, media, round, err)
	}
	run(t, db, `INSERT INTO rec_answer (conversation, question, round, conv, survey, version, kind, touchpoint, journey, customer,
		channel, lang, seq, asked, type, status, number, text, at, score_value, score_label)
		VALUES ('S1', 'nps', 2, 'c', 's', 'v', '', 't', 'j', 'C-1', 'telegram', 'zh', 1, '?', 'nps', 'answered', 9, '', 6, 0.5, 'pos')`)
}

func run(t *testing.T, db *sqlitedb.DB, query string) {
	t.Helper()
	if err := db.Write(t.Context(), func(tx *sql.Tx) error { _, err := tx.Exec(query); return err }); err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
}
