package surveys_test

import (
	"slices"
	"testing"

	"huiyin/bot/invite"
	"huiyin/configs"
	"huiyin/dialog"
)

// journeys gives the touchpoints that ask the surveys of a folder.
func (f folder) journeys(t *testing.T, surveys []*dialog.Survey) *invite.Journeys {
	t.Helper()
	const name = "journeys.yaml"
	data, err := configs.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	j, err := invite.ParseJourneys(name, data, func(id string) bool {
		return slices.ContainsFunc(surveys, func(sv *dialog.Survey) bool { return sv.ID == id })
	})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// A survey that no touchpoint asks is never sent; one that two ask would mix their numbers. A touchpoint
// of another kind than its survey would be counted wrongly.
func TestEverySurveyHasOneTouchpoint(t *testing.T) {
	eachFolder(t, func(t *testing.T, f folder) {
		surveys := f.surveys(t)
		asked := map[string][]invite.Touchpoint{}
		for _, journey := range f.journeys(t, surveys).All() {
			for _, tp := range journey.Touchpoints {
				asked[tp.Survey] = append(asked[tp.Survey], tp)
			}
		}
		for _, sv := range surveys {
			switch tps := asked[sv.ID]; {
			case len(tps) != 1:
				t.Errorf("survey %s has %d touchpoints, want one", sv.ID, len(tps))
			case tps[0].Kind != sv.Kind:
				t.Errorf("touchpoint %s is %s, its survey %s is %s", tps[0].ID, tps[0].Kind, sv.ID, sv.Kind)
			}
		}
	})
}
