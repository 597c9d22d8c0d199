package desk

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"huiyin/bot/handoff"
)

// rootCauses are the ids an agent chooses from; phrases "cause.<id>" name them.
func rootCauses() []string {
	return []string{"delay", "contact", "amount", "documents", "attitude", "partner", "system", "clarity", "false_alarm", "other"}
}

// maxActionText bounds what was done about a case, in characters.
const maxActionText = 1000

// resolve ends the case with its root cause and what was done; the bot then asks the customer
// whether it is solved.
func (d *desk) resolve(w http.ResponseWriter, r *http.Request) {
	cause, action := r.PostFormValue("root_cause"), strings.TrimSpace(r.PostFormValue("action"))
	switch {
	case !slices.Contains(rootCauses(), cause):
		d.acted(w, r, "resolve", &handoff.Error{Code: handoff.CodeMissingRootCause})
		return
	case action == "":
		d.acted(w, r, "resolve", &handoff.Error{Code: handoff.CodeMissingAction})
		return
	case utf8.RuneCountInString(action) > maxActionText:
		d.acted(w, r, "resolve", &handoff.Error{Code: codeTooLong})
		return
	}
	err := d.Actions.Resolve(r.Context(), r.PathValue("case"), d.agent(r.Context()), cause, action)
	d.acted(w, r, "resolve", err)
}
