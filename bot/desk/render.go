package desk

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"huiyin/bot/insight"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pages are the templates by language.
type pages map[string]*template.Template

// page is what every full page is rendered from.
type page struct {
	Lang, Agent string
	Place       string // "desk", "insight", "door"
	Back        string // where the language switch comes back to
	Flash       string
	Now         time.Time
	Desk        *deskView
	Insight     *insightView
	Door        doorView
}

// doorView is a sign-in page.
type doorView struct {
	Kind    string // "login", "welcome"
	Token   string
	Name    string
	Next    string
	Problem string // key of a phrase
	Empty   bool   // nobody has a password yet
}

func newPages(a *assets) (pages, error) {
	all := pages{}
	for _, lang := range []string{"zh", "en"} {
		t, err := template.New("").Funcs(functions(lang, a)).ParseFS(templateFiles, "templates/*.html")
		if err != nil {
			return nil, err
		}
		all[lang] = t
	}
	return all, nil
}

// functions are what templates may call. An unknown phrase stops the rendering: tests find it.
func functions(lang string, a *assets) template.FuncMap {
	return template.FuncMap{
		"t": func(key string) (string, error) {
			if s, ok := lookup(lang, key); ok {
				return s, nil
			}
			return "", fmt.Errorf("no phrase %q", key)
		},
		"maybe":    func(key, fallback string) string { return phraseOr(lang, key, fallback) },
		"asset":    a.url,
		"icon":     func(name string) template.HTML { return icon(a, name) },
		"clock":    clockTime,
		"waited":   waitOf,
		"ms":       time.Time.UnixMilli,
		"rfc":      func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"first":    firstRune,
		"bar":      barSVG,
		"interval": rangeSVG,
		"between":  func(n insight.NPS) string { return intervalText(lang, n) },
		"split":    splitSVG, "shares": shares,
		"signed": signed,
		"npsof":  npsKind,
		"num":    number,
	}
}

// icon is trusted: names are written in templates only.
func icon(a *assets, name string) template.HTML {
	return template.HTML(`<svg class="i" aria-hidden="true"><use href="` + a.url("icons.svg") + `#` + name + `"/></svg>`)
}

// page renders a full page; nothing is written when a template fails.
func (d *desk) page(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	p.Lang, p.Agent, p.Now = lang(r), d.agent(r.Context()), d.Now()
	p.Back = r.URL.RequestURI()
	if p.Agent != "" {
		p.Flash = d.sessions.PopString(r.Context(), keyFlash)
	}
	var b bytes.Buffer
	if err := d.pages[p.Lang].ExecuteTemplate(&b, name, p); err != nil {
		d.broken(w, "render "+name, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

// door renders a sign-in page.
func (d *desk) door(w http.ResponseWriter, r *http.Request, status int, v doorView) {
	if v.Kind == "login" {
		n, err := d.Agents.AgentCount(r.Context())
		if err != nil {
			d.broken(w, "count agents", err)
			return
		}
		v.Empty = n == 0
	}
	d.page(w, r, status, "door", page{Place: "door", Door: v})
}

// broken answers what went wrong on our side; the cause goes to the log only.
func (d *desk) broken(w http.ResponseWriter, op string, err error) {
	d.Log.Error("page of the desk failed", "op", op, "err", err)
	w.Header().Set("Retry-After", "2")
	http.Error(w, "暂时无法处理，请稍后重试 / Not now, please try again in a moment", http.StatusServiceUnavailable)
}

// clockTime writes when something was: the time today, with the date before.
func clockTime(at, now time.Time) string {
	at = at.In(now.Location())
	if at.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return at.Format("01-02 15:04")
}

// waitText writes how long somebody has waited: 03:10, 1:02:30. The script clock.js goes on from it.
func waitText(since, now time.Time) string {
	s := max(0, int(now.Sub(since).Seconds()))
	if s < 3600 {
		return fmt.Sprintf("%02d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// waitView is a wait as the pages show it.
type waitView struct {
	Since      time.Time
	Text, Pace string
}

func waitOf(since, now time.Time, within time.Duration) waitView {
	return waitView{since, waitText(since, now), pace(since, now, within)}
}

// pace says how urgent a wait has become: "" calm, "warn" past half of what is allowed, "over".
func pace(since, now time.Time, within time.Duration) string {
	switch waited := now.Sub(since); {
	case waited >= within:
		return "over"
	case waited >= within/2:
		return "warn"
	}
	return ""
}

func firstRune(s string) string {
	for _, r := range s {
		return strings.ToUpper(string(r))
	}
	return "?"
}
