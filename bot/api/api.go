package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"huiyin/bot/invite"
	"huiyin/bot/records"
)

// Inviter turns the insurer's events into invitations.
type Inviter interface {
	Handle(ctx context.Context, ev invite.Event) (invite.Response, bool, error)
}

// Actions are what an agent does to a case; *bot.Service has them.
type Actions interface {
	Take(ctx context.Context, caseID, agent string) error
	Reply(ctx context.Context, caseID, agent, text, clientID string) error
	Resolve(ctx context.Context, caseID, agent, rootCause, action string) error
}

// Config is what the API is made of.
type Config struct {
	Key     string // bearer key; must not be empty
	Invites Inviter
	Cases   records.Desk
	Actions Actions
	Quotas  Quotas
	Log     *slog.Logger
}

//go:embed openapi.json
var openAPI []byte

// New makes the handler for /v1/.
func New(cfg Config) (http.Handler, error) {
	if cfg.Key == "" {
		return nil, errors.New("api: an empty key would let everybody in")
	}
	a := &api{cfg}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/openapi.json", a.describe)
	mux.Handle("POST /v1/events", a.withKey(a.postEvent))
	mux.Handle("GET /v1/cases", a.withKey(a.listCases))
	mux.Handle("POST /v1/cases/{id}/take", a.withKey(a.takeCase))
	mux.Handle("POST /v1/cases/{id}/reply", a.withKey(a.replyCase))
	mux.Handle("POST /v1/cases/{id}/resolve", a.withKey(a.resolveCase))
	mux.Handle("GET /v1/surveys/{id}/quotas", a.withKey(a.showQuotas))
	mux.Handle("/v1/", a.withKey(func(w http.ResponseWriter, r *http.Request) {
		fail(w, http.StatusNotFound, "not_found", "no such resource: see /v1/openapi.json")
	}))
	return mux, nil
}

type api struct{ Config }

// withKey lets a request through that carries the bearer key.
func (a *api) withKey(next http.HandlerFunc) http.Handler {
	want := sha256.Sum256([]byte(a.Key)) // equal lengths: the compare leaks nothing
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		sum := sha256.Sum256([]byte(strings.TrimSpace(given)))
		if !ok || subtle.ConstantTimeCompare(sum[:], want[:]) != 1 {
			w.Header().Set("WWW-Authenticate", `Bearer realm="huiyin"`)
			fail(w, http.StatusUnauthorized, "unauthorized", "send the key as “Authorization: Bearer KEY”")
			return
		}
		next(w, r)
	})
}

func (a *api) describe(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(openAPI)
}

// maxBody bounds a request's body.
const maxBody = 256 << 10

// decode reads one JSON object strictly into v; it answers 400 or 413 itself and reports whether
// the handler may go on.
func decode(w http.ResponseWriter, r *http.Request, v any) bool {
	dec := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	dec.DisallowUnknownFields()
	err := dec.Decode(v)
	if err == nil {
		if _, extra := dec.Token(); extra != io.EOF {
			err = errors.New("there is more than one JSON value")
		}
	}
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return true
	case errors.As(err, &tooLarge):
		fail(w, http.StatusRequestEntityTooLarge, "too_large", "the body is larger than 256 KiB")
	default:
		fail(w, http.StatusBadRequest, "bad_json", strings.TrimPrefix(err.Error(), "json: "))
	}
	return false
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
}

// fail answers an error; message is for the people who wrote the client.
func fail(w http.ResponseWriter, status int, code, message string) {
	type body struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	reply(w, status, map[string]body{"error": {code, message}})
}
