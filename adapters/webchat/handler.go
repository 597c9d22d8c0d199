package webchat

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"

	"huiyin/adapters"
)

// Handler serves /c/…: pages, their files, and what their script calls. accept takes what
// customers do.
func (c *Channel) Handler(accept adapters.Accept) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /c/{token}", c.showPage)
	mux.HandleFunc("GET /c/{token}/{$}", c.withoutSlash)
	mux.HandleFunc("GET /c/{token}/events", c.streamEvents)
	mux.HandleFunc("POST /c/{token}/open", func(w http.ResponseWriter, r *http.Request) { c.openChat(w, r, accept) })
	mux.HandleFunc("POST /c/{token}/send", func(w http.ResponseWriter, r *http.Request) { c.takeMessage(w, r, accept) })
	mux.HandleFunc("POST /c/{token}/photo", func(w http.ResponseWriter, r *http.Request) { c.takePhoto(w, r, accept) })
	mux.HandleFunc("GET /c/-/files/{file}", c.serveFile)

	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		c.refused(w, http.StatusForbidden, "cross-origin request")
	}))
	return headers(protection.Handler(mux))
}

// headers protect every answer. Referrer-Policy keeps the token in the address from other sites;
// it is not "no-referrer", with which browsers send "Origin: null" and over plain http, where
// Sec-Fetch-Site is missing, the page's own requests would look foreign.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "+
			"connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Robots-Tag", "noindex, nofollow")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

func (c *Channel) withoutSlash(w http.ResponseWriter, r *http.Request) {
	if !tokenPattern.MatchString(r.PathValue("token")) {
		http.NotFound(w, r)
		return
	}
	u := *r.URL
	u.Path, u.RawPath = "/c/"+r.PathValue("token"), ""
	http.Redirect(w, r, u.RequestURI(), http.StatusMovedPermanently)
}

// refused answers with an error and reports it. The body says no more than the status does.
func (c *Channel) refused(w http.ResponseWriter, status int, reason string) {
	http.Error(w, http.StatusText(status), status)
	if c.cfg.OnRefusal != nil {
		c.cfg.OnRefusal(ChannelName, DefaultAccount, adapters.Refusal{Status: status, Reason: reason})
	}
}

// maxBody bounds a request, in bytes: 2,000 characters of 4 bytes, escaped, and the rest.
const maxBody = 32 << 10

// readJSON decodes a request's body into v, or answers and returns false.
func (c *Channel) readJSON(w http.ResponseWriter, r *http.Request, v any) bool {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		c.refused(w, http.StatusUnsupportedMediaType, "not JSON")
		return false
	}
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	if err == nil {
		if _, trailing := d.Token(); !errors.Is(trailing, io.EOF) {
			err = errors.New("more than one value")
		}
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		c.refused(w, http.StatusRequestEntityTooLarge, "body too large")
		return false
	}
	if err != nil {
		c.refused(w, http.StatusBadRequest, "malformed body")
		return false
	}
	return true
}
