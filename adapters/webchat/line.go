package webchat

import (
	"slices"
	"time"

	"huiyin/adapters"
)

// From says who wrote a line.
type From string

// The writers of lines.
const (
	FromCustomer From = "customer"
	FromBot      From = "bot"
	FromAgent    From = "agent"
	FromSystem   From = "system" // "an agent joined": shown small, between the bubbles
)

// Line is one message of a conversation as the page shows it.
type Line struct {
	ID      string            `json:"id"` // of the Inbound or Outbound
	From    From              `json:"from"`
	Who     string            `json:"who,omitempty"` // shown name of an agent
	Text    string            `json:"text"`
	Buttons []adapters.Button `json:"buttons,omitempty"` // of the newest bot message only
	Inline  bool              `json:"inline,omitempty"`  // buttons side by side
	Request *adapters.Request `json:"request,omitempty"` // what is asked for, likewise of the newest
	At      time.Time         `json:"at"`
}

// merge puts the recent lines that the record does not hold yet behind those it holds, and leaves
// buttons on the newest bot message only. It does not change its arguments.
func merge(recorded, recent []Line) []Line {
	lines := slices.Clone(recorded)
	for _, r := range recent {
		if i := slices.IndexFunc(lines, func(l Line) bool { return l.ID == r.ID }); i < 0 {
			lines = append(lines, r)
		}
	}
	newest := true
	for i := range slices.Backward(lines) {
		if lines[i].From == FromBot && newest {
			newest = false
			continue
		}
		lines[i].Buttons, lines[i].Request = nil, nil
	}
	if lines == nil {
		lines = []Line{} // the page expects a list, not null
	}
	return lines
}
