package wechattest

import (
	"io"
	"net/http"
)

// Fault is one way for a call to fail.
type Fault struct {
	Code   int64  // errcode in a 200
	Msg    string // errmsg beside it
	Status int    // or: an HTTP status with Body
	Body   string // with Status
	Hang   bool   // or: no answer until the caller gives up
	HangUp bool   // or: the connection closed without an answer
	Took   bool   // the call has its effect before it fails in one of these ways
}

// Next makes the next calls of a path fail, one each.
func (a *API) Next(path string, faults ...Fault) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.next[path] = append(a.next[path], faults...)
}

// Always makes every call of a path fail until it is called with the zero Fault.
func (a *API) Always(path string, f Fault) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if f == (Fault{}) {
		delete(a.always, path)
		return
	}
	a.always[path] = f
}

// fault counts a call and says how it fails.
func (a *API) fault(path string) (Fault, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls[path]++
	if q := a.next[path]; len(q) > 0 {
		a.next[path] = q[1:]
		return q[0], true
	}
	f, ok := a.always[path]
	return f, ok
}

// scripted puts the faults before h.
func (a *API) scripted(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := a.fault(r.URL.Path)
		if !ok {
			h.ServeHTTP(w, r)
			return
		}
		if f.Took {
			h.ServeHTTP(discard{http.Header{}}, r)
		}
		switch {
		case f.Hang:
			_, _ = io.Copy(io.Discard, r.Body) // the server sees the caller leave only when the body is read
			select {
			case <-r.Context().Done():
			case <-a.closing:
			}
		case f.HangUp:
			panic(http.ErrAbortHandler)
		case f.Status != 0:
			w.WriteHeader(f.Status)
			_, _ = io.WriteString(w, f.Body)
		default:
			fail(w, f.Code, f.Msg)
		}
	})
}

// discard is a response that nobody reads.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}
