package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"huiyin/adapters"
	"huiyin/bot/conversation"
	"huiyin/bot/records"
)

// acceptWait bounds how long a store may take to take a message: WeChat waits five seconds for its
// answer, and hears a 503 rather than nothing. What was stored nonetheless is known when it comes
// again.
const acceptWait = 4 * time.Second

// Accept makes what a channel received durable; it is the adapters.Accept of every channel.
func (s *Service) Accept(ctx context.Context, in adapters.Inbound) (fresh bool, err error) {
	if in.ID == "" || in.From.IsZero() {
		return false, errors.New("accept: a message needs an id and a sender")
	}
	msg, err := conversation.Message{Customer: &in}.In(in.From.String(), in.ID)
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, acceptWait)
	defer cancel()
	fresh, err = s.Store.Accept(ctx, msg)
	s.Metrics.accepted(in.From.Channel, fresh, err)
	if err != nil {
		return false, fmt.Errorf("accept: %w", err)
	}
	return fresh, nil
}

// Serves reports whether an account is configured that can be sent to.
func (s *Service) Serves(channel, account string) bool {
	_, ok := s.channels[channel+":"+account]
	return ok
}

// Invite sends an invitation into a known chat; the same invitation twice has one effect. It is
// the invite.Inviter of the service.
func (s *Service) Invite(ctx context.Context, to adapters.Address, inv records.Invitation) error {
	msg, err := conversation.Message{Invite: conversation.InviteOf(inv)}.In(to.String(), "invite:"+inv.ID)
	if err != nil {
		return err
	}
	if _, err := s.Store.Accept(ctx, msg); err != nil {
		return fmt.Errorf("send invitation %s: %w", inv.ID, err)
	}
	return nil
}

// Hooks serves the webhooks of all accounts at /hooks/{channel}/{account}.
func (s *Service) Hooks() http.Handler {
	handlers := map[string]http.Handler{}
	for key, ch := range s.channels {
		if h, ok := ch.(adapters.Webhooker); ok {
			if hook := h.Webhook(s.Accept); hook != nil {
				handlers[key] = hook
			}
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		channel, account, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/hooks/"), "/")
		h, ok := handlers[channel+":"+account]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}
