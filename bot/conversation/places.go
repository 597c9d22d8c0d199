package conversation

import (
	"slices"

	"huiyin/bot/records"
	"huiyin/bot/state"
	"huiyin/dialog"
	"huiyin/scoring"
)

// QuotaNews is what was found out about quotas when the same turn was handled before: by the places
// that it wanted, and that were reserved or refused before anything was committed.
type QuotaNews struct {
	Full  []string // no place was left
	Taken []string // a place was reserved

	Score *scoring.Score // of the reply, as Result.Score gave it: a reply is scored once
}

// Take is a place that a session takes with a turn.
type Take struct {
	state.Place
	Limit int // places that there are in all
}

// places finds the places that the session takes and gives back with this turn. Those to be taken
// are reserved before the commit; those given back are committed with it, as events, and so neither
// lost nor given back too early.
func (w *work) places() {
	was, is := w.before, w.doc.Session
	if was != nil && (is == nil || is.ID != was.ID) { // the older survey is left for another
		for _, id := range w.everyQuota(was) {
			if !was.Counted {
				w.giveBack(was, id)
			}
		}
		was = nil
	}
	if is == nil {
		return
	}
	for _, id := range is.Quotas {
		if was == nil || !slices.Contains(was.Quotas, id) {
			w.result.Takes = append(w.result.Takes, Take{w.seat(is, id), w.limit(is, id)})
		}
	}
	over := is.State.Ended() && (was == nil || !was.State.Ended())
	back := w.turn.Quotas.Taken
	switch {
	case over:
		back = w.everyQuota(is)
	case was != nil:
		back = slices.Concat(back, was.Quotas)
	}
	for _, id := range back {
		if !slices.Contains(is.Quotas, id) {
			w.giveBack(is, id)
		}
	}
}

// everyQuota gives the quotas in which a session that is over may hold a place: also by a turn that
// was never committed, so that the session knows nothing of it.
func (w *work) everyQuota(s *dialog.Session) []string {
	sv, ok := w.Surveys.Version(s.Survey, s.Version)
	if !ok {
		return s.Quotas
	}
	var ids []string
	for _, q := range sv.Quotas {
		ids = append(ids, q.ID)
	}
	return ids
}

func (w *work) giveBack(s *dialog.Session, quota string) {
	w.event(records.Event{Place: new(w.seat(s, quota))})
}

// seat is the session's place in a quota.
func (w *work) seat(s *dialog.Session, quota string) state.Place {
	return state.Place{Survey: s.Survey, Quota: quota, Holder: s.ID, Step: w.turn.Version}
}

// limit gives how many places a quota has: as the newest version of the survey says, so that it can
// be raised and lowered while conversations are under way.
func (w *work) limit(s *dialog.Session, quota string) int {
	if sv, ok := w.Surveys.Latest(s.Survey); ok {
		if q := sv.Quota(quota); q != nil {
			return q.Limit
		}
	}
	if sv, ok := w.survey(); ok {
		if q := sv.Quota(quota); q != nil {
			return q.Limit
		}
	}
	return 0
}
