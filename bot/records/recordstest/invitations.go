package recordstest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"huiyin/bot/records"
)

func invitation(id, event, token string) records.Invitation {
	return records.Invitation{
		ID: id, EventID: event, EventType: "motor.claim.closed", Token: token, Survey: "motor-claim",
		Touchpoint: "motor.claim.settlement", Journey: "motor.claim", Customer: "C-1", Lang: "zh", Zone: "Asia/Urumqi",
		Vars: map[string]any{"claim_no": "CL-1"}, Status: records.InvitationLinked,
		Response: []byte(`{"invitation_id":"` + id + `"}`), CreatedAt: at(0), ExpiresAt: at(60),
	}
}

func (s *story) put(inv records.Invitation) {
	s.Helper()
	if _, created, err := s.PutInvitation(ctx, inv); err != nil || !created {
		s.Fatalf("put invitation %s: created %v, %v", inv.ID, created, err)
	}
}

// redeem opens a token and says what came of it.
func (s *story) redeem(token, conv string, minute int) string {
	s.Helper()
	inv, err := s.Redeem(ctx, token, conv, at(minute))
	switch {
	case errors.Is(err, records.ErrUsed):
		return "used"
	case errors.Is(err, records.ErrExpired):
		return "expired"
	case errors.Is(err, records.ErrNotFound):
		return "unknown"
	}
	s.ok(err)
	if inv.Conv != conv {
		s.Errorf("redeemed by %s, but it is bound to %s", conv, inv.Conv)
	}
	return inv.ID
}

func invitedOnce(t *testing.T, s *story) {
	first, second := invitation("I1", "E1", "token-1"), invitation("I2", "E1", "token-2")
	stored, created, err := s.PutInvitation(ctx, first)
	s.ok(err)
	first.Token = "" // only its hash is kept
	s.same(stored, first)
	if !created {
		t.Error("a new event is not new")
	}
	stored, created, err = s.PutInvitation(ctx, second)
	s.ok(err)
	s.same(stored, first)
	if created {
		t.Error("the same event is new again")
	}
	s.same(must[records.Invitation](s)(s.Invitation(ctx, "I1")), first)
	s.same(s.redeem("token-2", chat, 1), "unknown")
}

func invitedAtOnce(t *testing.T, s *story) {
	const n = 12
	var wg sync.WaitGroup
	var created atomic.Int32
	ids := make([]string, n)
	for i := range n {
		wg.Go(func() {
			inv, fresh, err := s.PutInvitation(ctx, invitation(fmt.Sprint("I", i), "E1", fmt.Sprint("token-", i)))
			if err != nil {
				t.Error(err)
			}
			if fresh {
				created.Add(1)
			}
			ids[i] = inv.ID
		})
	}
	wg.Wait()
	if created.Load() != 1 {
		t.Errorf("%d were created, want 1", created.Load())
	}
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("one event has the invitations %v", ids)
			break
		}
	}
}

func tokenOnce(t *testing.T, s *story) {
	s.put(invitation("I1", "E1", "token-1"))
	s.put(invitation("I2", "E2", "")) // suppressed ones have no token
	s.put(invitation("I3", "E3", ""))
	s.same([]string{
		s.redeem("token-1", chat, 1), s.redeem("token-1", chat, 2), s.redeem("token-1", other, 3),
		s.redeem("token-1", chat, 600), // the winner may come back to it even later
	}, []string{"I1", "I1", "used", "I1"})
	inv := must[records.Invitation](s)(s.Invitation(ctx, "I1"))
	s.same(inv.Conv, chat)
	s.same(inv.Vars, map[string]any{"claim_no": "CL-1"})
}

func tokenRace(t *testing.T, s *story) {
	s.put(invitation("I1", "E1", "token-1"))
	chats := []string{chat, other}
	results := make([]string, 20)
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() {
			inv, err := s.Redeem(ctx, "token-1", chats[i%2], at(1))
			switch {
			case err == nil:
				results[i] = inv.Conv
			case !errors.Is(err, records.ErrUsed):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	winner := must[records.Invitation](s)(s.Invitation(ctx, "I1")).Conv
	for i, got := range results {
		if want := map[bool]string{true: winner, false: ""}[chats[i%2] == winner]; got != want {
			t.Errorf("chat %s got %q, the winner is %s", chats[i%2], got, winner)
		}
	}
}

func tokenExpires(t *testing.T, s *story) {
	s.put(invitation("I1", "E1", "token-1"))
	s.same([]string{s.redeem("token-1", chat, 60), s.redeem("token-1", chat, 59)}, []string{"expired", "I1"})
}

// sentOpenedElsewhere is the customer whom the message never reached, who got the link by SMS too.
func sentOpenedElsewhere(t *testing.T, s *story) {
	for i, event := range []string{"E1", "E2"} {
		inv := invitation(fmt.Sprint("I", i+1), event, fmt.Sprint("token-", i+1))
		inv.Conv, inv.Status = chat, records.InvitationSent
		s.put(inv)
	}
	s.same([]string{
		s.redeem("token-1", chat, 1),  // the chat it was sent to
		s.redeem("token-1", other, 2), // nothing was said there
		s.redeem("token-1", chat, 3),
		s.redeem("token-1", other, 4),
	}, []string{"I1", "I1", "used", "I1"})
	gone := records.InvitationChange{ID: "I1", Conv: chat, Status: "expired", At: at(9)}
	s.project(records.Event{Invitation: &gone})
	if inv := must[records.Invitation](s)(s.Invitation(ctx, "I1")); inv.Conv != other || inv.Status != records.InvitationSent {
		t.Errorf("the chat it left moved it on: %s in %s", inv.Status, inv.Conv)
	}

	s.project(said("m1", "customer", "好", at(1)))
	s.same([]string{s.redeem("token-2", other, 5), s.redeem("token-2", chat, 6)}, []string{"used", "I2"})
}

func invitationMoves(t *testing.T, s *story) {
	s.put(invitation("I1", "E1", "token-1"))
	s.same(s.redeem("token-1", chat, 1), "I1")
	change := func(status, reason string, minute int) records.Event {
		return records.Event{Invitation: &records.InvitationChange{ID: "I1", Conv: chat, Status: status, Reason: reason, At: at(minute)}}
	}
	s.project(change("started", "", 1), change("completed", "", 5), change("started", "", 4))
	if inv := must[records.Invitation](s)(s.Invitation(ctx, "I1")); inv.Status != "completed" || inv.Conv != chat {
		t.Errorf("status %q in %q", inv.Status, inv.Conv)
	}
	s.project(change("suppressed", "busy", 6))
	if inv := must[records.Invitation](s)(s.Invitation(ctx, "I1")); inv.Status != "suppressed" || inv.Reason != "busy" {
		t.Errorf("status %q, reason %q", inv.Status, inv.Reason)
	}
}

func unsent(t *testing.T, s *story) {
	sending := func(id string, created, expires int) {
		inv := invitation(id, "E"+id, "token-"+id)
		inv.Status, inv.Conv, inv.CreatedAt, inv.ExpiresAt = records.InvitationSending, chat, at(created), at(expires)
		s.put(inv)
	}
	sending("later", 2, 60)
	sending("first", 1, 60)
	sending("started", 1, 60)
	sending("stale", 1, 3)
	s.put(invitation("linked", "E9", "token-9"))
	s.project(records.Event{Invitation: &records.InvitationChange{ID: "started", Conv: chat, Status: "started", At: at(2)}})
	ids := func() (ids []string) {
		for _, inv := range must[[]records.Invitation](s)(s.Unsent(ctx, at(5), 10)) {
			ids = append(ids, inv.ID)
		}
		return ids
	}
	s.same(ids(), []string{"first", "later"})
	s.ok(s.MarkSent(ctx, "first"))
	s.ok(s.MarkSent(ctx, "started"))
	s.same(ids(), []string{"later"})
	s.same(must[records.Invitation](s)(s.Invitation(ctx, "first")).Status, records.InvitationSent)
	s.same(must[records.Invitation](s)(s.Invitation(ctx, "started")).Status, "started")
	if n := len(must[[]records.Invitation](s)(s.Unsent(ctx, at(0), 1))); n != 1 {
		t.Errorf("%d with a limit of 1", n)
	}
}
