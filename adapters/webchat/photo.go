package webchat

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"huiyin/adapters"
)

// ErrNotKept is what Config.Keep wraps when a photo will not be kept however often it is sent.
var ErrNotKept = errors.New("the photo is not kept")

const (
	maxPhoto     = 10 << 20         // bytes; the page makes photos smaller before it sends them
	photoWithin  = 90 * time.Second // a photo from a phone with a bad connection
	sniffedBytes = 512              // what http.DetectContentType looks at
)

// takePhoto takes a photo as the body of a request. It is kept before the message that names it is
// accepted: then both are durable. The address carries the message's id and the page's language.
func (c *Channel) takePhoto(w http.ResponseWriter, r *http.Request, accept adapters.Accept) {
	from, ok := chat(r)
	if !ok {
		c.refused(w, http.StatusUnauthorized, "no chat cookie")
		return
	}
	q := r.URL.Query()
	m := message{ID: q.Get("id"), Lang: q.Get("lang")}
	switch {
	case c.cfg.Keep == nil:
		c.refused(w, http.StatusNotFound, "photos are not kept")
		return
	case !messageID.MatchString(m.ID):
		c.refused(w, http.StatusBadRequest, "malformed message id")
		return
	case !strings.HasPrefix(r.Header.Get("Content-Type"), "image/"): // nor could another site's form send it
		c.refused(w, http.StatusUnsupportedMediaType, "not an image")
		return
	case !c.hub.allow(from.String(), c.cfg.Now()):
		c.slowDown(w)
		return
	}
	ref, ok := c.keep(w, r, from)
	if !ok {
		return
	}
	c.accept(w, r, accept, adapters.Inbound{
		ID: m.ID, From: from, Kind: adapters.KindMedia, Media: &adapters.Media{Kind: adapters.MediaPhoto, Ref: ref},
		Lang: pageLang(m.Lang), At: c.cfg.Now(),
	})
}

// keep keeps the request's body, or answers and returns false.
func (c *Channel) keep(w http.ResponseWriter, r *http.Request, from adapters.Address) (ref string, ok bool) {
	// A recorder in a test has no deadline to set.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(photoWithin))
	body := http.MaxBytesReader(w, r.Body, maxPhoto)
	head := make([]byte, sniffedBytes)
	n, err := io.ReadFull(body, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		c.refused(w, http.StatusBadRequest, "unreadable photo")
		return "", false
	}
	if !strings.HasPrefix(http.DetectContentType(head[:n]), "image/") {
		c.refused(w, http.StatusUnsupportedMediaType, "not an image")
		return "", false
	}
	ref, err = c.cfg.Keep(r.Context(), from.String(), io.MultiReader(bytes.NewReader(head[:n]), body))
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return ref, true
	case errors.As(err, &tooLarge):
		c.refused(w, http.StatusRequestEntityTooLarge, "photo too large")
	case errors.Is(err, ErrNotKept):
		c.refused(w, http.StatusUnsupportedMediaType, "photo not kept")
	default:
		c.cfg.Log.Error("keep photo", "channel", ChannelName, "conversation", from.String(), "err", err)
		w.Header().Set("Retry-After", "2")
		http.Error(w, "try again", http.StatusServiceUnavailable)
	}
	return "", false
}

// place is where the customer's browser says it is.
type place struct {
	Lat float64 `json:"lat"` // degrees, WGS 84
	Lon float64 `json:"lon"`
}

func (p place) possible() bool { return p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180 }
