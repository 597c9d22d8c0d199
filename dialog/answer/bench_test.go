package answer_test

import (
	"os"
	"strings"
	"testing"

	"huiyin/dialog/answer"
)

// BenchmarkRead reads every reply of the table, by type: the time is for one reply. Options are made
// ready once, as the bot does.
func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/readings.tsv")
	if err != nil {
		b.Fatal(err)
	}
	qs := questions()
	for name, q := range qs {
		qs[name] = q.Folded()
	}
	replies := map[string][][2]string{}
	for _, row := range strings.Split(strings.TrimRight(string(data), "\n"), "\n")[1:] {
		cells := strings.Split(row, "\t")
		typ := qs[cells[0]].Type
		replies[typ] = append(replies[typ], [2]string{cells[0], cells[2]})
		replies["all"] = append(replies["all"], [2]string{cells[0], cells[2]})
	}
	for _, typ := range append([]string{"all"}, answer.Types()...) {
		b.Run(typ, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				r := replies[typ][i%len(replies[typ])]
				answer.Read(qs[r[0]], r[1], today)
			}
		})
	}
}
