package desk

import "net/http"

// showQueue shows the queue with no case open.
func (d *desk) showQueue(w http.ResponseWriter, r *http.Request) {
	v, err := d.deskView(r, "")
	if err != nil {
		d.broken(w, "read queue", err)
		return
	}
	d.page(w, r, http.StatusOK, "desk", page{Place: "desk", Desk: v})
}
