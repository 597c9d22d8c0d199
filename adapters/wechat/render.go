package wechat

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"

	"github.com/silenceper/wechat/v2/officialaccount/message"

	"huiyin/adapters"
)

// Bounds of what is sent, in bytes and lines.
const (
	maxText  = 2048 // error 45002 past it
	maxHead  = 1024 // text above a msgmenu, as 微信客服 documents it
	maxMenu  = 10   // lines of a msgmenu
	maxLabel = 128  // bytes of a msgmenu line, likewise
	// From this many buttons on, a scale is quicker typed than found among the lines of a menu.
	longScale = 7
)

// anchor begins a link in WeChat's texts, which read a little HTML.
var anchor = regexp.MustCompile(`(?i)<(a[\s/>])`)

// plain makes text mean itself: no control characters, which XML forbids, and no link made of a
// customer's words.
func plain(s string) string {
	return anchor.ReplaceAllString(clean(s), "＜$1")
}

// asText writes a message as text: its buttons as numbered lines, whose number the dialog reads when
// it is typed back, or the labels of a scale side by side on one line.
func asText(out adapters.Outbound) string {
	labels := make([]string, len(out.Buttons))
	for i, b := range out.Buttons {
		labels[i] = label(b)
		if !out.Inline {
			labels[i] = fmt.Sprintf("%d. %s", i+1, labels[i])
		}
	}
	separator := "\n"
	if out.Inline {
		separator = " / "
	}
	return strings.TrimSpace(plain(out.Text) + "\n" + strings.Join(labels, separator))
}

// label keeps a button on one line.
func label(b adapters.Button) string { return strings.Join(strings.Fields(plain(b.Label)), " ") }

// fitsMenu reports whether a message is better and possible as a msgmenu.
func fitsMenu(out adapters.Outbound) bool {
	n := len(out.Buttons)
	if n == 0 || n > maxMenu || out.Inline && n >= longScale || len(plain(out.Text)) > maxHead {
		return false
	}
	for _, b := range out.Buttons {
		if l := label(b); l == "" || len(l) > maxLabel {
			return false
		}
	}
	return true
}

// asMenu writes a message as a msgmenu.
func asMenu(out adapters.Outbound) *message.CustomerMessage {
	m := &message.CustomerMessage{ToUser: out.To.User, Msgtype: "msgmenu", Msgmenu: &message.MediaMsgmenu{HeadContent: plain(out.Text)}}
	for _, b := range out.Buttons {
		m.Msgmenu.List = append(m.Msgmenu.List, message.MsgmenuItem{ID: b.Value, Content: label(b)})
	}
	return m
}

// asReply writes a text as the XML of a passive reply from own to user.
func (c *Channel) asReply(text, user, own string) ([]byte, error) {
	t := message.NewText(text)
	t.SetToUserName(message.CDATA(user))
	t.SetFromUserName(message.CDATA(own))
	t.SetCreateTime(c.now().Unix())
	t.SetMsgType(message.MsgTypeText)
	raw, err := xml.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("passive reply: %w", err)
	}
	return raw, nil
}
