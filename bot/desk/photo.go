package desk

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"slices"

	"huiyin/adapters"
	"huiyin/bot/records"
	"huiyin/dialog"
)

// Photos gives what customers sent (package photos). The error is fs.ErrNotExist for what is not there.
type Photos interface {
	Open(conv, file string) (content io.ReadSeekCloser, kind string, err error)
}

// sentView is a photo, a place or a person in the thread.
type sentView struct {
	Photo string // id of the message, as a part of an address; "" no photo, or none to show
	State string // of a photo that cannot be shown: "wanted", "gone"
	Icon  string // of a place or a person
	Text  string // likewise; worth copying
}

func sentOf(m records.Message) *sentView {
	if m.Media == nil {
		return nil
	}
	switch m.Media.Kind {
	case adapters.MediaPhoto:
		switch m.File {
		case records.FileWanted, records.FileGone:
			return &sentView{State: m.File}
		case "":
			return nil
		}
		return &sentView{Photo: url.PathEscape(m.ID)}
	case adapters.MediaLocation:
		at := dialog.Media{Lat: m.Media.Lat, Lon: m.Media.Lon, Place: m.Media.Place}
		return &sentView{Icon: "map-pin", Text: at.String()}
	case adapters.MediaContact:
		who := dialog.Media{Name: m.Media.Name, Phone: m.Media.Phone}
		return &sentView{Icon: "user-round", Text: who.String()}
	}
	return nil
}

// showPhoto gives the photo of a message of a case's chat, to agents alone. Its name in the folder is not
// taken from the request, and whatever it holds, browsers treat it as a picture and nothing else.
func (d *desk) showPhoto(w http.ResponseWriter, r *http.Request) {
	c, err := d.Record.Case(r.Context(), r.PathValue("case"))
	if errors.Is(err, records.ErrNotFound) || d.Photos == nil {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		d.broken(w, "read case", err)
		return
	}
	messages, err := d.Record.Messages(r.Context(), c.Conv, threadLimit)
	if err != nil {
		d.broken(w, "read messages", err)
		return
	}
	i := slices.IndexFunc(messages, func(m records.Message) bool { return m.ID == r.PathValue("message") && m.File != "" })
	if i < 0 {
		http.NotFound(w, r)
		return
	}
	content, kind, err := d.Photos.Open(c.Conv, messages[i].File)
	if errors.Is(err, fs.ErrNotExist) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		d.broken(w, "open photo", err)
		return
	}
	defer content.Close()
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `inline; filename="photo"`)
	h.Set("Content-Security-Policy", "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'")
	h.Set("Cache-Control", "private, max-age=3600")
	http.ServeContent(w, r, "", messages[i].At, content)
}
