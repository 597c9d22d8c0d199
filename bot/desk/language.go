package desk

import (
	"net/http"
	"time"
)

const langCookie = "huiyin_lang"

// lang is the language of the pages: Chinese unless the reader chose English.
func lang(r *http.Request) string {
	if c, err := r.Cookie(langCookie); err == nil && c.Value == "en" {
		return "en"
	}
	return "zh"
}

// language keeps the reader's choice for a year and goes back to where it was made.
func (d *desk) language(w http.ResponseWriter, r *http.Request) {
	chosen := "zh"
	if r.PostFormValue("lang") == "en" {
		chosen = "en"
	}
	http.SetCookie(w, &http.Cookie{
		Name: langCookie, Value: chosen, Path: "/", HttpOnly: true, Secure: d.secure,
		SameSite: http.SameSiteLaxMode, MaxAge: int((365 * 24 * time.Hour).Seconds()),
	})
	http.Redirect(w, r, local(r.PostFormValue("back")), http.StatusSeeOther)
}
