package conversation

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/dialog"
)

// Document is all that is kept of a conversation between two messages. It is stored as JSON.
type Document struct {
	Address  adapters.Address `json:"address"`
	Customer string           `json:"customer,omitempty"` // the insurer's id
	Name     string           `json:"name,omitempty"`
	Lang     string           `json:"lang,omitempty"`
	Zone     string           `json:"zone,omitempty"`      // the customer's time zone, as Asia/Urumqi; "" the operator's
	OptedOut bool             `json:"opted_out,omitempty"` // wants no invitations
	Left     bool             `json:"left,omitempty"`      // blocked or unfollowed: nothing can be sent
	Invite   *Invite          `json:"invite,omitempty"`    // of the current session; nil for a walk-in
	Session  *dialog.Session  `json:"session,omitempty"`
	Sessions uint32           `json:"sessions,omitempty"` // begun in this chat; binds buttons to theirs
	Case     *handoff.Case    `json:"case,omitempty"`     // the newest
	Acked    bool             `json:"acked,omitempty"`    // words after the end were thanked for
}

// ParseDocument reads a stored document; none gives an empty one for conv.
func ParseDocument(conv string, stored []byte) (Document, error) {
	var d Document
	if len(stored) > 0 {
		if err := json.Unmarshal(stored, &d); err != nil {
			return d, fmt.Errorf("load conversation: %w", err)
		}
		return d, nil
	}
	addr, err := adapters.ParseAddress(conv)
	d.Address = addr
	return d, err
}

// optedOut reports whether no invitation may be sent.
func (d *Document) optedOut() bool { return d.OptedOut || d.Left }

// active reports whether a session is under way.
func (d *Document) active() bool { return d.Session != nil && !d.Session.State.Ended() }

// inCase reports whether a person has the conversation.
func (d *Document) inCase() bool {
	return d.Case != nil && d.Case.State != handoff.Resolved &&
		d.Session != nil && d.Session.State == dialog.WithAgent
}

// derive makes an id from what it identifies, so that handling a message again after a crash gives
// the same id: 60 bits, no look-alike letters.
func derive(kind, conv, msgID string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + conv + "\x00" + msgID))
	return ids.EncodeToString(sum[:8])[:12]
}

var ids = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)
