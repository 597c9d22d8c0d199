package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"huiyin/adapters"
)

const (
	secretHeader = "X-Telegram-Bot-Api-Secret-Token" // "setWebhook", parameter secret_token
	maxBody      = 1 << 20                           // bytes; an update quoting a long message has some tens of thousands
)

// groupNotice is what a group is told that adds the bot.
const groupNotice = "回音只在私聊中服务，请直接给我发消息。\nI work in private chats only: please write to me directly."

// Webhook implements adapters.Webhooker; it is nil in polling mode.
func (c *Channel) Webhook(accept adapters.Accept) http.Handler {
	if c.cfg.Mode != Webhook {
		return nil
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, refused := c.authentic(w, r)
		if refused == nil {
			c.receive(r.Context(), w, raw, accept)
			return
		}
		c.refuse(w, *refused)
	})
}

// authentic reads the body of a request that Telegram sent, or says why it is refused.
func (c *Channel) authentic(w http.ResponseWriter, r *http.Request) ([]byte, *adapters.Refusal) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, &adapters.Refusal{Status: http.StatusMethodNotAllowed, Reason: "wrong method"}
	}
	if !sameSecret(r.Header.Get(secretHeader), c.cfg.Secret) {
		return nil, &adapters.Refusal{Status: http.StatusUnauthorized, Reason: "bad secret"}
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return nil, &adapters.Refusal{Status: http.StatusRequestEntityTooLarge, Reason: "body too large"}
	}
	if err != nil {
		return nil, &adapters.Refusal{Status: http.StatusBadRequest, Reason: "body cut off"}
	}
	return raw, nil
}

// sameSecret compares hashes, so that the time taken tells neither content nor length.
func sameSecret(got, want string) bool {
	g, w := sha256.Sum256([]byte(got)), sha256.Sum256([]byte(want))
	return subtle.ConstantTimeCompare(g[:], w[:]) == 1
}

// receive makes an update durable and then acknowledges it.
func (c *Channel) receive(ctx context.Context, w http.ResponseWriter, raw []byte, accept adapters.Accept) {
	ev, err := c.read(raw)
	if errors.Is(err, errNoUpdate) {
		c.refuse(w, adapters.Refusal{Status: http.StatusBadRequest, Reason: "no update"})
		return
	}
	if err != nil {
		c.log.Warn("update passed over", "err", err)
	}
	if ev.in != nil {
		if _, err := accept(ctx, *ev.in); err != nil {
			c.log.Error("update not stored, Telegram will deliver it again", "msg_id", ev.in.ID, "err", err)
			http.Error(w, "try again later", http.StatusServiceUnavailable)
			return
		}
	}
	c.acknowledge(w, ev)
}

// acknowledge answers 200. A callback query is answered in the same breath, by a method in the
// body ("Making requests when getting updates"): one call less, and nothing to wait for.
func (c *Channel) acknowledge(w http.ResponseWriter, ev event) {
	var call any
	switch {
	case ev.callback != "":
		call = map[string]any{"method": "answerCallbackQuery", "callback_query_id": ev.callback}
	case ev.group != 0:
		call = map[string]any{"method": "sendMessage", "chat_id": ev.group, "text": groupNotice}
	default:
		w.WriteHeader(http.StatusOK)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(call) // a broken connection makes Telegram deliver again
}

func (c *Channel) refuse(w http.ResponseWriter, r adapters.Refusal) {
	if c.onRefusal != nil {
		c.onRefusal(c.Name(), c.cfg.Account, r)
	}
	http.Error(w, http.StatusText(r.Status), r.Status)
}
