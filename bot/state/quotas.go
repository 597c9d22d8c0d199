package state

import "context"

// Place is one place in a quota of a survey.
type Place struct {
	Survey string `json:"survey"`
	Quota  string `json:"quota"`
	Holder string `json:"holder"` // who has it: the dialog session's id
	// Step is the version of the session from which the place was taken or given back. The later one
	// decides, in whatever order they come to be known: one worker may be behind another.
	Step int64 `json:"step"`
}

// Quotas counts places. A holder has one place in a quota at most, so that all of this may be done
// again without harm.
type Quotas interface {
	// Reserve takes a place, unless limit of them are held by others. It is false, too, when the
	// place was given back by the same step or a later one (within KeepIDs).
	Reserve(ctx context.Context, p Place, limit int) (ok bool, err error)
	// Release gives the holder's place back, unless it was taken by a later step.
	Release(ctx context.Context, p Place) error
	// Places counts the places held in a quota.
	Places(ctx context.Context, survey, quota string) (int, error)
}
