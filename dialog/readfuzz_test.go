package dialog_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// Whatever is typed at any question of the test surveys, in either language, before and after a
// re-ask: reading it changes nothing, gives the same twice, and an answer that its question can have.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "9", "七八分", "8.5", "1", "1,3", "13", "全选", "除了2都选", "不是没有", "1.2万", "昨天", "最后一个", "2,1,3", "其他：等太久", "速度和态度",
		"这个要多久？", "刚才点错了，应该是3", "不清楚", "转人工", "跳过", "不填了", "晚点再说", "English please", "上一题", "bu满意", "\xff", "İ", "{name}", "一1①１",
		strings.Repeat("9", 300), strings.Repeat("好，", 400),
	} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(7))
	}
	surveys, err := surveyfile.LoadAll(os.DirFS("surveyfile"), "testdata")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, how uint8) {
		for _, sv := range surveys {
			for _, q := range sv.Questions {
				if !q.Type.Asks() {
					continue
				}
				sess := dialog.New(sv, "fuzz", []string{"zh", "en"}[how&1], 7, nil, monday)
				sess.State, sess.Tries, sess.Asked = dialog.State(q.ID), int(how>>1&1), int(how>>2&3)
				if how&16 != 0 && q.Type == dialog.Choice {
					sess.Offered = []int{1, 0}
				}
				readsSoundly(t, sv, q, sess, text)
			}
		}
	})
}

func readsSoundly(t *testing.T, sv *dialog.Survey, q *dialog.Question, sess dialog.Session, text string) {
	t.Helper()
	before, err := json.Marshal(sess)
	if err != nil {
		t.Fatal(err)
	}
	ev := dialog.Event{Kind: dialog.EvReply, Text: text, At: monday}
	r := dialog.Read(sv, &sess, ev)
	if after, _ := json.Marshal(sess); !bytes.Equal(before, after) {
		t.Errorf("reading %q changed the session to %s", text, after)
	}
	if d := cmp.Diff(r.Answer, dialog.Read(sv, &sess, ev).Answer); d != "" {
		t.Errorf("%s: %q is read otherwise the second time: %s", q.ID, text, d)
	}
	if r.Confidence < 0 || r.Confidence > 1 || len(r.Labels) != len(r.Valences) {
		t.Errorf("%s: %q: confidence %v, %d labels, %d valences", q.ID, text, r.Confidence, len(r.Labels), len(r.Valences))
	}
	if r.OK && (r.Command != dialog.CmdNone || r.How == "" || r.Answer.How != r.How || r.Misunderstood()) {
		t.Errorf("%s: %q is an answer and more: %+v", q.ID, text, r)
	}
	if len(r.Nearest) == 1 || len(r.Nearest) > 4 || r.OK && len(r.Nearest) > 0 || sess.Tries > 0 && len(r.Nearest) > 0 {
		t.Errorf("%s: %q offers %v", q.ID, text, r.Nearest)
	}
	for _, i := range r.Nearest {
		if most := max(len(q.Options)-1, int(q.Max-q.Min)); i < 0 || i > most {
			t.Errorf("%s: %q offers place %d of %d", q.ID, text, i, most)
		}
	}
	if r.OK {
		answersSoundly(t, r.Question, r.Answer, text)
	}
}

// answersSoundly fails when the question cannot have the answer.
func answersSoundly(t *testing.T, q *dialog.Question, a dialog.Answer, text string) {
	t.Helper()
	places := make([]int, len(a.Options))
	for i, id := range a.Options {
		places[i] = slices.IndexFunc(q.Options, func(o dialog.Option) bool { return o.ID == id })
	}
	ok := a.Question == q.ID && a.Type == q.Type && a.Status == "answered" && !slices.Contains(places, -1)
	switch {
	case q.Type == dialog.YesNo || q.Type == dialog.Gate:
		ok = ok && a.Number != nil && (*a.Number == 0 || *a.Number == 1)
	case q.Type.IsRating():
		ok = ok && a.Number != nil && *a.Number >= q.Min && *a.Number <= q.Max && *a.Number == math.Trunc(*a.Number)
	case q.Type == dialog.Number, q.Type == dialog.Amount:
		ok = ok && a.Number != nil && *a.Number >= q.Min && *a.Number <= q.Max
	case q.Type == dialog.Choice:
		ok = ok && len(places) == 1
	case q.Type == dialog.Multi:
		ok = ok && len(places) > 0 && slices.IsSorted(places) && len(slices.Compact(places)) == len(a.Options)
	case q.Type == dialog.Ranking:
		slices.Sort(places)
		ok = ok && len(places) > 0 && len(slices.Compact(places)) == len(a.Options)
	case q.Type == dialog.Date:
		_, err := time.Parse(time.DateOnly, a.Text)
		ok = ok && err == nil
	case q.Type == dialog.Words:
		ok = ok && a.Text != ""
	}
	if !ok {
		t.Errorf("%s, %s: %q gives %+v", q.ID, q.Type, text, a)
	}
}
