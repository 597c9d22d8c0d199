// Package invite turns events of the insurer's systems into invitations.
//
// An event of a known type belongs to one touchpoint of one journey, which names the survey. The
// customer is invited in a chat that is known, or by links; or not at all, and then the record
// holds why.
//
// Invariants:
//
//   - One event id makes one invitation, however often and however concurrently it is posted; every
//     post gets the same answer.
//   - An invitation that was stored is sent, even when the process dies in between: its status is
//     "sending" until the chat's inbox has it, and a repeated post or [Service.Resume] sends it
//     again. The inbox takes one id once.
//   - A token is 32 random characters, expires, and opens one chat. It is in no log and no error.
package invite
