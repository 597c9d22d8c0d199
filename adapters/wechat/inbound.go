package wechat

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/silenceper/wechat/v2/officialaccount/message"

	"huiyin/adapters"
)

// errMessage is a decrypted message that is not one.
var errMessage = errors.New("malformed message")

// scenePrefix stands before the scene of a QR code that a new follower scanned.
const scenePrefix = "qrscene_"

// received is a decoded callback: what the customer did, and whom to answer as.
type received struct {
	in     adapters.Inbound
	own    string // ToUserName: the account's gh_ id, the sender of a passive reply
	accept bool   // false for events that are only acknowledged
}

// decode reads the XML of a message or an event.
//
// Source: developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages
// and Receiving_event_pushes. CreateTime is in seconds (1348831860 in the documented example).
func (c *Channel) decode(raw []byte) (received, error) {
	var m message.MixMessage
	// XML 1.0 forbids most control characters and the decoder refuses them, but people paste them.
	if err := xml.Unmarshal([]byte(clean(string(raw))), &m); err != nil {
		return received{}, errMessage
	}
	from, own := string(m.FromUserName), string(m.ToUserName)
	if from == "" || own == "" || m.CreateTime <= 0 {
		return received{}, errMessage
	}
	r := received{own: own, accept: true, in: adapters.Inbound{
		From: adapters.Address{Channel: name, Account: c.cfg.Account, User: from},
		At:   time.Unix(m.CreateTime, 0).UTC(),
	}}
	if m.MsgType == message.MsgTypeEvent {
		r.accept = event(&m, &r.in)
		return r, nil
	}
	if m.MsgID == 0 || m.MsgType == "" {
		return received{}, errMessage
	}
	r.in.ID = "msg:" + strconv.FormatInt(m.MsgID, 10)
	spoken(&m, &r.in)
	return r, nil
}

// spoken fills in what a message says.
func spoken(m *message.MixMessage, in *adapters.Inbound) {
	switch m.MsgType {
	case message.MsgTypeText:
		in.Kind, in.Text = adapters.KindText, strings.TrimSpace(m.Content)
		// A click on a msgmenu line comes as its label with its id. Ids that are not numbers come
		// as 0: then the label has to do, which the dialog reads like typed words.
		if m.BizMsgMenuID > 0 {
			in.Kind, in.Button = adapters.KindButton, strconv.FormatInt(m.BizMsgMenuID, 10)
		}
	default:
		// Recognition is WeChat's transcript of a voice message; it is being retired and mostly empty.
		in.Kind, in.Text, in.Media = adapters.KindMedia, strings.TrimSpace(m.Recognition), mediaOf(m)
	}
}

// event fills in what an event means and reports whether the bot wants to know of it.
func event(m *message.MixMessage, in *adapters.Inbound) bool {
	in.ID = eventID(m)
	switch m.Event {
	case message.EventSubscribe:
		in.Kind = adapters.KindFollow
		// Other keys exist (last_trade_no_… after a payment): they are no invitation.
		if scene, ok := strings.CutPrefix(m.EventKey, scenePrefix); ok {
			in.Payload = scene
		}
	case message.EventScan:
		in.Kind, in.Payload = adapters.KindStart, m.EventKey
	case message.EventUnsubscribe:
		in.Kind = adapters.KindLeave
	case message.EventClick:
		if key := strings.TrimSpace(m.EventKey); key == "" || strings.EqualFold(key, "start") {
			in.Kind = adapters.KindStart
		} else {
			in.Kind, in.Text = adapters.KindText, key
		}
	default:
		return false
	}
	return true
}

// eventID identifies an event, which has no MsgId, by what the platform recommends: sender, time and
// event, and its key. The sender is the conversation already; the key can be an invitation token and
// ids are logged, so it goes in as a hash.
func eventID(m *message.MixMessage) string {
	sum := sha256.Sum256([]byte(m.EventKey))
	return "evt:" + strconv.FormatInt(m.CreateTime, 10) + ":" + string(m.Event) + ":" + hex.EncodeToString(sum[:6])
}

// clean drops invalid UTF-8 and the control characters, line feed and tab excepted.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
