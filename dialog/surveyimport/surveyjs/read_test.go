package surveyjs_test

import (
	"strings"
	"testing"

	"huiyin/dialog/surveyimport/surveyjs"
)

// What is no survey, or no reasonable one, says so, with its place.
func TestBrokenSurveysAreRefused(t *testing.T) {
	deep := strings.TrimSuffix(strings.Repeat("elements[0].", 20), ".")
	for source, want := range map[string]string{
		"{\n\"pages\": [}":   "line 2: not JSON: invalid character '}' looking for beginning of value",
		`[1, 2]`:             "this is no SurveyJS survey: an object is wanted at the top",
		`{"title": "Empty"}`: "this is no SurveyJS survey: pages, or elements, are missing",
		`{"elements": [` + strings.Repeat(`{"type": "text"}, `, 2000) + `{"type": "text"}]}`:                       "elements[2000]: there are more than 2000 questions",
		`{"elements": [` + strings.Repeat(`{"type": "panel", "elements": [`, 25) + strings.Repeat(`]}`, 25) + `]}`: deep + ": panels lie deeper than 20",
		"\"" + strings.Repeat("x", 4<<20) + "\"":                                                                   "the file is larger than 4194304 bytes",
	} {
		_, err := surveyjs.Read([]byte(source))
		if err == nil || err.Error() != want {
			t.Errorf("%.60s\n got %v\nwant %s", source, err, want)
		}
	}
}

// A file may begin with a byte order mark, as some editors write it.
func TestAByteOrderMark(t *testing.T) {
	draft, err := surveyjs.Read([]byte("\ufeff{\"elements\": [{\"type\": \"text\", \"name\": \"a\"}]}"))
	if err != nil || len(draft.Items) != 1 {
		t.Errorf("%+v, %v", draft, err)
	}
}
