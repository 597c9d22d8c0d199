package wechat

import (
	"context"
	"sync"
	"time"

	"github.com/silenceper/wechat/v2/credential"
)

// Times of an access token, which lives for at most two hours. The platform hands out a new one in
// the last five minutes of the old one and lets both work meanwhile, so asking four minutes before
// the end always brings a new one. Forcing a new one is allowed 20 times a day.
//
// Source: developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.
const (
	refreshEarly = 4 * time.Minute
	forceGap     = 2 * time.Hour
)

// tokens keeps the account's access token. It needs no shared store: the endpoint gives every replica
// the same token for as long as it is good.
type tokens struct {
	cfg  Config
	now  func() time.Time
	post func(ctx context.Context, path, accessToken string, in, out any) error

	mu      sync.Mutex
	token   string
	refresh time.Time // ask again from here
	expires time.Time // good until here
	refused string    // the last token the platform would not take
	forced  time.Time // when a new one was last forced
	flight  *flight   // the request under way, which everybody waits for
}

type flight struct {
	done  chan struct{}
	token string
	err   error
}

var _ credential.AccessTokenContextHandle = (*tokens)(nil)

// GetAccessToken is GetAccessTokenContext for callers of the library who have no context.
func (t *tokens) GetAccessToken() (string, error) {
	return t.GetAccessTokenContext(context.Background())
}

// GetAccessTokenContext returns a token that should work. However many ask, one request is made, and
// it goes on when a caller gives up.
func (t *tokens) GetAccessTokenContext(ctx context.Context) (string, error) {
	t.mu.Lock()
	if t.token != "" && t.now().Before(t.refresh) {
		defer t.mu.Unlock()
		return t.token, nil
	}
	f := t.flight
	if f == nil {
		f = &flight{done: make(chan struct{})}
		t.flight = f
		go t.fetch(context.WithoutCancel(ctx), f)
	}
	t.mu.Unlock()
	select {
	case <-f.done:
		return f.token, f.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// drop forgets a token that the platform refused, unless a newer one has come meanwhile.
func (t *tokens) drop(token string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.token == token {
		t.token, t.refused = "", token
	}
}

// fetch asks for a token and lands the flight.
func (t *tokens) fetch(ctx context.Context, f *flight) {
	token, life, err := t.ask(ctx, false)
	if err == nil && t.mayForce(token) {
		token, life, err = t.ask(ctx, true)
	}

	t.mu.Lock()
	defer t.mu.Unlock()
	defer close(f.done)
	t.flight = nil
	now := t.now()
	if err != nil {
		if t.token != "" && now.Before(t.expires) {
			f.token = t.token // the early refresh failed; the old one is still good
			return
		}
		f.err = err
		return
	}
	t.token, f.token = token, token
	t.expires = now.Add(life)
	t.refresh = t.expires.Add(-min(refreshEarly, life/2))
}

// mayForce reports whether the endpoint gave back the very token that was refused, and no new one was
// forced lately.
func (t *tokens) mayForce(token string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if token != t.refused || !t.forced.IsZero() && t.now().Sub(t.forced) < forceGap {
		return false
	}
	t.forced = t.now()
	return true
}

// ask makes one request. The secret stands in the body, never in a URL.
func (t *tokens) ask(ctx context.Context, force bool) (string, time.Duration, error) {
	in := map[string]any{
		"grant_type": "client_credential", "appid": t.cfg.AppID, "secret": t.cfg.AppSecret, "force_refresh": force,
	}
	var out struct {
		AccessToken string `json:"access_token"`
		ExpiresIn   int64  `json:"expires_in"` // seconds
	}
	if err := t.post(ctx, "/cgi-bin/stable_token", "", in, &out); err != nil {
		return "", 0, err
	}
	if out.AccessToken == "" || out.ExpiresIn <= 0 {
		return "", 0, &apiError{path: "/cgi-bin/stable_token", status: 200}
	}
	return out.AccessToken, time.Duration(out.ExpiresIn) * time.Second, nil
}
