// Package invite turns the insurer's events into invitations: it finds the survey of an event's
// touchpoint, decides whether the customer may be asked now, and sends the invitation into a known
// chat or gives links for it.
//
// An event's id makes it idempotent: the same id gives the same answer, and heals an invitation
// that was stored but, for a crash in between, not sent.
package invite
