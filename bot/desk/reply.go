package desk

import (
	"crypto/rand"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"huiyin/bot/handoff"
)

// maxReply bounds an agent's message, in characters.
const maxReply = 2000

var clientIDs = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// reply sends the agent's words to the customer; a first reply takes the case. The id in the form
// makes a second press of the button, or a retry after a broken connection, the same message.
func (d *desk) reply(w http.ResponseWriter, r *http.Request) {
	text := strings.TrimSpace(strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n"))
	switch {
	case text == "":
		d.acted(w, r, "reply", &handoff.Error{Code: codeEmptyText})
		return
	case utf8.RuneCountInString(text) > maxReply:
		d.acted(w, r, "reply", &handoff.Error{Code: codeTooLong})
		return
	}
	id := r.PostFormValue("id")
	if !clientIDs.MatchString(id) {
		id = rand.Text()
	}
	err := d.Actions.Reply(r.Context(), r.PathValue("case"), d.agent(r.Context()), text, id)
	d.acted(w, r, "reply", err)
}
