package desk

import "net/http"

// guard says who may use a route. The zero guard is nobody: a route that names none panics when it
// is registered.
type guard int

const (
	public guard = iota + 1 // everybody
	agents                  // whoever is signed in
)

type route struct {
	pattern string
	guard   guard
	handle  http.HandlerFunc
}

// table is every page and action of the desk.
func (d *desk) table() []route {
	return []route{
		{"GET /desk/static/{version}/{file...}", public, d.assets.serve},
		{"GET /desk/welcome/{token}", public, d.showWelcome},
		{"POST /desk/welcome/{token}", public, d.welcome},
		{"GET /desk/login", public, d.showLogin},
		{"POST /desk/login", public, d.login},
		{"POST /desk/lang", public, d.language},

		{"GET /{$}", agents, d.home},
		{"POST /desk/logout", agents, d.logout},
		{"GET /desk", agents, d.showQueue},
		{"GET /desk/c/{case}", agents, d.showCase},
		{"GET /desk/c/{case}/photo/{message}", agents, d.showPhoto},
		{"POST /desk/c/{case}/take", agents, d.take},
		{"POST /desk/c/{case}/reply", agents, d.reply},
		{"POST /desk/c/{case}/resolve", agents, d.resolve},
		{"GET /desk/events", agents, d.events},
		{"GET /insight", agents, d.showInsight},
	}
}

func (d *desk) routes() http.Handler {
	mux := http.NewServeMux()
	for _, r := range d.table() {
		mux.Handle(r.pattern, d.guarded(r))
	}
	return mux
}

func (d *desk) guarded(r route) http.Handler {
	switch r.guard {
	case public:
		return r.handle
	case agents:
		return d.onlyAgents(r.handle)
	}
	panic("desk: route " + r.pattern + " names no guard")
}

func (d *desk) home(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/desk", http.StatusSeeOther)
}
