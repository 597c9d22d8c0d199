package desk

import "net/http"

func (d *desk) logout(w http.ResponseWriter, r *http.Request) {
	if err := d.sessions.Destroy(r.Context()); err != nil {
		d.broken(w, "sign out", err)
		return
	}
	http.Redirect(w, r, "/desk/login", http.StatusSeeOther)
}
