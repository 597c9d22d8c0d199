package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

// actionWait bounds how long an agent's action is waited for; past it the action is still in the
// conversation's inbox and will be done.
const actionWait = 5 * time.Second

// ErrPending says that an action is stored and will be done, but was not done in time.
var ErrPending = errors.New("stored, not done yet")

// Take gives the case to agent. An error of package handoff says who was faster.
func (s *Service) Take(ctx context.Context, caseID, agent string) error {
	return s.act(ctx, conversation.AgentAction{Do: conversation.DoTake, Case: caseID, Agent: agent}, "")
}

// Reply sends text to the customer in agent's name ("" the owner's). clientID, made by the
// caller, deduplicates; "" makes a new one.
func (s *Service) Reply(ctx context.Context, caseID, agent, text, clientID string) error {
	return s.act(ctx, conversation.AgentAction{
		Do: conversation.DoReply, Case: caseID, Agent: agent, Text: text,
	}, clientID)
}

// Resolve ends the case; the bot then asks the customer whether it is solved.
func (s *Service) Resolve(ctx context.Context, caseID, agent, rootCause, action string) error {
	return s.act(ctx, conversation.AgentAction{
		Do: conversation.DoResolve, Case: caseID, Agent: agent, RootCause: rootCause, Action: action,
	}, "")
}

// act puts an action into its conversation's inbox and waits until the record has its outcome.
func (s *Service) act(ctx context.Context, a conversation.AgentAction, clientID string) error {
	c, err := s.Record.Case(ctx, a.Case)
	if err != nil {
		return fmt.Errorf("case %s: %w", a.Case, err)
	}
	if clientID == "" {
		clientID = rand.Text()
	}
	id := "agent:" + a.Case + ":" + clientID
	msg, err := conversation.Message{Agent: &a}.In(c.Conv, id)
	if err != nil {
		return err
	}
	changes, cancel := s.Live.Subscribe()
	defer cancel()
	if _, err := s.Store.Accept(ctx, msg); err != nil {
		return fmt.Errorf("%s case %s: %w", a.Do, a.Case, err)
	}
	ctx, stop := context.WithTimeout(ctx, actionWait)
	defer stop()
	return s.outcome(ctx, id, changes)
}

// outcome waits for the outcome of an action. News of another process may be missed, so it also
// looks from time to time.
func (s *Service) outcome(ctx context.Context, id string, changes <-chan string) error {
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for {
		o, err := s.Record.Outcome(ctx, id)
		switch {
		case err == nil && o.Error == "":
			return nil
		case err == nil:
			return &handoff.Error{Code: o.Error, Owner: o.Who}
		case !errors.Is(err, records.ErrNotFound) && ctx.Err() == nil:
			return fmt.Errorf("outcome of %s: %w", id, err)
		}
		select {
		case <-ctx.Done():
			return ErrPending
		case <-changes:
		case <-look.C:
		}
	}
}
