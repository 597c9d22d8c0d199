package telegramtest

import (
	"fmt"
	"net/http"
	"strings"
)

// Fault is a way to fail. The zero Fault is none.
type Fault struct {
	Code        int    // error_code and HTTP status of a refusal
	Description string // of the refusal; "" makes one up
	RetryAfter  int    // seconds, with 429
	Body        string // answered instead of JSON, with status Code (0: 200)
	Hang        bool   // never answers
	HangUp      bool   // closes the connection without an answer
	Times       int    // fails so often, then no more; 0: until told otherwise
}

// Fail makes every following call of method fail like f; the zero Fault ends it.
func (s *Server) Fail(method string, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[strings.ToLower(method)] = f
	if f == (Fault{}) {
		delete(s.faults, strings.ToLower(method))
	}
	s.wake()
}

// fault takes the fault that method shall show now.
func (s *Server) fault(method string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.faults[method]
	if ok && f.Times > 0 {
		if f.Times--; f.Times == 0 {
			delete(s.faults, method)
		} else {
			s.faults[method] = f
		}
	}
	return f, ok
}

func (s *Server) faulty(w http.ResponseWriter, r *http.Request, method string) bool {
	f, ok := s.fault(method)
	switch {
	case !ok:
		return false
	case f.Hang:
		select {
		case <-r.Context().Done():
		case <-s.stop:
		}
	case f.HangUp:
		panic(http.ErrAbortHandler)
	case f.Body != "":
		if f.Code != 0 {
			w.WriteHeader(f.Code)
		}
		fmt.Fprint(w, f.Body)
	default:
		if f.Description == "" {
			f.Description = http.StatusText(f.Code)
		}
		refuse(w, f.Code, f.Description, f.RetryAfter)
	}
	return true
}
