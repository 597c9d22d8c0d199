package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"huiyin/bot/insight"
)

// endsView is how the conversations of one touchpoint ended.
type endsView struct {
	Name, Place string
	insight.Completion
}

// recoveryView is what cases at one touchpoint did to one rating: means with one decimal.
type recoveryView struct {
	Name, Rating         string
	Before, After, Delta string
	N                    int
	Small                bool
}

// outcomes reads how conversations ended and what cases came to.
func (d *desk) outcomes(ctx context.Context, v *insightView, lang string, since time.Time) error {
	ends, err := d.Insight.CompletionByTouchpoint(ctx, since)
	if err != nil {
		return err
	}
	for _, c := range ends {
		v.Ends = append(v.Ends, endsView{d.nameOf(c.Touchpoint, lang), d.nameOf(c.Journey, lang), c})
	}
	recoveries, err := d.Insight.Recoveries(ctx, since)
	if err != nil {
		return err
	}
	for _, r := range recoveries {
		rating := r.Question
		if r.Type == "nps" {
			rating = "NPS"
		}
		delta := mean(r.Delta())
		if r.Delta() > 0 {
			delta = "+" + delta
		}
		v.Recoveries = append(v.Recoveries, recoveryView{
			Name: d.nameOf(r.Touchpoint, lang), Rating: rating, Before: mean(r.Before), After: mean(r.After), Delta: delta,
			N: r.N, Small: r.Small(),
		})
	}
	return nil
}

// mean writes a mean with one decimal and a true minus sign.
func mean(f float64) string { return strings.Replace(fmt.Sprintf("%.1f", f), "-", "−", 1) }
