package wechattest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
)

// Paths of the API.
const (
	PathStableToken = "/cgi-bin/stable_token"
	PathToken       = "/cgi-bin/token"
	PathSend        = "/cgi-bin/message/custom/send"
	PathQRCode      = "/cgi-bin/qrcode/create"
	PathUserInfo    = "/cgi-bin/user/info"
	PathMedia       = "/cgi-bin/media/get"
)

// API is a fake of api.weixin.qq.com for one account.
type API struct {
	URL string // base of the API

	account Account
	mu      sync.Mutex
	token   string // the valid access token
	expired string // the one before, answered with 42001
	made    int    // access tokens made
	calls   map[string]int
	next    map[string][]Fault
	always  map[string]Fault
	sent    []Sent
	scenes  []string
	files   map[string][]byte // by media id
	closing chan struct{}
}

// Sent is a customer-service message that the API took.
type Sent struct {
	To   string // openid
	Type string // "text" or "msgmenu"
	Text string // the text, or what stands above the menu
	Menu []Item
}

// Item is a line of a msgmenu.
type Item struct {
	ID      string `json:"id"`
	Content string `json:"content"`
}

// NewAPI starts the fake on the loopback and stops it with the test.
func NewAPI(t testing.TB, account Account) *API {
	a := &API{account: account, calls: map[string]int{}, next: map[string][]Fault{}, always: map[string]Fault{}, files: map[string][]byte{}, closing: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+PathStableToken, a.stableToken)
	mux.HandleFunc("GET "+PathToken, a.legacyToken)
	mux.HandleFunc("POST "+PathSend, a.authorised(a.send))
	mux.HandleFunc("POST "+PathQRCode, a.authorised(a.qrCode))
	mux.HandleFunc("GET "+PathMedia, a.authorised(a.media))
	mux.HandleFunc("GET "+PathUserInfo, a.authorised(a.userInfo))
	server := httptest.NewServer(a.scripted(mux))
	t.Cleanup(func() { close(a.closing); server.Close() })
	a.URL = server.URL
	return a
}

// Sent lists the messages taken, oldest first.
func (a *API) Sent() []Sent {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.sent)
}

// Scenes lists the scenes that QR codes were made for.
func (a *API) Scenes() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.scenes)
}

// Calls counts the requests to a path, failed ones too.
func (a *API) Calls(path string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.calls[path]
}

// AccessToken is the token that is valid now; empty before the first was asked for.
func (a *API) AccessToken() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.token
}

// ExpireToken lets the access token run out: it is answered with 42001, and a new one is given.
func (a *API) ExpireToken() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.expired, a.token = a.token, ""
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; encoding=utf-8")
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
}

func fail(w http.ResponseWriter, code int64, msg string) {
	answer(w, map[string]any{"errcode": code, "errmsg": fmt.Sprintf("%s rid: 00000000-00000000-00000000", msg)})
}

// authorised checks the access token in the query.
func (a *API) authorised(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token := r.URL.Query().Get("access_token")
		a.mu.Lock()
		valid, expired := token == a.token, token == a.expired
		a.mu.Unlock()
		switch {
		case token == "":
			fail(w, 41001, "access_token missing")
		case valid:
			h(w, r)
		case expired:
			fail(w, 42001, "access_token expired")
		default:
			fail(w, 40001, "invalid credential, access_token is invalid or not latest")
		}
	}
}
