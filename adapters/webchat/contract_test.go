package webchat

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
)

const (
	testSecret = "00112233445566778899aabbccddeeff"
	testToken  = "Inv1tat10n_t0ken"
)

// post is what the page's script would send to an action of the chat.
func post(action, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/c/"+testToken+"/"+action, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: cookieName, Value: testSecret})
	return r
}

func withCookie(r *http.Request, value string) *http.Request {
	r.Header.Del("Cookie")
	if value != "" {
		r.AddCookie(&http.Cookie{Name: cookieName, Value: value})
	}
	return r
}

func body(n int, text string) string {
	return fmt.Sprintf(`{"id":"c-%024x","text":%q}`, n, text)
}

// The page is the platform. Nothing here fails to send: a page that is not there reads the history.
func TestTheWebChatKeepsTheChannelContract(t *testing.T) {
	adaptertest.Run(t, adaptertest.Fixture{Open: func(t *testing.T, log *adaptertest.Log) adaptertest.Account {
		c := New(Config{PublicURL: "http://127.0.0.1:8080", Log: slog.New(slog.NewTextHandler(log, nil)), Keep: named})
		t.Cleanup(c.Close)
		to := address(testSecret)
		return adaptertest.Account{
			Channel: c, To: to, Secrets: []string{testSecret, testToken},
			Webhook: &adaptertest.Webhook{
				// The page is told 202, as accepting is all that has happened; platforms want 200.
				Handler: func(accept adapters.Accept) http.Handler { return acceptedIsOK(c.Handler(accept)) },
				From:    to,
				Message: func(n int, text string) *http.Request { return post("send", body(n, text)) },
				Forged: map[string]func() *http.Request{
					"no cookie":        func() *http.Request { return withCookie(post("send", body(1, "x")), "") },
					"a cookie made up": func() *http.Request { return withCookie(post("send", body(1, "x")), "../../admin") },
				},
				Malformed: map[string]func() *http.Request{
					"no JSON":           func() *http.Request { return post("send", "text=hello") },
					"cut off":           func() *http.Request { return post("send", `{"id":"c-00`) },
					"two values":        func() *http.Request { return post("send", body(1, "x")+body(2, "y")) },
					"an id of our own":  func() *http.Request { return post("send", `{"id":"start:1","text":"x"}`) },
					"empty":             func() *http.Request { return post("send", body(1, "  \n")) },
					"a button's markup": func() *http.Request { return post("send", `{"id":"c-000000000000000000000001","button":"<b>"}`) },
					"2,001 characters":  func() *http.Request { return post("send", body(1, strings.Repeat("慢", MaxTextRunes+1))) },
				},
				Oversized: func() *http.Request { return post("send", body(1, strings.Repeat("x", maxBody))) },
				WrongMethod: map[string]func() *http.Request{
					"GET": func() *http.Request {
						r := post("send", "")
						r.Method = http.MethodGet
						return r
					},
				},
			},
			Attachments: &adaptertest.Attachments{Send: map[adapters.MediaKind]func(*testing.T, int, adapters.Accept){
				adapters.MediaPhoto: func(t *testing.T, n int, accept adapters.Accept) {
					accepted(t, c, accept, upload(fmt.Sprintf("c-%024x", n), adaptertest.JPEG))
				},
				adapters.MediaLocation: func(t *testing.T, n int, accept adapters.Accept) {
					accepted(t, c, accept, post("send", fmt.Sprintf(`{"id":"c-%024x","place":{"lat":31.2304,"lon":121.4737}}`, n)))
				},
			}},
			Sending: &adaptertest.Sending{
				Requests: []adapters.MediaKind{adapters.MediaPhoto, adapters.MediaLocation, adapters.MediaContact},
				Answer:   func(adaptertest.Behaviour) {},
				Sent:     func() []adaptertest.Sent { return shown(c, to) },
				Buttons:  true,
			},
		}
	}})
}

func shown(c *Channel, to adapters.Address) []adaptertest.Sent {
	var sent []adaptertest.Sent
	for _, l := range c.hub.recent(to.String(), c.cfg.Now()) {
		s := adaptertest.Sent{To: to.User, Text: l.Text}
		if l.Request != nil {
			s.Request = l.Request.Kind
		}
		for _, b := range l.Buttons {
			s.Buttons = append(s.Buttons, b.Label)
		}
		sent = append(sent, s)
	}
	return sent
}

type okWriter struct{ http.ResponseWriter }

func (w okWriter) WriteHeader(status int) {
	if status == http.StatusAccepted {
		status = http.StatusOK
	}
	w.ResponseWriter.WriteHeader(status)
}

func acceptedIsOK(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(okWriter{w}, r) })
}
