package desk

import (
	"errors"
	"net/http"

	"huiyin/bot/records"
)

// showCase shows one case beside the queue; ?resolve opens the form that ends it, for browsers
// without script.
func (d *desk) showCase(w http.ResponseWriter, r *http.Request) {
	v, err := d.deskView(r, r.PathValue("case"))
	status := http.StatusOK
	switch {
	case errors.Is(err, records.ErrNotFound):
		status = http.StatusNotFound
		v.Missing = true
	case err != nil:
		d.broken(w, "read case", err)
		return
	default:
		v.Resolving = r.URL.Query().Has("resolve")
	}
	d.page(w, r, status, "desk", page{Place: "desk", Desk: v})
}
