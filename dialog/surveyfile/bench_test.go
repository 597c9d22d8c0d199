package surveyfile_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"huiyin/dialog/surveyfile"
)

// library gives n surveys: those that ship, over and over, each under an id of its own.
func library(tb testing.TB, n int) fstest.MapFS {
	tb.Helper()
	shipped := os.DirFS("../../configs/surveys")
	names, err := fs.Glob(shipped, "*.yaml")
	if err != nil || len(names) == 0 {
		tb.Fatalf("%d surveys, %v", len(names), err)
	}
	out := fstest.MapFS{}
	for i := range n {
		data, err := fs.ReadFile(shipped, names[i%len(names)])
		if err != nil {
			tb.Fatal(err)
		}
		data = bytes.Replace(data, []byte("\nid: "), fmt.Appendf(nil, "\nid: no%d-", i), 1)
		out[fmt.Sprintf("surveys/%03d.yaml", i)] = &fstest.MapFile{Data: data}
	}
	return out
}

// BenchmarkLoad500 is the start of a server with 500 surveys; it should stay under two seconds.
func BenchmarkLoad500(b *testing.B) {
	files := library(b, 500)
	b.ResetTimer()
	for b.Loop() {
		if all, err := surveyfile.LoadAll(files, "surveys"); err != nil || len(all) != 500 {
			b.Fatalf("%d surveys, %v", len(all), err)
		}
	}
}
