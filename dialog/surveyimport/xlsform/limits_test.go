package xlsform_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"huiyin/dialog/surveyimport/xlsform"
	"huiyin/dialog/surveyimport/xlsform/xlsformtest"
)

// A small file that unpacks to a huge one is refused before it is unpacked.
func TestAZipBombIsRefused(t *testing.T) {
	book, err := xlsformtest.Workbook(xlsformtest.Sheet{Name: "survey", CSV: "type,name,label\ntext,a,A?\n"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := xlsform.Read(book); err != nil {
		t.Fatalf("without the bomb: %v", err)
	}
	old, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range old.File {
		if err := out.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	w, err := out.Create("xl/media/bomb")
	if err != nil {
		t.Fatal(err)
	}
	megabyte := make([]byte, 1<<20)
	for range 65 {
		if _, err := w.Write(megabyte); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = xlsform.Read(b.Bytes())
	if err == nil || !strings.Contains(err.Error(), "limit") || b.Len() > 1<<20 {
		t.Errorf("%d bytes: %v", b.Len(), err)
	}
}

func TestALongSheetIsRefused(t *testing.T) {
	book, err := xlsformtest.Workbook(xlsformtest.Sheet{Name: "survey", CSV: "type,name,label\n" + strings.Repeat("note,n,N\n", 20_000)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := xlsform.Read(book); err == nil || !strings.Contains(err.Error(), "more than 20000 rows") {
		t.Error(err)
	}
}

// What is no form says so, with the cell where there is one.
func TestBrokenFormsAreRefused(t *testing.T) {
	for csv, want := range map[string]string{
		"question,answer\nHow?,Well\n":                        "survey!A1: the first row must name the columns, type and name among them",
		"type,name,label\n":                                   "sheet survey asks nothing",
		"type,name,label\ntext,a,A?\nend group,,\n":           "survey!A3: this ends a group that has not begun",
		"type,name,label\nbegin repeat,a,A\ntext,b,B?\n":      "survey!A2: group \"a\" is not ended",
		"type,name\n" + strings.Repeat("text,q\n", 2001):      "survey!A2002: there are more than 2000 questions",
		"type,name\n" + strings.Repeat("begin group,g\n", 30): "survey!A22: groups lie deeper than 20",
	} {
		book, err := xlsformtest.Workbook(xlsformtest.Sheet{Name: "survey", CSV: csv})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := xlsform.Read(book); err == nil || err.Error() != want {
			t.Errorf("%q\n got %v\nwant %s", csv, err, want)
		}
	}
	book, err := xlsformtest.Workbook(xlsformtest.Sheet{Name: "Questions", CSV: "type,name,label\n"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := xlsform.Read(book); err == nil || err.Error() != "this is no XLSForm: it has no sheet called survey" {
		t.Error(err)
	}
}
