package webchat

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/http"
	"strings"
)

// pageData fills page.html.
type pageData struct {
	Lang, OtherLang string // BCP 47
	Title           string
	T               texts
	Script          string // JSON of the texts that the script needs
	CSS, JS, Icon   string
	Sending         string // address of the script for photos, places and cards
	Photos          bool   // photos may be sent
	MaxText         int
	Valid           bool // the token may be one
}

// showPage shows the chat's page. It consumes nothing, but hands out the cookie: were it set only
// when the chat is opened, an answer lost on the way would lock the customer out of a used link.
func (c *Channel) showPage(w http.ResponseWriter, r *http.Request) {
	lang := requestLang(r)
	t := textsOf(lang)
	script, err := json.Marshal(t.Script)
	if err != nil {
		c.cfg.Log.Error("show chat page", "channel", ChannelName, "err", err)
		http.Error(w, "try again", http.StatusInternalServerError)
		return
	}
	d := pageData{
		Lang: lang, OtherLang: otherLang(lang), Title: t.Title, T: t, Script: string(script),
		CSS: c.assets.url("chat.css"), JS: c.assets.url("chat.js"), Icon: c.assets.url("icon.svg"),
		Sending: c.assets.url("sending.js"), Photos: c.cfg.Keep != nil,
		MaxText: MaxTextRunes, Valid: tokenPattern.MatchString(r.PathValue("token")),
	}
	if c.cfg.Title != "" {
		d.Title = c.cfg.Title
	}
	status := http.StatusNotFound
	if d.Valid {
		status = http.StatusOK
		if _, err := c.ensureChat(w, r); err != nil {
			c.cfg.Log.Error("show chat page", "channel", ChannelName, "err", err)
			http.Error(w, "try again", http.StatusServiceUnavailable)
			return
		}
	}
	c.render(w, status, d)
}

func (c *Channel) render(w http.ResponseWriter, status int, d pageData) {
	var b bytes.Buffer
	if err := c.assets.page.Execute(&b, d); err != nil {
		c.cfg.Log.Error("show chat page", "channel", ChannelName, "err", err)
		http.Error(w, "try again", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", d.Lang)
	w.Header().Set("Vary", "Accept-Language")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a page that has gone needs no answer
}

func parsePage(text string) *template.Template {
	return template.Must(template.New("page").Parse(strings.TrimSpace(text)))
}
