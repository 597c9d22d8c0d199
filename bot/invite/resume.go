package invite

import (
	"context"
	"fmt"
	"time"

	"huiyin/adapters"
	"huiyin/bot/records"
)

const (
	resumeEvery = time.Minute
	resumeBatch = 100
)

// send puts an invitation that is in status sending into its chat's inbox. Any other is left alone,
// so that it may be called again at any time.
func (s *Service) send(ctx context.Context, inv records.Invitation) error {
	if inv.Status != records.InvitationSending || !s.Now().Before(inv.ExpiresAt) {
		return nil
	}
	to, err := adapters.ParseAddress(inv.Conv)
	if err != nil {
		return fmt.Errorf("send invitation %s: its chat is no address", inv.ID)
	}
	if err := s.Inviter.Invite(ctx, to, inv); err != nil {
		return fmt.Errorf("send invitation %s: %w", inv.ID, err)
	}
	return s.Invitations.MarkSent(ctx, inv.ID)
}

// Resume sends, now and every minute until ctx ends, what was stored and not sent: because the
// process died in between, or the state store was down and nobody posted the event again.
func (s *Service) Resume(ctx context.Context) error {
	tick := time.NewTicker(resumeEvery)
	defer tick.Stop()
	for {
		if err := s.SendUnsent(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("invitations wait to be sent", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// SendUnsent sends what was stored and not sent, once. One that cannot be sent does not keep the
// others back; the first error is returned.
func (s *Service) SendUnsent(ctx context.Context) (first error) {
	unsent, err := s.Invitations.Unsent(ctx, s.Now(), resumeBatch)
	if err != nil {
		return err
	}
	for _, inv := range unsent {
		if err := s.send(ctx, inv); err != nil && first == nil {
			first = err
		}
	}
	return first
}
