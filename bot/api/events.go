package api

import (
	"errors"
	"net/http"

	"huiyin/bot/invite"
)

// postEvent answers POST /v1/events: 201 for a new event, 200 with the same body for one that was
// posted before, 422 for an event type that no journey knows.
func (a *api) postEvent(w http.ResponseWriter, r *http.Request) {
	var ev invite.Event
	if !decode(w, r, &ev) {
		return
	}
	resp, created, err := a.Invites.Handle(r.Context(), ev)
	var unknown *invite.UnknownTypeError
	var invalid *invite.ValidationError
	switch {
	case errors.As(err, &unknown):
		fail(w, http.StatusUnprocessableEntity, "unknown_event_type", unknown.Error())
	case errors.As(err, &invalid):
		fail(w, http.StatusBadRequest, "invalid_event", invalid.Error())
	case err != nil:
		a.unavailable(w, "post event", err)
	case created:
		reply(w, http.StatusCreated, resp)
	default:
		reply(w, http.StatusOK, resp)
	}
}
