package webchat

import (
	"net/http"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"huiyin/adapters"
)

// MaxTextRunes is the longest message a customer may write, in characters.
const MaxTextRunes = 2000

// opening is what the page says when it opens the chat.
type opening struct {
	Lang string `json:"lang"` // of the page
}

// openChat accepts the start of a chat. Opening again, after a reload, is the same Inbound.
func (c *Channel) openChat(w http.ResponseWriter, r *http.Request, accept adapters.Accept) {
	token := r.PathValue("token")
	if !tokenPattern.MatchString(token) {
		c.refused(w, http.StatusNotFound, "malformed token")
		return
	}
	var o opening
	if !c.readJSON(w, r, &o) {
		return
	}
	// The cookie goes out even if accept fails: the start may have been stored nonetheless, and
	// another chat would then be told that the link is used.
	from, err := c.ensureChat(w, r)
	if err != nil {
		c.cfg.Log.Error("open web chat", "channel", ChannelName, "err", err)
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	if !c.hub.allow(from.String(), c.cfg.Now()) {
		c.slowDown(w)
		return
	}
	c.accept(w, r, accept, adapters.Inbound{
		ID: startID(token), From: from, Kind: adapters.KindStart, Payload: token,
		Lang: pageLang(o.Lang), At: c.cfg.Now(),
	})
}

// message is what the page sends for a typed line or a tapped answer.
type message struct {
	ID     string `json:"id"` // made by the page; the same again is the same message
	Text   string `json:"text"`
	Button string `json:"button"` // value of a tapped answer; Text is then its label
	Place  *place `json:"place"`  // sent instead of text
	Lang   string `json:"lang"`
}

var (
	// messageID keeps what pages make up apart from ids that Huiyin makes ("start:", "timer:").
	messageID   = regexp.MustCompile(`^c-[0-9a-f]{16,40}$`)
	buttonValue = regexp.MustCompile(`^[0-9]{1,16}$`)
)

func (c *Channel) takeMessage(w http.ResponseWriter, r *http.Request, accept adapters.Accept) {
	from, ok := chat(r)
	if !ok {
		c.refused(w, http.StatusUnauthorized, "no chat cookie")
		return
	}
	var m message
	if !c.readJSON(w, r, &m) {
		return
	}
	m.Text = cleanText(m.Text)
	if why := m.refuse(); why != "" {
		c.refused(w, http.StatusBadRequest, why)
		return
	}
	if !c.hub.allow(from.String(), c.cfg.Now()) {
		c.slowDown(w)
		return
	}
	in := adapters.Inbound{
		ID: m.ID, From: from, Kind: adapters.KindText, Text: m.Text,
		Lang: pageLang(m.Lang), At: c.cfg.Now(),
	}
	switch {
	case m.Button != "":
		in.Kind, in.Button = adapters.KindButton, m.Button
	case m.Place != nil:
		in.Kind, in.Media = adapters.KindMedia, &adapters.Media{Kind: adapters.MediaLocation, Lat: m.Place.Lat, Lon: m.Place.Lon}
	}
	c.accept(w, r, accept, in)
}

func (m message) refuse() string {
	switch {
	case !messageID.MatchString(m.ID):
		return "malformed message id"
	case m.Button != "" && !buttonValue.MatchString(m.Button):
		return "malformed button"
	case m.Place != nil && (m.Button != "" || m.Text != "" || !m.Place.possible()):
		return "malformed place"
	case m.Button == "" && m.Text == "" && m.Place == nil:
		return "empty message"
	case utf8.RuneCountInString(m.Text) > MaxTextRunes:
		return "text too long"
	}
	return ""
}

// cleanText drops what cannot be seen or stored: broken UTF-8 and control characters.
func cleanText(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == utf8.RuneError {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	return strings.TrimSpace(s)
}

// accept makes in durable and tells the page so with 202.
func (c *Channel) accept(w http.ResponseWriter, r *http.Request, accept adapters.Accept, in adapters.Inbound) {
	if _, err := accept(r.Context(), in); err != nil {
		c.cfg.Log.Error("accept message", "channel", ChannelName, "conversation", in.From.String(), "msg_id", in.ID, "err", err)
		w.Header().Set("Retry-After", "2")
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

func (c *Channel) slowDown(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "3")
	c.refused(w, http.StatusTooManyRequests, "too many messages")
}
