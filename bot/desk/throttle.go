package desk

import (
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What a door bears: a few tries at once, then one every few seconds.
const (
	triesPerAgent   = 5 // for one name from one address
	agentEvery      = 10 * time.Second
	triesPerAddress = 20
	addressEvery    = 3 * time.Second
	maxRemembered   = 10_000 // addresses and names
)

// throttle slows down guessing at sign-in.
type throttle struct {
	now   func() time.Time
	mu    sync.Mutex
	tries map[string]*rate.Limiter
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, tries: map[string]*rate.Limiter{}}
}

// allow counts one try from r's address, for name where one is given. The name is bound to the
// address so that nobody can lock an agent out from elsewhere.
func (t *throttle) allow(r *http.Request, name string) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	ok := t.limiter(host, addressEvery, triesPerAddress).AllowN(t.now(), 1)
	if name != "" {
		ok = t.limiter(host+"\x00"+name, agentEvery, triesPerAgent).AllowN(t.now(), 1) && ok
	}
	return ok
}

func (t *throttle) limiter(key string, every time.Duration, burst int) *rate.Limiter {
	if l, ok := t.tries[key]; ok {
		return l
	}
	if len(t.tries) >= maxRemembered {
		t.forget()
	}
	l := rate.NewLimiter(rate.Every(every), burst)
	t.tries[key] = l
	return l
}

// forget drops who has not tried for long; were all of them busy, it drops all.
func (t *throttle) forget() {
	for key, l := range t.tries {
		if l.TokensAt(t.now()) >= float64(l.Burst()) {
			delete(t.tries, key)
		}
	}
	if len(t.tries) >= maxRemembered {
		clear(t.tries)
	}
}
