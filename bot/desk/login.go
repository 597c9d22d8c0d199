package desk

import (
	"errors"
	"net/http"
	"strings"

	"huiyin/bot/records"
)

func (d *desk) showLogin(w http.ResponseWriter, r *http.Request) {
	next := local(r.FormValue("next"))
	if d.agent(r.Context()) != "" {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	d.door(w, r, http.StatusOK, doorView{Kind: "login", Next: next})
}

// login answers a wrong name and a wrong password alike.
func (d *desk) login(w http.ResponseWriter, r *http.Request) {
	name, password := strings.TrimSpace(r.PostFormValue("name")), r.PostFormValue("password")
	view := doorView{Kind: "login", Name: name, Next: local(r.PostFormValue("next"))}
	if !d.doors.allow(r, name) {
		view.Problem = "door.slow"
		w.Header().Set("Retry-After", "10")
		d.door(w, r, http.StatusTooManyRequests, view)
		return
	}
	known, err := d.Agents.Agent(r.Context(), name)
	if err != nil && !errors.Is(err, records.ErrNotFound) {
		d.broken(w, "look agent up", err)
		return
	}
	hash := known.Password
	if err != nil || hash == "" {
		hash = nobodysHash
	}
	var right bool
	if len(password) <= 4*maxPassword {
		if err := d.costly(r.Context(), func() { right = checkPassword(hash, password) }); err != nil {
			d.broken(w, "check password", err)
			return
		}
	}
	if !right {
		view.Problem = "door.wrong"
		d.door(w, r, http.StatusUnauthorized, view)
		return
	}
	if err := d.signIn(r.Context(), known.Name); err != nil {
		d.broken(w, "sign in", err)
		return
	}
	http.Redirect(w, r, view.Next, http.StatusSeeOther)
}
