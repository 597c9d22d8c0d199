package webchat

import (
	"net/http"
	"strconv"
	"strings"
)

// The languages of the page.
const (
	zh = "zh-CN"
	en = "en"
)

// texts are the page's own words in one language.
type texts struct {
	Title, Online, Log, Write, Send, Other, NoScript string
	Missing, MissingHint                             string
	Attach                                           string
	Script                                           scriptTexts
}

// scriptTexts are those that the page's script shows.
type scriptTexts struct {
	Connecting string `json:"connecting"`
	Offline    string `json:"offline"`
	Failed     string `json:"failed"`
	Retry      string `json:"retry"`
	Refused    string `json:"refused"`
	Cookies    string `json:"cookies"`
	Answers    string `json:"answers"`
	You        string `json:"you"`
	Bot        string `json:"bot"`
	Agent      string `json:"agent"`
	Typing     string `json:"typing"`
	NewBelow   string `json:"newBelow"`
	Photo      string `json:"photo"`
	Name       string `json:"name"`
	Phone      string `json:"phone"`
	Locating   string `json:"locating"`
	NoPlace    string `json:"noPlace"`
	SendThis   string `json:"sendThis"`
}

func textsOf(lang string) texts {
	if lang == en {
		return texts{
			Title: "Your feedback", Online: "We read every reply", Log: "Conversation", Write: "Write a message",
			Send: "Send", Other: "中文", NoScript: "This chat needs JavaScript. Please switch it on and reload the page.",
			Attach:  "Send a photo",
			Missing: "This link is not complete", MissingHint: "Please open it again from the message you received.",
			Script: scriptTexts{
				Connecting: "Connecting…", Offline: "Connection lost. Reconnecting…",
				Failed: "Not sent", Retry: "Try again", Refused: "This message cannot be sent",
				Cookies: "Please allow cookies for this page and reload it.", Answers: "Answers", You: "You",
				Bot: "Assistant", Agent: "Agent", Typing: "An answer is being written", NewBelow: "New messages",
				Photo: "Photo", Name: "Name", Phone: "Phone number", Locating: "Finding your location…",
				NoPlace: "Your location cannot be found. Please write the address below.", SendThis: "Send",
			},
		}
	}
	return texts{
		Title: "服务回访", Online: "每条回复都有回音", Log: "对话", Write: "写下您的想法",
		Send: "发送", Other: "English", NoScript: "本页需要 JavaScript，请开启后刷新页面。",
		Attach:  "发送照片",
		Missing: "链接不完整", MissingHint: "请从您收到的消息里重新打开。",
		Script: scriptTexts{
			Connecting: "正在连接…", Offline: "连接已断开，正在重新连接…",
			Failed: "未发出", Retry: "重试", Refused: "这条消息无法发送",
			Cookies: "请允许本页使用 Cookie，然后刷新页面。", Answers: "可选答案", You: "您",
			Bot: "回访助手", Agent: "客服", Typing: "正在输入", NewBelow: "有新消息",
			Photo: "照片", Name: "姓名", Phone: "电话", Locating: "正在获取位置…",
			NoPlace: "无法获取您的位置，请在下方写下地址。", SendThis: "发送",
		},
	}
}

func otherLang(lang string) string {
	if lang == en {
		return zh
	}
	return en
}

// pageLang gives the page's language for what a query or the page's script says, or "".
func pageLang(s string) string {
	switch base, _, _ := strings.Cut(strings.ToLower(s), "-"); base {
	case "zh":
		return zh
	case "en":
		return en
	}
	return ""
}

// requestLang is the language to show: ?lang=, else the browser's first choice among ours, else
// Chinese.
func requestLang(r *http.Request) string {
	if lang := pageLang(r.URL.Query().Get("lang")); lang != "" {
		return lang
	}
	best, weight := zh, 0.0
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, params, _ := strings.Cut(part, ";")
		lang, q := pageLang(strings.TrimSpace(tag)), 1.0
		if v, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			var err error
			if q, err = strconv.ParseFloat(v, 64); err != nil {
				continue
			}
		}
		if lang != "" && q > weight {
			best, weight = lang, q
		}
	}
	return best
}
