package desk

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// state is what the page's script applies: the inner HTML of elements by id, and what it shows
// elsewhere (title, badge, clocks).
type state struct {
	Now      int64             `json:"now"` // server's clock, Unix milliseconds
	Waiting  int               `json:"waiting"`
	Unread   int               `json:"unread"`
	Standing string            `json:"standing,omitempty"` // of the open case
	Parts    map[string]string `json:"parts"`
	Problem  string            `json:"problem,omitempty"` // why an action was refused, for people
	Code     string            `json:"code,omitempty"`
}

func (d *desk) stateOf(v *deskView) (state, error) {
	s := state{Now: v.Now.UnixMilli(), Waiting: v.Waiting, Unread: v.Unread, Parts: map[string]string{}}
	ids := []string{"tabs", "queue"}
	if v.Case != nil {
		s.Standing = v.Case.Standing
		ids = append(ids, "status", "actions", "thread", "notice", "context")
	}
	for _, id := range ids {
		var b bytes.Buffer
		if err := d.pages[v.Lang].ExecuteTemplate(&b, "part-"+id, v); err != nil {
			return state{}, err
		}
		s.Parts[id] = b.String()
	}
	return s, nil
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a reader that left needs no answer
}
