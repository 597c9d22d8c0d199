package desk

import (
	"context"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// Keys of a session.
const (
	keyAgent = "agent"
	keyFlash = "flash"
)

// onlyAgents lets through who is signed in. A page leads to the sign-in and back again; a script
// and everything that is not a GET gets 401.
func (d *desk) onlyAgents(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.agent(r.Context()) != "" {
			next.ServeHTTP(w, r)
			return
		}
		if r.Method != http.MethodGet || scripted(r) || strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
			http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
			return
		}
		http.Redirect(w, r, "/desk/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
	})
}

// agent gives the name of who is signed in, "" for nobody.
func (d *desk) agent(ctx context.Context) string {
	return d.sessions.GetString(ctx, keyAgent)
}

// signIn begins a session under a new token, so that one known before is worth nothing.
func (d *desk) signIn(ctx context.Context, name string) error {
	if err := d.sessions.RenewToken(ctx); err != nil {
		return err
	}
	d.sessions.Put(ctx, keyAgent, name)
	return nil
}

// scripted reports whether the page's own script asks, which wants JSON rather than a page.
func scripted(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}

// local gives target if it is a path of these pages, else /desk: never a way to another site.
func local(target string) string {
	u, err := url.Parse(target)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || strings.ContainsAny(target, "\\\r\n\t") {
		return "/desk"
	}
	if path.Clean(u.Path) != u.Path {
		return "/desk" // the browser would clean it into something else
	}
	for _, root := range []string{"/desk", "/insight"} {
		if u.Path == root || strings.HasPrefix(u.Path, root+"/") {
			return u.RequestURI()
		}
	}
	return "/desk"
}
