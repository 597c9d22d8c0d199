package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"huiyin/bot/invite"
	"huiyin/dialog"
)

// site is what the HTTP server shows.
type site struct {
	parts   *parts
	invites *invite.Service
	hooks   http.Handler
	webchat http.Handler
	desk    http.Handler
	api     http.Handler
}

// routes is the table of everything that can be asked for over HTTP.
func (s site) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/hooks/", s.hooks)
	mux.Handle("/c/", s.webchat)
	mux.Handle("/v1/", s.api)
	mux.HandleFunc("GET /try/{survey}", s.try)
	mux.HandleFunc("GET /q/{name}", s.qr)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.parts.metrics.Registry, promhttp.HandlerOpts{}))
	mux.Handle("/", s.desk)
	return protected(mux)
}

// protected gives every answer headers for what is no page; the desk and the web chat set their own.
func protected(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

// ready answers 200 when the stores work.
func (s site) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if _, err := s.parts.state.Stats(ctx); err != nil {
		http.Error(w, "the store does not answer", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// try makes an invitation for whoever opens the link and sends them to its chat.
func (s site) try(w http.ResponseWriter, r *http.Request) {
	survey := r.PathValue("survey")
	sv, ok := s.parts.surveys.Latest(survey)
	if !ok || !s.parts.cfg.TryOpen() {
		http.NotFound(w, r)
		return
	}
	link, err := s.invites.Try(r.Context(), survey, triedWith(sv, r.URL.Query()))
	if err != nil {
		s.parts.log.Error("trial invitation", "survey", survey, "err", err)
		http.Error(w, "暂时无法开始，请稍后再试。 / Not now, please try again.", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, link, http.StatusSeeOther)
}

// triedWith gives the variables of the survey that the query of a trial link names, as words: a number and a
// list are read from them.
func triedWith(sv *dialog.Survey, query url.Values) map[string]any {
	vars := map[string]any{}
	for _, v := range sv.Vars {
		if text := query.Get(v.Name); text != "" && len(text) <= maxTriedVar {
			vars[v.Name] = text
		}
	}
	return vars
}

// maxTriedVar bounds, in bytes, a variable in a trial link.
const maxTriedVar = 1000

// qr draws the link of an invitation: /q/TOKEN.png.
func (s site) qr(w http.ResponseWriter, r *http.Request) {
	token, isPNG := strings.CutSuffix(r.PathValue("name"), ".png")
	if !isPNG || !invite.ValidToken(token) {
		http.NotFound(w, r)
		return
	}
	png, err := invite.QRPNG(s.parts.cfg.PublicURL + "/c/" + token)
	if err != nil {
		http.Error(w, "cannot draw", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "private, max-age=86400")
	_, _ = w.Write(png)
}

// listen opens the port, with an error that says what to do.
func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w\nIs another huiyin running? Choose another port with -listen 127.0.0.1:8081", address, err)
	}
	return l, nil
}

// reachedAt puts the port that the system chose into a URL that says port 0, so that links printed
// with -listen 127.0.0.1:0 lead somewhere.
func reachedAt(url string, l net.Listener) string {
	host, anyPort := strings.CutSuffix(url, ":0")
	addr, ok := l.Addr().(*net.TCPAddr)
	if !anyPort || !ok {
		return url
	}
	return fmt.Sprintf("%s:%d", host, addr.Port)
}

// serveHTTP serves until ctx ends, then lets running requests finish for five seconds. Open event
// streams are told through their context.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler) error {
	streams, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	srv := &http.Server{
		Handler:           bodyDeadline(h),
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		BaseContext:       func(net.Listener) context.Context { return streams },
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("http server: %w", err)
	case <-ctx.Done():
	}
	defer time.AfterFunc(time.Second, stop).Stop() // by then only event streams are open
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil {
		_ = srv.Close()
	}
	return nil
}

// bodyDeadline bounds how slowly a body may arrive. The server's own ReadTimeout would end event
// streams too.
func bodyDeadline(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(15 * time.Second))
		}
		next.ServeHTTP(w, r)
	})
}

// apiKey gives the configured key, or the one in the data folder, made at the first start.
func apiKey(configured, data string) (key, file string, err error) {
	if configured != "" {
		return configured, "", nil
	}
	file = filepath.Join(data, "api-key")
	stored, err := os.ReadFile(file)
	if err == nil && strings.TrimSpace(string(stored)) != "" {
		return strings.TrimSpace(string(stored)), file, nil
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", "", fmt.Errorf("api key: %w", err)
	}
	key = "hy_" + rand.Text()
	if err := os.WriteFile(file, []byte(key+"\n"), 0o600); err != nil {
		return "", "", fmt.Errorf("api key: %w", err)
	}
	return key, file, nil
}
