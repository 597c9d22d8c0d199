package deadroute

import (
	"fmt"

	"huiyin/dialog"
)

// neverCounts finds the quota at index i that no answer to its question counts among.
func neverCounts(sv *dialog.Survey, i int, quota dialog.Quota) (dialog.Problems, error) {
	q, when := sv.Question(quota.At), read(quota.When)
	answers, ok := answersTo(q, when.numbers)
	if !ok || !when.decided {
		return nil, nil
	}
	for _, a := range answers {
		counts, err := quota.Holds(sv, q, session(sv, q, a), dialog.Score{})
		if err != nil || counts {
			return nil, err
		}
	}
	return dialog.Problems{{
		Path: fmt.Sprintf("quotas[%d].when", i),
		Msg:  fmt.Sprintf("nobody counts in quota %q: no answer to %q makes its condition true", quota.ID, q.ID),
	}}, nil
}
