package simulate_test

import (
	"math/rand/v2"
	"os"
	"testing"

	"huiyin/dialog"
	"huiyin/dialog/simulate"
	"huiyin/dialog/surveyfile"
)

// The quotas of the survey hold for the made-up respondents too: none is overfilled, and those that
// many want are full.
func TestQuotasFillToTheirLimit(t *testing.T) {
	sv, err := surveyfile.Load(os.DirFS("../surveyfile/testdata"), "pets.yaml")
	if err != nil {
		t.Fatal(err)
	}
	random := func(i int) simulate.Random { return rand.New(rand.NewPCG(3, uint64(i))) }
	r, err := simulate.Run(t.Context(), sv, 300, random, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Quotas) != 3 || len(r.Stuck) > 0 {
		t.Fatalf("%+v, stuck %+v", r.Quotas, r.Stuck)
	}
	for _, q := range r.Quotas {
		if q.Taken != q.Limit || q.Refused == 0 {
			t.Errorf("quota %s: %d of %d taken, %d refused", q.ID, q.Taken, q.Limit, q.Refused)
		}
	}
	if r.Ends[dialog.Screened] == 0 {
		t.Errorf("nobody was screened out: %v", r.Ends)
	}
	taken := map[string]int{}
	for _, route := range r.Routes {
		taken[route.Question+" "+route.Route] += route.Taken
	}
	if taken["pet full_cats"] != r.Quotas[0].Refused || taken["pet no_pet"] == 0 {
		t.Errorf("the ways out are counted %v", taken)
	}
}
