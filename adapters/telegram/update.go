package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"huiyin/adapters"
)

// event is what an update asks of us.
type event struct {
	in       *adapters.Inbound // for accept; nil when nothing concerns a survey
	callback string            // id of a callback query to be answered, after accept
	group    int64             // a group that has just added the bot and is told that it is not served
}

var (
	errNoUpdate = errors.New("body is no update")
	errUnknown  = errors.New("update is not understood")
)

// readID reads what every update has. Without it a body is no update.
func readID(raw []byte) (int64, error) {
	var u struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &u); err != nil || u.ID <= 0 {
		return 0, errNoUpdate
	}
	return u.ID, nil
}

// read makes an event of an update. errNoUpdate: the body is none. errUnknown: it is one of a form
// that this program does not know; to refuse it would make Telegram deliver it again and again.
func (c *Channel) read(raw []byte) (event, error) {
	if _, err := readID(raw); err != nil {
		return event{}, err
	}
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		return event{}, errUnknown // the cause may quote the message
	}
	switch {
	case u.Message != nil:
		return event{in: c.message(u.Message)}, nil
	case u.EditedMessage != nil:
		return event{in: c.edited(u.EditedMessage)}, nil
	case u.CallbackQuery != nil:
		return event{in: c.press(u.CallbackQuery), callback: u.CallbackQuery.ID}, nil
	case u.MyChatMember != nil:
		return c.membership(u.MyChatMember), nil
	}
	return event{}, nil
}

// inbound begins an Inbound from a person's private chat; nil for every other chat.
func (c *Channel) inbound(chat models.Chat, from *models.User, id string, unix int) *adapters.Inbound {
	if chat.Type != models.ChatTypePrivate || chat.ID <= 0 || from == nil || from.IsBot {
		return nil
	}
	at := c.now()
	if unix > 0 {
		at = time.Unix(int64(unix), 0)
	}
	return &adapters.Inbound{
		ID:   id,
		From: adapters.Address{Channel: c.Name(), Account: c.cfg.Account, User: strconv.FormatInt(chat.ID, 10)},
		Lang: from.LanguageCode,
		Name: strings.TrimSpace(from.FirstName + " " + from.LastName),
		At:   at.UTC(),
	}
}

func (c *Channel) message(m *models.Message) *adapters.Inbound {
	in := c.inbound(m.Chat, m.From, fmt.Sprintf("m%d", m.ID), m.Date)
	if in == nil {
		return nil
	}
	payload, isStart := readStart(m.Text)
	switch {
	case isStart:
		in.Kind, in.Payload = adapters.KindStart, payload
	case m.Text != "":
		in.Kind, in.Text = adapters.KindText, m.Text
	case isMedia(m):
		in.Kind, in.Text, in.Media = adapters.KindMedia, m.Caption, mediaOf(m)
	default:
		return nil // a service message: pinned, title, auto-delete …
	}
	return in
}

// readStart reads "/start", "/start PAYLOAD" and "/start@bot PAYLOAD". A payload that no deep link
// can carry was typed by hand and is dropped.
func readStart(text string) (payload string, ok bool) {
	command, rest, _ := strings.Cut(text, " ")
	command, _, _ = strings.Cut(command, "@")
	if command != "/start" {
		return "", false
	}
	if rest = strings.TrimSpace(rest); payloadForm.MatchString(rest) {
		return rest, true
	}
	return "", true
}

// edited takes a corrected text. Edits of media are passed over: a live location is edited every
// few seconds.
func (c *Channel) edited(m *models.Message) *adapters.Inbound {
	if m.Text == "" {
		return nil
	}
	in := c.inbound(m.Chat, m.From, fmt.Sprintf("m%de%d", m.ID, m.EditDate), m.EditDate)
	if in != nil {
		in.Kind, in.Text, in.Edits = adapters.KindText, m.Text, fmt.Sprintf("m%d", m.ID)
	}
	return in
}

// press takes a tap on an inline button. Telegram dates the message, not the tap.
func (c *Channel) press(q *models.CallbackQuery) *adapters.Inbound {
	if q.ID == "" || q.Data == "" {
		return nil // a game, or a button under an inline message
	}
	var chat models.Chat
	var label string
	switch {
	case q.Message.Message != nil:
		chat, label = q.Message.Message.Chat, labelOf(q.Message.Message, q.Data)
	case q.Message.InaccessibleMessage != nil:
		chat = q.Message.InaccessibleMessage.Chat
	}
	in := c.inbound(chat, &q.From, "c"+q.ID, 0)
	if in != nil {
		in.Kind, in.Button, in.Text = adapters.KindButton, q.Data, label
	}
	return in
}

// labelOf finds what the customer saw on the button.
func labelOf(m *models.Message, data string) string {
	if m.ReplyMarkup == nil {
		return ""
	}
	for _, row := range m.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			if b.CallbackData == data {
				return b.Text
			}
		}
	}
	return ""
}

// membership takes "my_chat_member": in a private chat it tells that the customer blocked the bot
// or took that back. The latter is passed over: what the customer writes next says more.
func (c *Channel) membership(m *models.ChatMemberUpdated) event {
	out := m.NewChatMember.Type == models.ChatMemberTypeBanned || m.NewChatMember.Type == models.ChatMemberTypeLeft
	was := m.OldChatMember.Type == models.ChatMemberTypeBanned || m.OldChatMember.Type == models.ChatMemberTypeLeft
	isGroup := m.Chat.Type == models.ChatTypeGroup || m.Chat.Type == models.ChatTypeSupergroup
	switch {
	case isGroup && was && !out:
		return event{group: m.Chat.ID}
	case out:
		in := c.inbound(m.Chat, &m.From, fmt.Sprintf("l%d", m.Date), m.Date)
		if in != nil {
			in.Kind = adapters.KindLeave
		}
		return event{in: in}
	}
	return event{}
}
