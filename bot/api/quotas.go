package api

import (
	"context"
	"errors"
	"net/http"

	"huiyin/bot/insight"
	"huiyin/bot/records"
)

// Quotas tells how far the quotas of a survey have filled; *insight.Quotas does.
type Quotas interface {
	QuotasOf(ctx context.Context, survey string) (insight.SurveyFill, error)
}

type quotasJSON struct {
	Survey string      `json:"survey"`
	Quotas []quotaJSON `json:"quotas"`
}

type quotaJSON struct {
	ID    string `json:"id"`
	Taken int    `json:"taken"`
	Limit int    `json:"limit"`
}

// showQuotas answers GET /v1/surveys/{id}/quotas.
func (a *api) showQuotas(w http.ResponseWriter, r *http.Request) {
	fill, err := a.Quotas.QuotasOf(r.Context(), r.PathValue("id"))
	switch {
	case errors.Is(err, records.ErrNotFound):
		fail(w, http.StatusNotFound, "unknown_survey", "there is no such survey")
		return
	case err != nil:
		a.unavailable(w, "count quotas", err)
		return
	}
	out := quotasJSON{Survey: fill.Survey, Quotas: []quotaJSON{}}
	for _, f := range fill.Quotas {
		out.Quotas = append(out.Quotas, quotaJSON{ID: f.Quota, Taken: f.Taken, Limit: f.Limit})
	}
	reply(w, http.StatusOK, out)
}
