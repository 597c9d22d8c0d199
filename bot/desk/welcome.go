package desk

import (
	"errors"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"huiyin/bot/records"
)

// maxName bounds an agent's shown name, in characters.
const maxName = 24

// showWelcome shows the form of a one-time link and uses nothing up: links are looked at by mail
// scanners and previews.
func (d *desk) showWelcome(w http.ResponseWriter, r *http.Request) {
	d.door(w, r, http.StatusOK, doorView{Kind: "welcome", Token: r.PathValue("token")})
}

// welcome uses the link up and makes the agent.
func (d *desk) welcome(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSpace(r.PostFormValue("name"))
	password := r.PostFormValue("password")
	again := func(status int, problem string) {
		d.door(w, r, status, doorView{Kind: "welcome", Token: r.PathValue("token"), Name: name, Problem: problem})
	}
	switch {
	case !d.doors.allow(r, ""):
		again(http.StatusTooManyRequests, "door.slow")
		return
	case !acceptableName(name):
		again(http.StatusBadRequest, "door.badname")
		return
	case !acceptablePassword(password):
		again(http.StatusBadRequest, "door.short")
		return
	}
	// A link makes new agents; it must not be a way into another's account.
	known, err := d.Agents.Agent(r.Context(), name)
	if err == nil && known.Password != "" {
		again(http.StatusConflict, "door.taken")
		return
	}
	if err != nil && !errors.Is(err, records.ErrNotFound) {
		d.broken(w, "look agent up", err)
		return
	}
	problem, err := d.useLink(r, name, password)
	switch {
	case err != nil:
		d.broken(w, "make agent", err)
	case problem != "":
		again(http.StatusGone, problem)
	default:
		http.Redirect(w, r, "/desk", http.StatusSeeOther)
	}
}

// useLink hashes before it uses the link up, so that a link is not lost to a request that breaks off.
func (d *desk) useLink(r *http.Request, name, password string) (problem string, err error) {
	ctx := r.Context()
	var hash string
	if err := d.costly(ctx, func() { hash = hashPassword(password) }); err != nil {
		return "", err
	}
	err = d.Agents.UseLink(ctx, hashToken(r.PathValue("token")), d.Now())
	switch {
	case errors.Is(err, records.ErrUsed):
		return "door.used", nil
	case errors.Is(err, records.ErrExpired):
		return "door.expired", nil
	case errors.Is(err, records.ErrNotFound):
		return "door.unknown", nil
	case err != nil:
		return "", err
	}
	if err := d.Agents.PutAgent(ctx, records.Agent{Name: name, Password: hash}); err != nil {
		return "", err
	}
	return "", d.signIn(ctx, name)
}

// acceptableName reports whether customers can be shown name as a person's.
func acceptableName(name string) bool {
	n := utf8.RuneCountInString(name)
	if n == 0 || n > maxName || !utf8.ValidString(name) {
		return false
	}
	return !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) })
}
