package configs

import (
	"fmt"
	"net"
	"path/filepath"
	"strings"
)

// complete fills in what follows from other values, and checks what concerns several.
func (l *loader) complete() {
	c := l.config
	if c.Store.scheme == "" {
		c.Store = StoreURL{scheme: "sqlite", rest: filepath.Join(c.Data, "huiyin.db")}
	}
	if c.PublicURL == "" {
		c.PublicURL = localURL(c.Listen)
	}
	for _, name := range c.accounts(telegram) {
		l.checkTelegram(name, c.Telegram[name])
	}
	for _, name := range c.accounts(wechat) {
		l.checkWeChat(name, c.WeChat[name])
	}
}

// localURL is how this machine reaches a listening address; an address of all interfaces is none
// that a browser can open.
func localURL(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return ""
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

func (l *loader) checkTelegram(name string, t Telegram) {
	where := "accounts.telegram." + name
	if t.Token.IsZero() {
		l.missing(telegram, name, "token", "the bot's token is missing")
	}
	if t.Mode != ModeWebhook {
		return
	}
	// A Bot API server of one's own may call plain http; Telegram's own does not. Without a secret
	// the channel derives one from the token.
	if t.API == "" && !strings.HasPrefix(l.config.PublicURL, "https://") {
		l.problem(Problem{
			Where: where, Message: "webhook mode needs a public address with https",
			Fix: "set HUIYIN_PUBLIC_URL to https://…, or use mode polling",
		})
	}
}

func (l *loader) checkWeChat(name string, w WeChat) {
	if w.AppID == "" {
		l.missing(wechat, name, "appid", "the AppID is missing")
	}
	if w.AppSecret.IsZero() {
		l.missing(wechat, name, "appsecret", "the AppSecret is missing")
	}
	if w.Token.IsZero() {
		l.missing(wechat, name, "token", "the webhook's token (令牌) is missing")
	}
	if w.AESKey.IsZero() {
		l.missing(wechat, name, "aeskey", "the EncodingAESKey is missing; only 安全模式 is supported")
	}
}

// missing reports an account's value that is not set in any layer, with every way to set it.
func (l *loader) missing(platform, account, key, message string) {
	v := variable(platform, account, key)
	fix := fmt.Sprintf("set %s", v)
	for _, fd := range fields(platform) {
		if fd.key != key {
			continue
		}
		if fd.secret {
			fix += fmt.Sprintf(" or %s%s, or %s_file in huiyin.yaml", v, fileSuffix, key)
		} else {
			fix += fmt.Sprintf(", or %s in huiyin.yaml", key)
		}
	}
	l.problem(Problem{Where: "accounts." + platform + "." + account, Message: message, Fix: fix})
}
