package main

import (
	"testing"

	"huiyin/adapters"
	"huiyin/adapters/telegram"
	"huiyin/adapters/webchat"
	"huiyin/adapters/wechat"
	"huiyin/dialog/budget"
)

// A survey is checked against the bounds of WeChat. Whatever keeps to them, every other channel carries:
// a text of so many bytes has no more characters, and no more buttons stand under it.
func TestWhatWeChatCarriesEveryChannelCarries(t *testing.T) {
	checked := budget.WeChat()
	// A button's value is a decimal number of 31 bits (dialog/button.go).
	const longestValue = len("2147483647")
	for name, l := range map[string]adapters.Limits{
		"wechat":   (&wechat.Channel{}).Limits(),
		"telegram": (&telegram.Channel{}).Limits(),
		"webchat":  (&webchat.Channel{}).Limits(),
	} {
		if l.TextBytes > 0 && checked.Text > l.TextBytes || l.TextRunes > 0 && checked.Text > l.TextRunes {
			t.Errorf("%s: a text of %d bytes may pass the check, and does not fit %+v", name, checked.Text, l)
		}
		if l.Buttons > 0 && checked.MenuItems > l.Buttons {
			t.Errorf("%s: %d buttons may pass the check, and it shows %d", name, checked.MenuItems, l.Buttons)
		}
		if l.ButtonBytes > 0 && longestValue > l.ButtonBytes {
			t.Errorf("%s: a button's value of %d bytes does not fit into %d", name, longestValue, l.ButtonBytes)
		}
	}
	if own := (&wechat.Channel{}).Limits(); own.TextBytes != checked.Text || own.Buttons != checked.MenuItems {
		t.Errorf("the check counts %d bytes and %d buttons, the channel %d and %d", checked.Text, checked.MenuItems, own.TextBytes, own.Buttons)
	}
}
