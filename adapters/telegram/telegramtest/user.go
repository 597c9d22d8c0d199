package telegramtest

import (
	"fmt"
	"time"
)

// User is a person with a private chat with the bot. With a negative id it stands for a group.
type User struct {
	ID   int64
	Name string
	Lang string // IETF language tag

	s       *Server
	blocked bool // guarded by s.mu
}

// User makes a person, who has opened the chat, or gives the one with that id.
func (s *Server) User(id int64, name, lang string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[id] == nil {
		s.users[id] = &User{ID: id, Name: name, Lang: lang, s: s}
	}
	return s.users[id]
}

// chat is the chat as "Chat".
func (u *User) chat() map[string]any {
	if u.ID < 0 {
		return map[string]any{"id": u.ID, "type": "group", "title": u.Name}
	}
	return map[string]any{"id": u.ID, "type": "private", "first_name": u.Name}
}

// from is the person as "User".
func (u *User) from() map[string]any {
	return map[string]any{"id": u.ID, "is_bot": false, "first_name": u.Name, "language_code": u.Lang}
}

// Write sends text to the bot and gives the update.
func (u *User) Write(text string) Update { return u.message(map[string]any{"text": text}) }

// Start follows a deep link: see "Deep linking" in https://core.telegram.org/bots/features.
func (u *User) Start(payload string) Update {
	text := "/start"
	if payload != "" {
		text += " " + payload
	}
	return u.message(map[string]any{
		"text":     text,
		"entities": []any{map[string]any{"type": "bot_command", "offset": 0, "length": 6}},
	})
}

// Photo sends a picture.
func (u *User) Photo(caption string) Update {
	return u.message(map[string]any{
		"caption": caption,
		"photo":   []any{map[string]any{"file_id": "AgACAgUAAx", "file_unique_id": "AQAD", "width": 90, "height": 90}},
	})
}

// Send sends a message with fields of "Message" of the caller's choice.
func (u *User) Send(fields map[string]any) Update { return u.message(fields) }

func (u *User) message(fields map[string]any) Update {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.s.nextMsg++
	m := map[string]any{"message_id": u.s.nextMsg, "date": time.Now().Unix(), "from": u.from(), "chat": u.chat()}
	for k, v := range fields {
		m[k] = v
	}
	return u.s.enqueue("message", m)
}

// Edit changes the text of a message; messageID is from the update that Write gave.
func (u *User) Edit(messageID int, text string) Update {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	now := time.Now().Unix()
	return u.s.enqueue("edited_message", map[string]any{
		"message_id": messageID, "date": now - 30, "edit_date": now, "from": u.from(), "chat": u.chat(), "text": text,
	})
}

// Press taps the button with that label under the newest message that shows it.
func (u *User) Press(label string) (Update, error) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	for i := len(u.s.sent) - 1; i >= 0; i-- {
		m := u.s.sent[i]
		if m.ChatID != u.ID {
			continue
		}
		for _, row := range m.Buttons {
			for _, b := range row {
				if b.Text == label {
					return u.s.callback(u, b.Data, u.s.messageJSON(m)), nil
				}
			}
		}
	}
	return Update{}, fmt.Errorf("user %d sees no button %q", u.ID, label)
}

// PressOld taps a button under a message that the platform no longer shows to bots: see
// "InaccessibleMessage", whose date is always 0.
func (u *User) PressOld(data string) Update {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.s.callback(u, data, map[string]any{"chat": u.chat(), "message_id": 1, "date": 0})
}

// callback queues a "CallbackQuery". The caller holds mu.
func (s *Server) callback(u *User, data string, message map[string]any) Update {
	id := fmt.Sprintf("%d", 7_700_000_000_000_000+s.nextID)
	s.answered[id] = 0
	up := s.enqueue("callback_query", map[string]any{
		"id": id, "from": u.from(), "message": message, "chat_instance": "-31337", "data": data,
	})
	up.CallbackID = id
	return up
}

// Block stops the bot: sends are refused with 403, and my_chat_member tells it.
func (u *User) Block() Update { return u.membership(true) }

// Unblock takes that back.
func (u *User) Unblock() Update { return u.membership(false) }

// Added tells that a group has just added the bot.
func (u *User) Added() Update { return u.membership(false) }

func (u *User) membership(blocked bool) Update {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.blocked = blocked
	bot := map[string]any{"id": u.s.botID(), "is_bot": true, "first_name": "回音", "username": u.s.Name}
	in := map[string]any{"status": "member", "user": bot}
	out := map[string]any{"status": "kicked", "user": bot, "until_date": 0}
	before, after := in, out
	if !blocked {
		before, after = out, in
	}
	return u.s.enqueue("my_chat_member", map[string]any{
		"chat": u.chat(), "from": u.from(), "date": time.Now().Unix(), "old_chat_member": before, "new_chat_member": after,
	})
}

// Enqueue queues an update of any kind: kind is a field of "Update".
func (s *Server) Enqueue(kind string, content any) Update {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.enqueue(kind, content)
}
