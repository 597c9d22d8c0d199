package invite

import (
	"context"
	"errors"

	"huiyin/adapters"
	"huiyin/bot/records"
)

// Why an invitation is not sent.
const (
	ReasonOptedOut = "opted_out" // the customer wants none
	ReasonBusy     = "busy"      // a survey goes on in the chat, or a person has it
)

// target is where an invitation goes: into a chat, or, when that is zero, into links; or nowhere,
// for a reason.
type target struct {
	chat   adapters.Address
	reason string
}

// target chooses the chat: one that the event names, else the customer's newest. Who said in any
// chat that invitations are unwanted, and nothing since, gets none in another either.
func (s *Service) target(ctx context.Context, c Customer) (target, error) {
	known, err := s.Contacts.ContactsOf(ctx, c.ID)
	if err != nil {
		return target{}, err
	}
	chat, optedOut, err := s.named(ctx, c)
	if err != nil {
		return target{}, err
	}
	if optedOut || len(known) > 0 && known[0].OptedOut {
		return target{reason: ReasonOptedOut}, nil
	}
	if chat.IsZero() {
		chat = s.newest(known)
	}
	if chat.IsZero() {
		return target{}, nil
	}
	busy, err := s.Contacts.Busy(ctx, chat.String())
	if err != nil {
		return target{}, err
	}
	if busy {
		return target{reason: ReasonBusy}, nil
	}
	return target{chat: chat}, nil
}

// named chooses among the addresses of the event: the one that was heard of last, else the first in
// the order of preference. A chat that the customer left is none.
func (s *Service) named(ctx context.Context, c Customer) (chat adapters.Address, optedOut bool, err error) {
	var best records.Contact
	for _, channel := range channels() {
		a, ok := parseAddress(channel, c.Addresses[channel])
		if !ok || !s.Serves(a.Channel, a.Account) {
			continue
		}
		contact, err := s.Contacts.Contact(ctx, a.String())
		if err != nil && !errors.Is(err, records.ErrNotFound) {
			return adapters.Address{}, false, err
		}
		if contact.Left {
			continue
		}
		if chat.IsZero() || contact.SeenAt.After(best.SeenAt) {
			chat, best = a, contact
		}
	}
	return chat, best.OptedOut, nil
}

// newest chooses the newest of the customer's chats that may be written to. Web chats are left out:
// nobody may be looking.
func (s *Service) newest(known []records.Contact) adapters.Address {
	for _, c := range known {
		if !c.OptedOut && !c.Left && c.Channel != "webchat" && c.Channel != "console" && s.Serves(c.Channel, c.Account) {
			return adapters.Address{Channel: c.Channel, Account: c.Account, User: c.User}
		}
	}
	return adapters.Address{}
}
