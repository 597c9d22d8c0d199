package answer_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/dialog/answer"
)

// Whatever people type: Read never panics, says a known status, how and how sure, and its value has
// the shape of the question's type, within its scale, and is the same at every reading.
func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/readings.tsv")
	if err != nil {
		f.Fatal(err)
	}
	for i, row := range strings.Split(string(data), "\n") {
		if cells := strings.Split(row, "\t"); i%17 == 0 && len(cells) == 3 {
			f.Add(cells[2])
		}
	}
	for _, s := range []string{"", "\xff", "1,,3", "1万", "二十一千", "9.9.9", "𝟗", "İ不是是", "除了", "刚才点错了，应该是刚才点错了", "一一一一一一一一一一", "the  st", strings.Repeat("9", 400)} {
		f.Add(s)
	}
	qs := questions()
	f.Fuzz(func(t *testing.T, reply string) {
		for name, q := range qs {
			r := answer.Read(q, reply, today)
			if again := answer.Read(q, reply, today); shown(r) != shown(again) || r.How != again.How {
				t.Errorf("%s: %q is read as %+v, then as %+v", name, reply, r, again)
			}
			if r.How == "" || r.Confidence < 0 || r.Confidence > 1 {
				t.Errorf("%s: %q: how %q, confidence %v", name, reply, r.How, r.Confidence)
			}
			switch r.Status {
			case answer.OK:
				fits(t, q, r.Value)
			case answer.Correction:
				if c, ok := r.Value.(answer.Corrected); !ok {
					t.Errorf("%s: %q corrects to %T", name, reply, r.Value)
				} else if c.Value != nil {
					fits(t, q, c.Value)
				}
			case answer.Reask, answer.Skip, answer.Asking, answer.Human, answer.Stop:
				if r.Value != nil {
					t.Errorf("%s: %q is %s with the value %v", name, reply, r.Status, r.Value)
				}
			default:
				t.Errorf("%s: %q has the status %q", name, reply, r.Status)
			}
		}
	})
}

// fits fails when a value has not the shape of the question's type.
func fits(t *testing.T, q answer.Question, value any) {
	t.Helper()
	ids := []string{}
	for _, o := range q.Options {
		ids = append(ids, o.ID)
	}
	ok := false
	switch v := value.(type) {
	case float64:
		low, high := math.Inf(-1), math.Inf(1)
		switch q.Type {
		case "nps":
			low, high = 0, 10
		case "csat5":
			low, high = 1, 5
		case "ces7":
			low, high = 1, 7
		case "number":
			low, high = *q.Min, *q.Max
		}
		scale := q.Type == "nps" || q.Type == "csat5" || q.Type == "ces7"
		ok = (scale || q.Type == "number" || q.Type == "amount") && v >= low && v <= high && (!scale || v == math.Trunc(v))
	case bool:
		ok = q.Type == "yesno"
	case []string:
		ok = q.Type == "multi" && len(v) > 0
		last := -1
		for _, id := range v {
			at := slices.Index(ids, id)
			ok = ok && at > last
			last = at
		}
	case string:
		switch q.Type {
		case "text":
			ok = strings.TrimSpace(v) != ""
		case "choice":
			ok = slices.Contains(ids, v)
		case "date":
			_, err := time.Parse(time.DateOnly, v)
			ok = err == nil
		}
	}
	if !ok {
		t.Errorf("a question of type %s got the value %#v", q.Type, value)
	}
}
