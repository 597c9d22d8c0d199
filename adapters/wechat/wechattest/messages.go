package wechattest

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// The XML of messages and events, laid out as on the pages 接收普通消息 and 接收事件推送
// (developers.weixin.qq.com/doc/offiaccount/Message_Management/). at is written in seconds.

// Text is a typed message.
func (a Account) Text(from, content string, msgID int64, at time.Time) string {
	return a.message(from, at, "text", fmt.Sprintf("<Content>%s</Content><MsgId>%d</MsgId>", cdata(content), msgID))
}

// Click is a click on the line of a msgmenu (发送客服消息, 菜单消息).
func (a Account) Click(from, label string, menuID, msgID int64, at time.Time) string {
	return a.message(from, at, "text", fmt.Sprintf("<Content>%s</Content><MsgId>%d</MsgId><bizmsgmenuid>%d</bizmsgmenuid>",
		cdata(label), msgID, menuID))
}

// Image is a picture.
func (a Account) Image(from string, msgID int64, at time.Time) string {
	return a.message(from, at, "image", fmt.Sprintf("<PicUrl>%s</PicUrl><MediaId>%s</MediaId><MsgId>%d</MsgId>",
		cdata("this is a url"), cdata("media_id"), msgID))
}

// Location is a place sent from the map, as in the documented example.
func (a Account) Location(from, label string, lat, lon float64, msgID int64, at time.Time) string {
	return a.message(from, at, "location", fmt.Sprintf("<Location_X>%v</Location_X><Location_Y>%v</Location_Y><Scale>20</Scale><Label>%s</Label><MsgId>%d</MsgId>",
		lat, lon, cdata(label), msgID))
}

// Voice is a voice message; recognition may be empty.
func (a Account) Voice(from, recognition string, msgID int64, at time.Time) string {
	return a.message(from, at, "voice", fmt.Sprintf("<MediaId>%s</MediaId><Format>%s</Format><Recognition>%s</Recognition><MsgId>%d</MsgId>",
		cdata("media_id"), cdata("Format"), cdata(recognition), msgID))
}

// Event is an event with its key, which may be empty: subscribe with qrscene_…, SCAN, CLICK, …
func (a Account) Event(from, event, key string, at time.Time) string {
	return a.message(from, at, "event", fmt.Sprintf("<Event>%s</Event><EventKey>%s</EventKey><Ticket>%s</Ticket>",
		cdata(event), cdata(key), cdata("TICKET")))
}

func (a Account) message(from string, at time.Time, kind, rest string) string {
	return fmt.Sprintf("<xml><ToUserName>%s</ToUserName><FromUserName>%s</FromUserName><CreateTime>%d</CreateTime><MsgType>%s</MsgType>%s</xml>",
		cdata(a.OriginalID), cdata(from), at.Unix(), cdata(kind), rest)
}

// cdata wraps s; what cannot stand in a CDATA section is escaped instead.
func cdata(s string) string {
	if !strings.Contains(s, "]]>") {
		return "<![CDATA[" + s + "]]>"
	}
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
