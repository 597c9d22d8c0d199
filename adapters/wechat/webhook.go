package wechat

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"huiyin/adapters"
)

// maxBody bounds a callback: the longest text is a few kilobytes and compatible mode triples it.
const maxBody = 256 << 10

// freshness is how far a callback's time stamp may be from our clock. Redeliveries come within
// seconds and pass; what a thief recorded yesterday does not.
const freshness = 10 * time.Minute

// success is the acknowledgement that stops the platform from delivering again.
const success = "success"

// Webhook handles the platform's callbacks.
func (c *Channel) Webhook(accept adapters.Accept) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		switch r.Method {
		case http.MethodGet:
			c.verify(w, r)
		case http.MethodPost:
			c.receive(w, r, accept)
		default:
			w.Header().Set("Allow", "GET, POST")
			c.refuse(w, http.StatusMethodNotAllowed, "method not allowed")
		}
	})
}

// verify answers the platform's question whether this address is ours: the echostr, unchanged. It
// comes unencrypted in safe mode too.
//
// Source: developers.weixin.qq.com/doc/oplatform/developers/dev/push (第二步：验证消息).
func (c *Channel) verify(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	timestamp, echo := q.Get("timestamp"), q.Get("echostr")
	switch {
	case !c.signed(q.Get("signature"), timestamp, q.Get("nonce")):
		c.refuse(w, http.StatusUnauthorized, "bad signature")
	case !c.fresh(timestamp):
		c.refuse(w, http.StatusUnauthorized, "stale timestamp")
	case !plainEcho(echo):
		c.refuse(w, http.StatusBadRequest, "bad echostr")
	default:
		c.answer(w, "text/plain; charset=utf-8", []byte(echo))
	}
}

// plainEcho keeps the echo from becoming a page: the signature does not cover it.
func plainEcho(s string) bool {
	if s == "" || len(s) > 256 {
		return false
	}
	for i := range len(s) {
		b := s[i]
		if !('0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '_' || b == '-') {
			return false
		}
	}
	return true
}

// receive takes one message or event: verify, decrypt, accept, then answer.
func (c *Channel) receive(w http.ResponseWriter, r *http.Request, accept adapters.Accept) {
	// The platform's 5 s run from here, so a slow Accept leaves less for the passive reply.
	timer := time.NewTimer(c.passiveWait)
	defer timer.Stop()

	msg, status, err := c.read(w, r)
	if err != nil {
		c.refuse(w, status, err.Error())
		return
	}
	if !msg.accept {
		c.answer(w, "text/plain", []byte(success))
		return
	}
	// Held before it is accepted: a quick bot may answer before Accept returns.
	var held *hold
	if c.passiveWait > 0 && msg.in.Kind != adapters.KindLeave {
		held = c.waits.hold(msg.in.From.User, msg.in.ID, msg.own)
		defer held.release()
	}
	if _, err := accept(r.Context(), msg.in); err != nil {
		c.log.ErrorContext(r.Context(), "inbound not accepted",
			"channel", name, "account", c.cfg.Account, "msg_id", msg.in.ID, "err", err)
		w.Header().Set("Retry-After", "1")
		http.Error(w, "not accepted", http.StatusServiceUnavailable)
		return
	}
	c.reply(r.Context(), w, held, timer, r.URL.Query().Get("nonce"))
}

// reply answers with the passive reply if one comes in time, else with the acknowledgement.
func (c *Channel) reply(ctx context.Context, w http.ResponseWriter, held *hold, timer *time.Timer, nonce string) {
	if held == nil {
		c.answer(w, "text/plain", []byte(success))
		return
	}
	xml := held.await(ctx, timer.C)
	if xml == nil {
		c.answer(w, "text/plain", []byte(success))
		return
	}
	sealed, err := c.seal(xml, nonce)
	if err != nil {
		c.log.ErrorContext(ctx, "passive reply not sealed", "channel", name, "account", c.cfg.Account, "err", err)
		c.answer(w, "text/plain", []byte(success))
		return
	}
	if c.answer(w, "text/xml; charset=utf-8", sealed) == nil && ctx.Err() == nil {
		held.written()
	}
}

// read verifies and decodes a callback; an error is a constant reason with its status.
func (c *Channel) read(w http.ResponseWriter, r *http.Request) (received, int, error) {
	q := r.URL.Query()
	timestamp, signature := q.Get("timestamp"), q.Get("msg_signature")
	switch {
	case q.Has("echostr"):
		return received{}, http.StatusBadRequest, errors.New("echostr in a message")
	case q.Get("encrypt_type") != "aes" || signature == "":
		return received{}, http.StatusUnauthorized, errors.New("not encrypted")
	case !c.fresh(timestamp):
		return received{}, http.StatusUnauthorized, errors.New("stale timestamp")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return received{}, http.StatusRequestEntityTooLarge, errors.New("too large")
	} else if err != nil {
		return received{}, http.StatusBadRequest, errors.New("unreadable body")
	}
	raw, to, err := c.open(body, timestamp, q.Get("nonce"), signature)
	if err != nil {
		return received{}, statusOf(err), err
	}
	msg, err := c.decode(raw)
	if err != nil {
		return received{}, http.StatusBadRequest, err
	}
	if to != "" && to != msg.own || c.cfg.OriginalID != "" && c.cfg.OriginalID != msg.own {
		return received{}, http.StatusUnauthorized, errWrongTarget
	}
	return msg, 0, nil
}

// statusOf tells what cannot be read (400) from what is not ours (401).
func statusOf(err error) int {
	if errors.Is(err, errSignature) || errors.Is(err, errWrongAppID) {
		return http.StatusUnauthorized
	}
	return http.StatusBadRequest
}

// fresh reports whether a time stamp, in seconds, is near our clock.
func (c *Channel) fresh(timestamp string) bool {
	sec, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return false
	}
	now := c.now().Unix()
	limit := int64(freshness / time.Second)
	return sec >= now-limit && sec <= now+limit
}

// refuse answers and reports a refusal. reason is a constant and safe to show.
func (c *Channel) refuse(w http.ResponseWriter, status int, reason string) {
	if c.onRefusal != nil {
		c.onRefusal(name, c.cfg.Account, adapters.Refusal{Status: status, Reason: reason})
	}
	http.Error(w, reason, status)
}

// answer writes a whole response out to the connection, so that an error means the platform is gone.
func (c *Channel) answer(w http.ResponseWriter, kind string, body []byte) error {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if _, err := w.Write(body); err != nil {
		return err
	}
	if err := http.NewResponseController(w).Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}
