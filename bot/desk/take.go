package desk

import "net/http"

// take gives the case to the agent; of two at once the later one is told who was faster.
func (d *desk) take(w http.ResponseWriter, r *http.Request) {
	err := d.Actions.Take(r.Context(), r.PathValue("case"), d.agent(r.Context()))
	d.acted(w, r, "take", err)
}
