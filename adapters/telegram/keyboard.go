package telegram

import (
	"sync"
	"unicode"

	"huiyin/adapters"
)

// markup is an "InlineKeyboardMarkup". The library's type puts a copy_text into every button, and
// Telegram wants exactly one of the optional fields.
type markup struct {
	Rows [][]button `json:"inline_keyboard"`
}

type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// requestMarkup is a "ReplyKeyboardMarkup" of one button that sends the customer's own location or
// number. Telegram asks the customer first, and puts the keyboard away once it was used.
type requestMarkup struct {
	Rows    [][]requestButton `json:"keyboard"`
	Resize  bool              `json:"resize_keyboard"`
	OneTime bool              `json:"one_time_keyboard"`
}

type requestButton struct {
	Text     string `json:"text"`
	Location bool   `json:"request_location,omitempty"`
	Contact  bool   `json:"request_contact,omitempty"`
}

// removeMarkup is a "ReplyKeyboardRemove".
type removeMarkup struct {
	Remove bool `json:"remove_keyboard"`
}

// keyboards remembers in which chats a button that sends something is shown, so that it goes with the
// question: a customer who types the answer leaves it there. Like progress it is a courtesy.
type keyboards struct {
	mu    sync.Mutex
	shown map[int64]bool // by chat
}

// over gives what takes the button away under a message with nothing of its own; nil when none is shown.
func (k *keyboards) over(chat int64) any {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.shown[chat] {
		return removeMarkup{Remove: true}
	}
	return nil
}

// note keeps what a message that went out did to the chat's keyboard.
func (k *keyboards) note(chat int64, markup any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch markup.(type) {
	case requestMarkup:
		if k.shown == nil || len(k.shown) >= maxProgress {
			k.shown = map[int64]bool{}
		}
		k.shown[chat] = true
	case removeMarkup:
		delete(k.shown, chat)
	}
}

// markupOf gives what stands under a message; nil nothing. For photos there is no such button: the
// paper clip is beside the keyboard.
func markupOf(out adapters.Outbound) any {
	switch {
	case len(out.Buttons) > 0:
		return markup{Rows: layOut(out.Buttons, out.Inline)}
	case out.Request == nil || out.Request.Label == "":
		return nil
	case out.Request.Kind == adapters.MediaLocation, out.Request.Kind == adapters.MediaContact:
		return requestMarkup{
			Rows: [][]requestButton{{{
				Text:     out.Request.Label,
				Location: out.Request.Kind == adapters.MediaLocation, Contact: out.Request.Kind == adapters.MediaContact,
			}}}, Resize: true, OneTime: true,
		}
	}
	return nil
}

const (
	maxRow   = 6  // buttons side by side that a thumb still hits
	rowWidth = 36 // narrow characters that a phone shows in one row, padding included
	padding  = 2  // of one button, in narrow characters
)

// layOut puts one button in a row, or, inline, as many as their labels let, in rows of even
// length: 0 to 10 become six and five.
func layOut(buttons []adapters.Button, inline bool) [][]button {
	perRow := 1
	if inline {
		widest := 0
		for _, b := range buttons {
			widest = max(widest, width(b.Label))
		}
		perRow = min(max(rowWidth/(widest+padding), 1), maxRow)
	}
	count := (len(buttons) + perRow - 1) / perRow
	rows := make([][]button, 0, count)
	for left := count; left > 0; left-- {
		n := (len(buttons) + left - 1) / left
		row := make([]button, n)
		for i, b := range buttons[:n] {
			row[i] = button{Text: b.Label, Data: b.Value}
		}
		rows, buttons = append(rows, row), buttons[n:]
	}
	return rows
}

// width counts narrow characters: those of East Asian scripts, and emoji, are as wide as two.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
			r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF60 || r >= 0x1F000 {
			n++
		}
	}
	return n
}
