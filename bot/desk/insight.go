package desk

import (
	"context"
	"net/http"
	"time"

	"huiyin/bot/insight"
	"huiyin/bot/records"
)

// Insight is what the insight page reads. The zero since is all time.
type Insight interface {
	TotalNPS(ctx context.Context, since time.Time) (insight.NPS, error)
	CompletionByTouchpoint(ctx context.Context, since time.Time) ([]insight.Completion, error)
	Recoveries(ctx context.Context, since time.Time) ([]insight.Recovery, error)
	NPSByTouchpoint(ctx context.Context, since time.Time) ([]insight.PlaceNPS, error)
	Verbatims(ctx context.Context, limit int) ([]records.Verbatim, error)
}

// Quotas is what the insight page tells of quotas, which are counted from their beginning on.
type Quotas interface {
	AllQuotas(ctx context.Context) ([]insight.SurveyFill, error)
}

// verbatimLimit is how many of the newest verbatims are shown.
const verbatimLimit = 30

type insightView struct {
	Period     string
	Periods    []string
	Total      insight.NPS
	Places     []placeView
	Ends       []endsView
	Recoveries []recoveryView
	Quotas     []quotaView
	Verbatims  []verbatimView
}

type placeView struct {
	Name, Journey string
	insight.NPS
}

type verbatimView struct {
	records.Verbatim
	Touchpoint, Journey string
	Chip                *chip
	Foreign             string // language, when it is not the page's
}

// quotaView is one quota of one survey.
type quotaView struct {
	Survey string // shown title
	insight.Fill
}

// periodDays are the periods one can look at, in days; 0 is all time.
func periodDays(period string) (days int, ok bool) {
	switch period {
	case "30", "":
		return 30, true
	case "90":
		return 90, true
	case "all":
		return 0, true
	}
	return 0, false
}

func (d *desk) showInsight(w http.ResponseWriter, r *http.Request) {
	v := &insightView{Period: r.URL.Query().Get("period"), Periods: []string{"30", "90", "all"}}
	days, ok := periodDays(v.Period)
	if !ok || v.Period == "" {
		v.Period, days = "30", 30
	}
	var since time.Time
	if days > 0 {
		since = d.Now().AddDate(0, 0, -days)
	}
	if err := d.readInsight(r, v, since); err != nil {
		d.broken(w, "read insight", err)
		return
	}
	d.page(w, r, http.StatusOK, "insight", page{Place: "insight", Insight: v})
}

func (d *desk) readInsight(r *http.Request, v *insightView, since time.Time) (err error) {
	ctx, lang := r.Context(), lang(r)
	if v.Total, err = d.Insight.TotalNPS(ctx, since); err != nil {
		return err
	}
	places, err := d.Insight.NPSByTouchpoint(ctx, since)
	if err != nil {
		return err
	}
	for _, p := range places {
		v.Places = append(v.Places, placeView{d.nameOf(p.Touchpoint, lang), d.nameOf(p.Journey, lang), p.NPS})
	}
	if err := d.outcomes(ctx, v, lang, since); err != nil {
		return err
	}
	if v.Quotas, err = d.quotas(ctx, lang); err != nil {
		return err
	}
	verbatims, err := d.Insight.Verbatims(ctx, verbatimLimit)
	if err != nil {
		return err
	}
	for _, q := range verbatims {
		if q.At.Before(since) {
			continue // the page shows one period throughout
		}
		vv := verbatimView{Verbatim: q, Touchpoint: d.nameOf(q.Touchpoint, lang), Journey: d.nameOf(q.Journey, lang)}
		vv.Chip = verbatimChip(lang, q)
		vv.Text = masked(q.Text)
		if q.Lang != lang {
			vv.Foreign = q.Lang
		}
		v.Verbatims = append(v.Verbatims, vv)
	}
	return nil
}

func (d *desk) quotas(ctx context.Context, lang string) ([]quotaView, error) {
	if d.Quotas == nil {
		return nil, nil
	}
	all, err := d.Quotas.AllQuotas(ctx)
	if err != nil {
		return nil, err
	}
	var views []quotaView
	for _, s := range all {
		for _, f := range s.Quotas {
			views = append(views, quotaView{s.Title.In(lang), f})
		}
	}
	return views, nil
}

func verbatimChip(lang string, q records.Verbatim) *chip {
	if q.Label == "" || q.Label == "unknown" {
		return &chip{Kind: "unknown", Text: "?", Title: phrase(lang, "score.unknown")}
	}
	return chipValue(lang, q.Value, q.Label, "")
}
