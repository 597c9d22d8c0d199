package budget

import (
	"strconv"
	"strings"
	"time"

	"huiyin/dialog"
)

// Limits are what a platform lets a bot send. Sizes are in bytes of UTF-8.
type Limits struct {
	Name         string
	AfterMessage int           // messages after the customer wrote …
	Window       time.Duration // … within this time
	AfterClick   int           // messages after a press on a menu or a scan, within a minute
	Reserve      int           // of these, kept for the agent
	Text         int           // a longer text goes as several messages
	MenuHead     int           // text above the buttons of a menu
	MenuItems    int           // buttons of a menu
	MenuLabel    int           // one button
	LongScale    int           // a scale with so many points is typed, not pressed
}

// WeChat gives the limits of an official account's customer-service messages (the vendor's page
// 客服消息; the sizes of a menu are those that 微信客服 documents for the same kind of message).
func WeChat() Limits {
	return Limits{
		Name: "WeChat", AfterMessage: 5, Window: 48 * time.Hour, AfterClick: 3, Reserve: 1,
		Text: 2048, MenuHead: 1024, MenuItems: 10, MenuLabel: 128, LongScale: 7,
	}
}

// menu reports whether a message goes out with buttons to press.
func (l Limits) menu(say dialog.Say) bool {
	n := len(say.Buttons)
	if n == 0 || n > l.MenuItems || say.Inline && n >= l.LongScale || len(say.Text) > l.MenuHead {
		return false
	}
	for _, b := range say.Buttons {
		if len(b.Label) > l.MenuLabel {
			return false
		}
	}
	return true
}

// messages is how many messages something said becomes: one, or as many as its text with its options
// takes up. A text is cut between sentences, so these are the fewest.
func (l Limits) messages(say dialog.Say) int {
	if say.Text == "" {
		return 0
	}
	if l.menu(say) {
		return 1
	}
	var b strings.Builder
	b.WriteString(say.Text)
	for i, button := range say.Buttons {
		if say.Inline {
			b.WriteString(" / " + button.Label)
			continue
		}
		b.WriteString("\n" + strconv.Itoa(i+1) + ". " + button.Label)
	}
	return (b.Len() + l.Text - 1) / l.Text
}
