package insight

import (
	"context"
	"fmt"

	"huiyin/bot/records"
	"huiyin/dialog"
)

// Fill is how far a quota of a survey has filled: Taken places are held by who completed and by who
// is under way, over all versions of the survey. Limit is the newest version's, so that Taken may
// be above one that was lowered.
type Fill struct {
	Quota        string
	Taken, Limit int
}

// Full reports whether no place is left.
func (f Fill) Full() bool { return f.Taken >= f.Limit }

// SurveyFill is how far the quotas of one survey have filled.
type SurveyFill struct {
	Survey string
	Title  dialog.Text
	Quotas []Fill // in the survey's order
}

// Surveys finds the surveys that are served; *catalog.Catalog does.
type Surveys interface {
	IDs() []string
	Latest(id string) (*dialog.Survey, bool)
}

// Places counts the places held in a quota; a state.Store does.
type Places interface {
	Places(ctx context.Context, survey, quota string) (int, error)
}

// Quotas tells how far quotas have filled.
type Quotas struct {
	surveys Surveys
	places  Places
}

// NewQuotas makes a Quotas.
func NewQuotas(surveys Surveys, places Places) *Quotas { return &Quotas{surveys, places} }

// QuotasOf tells it of one survey; records.ErrNotFound when it is not served.
func (q *Quotas) QuotasOf(ctx context.Context, survey string) (SurveyFill, error) {
	sv, ok := q.surveys.Latest(survey)
	if !ok {
		return SurveyFill{}, fmt.Errorf("survey %q: %w", survey, records.ErrNotFound)
	}
	fill := SurveyFill{Survey: sv.ID, Title: sv.Title}
	for _, quota := range sv.Quotas {
		n, err := q.places.Places(ctx, sv.ID, quota.ID)
		if err != nil {
			return SurveyFill{}, fmt.Errorf("quota %s of survey %s: %w", quota.ID, sv.ID, err)
		}
		fill.Quotas = append(fill.Quotas, Fill{Quota: quota.ID, Taken: n, Limit: quota.Limit})
	}
	return fill, nil
}

// AllQuotas tells it of every served survey that has quotas, in the order of their ids.
func (q *Quotas) AllQuotas(ctx context.Context) ([]SurveyFill, error) {
	var all []SurveyFill
	for _, id := range q.surveys.IDs() {
		fill, err := q.QuotasOf(ctx, id)
		if err != nil {
			return nil, err
		}
		if len(fill.Quotas) > 0 {
			all = append(all, fill)
		}
	}
	return all, nil
}
