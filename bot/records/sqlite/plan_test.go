package sqlite_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// The queries that run on every page or every step must not read whole tables: the record grows
// for years.
func TestWhatIsQueriedIsIndexed(t *testing.T) {
	_, db := open(t, filepath.Join(t.TempDir(), "h.db"))
	for query, index := range map[string]string{
		`SELECT text FROM rec_message WHERE conv = 'c' ORDER BY n DESC LIMIT 9`:                                                                                                                                                   "rec_message_conv",
		`SELECT id FROM rec_case WHERE state IN ('open', 'taken') ORDER BY priority, opened_at, id LIMIT 9`:                                                                                                                       "rec_case_waiting",
		`SELECT id FROM rec_case WHERE state = 'resolved' ORDER BY resolved_at DESC, id LIMIT 9`:                                                                                                                                  "rec_case_resolved",
		`SELECT id FROM rec_case WHERE conv = 'c' AND state IN ('open', 'taken')`:                                                                                                                                                 "rec_case_conv",
		`SELECT conv FROM rec_contact WHERE customer = 'c' ORDER BY seen_at DESC, conv`:                                                                                                                                           "rec_contact_customer",
		`SELECT ended_at FROM rec_conversation WHERE conv = 'c' ORDER BY started_at DESC, n DESC LIMIT 1`:                                                                                                                         "rec_conversation_conv",
		`SELECT number FROM rec_answer WHERE conversation = 'c' AND type = 'nps' AND status = 'answered' AND round = 0 ORDER BY at DESC LIMIT 1`:                                                                                  "rec_answer_nps",
		`SELECT count(*) FROM rec_answer WHERE type = 'nps' AND at >= 5 AND status = 'answered' GROUP BY journey, touchpoint`:                                                                                                     "rec_answer_type",
		`SELECT text FROM rec_answer WHERE text <> '' AND (type = 'text' OR status = 'unread') ORDER BY at DESC, n DESC LIMIT 9`:                                                                                                  "rec_answer_words",
		`SELECT text FROM rec_answer ORDER BY at, n`:                                                                                                                                                                              "rec_answer_at",
		`SELECT id FROM rec_invitation WHERE status = 'sending' AND expires_at > 5 ORDER BY created_at, id LIMIT 9`:                                                                                                               "rec_invitation_unsent",
		`SELECT id FROM rec_invitation WHERE token_hash = x'00'`:                                                                                                                                                                  "sqlite_autoindex_rec_invitation_3",
		`SELECT count(*) FROM rec_conversation WHERE disposition <> '' AND ended_at >= 5 GROUP BY journey, touchpoint`:                                                                                                            "rec_conversation_counted",
		`SELECT id FROM rec_message WHERE file = 'wanted' ORDER BY n LIMIT 9`:                                                                                                                                                     "rec_message_unfetched",
		`SELECT count(*) FROM rec_answer b JOIN rec_answer a ON a.conversation = b.conversation AND a.question = b.question AND a.item = b.item AND a.round = 0 WHERE b.round = 2 AND b.at >= 5 GROUP BY b.journey, b.touchpoint`: "rec_answer_again",
		`SELECT n FROM rec_audit WHERE object = 'o' ORDER BY n`:                                                                                                                                                                   "rec_audit_object",
		`SELECT id FROM rec_entry WHERE at < 5 ORDER BY at LIMIT 9`:                                                                                                                                                               "rec_entry_at",
		`SELECT id FROM rec_outcome WHERE at < 5 ORDER BY at LIMIT 9`:                                                                                                                                                             "rec_outcome_at",
	} {
		rows, err := db.Reader().Query(`EXPLAIN QUERY PLAN ` + query)
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, detail)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(plan, "; ")
		if !strings.Contains(got, index) {
			t.Errorf("%s\n goes by %s\n want %s", query, got, index)
		}
		if strings.Contains(got, "USE TEMP B-TREE FOR ORDER BY") {
			t.Errorf("%s\n sorts: %s", query, got)
		}
	}
}
