package insight_test

import (
	"context"
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot/catalog"
	"huiyin/bot/insight"
	"huiyin/bot/records"
)

// counted are the places of a quota, as "survey quota"; one of another name is an outage.
type counted map[string]int

var errAway = errors.New("away")

func (c counted) Places(_ context.Context, survey, quota string) (int, error) {
	if n, ok := c[survey+" "+quota]; ok {
		return n, nil
	}
	return 0, errAway
}

func TestHowFarQuotasHaveFilled(t *testing.T) {
	const head = "kind: research\ntitle: {zh: 宠物}\nlangs: [zh]\nnotice: {zh: 您好！}\nquestions: [{id: nps, type: nps}, {id: why, type: text, text: {zh: 为什么？}}]\n"
	surveys, err := catalog.Load(fstest.MapFS{
		"s/pets.yaml":  {Data: []byte("id: pets\n" + head + "quotas:\n  - {id: fans, at: nps, when: answer > 8, limit: 20}\n  - {id: all, at: nps, limit: 50}\n")},
		"s/plain.yaml": {Data: []byte("id: plain\n" + head)},
	}, "s")
	if err != nil {
		t.Fatal(err)
	}
	q := insight.NewQuotas(surveys, counted{"pets fans": 20, "pets all": 31})
	all, err := q.AllQuotas(t.Context())
	want := []insight.Fill{{Quota: "fans", Taken: 20, Limit: 20}, {Quota: "all", Taken: 31, Limit: 50}}
	if err != nil || len(all) != 1 || all[0].Survey != "pets" || all[0].Title["zh"] != "宠物" {
		t.Fatalf("%+v %v", all, err)
	}
	if d := cmp.Diff(want, all[0].Quotas); d != "" {
		t.Error(d)
	}
	if !want[0].Full() || want[1].Full() {
		t.Error("the wrong one is full")
	}
	if fill, err := q.QuotasOf(t.Context(), "plain"); err != nil || len(fill.Quotas) != 0 {
		t.Errorf("%+v %v", fill, err)
	}
	if _, err := q.QuotasOf(t.Context(), "gone"); !errors.Is(err, records.ErrNotFound) {
		t.Errorf("an unknown survey: %v", err)
	}
	if _, err := insight.NewQuotas(surveys, counted{}).AllQuotas(t.Context()); !errors.Is(err, errAway) {
		t.Errorf("a store that is away: %v", err)
	}
}
