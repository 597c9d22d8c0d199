package dialog_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// testSurveys are all surveys that the engine is tested with: among them is every key of the format.
func testSurveys(t testing.TB) []*dialog.Survey {
	t.Helper()
	all, err := surveyfile.LoadAll(os.DirFS("surveyfile"), "testdata")
	if err != nil || len(all) < 10 {
		t.Fatalf("%d test surveys, %v", len(all), err)
	}
	return all
}

// survives does everything with a session that was stored, whatever it holds: nothing panics, and what
// a step makes of it can be stored again.
func survives(t *testing.T, sv *dialog.Survey, sess dialog.Session, text string) {
	t.Helper()
	for _, ev := range []dialog.Event{
		{Kind: dialog.EvReply, Text: text},
		{Kind: dialog.EvTimer},
		{Kind: dialog.EvReply, Button: text},
		{Kind: dialog.EvReply, Text: text, Media: &media[0]},
		{Kind: dialog.EvReply, Text: "刚才点错了，同意"},
		{Kind: dialog.EvReply, Text: "点错了，应该是3分"},
		{Kind: dialog.EvReply, Text: text, Escalate: true},
		{Kind: dialog.EvResume},
		{Kind: dialog.EvReply, Text: "是"},
		{Kind: dialog.EvReply, Text: "上一题"},
		{Kind: dialog.EvBegin},
		{Kind: dialog.EvStop},
	} {
		dialog.Read(sv, &sess, ev)
		dialog.Prompt(sv, sess)
		sess.WakeAt(sv)
		sv.Disposition(&sess)
		next, _, err := dialog.Step(sv, sess, ev, monday.Add(100*time.Hour))
		if err != nil {
			continue
		}
		if _, err := json.Marshal(next); err != nil {
			t.Fatalf("a stepped session cannot be stored: %v", err)
		}
		sess = next
	}
}

// Whatever a store gives back either loads and can be stepped, or is refused.
func FuzzSession(f *testing.F) {
	all := testSurveys(f)
	for i, sv := range all {
		c := begin(f, sv, "zh")
		for _, text := range []string{"同意", "3", "1", "昨天"} {
			data, err := json.Marshal(c.sess)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(uint(i), data, text)
			c.types(text)
		}
	}
	f.Add(uint(3), []byte(`{"state":"effort","turn":-5,"tries":-1,"answers":[{"q":"nps","status":"answered"}]}`), "3")
	f.Add(uint(3), []byte(`{"state":"solved","vars":{"name":{"a":[1]}},"lang":"xx","round":7,"again":[{}]}`), "no")
	f.Add(uint(0), []byte(`null`), "")
	f.Fuzz(func(t *testing.T, which uint, data []byte, text string) {
		var sess dialog.Session
		if json.Unmarshal(data, &sess) != nil {
			return
		}
		sv := all[which%uint(len(all))]
		survives(t, sv, sess, text)
		sess.Survey, sess.Version = sv.ID, sv.Version // else most are refused at once
		survives(t, sv, sess, text)
	})
}

// Sessions of real dialogs with a part of them spoilt: by an older version, another survey, or a hand.
func TestASpoiltSessionIsRefusedOrGoesOn(t *testing.T) {
	for _, sv := range testSurveys(t) {
		t.Run(sv.ID, func(t *testing.T) {
			for seed := range uint64(120) {
				r := rand.New(rand.NewPCG(seed, 2))
				c := begin(t, sv, sv.Langs[r.IntN(len(sv.Langs))])
				for range r.IntN(12) {
					c.event(randomEvent(r, c.last))
				}
				data, err := json.Marshal(c.sess)
				if err != nil {
					t.Fatal(err)
				}
				for range 10 {
					var stored map[string]any
					if err := json.Unmarshal(data, &stored); err != nil {
						t.Fatal(err)
					}
					for range 1 + r.IntN(3) {
						spoil(r, sv, stored)
					}
					spoilt, err := json.Marshal(stored)
					if err != nil {
						t.Fatal(err)
					}
					var sess dialog.Session
					if json.Unmarshal(spoilt, &sess) == nil {
						survives(t, sv, sess, things[r.IntN(len(things))])
					}
				}
			}
		})
	}
}

// spoil changes one thing of a stored session, or of an answer or a variable in it.
func spoil(r *rand.Rand, sv *dialog.Survey, stored map[string]any) {
	in := stored
	switch answers, _ := stored["answers"].([]any); {
	case r.IntN(3) == 0 && len(answers) > 0:
		if a, ok := answers[r.IntN(len(answers))].(map[string]any); ok {
			in = a
		}
	case r.IntN(4) == 0:
		if vars, ok := stored["vars"].(map[string]any); ok && len(vars) > 0 {
			in = vars
		}
	}
	keys := slices.Sorted(maps.Keys(in))
	if in["q"] == nil {
		keys = append(keys, "state", "return", "follow", "item", "round", "again", "turn", "tries", "offered", "quotas", "heard", "ended", "hold", "later")
	} else {
		keys = append(keys, "q", "type", "status", "number", "options", "item", "media", "round")
	}
	in[keys[r.IntN(len(keys))]] = oddValue(r, sv)
}

// oddValue is a value that may stand where another should: a name of the survey's, a number out of
// bounds, something of another type.
func oddValue(r *rand.Rand, sv *dialog.Survey) any {
	names := []string{"", "consent", "solved", "with_agent", "completed", "partial", "declined", "expired", "opted_out", "screened", "invited", "gone", "more", "other"}
	for _, q := range sv.Questions {
		names = append(names, q.ID, q.ID, string(q.Type))
		for _, o := range q.Options {
			names = append(names, o.ID)
		}
	}
	odd := []any{
		nil, true, -1, 0, 1, 2, 7, 1e18, -0.5, "2026-13-45T00:00:00Z", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00Z",
		[]any{},
		[]any{1, 2},
		[]any{"a", nil},
		[]any{-1, 99},
		map[string]any{},
		map[string]any{"a": 1},
		[]any{map[string]any{"q": "nps"}},
	}
	if r.IntN(2) == 0 {
		return names[r.IntN(len(names))]
	}
	return odd[r.IntN(len(odd))]
}
