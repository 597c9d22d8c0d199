package dialog

import (
	"time"

	"github.com/expr-lang/expr/types"
)

// clockTypes are the types of what conditions see as now: the time on the customer's clock.
func clockTypes() types.Map {
	return types.Map{
		"date": types.String, "hour": types.Int, "minute": types.Int, "weekday": types.Int, "elapsed": types.Int,
	}
}

// clock gives the time as conditions see it, in the location of now:
//
//	now.date     "2026-11-25"
//	now.hour     0 … 23
//	now.minute   0 … 59
//	now.weekday  1 Monday … 7 Sunday (ISO 8601)
//	now.elapsed  whole minutes since the session began
func clock(now, began time.Time) map[string]any {
	weekday := int(now.Weekday())
	if weekday == 0 {
		weekday = 7
	}
	return map[string]any{
		"date": now.Format(time.DateOnly), "hour": now.Hour(), "minute": now.Minute(), "weekday": weekday,
		"elapsed": max(0, int(now.Sub(began)/time.Minute)),
	}
}
