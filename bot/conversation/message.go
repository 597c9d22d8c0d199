package conversation

import (
	"encoding/json"
	"fmt"
	"strings"

	"huiyin/adapters"
	"huiyin/bot/records"
	"huiyin/bot/state"
)

// Message is what an inbox holds, as JSON: exactly one field is set. A timer's body is empty.
type Message struct {
	Customer *adapters.Inbound `json:"customer,omitempty"`
	Invite   *Invite           `json:"invite,omitempty"`
	Agent    *AgentAction      `json:"agent,omitempty"`
	Timer    bool              `json:"-"`
}

// Invite is an invitation that is sent to a known chat.
type Invite struct {
	ID         string         `json:"id"`
	Survey     string         `json:"survey"`
	Touchpoint string         `json:"touchpoint"`
	Journey    string         `json:"journey"`
	Customer   string         `json:"customer"`
	Lang       string         `json:"lang,omitempty"`
	Zone       string         `json:"zone,omitempty"`
	Vars       map[string]any `json:"vars,omitempty"`
}

// InviteOf gives the part of an invitation that a conversation needs.
func InviteOf(inv records.Invitation) *Invite {
	return &Invite{
		ID: inv.ID, Survey: inv.Survey, Touchpoint: inv.Touchpoint, Journey: inv.Journey,
		Customer: inv.Customer, Lang: inv.Lang, Zone: inv.Zone, Vars: inv.Vars,
	}
}

// The things an agent does to a case.
const (
	DoTake    = "take"
	DoReply   = "reply"
	DoResolve = "resolve"
)

// AgentAction is one thing that an agent does to a case.
type AgentAction struct {
	Do        string `json:"do"`
	Case      string `json:"case"`
	Agent     string `json:"agent"` // shown name; "" the case's owner
	Text      string `json:"text,omitempty"`
	RootCause string `json:"root_cause,omitempty"`
	Action    string `json:"action,omitempty"`
}

// In wraps m for the inbox of conv under id.
func (m Message) In(conv, id string) (state.In, error) {
	body, err := json.Marshal(m)
	if err != nil {
		return state.In{}, fmt.Errorf("encode message: %w", err)
	}
	return state.In{Conv: conv, ID: id, Body: body}, nil
}

// ParseMessage reads what In wrote, or a timer.
func ParseMessage(in state.In) (Message, error) {
	if len(in.Body) == 0 && strings.HasPrefix(in.ID, state.TimerPrefix) {
		return Message{Timer: true}, nil
	}
	var m Message
	if err := json.Unmarshal(in.Body, &m); err != nil {
		return m, fmt.Errorf("decode message %s: %w", in.ID, err)
	}
	if m.Customer == nil && m.Invite == nil && m.Agent == nil {
		return m, fmt.Errorf("decode message %s: it holds nothing known", in.ID)
	}
	return m, nil
}
