package configs

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// field is one value of an account. In YAML it is accounts.<platform>.<name>.<key>, a secret
// <key>_file; as a variable HUIYIN_<PLATFORM>_<KEY> of the account "default" and
// HUIYIN_<PLATFORM>_<NAME>_<KEY> of any other, a secret also with _FILE.
type field struct {
	key    string
	secret bool
	set    func(c *Config, account, v string) *fault
}

const (
	telegram       = "telegram"
	wechat         = "wechat"
	defaultAccount = "default"
)

// platforms are in the order in which they are checked and documented.
func platforms() []string { return []string{telegram, wechat} }

func fields(platform string) []field {
	switch platform {
	case telegram:
		return []field{
			{key: "mode", set: onTelegram(setMode)},
			{key: "api", set: onTelegram(func(t *Telegram, v string) *fault { return setAPI(&t.API, v) })},
			{key: "token", secret: true, set: onTelegram(setTelegramToken)},
			{key: "secret", secret: true, set: onTelegram(setTelegramSecret)},
		}
	case wechat:
		return []field{
			{key: "appid", set: onWeChat(setAppID)},
			{key: "api", set: onWeChat(func(w *WeChat, v string) *fault { return setAPI(&w.API, v) })},
			{key: "menu", set: onWeChat(setMenu)},
			{key: "appsecret", secret: true, set: onWeChat(setAppSecret)},
			{key: "token", secret: true, set: onWeChat(setWeChatToken)},
			{key: "aeskey", secret: true, set: onWeChat(setAESKey)},
		}
	}
	return nil
}

// declare makes an account exist, so that it is checked even if nothing is said of it.
func (c *Config) declare(platform, name string) {
	switch platform {
	case telegram:
		if _, ok := c.Telegram[name]; !ok {
			c.Telegram[name] = Telegram{Mode: ModePolling}
		}
	case wechat:
		if _, ok := c.WeChat[name]; !ok {
			c.WeChat[name] = WeChat{Menu: true}
		}
	}
}

// accounts are the declared names of a platform, sorted.
func (c *Config) accounts(platform string) []string {
	switch platform {
	case telegram:
		return slices.Sorted(maps.Keys(c.Telegram))
	case wechat:
		return slices.Sorted(maps.Keys(c.WeChat))
	}
	return nil
}

// variable is the name of an account's environment variable.
func variable(platform, account, key string) string {
	parts := []string{"HUIYIN", platform}
	if account != defaultAccount {
		parts = append(parts, strings.ReplaceAll(account, "-", "_"))
	}
	return strings.ToUpper(strings.Join(append(parts, key), "_"))
}

func onTelegram(set func(*Telegram, string) *fault) func(*Config, string, string) *fault {
	return func(c *Config, account, v string) *fault {
		c.declare(telegram, account)
		t := c.Telegram[account]
		f := set(&t, v)
		c.Telegram[account] = t
		return f
	}
}

func onWeChat(set func(*WeChat, string) *fault) func(*Config, string, string) *fault {
	return func(c *Config, account, v string) *fault {
		c.declare(wechat, account)
		w := c.WeChat[account]
		f := set(&w, v)
		c.WeChat[account] = w
		return f
	}
}

func setMode(t *Telegram, v string) *fault {
	if v != ModePolling && v != ModeWebhook {
		return &fault{fmt.Sprintf("mode: %q is neither polling nor webhook", v), "write polling or webhook"}
	}
	t.Mode = v
	return nil
}

func setAPI(api *string, v string) *fault {
	if v != "" {
		if why := checkBaseURL(v); why != "" {
			return &fault{"api: " + why, "write the beginning of the platform's URLs, or leave it out"}
		}
	}
	*api = strings.TrimRight(v, "/")
	return nil
}

// Shapes of the vendors' credentials. A wrong one is set nonetheless, so that it is reported once,
// as malformed, and not again as missing.
var (
	telegramToken  = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`) // core.telegram.org/bots/api, "Authorizing your bot"
	telegramSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)  // core.telegram.org/bots/api#setwebhook
	wechatAppID    = regexp.MustCompile(`^wx[0-9a-z]{8,30}$`)      // "wx" and 16 hex digits, as shown by mp.weixin.qq.com
	wechatToken    = regexp.MustCompile(`^[A-Za-z0-9]{3,32}$`)     // mp.weixin.qq.com, 基本配置
	wechatAESKey   = regexp.MustCompile(`^[A-Za-z0-9]{43}$`)       // mp.weixin.qq.com, 基本配置: a–z, A–Z, 0–9
	wechatSecret   = regexp.MustCompile(`^[A-Za-z0-9_-]{16,}$`)    // 32 hex digits today
)

func setSecret(s *Secret, shape *regexp.Regexp, v, message, fix string) *fault {
	*s = NewSecret(v)
	if !shape.MatchString(v) {
		return &fault{message, fix}
	}
	return nil
}

func setTelegramToken(t *Telegram, v string) *fault {
	return setSecret(&t.Token, telegramToken, v, "not a bot token",
		"copy it from @BotFather: digits, a colon, letters")
}

func setTelegramSecret(t *Telegram, v string) *fault {
	return setSecret(&t.Secret, telegramSecret, v, "a webhook secret is 1 to 256 of A-Z a-z 0-9 _ -",
		"make one with: openssl rand -hex 24")
}

func setAppID(w *WeChat, v string) *fault {
	w.AppID = v
	if !wechatAppID.MatchString(v) {
		return &fault{"not an AppID", "it begins with wx; see mp.weixin.qq.com, 基本配置"}
	}
	return nil
}

func setMenu(w *WeChat, v string) *fault {
	on, ok := parseBool(v)
	if !ok {
		return &fault{fmt.Sprintf("menu: %q is neither on nor off", v), "write on or off"}
	}
	w.Menu = on
	return nil
}

func setAppSecret(w *WeChat, v string) *fault {
	return setSecret(&w.AppSecret, wechatSecret, v, "not an AppSecret", "copy it from mp.weixin.qq.com, 基本配置")
}

func setWeChatToken(w *WeChat, v string) *fault {
	return setSecret(&w.Token, wechatToken, v, "a webhook token is 3 to 32 letters and digits",
		"use the one set at mp.weixin.qq.com, 服务器配置")
}

func setAESKey(w *WeChat, v string) *fault {
	return setSecret(&w.AESKey, wechatAESKey, v, "an EncodingAESKey is 43 letters and digits",
		"copy it from mp.weixin.qq.com, 服务器配置, and choose 安全模式")
}
