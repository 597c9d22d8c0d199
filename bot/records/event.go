package records

import (
	"cmp"
	"strings"
	"time"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/bot/state"
	"huiyin/dialog"
	"huiyin/scoring"
)

// Event is one entry of the journal, as JSON: exactly one field besides Conv is set.
type Event struct {
	Conv         string            `json:"conv"` // adapters.Address.String()
	Contact      *Contact          `json:"contact,omitempty"`
	Conversation *Conversation     `json:"conversation,omitempty"`
	Message      *Message          `json:"message,omitempty"`
	Answer       *Answer           `json:"answer,omitempty"`
	Case         *Case             `json:"case,omitempty"`
	Outcome      *Outcome          `json:"outcome,omitempty"`
	Audit        *Audit            `json:"audit,omitempty"`
	Invitation   *InvitationChange `json:"invitation,omitempty"`
	Place        *state.Place      `json:"place,omitempty"` // given back; the state has it, the record does not
}

// Contact is one chat of one customer. Upserted by Conv.
type Contact struct {
	Conv     string    `json:"conv"`
	Customer string    `json:"customer,omitempty"` // the insurer's id; empty while unknown
	Channel  string    `json:"channel"`
	Account  string    `json:"account"`
	User     string    `json:"user"`
	Name     string    `json:"name,omitempty"`
	Lang     string    `json:"lang,omitempty"`
	OptedOut bool      `json:"opted_out"`      // wants no invitations
	Left     bool      `json:"left,omitempty"` // blocked or unfollowed: nothing can be sent there
	SeenAt   time.Time `json:"seen_at"`
}

// Conversation is one session of one survey in one chat. Upserted by ID.
type Conversation struct {
	ID          string         `json:"id"` // the dialog session's id
	Conv        string         `json:"conv"`
	Channel     string         `json:"channel"`
	Customer    string         `json:"customer,omitempty"`
	Invitation  string         `json:"invitation,omitempty"`
	Survey      string         `json:"survey"`
	Version     string         `json:"version"`
	Title       string         `json:"title,omitempty"`
	Touchpoint  string         `json:"touchpoint"`
	Journey     string         `json:"journey"`
	Lang        string         `json:"lang"`
	State       string         `json:"state"`
	Disposition string         `json:"disposition,omitempty"` // how it counts now that it ended: dialog.Disposition
	Vars        map[string]any `json:"vars,omitempty"`
	StartedAt   time.Time      `json:"started_at"`
	EndedAt     time.Time      `json:"ended_at,omitzero"`
	UpdatedAt   time.Time      `json:"updated_at"` // newer wins
}

// Message is one message in a chat, either way. Upserted by (Conv, ID).
type Message struct {
	ID           string            `json:"id"`
	Conv         string            `json:"conv"`
	Conversation string            `json:"conversation,omitempty"`
	From         string            `json:"from"`          // "customer", "bot", "agent", "system"
	Who          string            `json:"who,omitempty"` // the agent's name
	Text         string            `json:"text"`
	Buttons      []adapters.Button `json:"buttons,omitempty"` // offered with it
	Inline       bool              `json:"inline,omitempty"`  // the buttons are a scale, side by side
	Request      *adapters.Request `json:"request,omitempty"` // asked for with it
	Media        *adapters.Media   `json:"media,omitempty"`   // what a customer sent that is not words
	File         string            `json:"file,omitempty"`    // of a photo: FileWanted, FileGone, or how package photos calls it
	Score        *scoring.Score    `json:"score,omitempty"`   // of a customer's message
	Status       string            `json:"status,omitempty"`  // outgoing: "queued", "sent", "failed"
	Detail       string            `json:"detail,omitempty"`  // why it failed
	At           time.Time         `json:"at"`
}

// What became of a photo that is not, or not yet, kept.
const (
	FileWanted = "wanted" // to be fetched from the platform
	FileGone   = "gone"   // lost: the platform gave it no more, or it was no image
)

// Preview is the message in one line: its words, or a sign for what was sent instead.
func (m *Message) Preview() string {
	if m.Text != "" || m.Media == nil {
		return m.Text
	}
	switch m.Media.Kind {
	case adapters.MediaPhoto:
		return "📷"
	case adapters.MediaLocation:
		at := dialog.Media{Lat: m.Media.Lat, Lon: m.Media.Lon}
		return "📍 " + cmp.Or(m.Media.Place, at.String())
	case adapters.MediaContact:
		return strings.TrimSpace("👤 " + m.Media.Name)
	}
	return ""
}

// Answer is one answer with its score. Upserted by (Conversation, Question, Item,
// Round).
type Answer struct {
	Conversation string        `json:"conversation"`
	Conv         string        `json:"conv"`
	Survey       string        `json:"survey"`
	Version      string        `json:"version"`
	Kind         string        `json:"kind,omitempty"` // of the survey: "experience", "research", "employee"
	Touchpoint   string        `json:"touchpoint"`
	Journey      string        `json:"journey"`
	Customer     string        `json:"customer,omitempty"`
	Channel      string        `json:"channel"`
	Lang         string        `json:"lang"`
	Seq          int           `json:"seq"`              // place of the question in the survey, from 1
	Asked        string        `json:"asked"`            // the question's words
	Labels       []string      `json:"labels,omitempty"` // chosen options' words
	Answer       dialog.Answer `json:"answer"`
	Score        scoring.Score `json:"score"`
	Disposition  string        `json:"-"` // of its conversation; the record's own, in EachAnswer
}

// Case is a handoff case with what a list shows. Upserted by ID; the one whose newest transition is
// newer wins. LastMessage, LastAt, Unread and NPS are the record's own: it takes them from the
// messages and answers of the conversation.
type Case struct {
	handoff.Case
	Conv         string    `json:"conv"`
	Conversation string    `json:"conversation"`
	Channel      string    `json:"channel"`
	Survey       string    `json:"survey"`
	Touchpoint   string    `json:"touchpoint"`
	Journey      string    `json:"journey"`
	Customer     string    `json:"customer,omitempty"`
	Name         string    `json:"name,omitempty"` // as the channel says, for the desk
	LastMessage  string    `json:"last_message"`   // the customer's newest words
	LastAt       time.Time `json:"last_at"`
	Unread       int       `json:"unread"`        // customer messages since an agent last wrote or took
	NPS          *float64  `json:"nps,omitempty"` // the NPS rating of the conversation
}

// Outcome is what became of an agent's action, by the id of its inbox message.
type Outcome struct {
	ID    string `json:"id"`
	Error string `json:"error,omitempty"` // "" done; else a code of package desk: "taken_by_other", …
	Who   string `json:"who,omitempty"`   // with taken_by_other: the owner
}

// Audit is one entry of the audit log.
type Audit struct {
	Actor  string    `json:"actor"`  // "agent:王敏", "api", "system"
	Action string    `json:"action"` // "case.take"
	Object string    `json:"object"` // "case:C7F3K"
	At     time.Time `json:"at"`
}

// InvitationChange moves an invitation on.
type InvitationChange struct {
	ID     string    `json:"id"`
	Conv   string    `json:"conv"`   // the chat it is now bound to
	Status string    `json:"status"` // "started", "completed", "suppressed", …
	Reason string    `json:"reason,omitempty"`
	At     time.Time `json:"at"`
}
