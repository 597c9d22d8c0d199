package deadroute_test

import (
	"os"
	"strings"
	"testing"

	"huiyin/dialog/deadroute"
	"huiyin/dialog/surveyfile"
)

func TestAQuotaOfNobody(t *testing.T) {
	data, err := os.ReadFile("../surveyfile/testdata/pets.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for when, want := range map[string]int{
		`answer == "cat"`:                     0,
		`answer == "cat" and answer != "dog"`: 0,
		`answer == "cat" and answer == "dog"`: 1,
		`lang == "en"`:                        0, // not decided by the answer
	} {
		sv, err := surveyfile.Parse("pets.yaml", []byte(strings.Replace(string(data), `answer == "cat"`, when, 1)))
		if err != nil {
			t.Fatal(err)
		}
		found, err := deadroute.Find(sv)
		if err != nil || len(found) != want {
			t.Errorf("%s: %v %v", when, found, err)
		}
		if want > 0 && (found[0].Path != "quotas[0].when" || !strings.Contains(found[0].Msg, `quota "cats"`)) {
			t.Errorf("%+v", found)
		}
	}
}
