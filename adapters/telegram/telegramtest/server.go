package telegramtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// Server is a fake Bot API server with one bot. Its methods are safe for concurrent use.
type Server struct {
	URL   string // base address, without "/bot<token>"
	Token string
	Name  string // the bot's username, without @

	http *httptest.Server
	stop chan struct{} // closed by Close

	mu       sync.Mutex
	closed   bool
	revoked  bool
	faults   map[string]Fault // by lower-case method
	users    map[int64]*User
	files    map[string][]byte // by file id
	nextMsg  int
	sent     []Message
	answered map[string]int // callback query id: how often it was answered
	actions  int            // sendChatAction calls
	calls    map[string]int // by lower-case method

	queue     []update // not yet confirmed
	nextID    int64
	confirmed int           // updates confirmed by offset or by a webhook's 2xx
	grew      chan struct{} // closed and replaced when queue grows or a poller must end
	poller    int           // serial of the newest getUpdates
	hook      webhook
}

// Message is a message that the bot sent.
type Message struct {
	ID      int
	ChatID  int64
	Text    string
	Buttons [][]Button // rows
	Request string     // what the one button of a reply keyboard sends: "location" or "contact"
	At      time.Time
	Params  map[string]string // every parameter as it came
}

// Button is one inline button. See "InlineKeyboardButton".
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// Labels are the button texts, row after row.
func (m Message) Labels() []string {
	labels := []string{}
	for _, row := range m.Buttons {
		for _, b := range row {
			labels = append(labels, b.Text)
		}
	}
	return labels
}

// New starts a server on a loopback port. Close it.
func New(token string) *Server {
	s := &Server{
		Token: token, Name: "huiyin_test_bot", stop: make(chan struct{}),
		faults: map[string]Fault{}, users: map[int64]*User{}, files: map[string][]byte{}, answered: map[string]int{}, calls: map[string]int{},
		nextMsg: 100, nextID: 881000000, grew: make(chan struct{}),
	}
	s.http = httptest.NewServer(s)
	s.URL = s.http.URL
	return s
}

// Close ends every request under way and the server.
func (s *Server) Close() {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.closed = true
	close(s.stop)
	hook := s.hook
	s.hook = webhook{}
	s.mu.Unlock()
	hook.end()
	s.http.CloseClientConnections()
	s.http.Close()
}

// ServeHTTP answers /bot<token>/METHOD, see "Making requests": method names are case-insensitive,
// GET and POST are served, parameters come as query, urlencoded form, multipart form or JSON.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, isFile := strings.CutPrefix(r.URL.Path, "/file")
	token, method, ok := strings.Cut(strings.TrimPrefix(path, "/bot"), "/")
	s.mu.Lock()
	bad := token != s.Token || s.revoked
	s.mu.Unlock()
	if !ok || bad {
		refuse(w, http.StatusUnauthorized, "Unauthorized", 0)
		return
	}
	if isFile {
		if !s.faulty(w, r, "file") {
			s.serveFile(w, method)
		}
		return
	}
	method = strings.ToLower(method)
	p, err := readParams(r)
	if err != nil {
		refuse(w, http.StatusBadRequest, "Bad Request: can't parse parameters", 0)
		return
	}
	s.mu.Lock()
	s.calls[method]++
	s.mu.Unlock()
	if s.faulty(w, r, method) {
		return
	}
	s.serve(w, r, method, p)
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, method string, p params) {
	switch method {
	case "getme":
		result(w, map[string]any{"id": s.botID(), "is_bot": true, "first_name": "回音", "username": s.Name})
	case "getupdates":
		s.getUpdates(w, r, p)
	case "setwebhook":
		s.setWebhook(w, p)
	case "deletewebhook":
		s.deleteWebhook(w, p)
	case "getwebhookinfo":
		s.getWebhookInfo(w)
	case "sendmessage":
		s.sendMessage(w, p)
	case "answercallbackquery":
		s.answerCallback(w, p)
	case "getfile":
		s.getFile(w, p)
	case "sendchataction":
		s.sendChatAction(w, p)
	default:
		refuse(w, http.StatusNotFound, "Not Found", 0)
	}
}

func (s *Server) botID() int64 { return 4242424242 }

// result answers as "Making requests" says: ok and result.
func result(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": v})
}

// refuse answers with error_code, description and, for 429, "ResponseParameters". retryAfter is in
// seconds.
func refuse(w http.ResponseWriter, code int, description string, retryAfter int) {
	body := map[string]any{"ok": false, "error_code": code, "description": description}
	if retryAfter > 0 {
		body["parameters"] = map[string]any{"retry_after": retryAfter}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}

// Sent is what the bot sent, oldest first.
func (s *Server) Sent() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.sent...)
}

// Calls is how often the bot called a method, refused calls included.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[strings.ToLower(method)]
}

// Answered is how often a callback query was answered.
func (s *Server) Answered(callbackID string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answered[callbackID]
}

// Revoke makes the token unknown from now on, as BotFather's /revoke does.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = true
	s.wake()
}

// wake lets every waiting getUpdates look again. The caller holds mu.
func (s *Server) wake() {
	close(s.grew)
	s.grew = make(chan struct{})
}
