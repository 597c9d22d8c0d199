package telegramtest

import (
	"encoding/json"
	"maps"
	"net/http"
	"time"
	"unicode/utf8"
)

// maxText is in characters: "sendMessage", parameter text.
const maxText = 4096

// sendMessage follows "sendMessage". The order of the checks is the platform's as far as it shows.
func (s *Server) sendMessage(w http.ResponseWriter, p params) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, code, why := s.take(p)
	if why != "" {
		refuse(w, code, why, 0)
		return
	}
	result(w, s.messageJSON(m))
}

// take stores the message or says why not. The caller holds mu.
func (s *Server) take(p params) (m Message, code int, why string) {
	chat := p.number("chat_id")
	u := s.users[chat]
	switch {
	case p["text"] == "":
		return m, http.StatusBadRequest, "Bad Request: message text is empty"
	case utf8.RuneCountInString(p["text"]) > maxText:
		return m, http.StatusBadRequest, "Bad Request: message is too long"
	case u == nil:
		return m, http.StatusBadRequest, "Bad Request: chat not found"
	case u.blocked:
		return m, http.StatusForbidden, "Forbidden: bot was blocked by the user"
	}
	rows, why := keyboard(p["reply_markup"])
	if why != "" {
		return m, http.StatusBadRequest, why
	}
	s.nextMsg++
	m = Message{
		ID: s.nextMsg, ChatID: chat, Text: p["text"], Buttons: rows,
		Request: requested(p["reply_markup"]), At: time.Now().Truncate(time.Second), Params: maps.Clone(p),
	}
	s.sent = append(s.sent, m)
	return m, 0, ""
}

// keyboard reads "InlineKeyboardMarkup": callback_data has 1-64 bytes, and exactly one of the
// optional fields is used.
func keyboard(markup string) (rows [][]Button, why string) {
	if markup == "" {
		return nil, ""
	}
	var k struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	if err := json.Unmarshal([]byte(markup), &k); err != nil {
		return nil, "Bad Request: can't parse reply keyboard markup JSON object"
	}
	for _, row := range k.Rows {
		for _, b := range row {
			switch {
			case b.Text == "":
				return nil, "Bad Request: inline keyboard button text is empty"
			case b.Data == "" || len(b.Data) > 64:
				return nil, "Bad Request: BUTTON_DATA_INVALID"
			}
		}
	}
	return k.Rows, ""
}

// requested reads "ReplyKeyboardMarkup" with one "KeyboardButton" that sends something.
func requested(markup string) string {
	var k struct {
		Rows [][]struct {
			Text     string `json:"text"`
			Location bool   `json:"request_location"`
			Contact  bool   `json:"request_contact"`
		} `json:"keyboard"`
	}
	if json.Unmarshal([]byte(markup), &k) != nil || len(k.Rows) != 1 || len(k.Rows[0]) != 1 || k.Rows[0][0].Text == "" {
		return ""
	}
	switch b := k.Rows[0][0]; {
	case b.Location && !b.Contact:
		return "location"
	case b.Contact && !b.Location:
		return "contact"
	}
	return ""
}

// answerCallback follows "answerCallbackQuery".
func (s *Server) answerCallback(w http.ResponseWriter, p params) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := p["callback_query_id"]
	if _, asked := s.answered[id]; !asked {
		refuse(w, http.StatusBadRequest, "Bad Request: query is too old and response timeout expired or query ID is invalid", 0)
		return
	}
	s.answered[id]++
	result(w, true)
}

// sendChatAction follows "sendChatAction".
func (s *Server) sendChatAction(w http.ResponseWriter, p params) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[p.number("chat_id")] == nil {
		refuse(w, http.StatusBadRequest, "Bad Request: chat not found", 0)
		return
	}
	s.actions++
	result(w, true)
}

// messageJSON is a bot's message as "Message". The caller holds mu.
func (s *Server) messageJSON(m Message) map[string]any {
	out := map[string]any{
		"message_id": m.ID, "date": m.At.Unix(), "text": m.Text,
		"from": map[string]any{"id": s.botID(), "is_bot": true, "first_name": "回音", "username": s.Name},
		"chat": s.users[m.ChatID].chat(),
	}
	if len(m.Buttons) > 0 {
		out["reply_markup"] = map[string]any{"inline_keyboard": m.Buttons}
	}
	return out
}
