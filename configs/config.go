package configs

import (
	"log/slog"
	"net"
	"time"
)

// Config is what the program runs with, complete and checked.
type Config struct {
	File      string   // the operator's huiyin.yaml that was read; empty when there is none
	Listen    string   // host:port of the HTTP server
	Data      string   // folder of the database files
	Store     StoreURL // where conversations are kept
	PublicURL string   // how customers and platforms reach the server; no slash at the end
	Surveys   string   // folder of surveys; empty for the embedded ones
	Journeys  string   // journeys file; empty for the embedded one
	WalkIn    string   // survey of people who write without an invitation; empty for none
	TryLinks  string   // "auto", "on" or "off"; ask TryOpen
	Log       Log
	Zone      *time.Location // of customers of whom no other is known
	APIKey    Secret         // of POST /v1/…; empty: serve makes one in Data

	Telegram map[string]Telegram // by account name
	WeChat   map[string]WeChat   // by account name

	Warnings []Problem // what looks wrong but does not keep the program from starting
}

// Log says how to log.
type Log struct {
	Level  slog.Level
	Format string // "text" or "json"
}

// Telegram is one bot.
type Telegram struct {
	Mode   string // "polling" or "webhook"
	API    string // base URL of the Bot API; empty for Telegram's own
	Token  Secret // of the Bot API, "123456:ABC…"
	Secret Secret // that Telegram sends back with each webhook call; set in webhook mode
}

// WeChat is one official account.
type WeChat struct {
	AppID     string
	API       string // base URL; empty for WeChat's own
	Menu      bool   // send answers as tappable menus (msgmenu), which needs a verified account
	AppSecret Secret
	Token     Secret // of the webhook's signature
	AESKey    Secret // EncodingAESKey, 43 characters
}

// Telegram's two ways of receiving.
const (
	ModePolling = "polling"
	ModeWebhook = "webhook"
)

// TryOpen reports whether anybody may open /try/{survey}: always or never as configured, and with
// "auto" only while the server listens on loopback, where nobody else can reach it.
func (c *Config) TryOpen() bool {
	switch c.TryLinks {
	case "on":
		return true
	case "off":
		return false
	}
	return c.Loopback()
}

// Loopback reports whether the server can be reached from this machine only.
func (c *Config) Loopback() bool {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
