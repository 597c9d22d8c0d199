package answer_test

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"

	"huiyin/dialog/answer"
)

// questions are the questions of testdata/readings.tsv, by the name that stands there.
func questions() map[string]answer.Question {
	why := []answer.Option{
		{ID: "speed", ZH: "速度慢", EN: "It was slow"},
		{ID: "amount", ZH: "赔款金额", EN: "The amount paid"},
		{ID: "service", ZH: "服务态度", EN: "The way I was treated"},
		{ID: "papers", ZH: "材料太多", EN: "Too many documents"},
		{ID: "other", ZH: "其他", EN: "Something else"},
	}
	opinion := []answer.Option{
		{ID: "good", ZH: "满意", EN: "Satisfied"},
		{ID: "bad", ZH: "不满意", EN: "Dissatisfied"},
		{ID: "great", ZH: "非常满意", EN: "Very satisfied"},
	}
	matters := []answer.Option{
		{ID: "hospital", ZH: "定点医院多", EN: "Many hospitals"},
		{ID: "cover", ZH: "保障范围全", EN: "Wide cover"},
		{ID: "price", ZH: "价格便宜", EN: "Low price"},
		{ID: "limit", ZH: "赔付额度高", EN: "High limit"},
		{ID: "fast", ZH: "理赔快", EN: "Fast claims"},
	}
	pets := []answer.Option{
		{ID: "dog", ZH: "狗", EN: "A dog"},
		{ID: "cat", ZH: "猫", EN: "A cat"},
		{ID: "bird", ZH: "鸟", EN: "A bird"},
		{ID: "none", ZH: "还没有养", EN: "No pet yet"},
	}
	none, hundred := 0.0, 100.0
	m := map[string]answer.Question{
		"choice why":       {Type: "choice", Lang: "zh", Options: why},
		"choice why-en":    {Type: "choice", Lang: "en", Options: why},
		"choice opinion":   {Type: "choice", Lang: "zh", Options: opinion},
		"choice pet":       {Type: "choice", Lang: "zh", Options: pets},
		"choice pet-en":    {Type: "choice", Lang: "en", Options: pets},
		"multi pet":        {Type: "multi", Lang: "zh", Options: pets},
		"multi why":        {Type: "multi", Lang: "zh", Options: why},
		"multi matters":    {Type: "multi", Lang: "zh", Options: matters},
		"multi matters-en": {Type: "multi", Lang: "en", Options: matters},
	}
	for _, typ := range []string{"nps", "csat5", "ces7", "yesno", "number", "amount", "date", "text"} {
		for _, lang := range []string{"zh", "en"} {
			q := answer.Question{Type: typ, Lang: lang}
			if typ == "number" {
				q.Min, q.Max = &none, &hundred
			}
			m[typ+" "+lang] = q
		}
	}
	return m
}

// shown writes a reading as the table does: the value of an answer, else the status, for a
// correction with its value.
func shown(r answer.Reading) string {
	value := r.Value
	if c, ok := value.(answer.Corrected); ok {
		value = c.Value
	}
	words := ""
	switch v := value.(type) {
	case nil:
	case []string:
		words = strings.Join(v, ",")
	case float64:
		words = strconv.FormatFloat(v, 'f', -1, 64)
	default:
		words = fmt.Sprint(v)
	}
	switch {
	case r.Status == answer.OK:
		return words
	}
	return strings.TrimSpace(string(r.Status) + " " + words)
}

// least is how many of a hundred replies must be read as people would read them.
const least = 98

// People agreed, by hand and before the reader was written, on what each reply means.
func TestRepliesAreReadAsPeopleWouldReadThem(t *testing.T) {
	data, err := os.ReadFile("testdata/readings.tsv")
	if err != nil {
		t.Fatal(err)
	}
	listed, err := os.ReadFile("../../docs/reading-replies.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimRight(string(data), "\n"), "\n")[1:]
	if len(rows) < 600 {
		t.Fatalf("%d replies in the table, want at least 600", len(rows))
	}
	qs := questions()
	misses, total := map[string][]string{}, map[string]int{}
	missed := 0
	for i, row := range rows {
		cells := strings.Split(row, "\t")
		q, ok := qs[cells[0]]
		if !ok || len(cells) != 3 {
			t.Fatalf("readings.tsv:%d: not a row: %q", i+2, row)
		}
		got := answer.Read(q, cells[2], today)
		total[q.Type]++
		want := cells[1]
		if want == "text" {
			want = cells[2] // a text is the reply itself
		}
		if s := shown(got); s != want {
			misses[q.Type] = append(misses[q.Type], fmt.Sprintf("%s: %q read as %s (%s), want %s", cells[0], cells[2], s, got.How, want))
			missed++
			if !strings.Contains(string(listed), "| "+cells[2]+" |") {
				t.Errorf("%s: %q is missed and not listed in docs/reading-replies.md: read as %s, want %s", cells[0], cells[2], s, want)
			}
		}
		if (got.Value != nil) != (got.Status == answer.OK || got.Status == answer.Correction) || got.How == "" {
			t.Errorf("%s: %q gives %+v: a value goes with ok and correction, and every reading says how", cells[0], cells[2], got)
		}
	}
	var types []string
	for typ := range total {
		types = append(types, typ)
	}
	sort.Strings(types)
	for _, typ := range types {
		t.Logf("%-7s %4d replies, %d missed\n  %s", typ, total[typ], len(misses[typ]), strings.Join(misses[typ], "\n  "))
	}
	if 100*(len(rows)-missed) < least*len(rows) {
		t.Errorf("%d of %d replies are read as people would: want %d %%", len(rows)-missed, len(rows), least)
	}
}

// What the issue names, as a program sees it.
func TestAReadingHasTheShapeOfItsType(t *testing.T) {
	qs := questions()
	for _, c := range []struct{ question, reply, want string }{
		{"nps zh", "打个8吧", "8"},
		{"nps zh", "刚才点错了，应该是3分", `{"value":3}`},
		{"nps zh", "刚才点错了", `{"value":null}`},
		{"nps zh", "七八分", "null"},
		{"yesno zh", "不是没有", "true"},
		{"choice why", "第二个", `"amount"`},
		{"multi matters", "5、3和1", `["hospital","price","fast"]`},
		{"amount zh", "1.2万", "12000"},
		{"date en", "last Tuesday", `"2026-11-24"`},
		{"text zh", " 就是慢 ", `"就是慢"`},
		{"nps zh", "转人工", "null"},
	} {
		got, err := json.Marshal(answer.Read(qs[c.question], c.reply, today).Value)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %q has the value %s, %v; want %s", c.question, c.reply, got, err, c.want)
		}
	}
}

// An unclear mark is asked again with the two marks beside it.
func TestAnUnclearMarkOffersItsNeighbours(t *testing.T) {
	q := questions()["nps zh"]
	for reply, want := range map[string]string{"七八分": "[7 8]", "8.5": "[8 9]", "八分半": "[8 9]", "不到5分": "[4 5]", "8或9": "[8 9]", "11": "[]"} {
		if got := fmt.Sprint(answer.Read(q, reply, today).Nearest); got != want {
			t.Errorf("%q offers %s, want %s", reply, got, want)
		}
	}
}
