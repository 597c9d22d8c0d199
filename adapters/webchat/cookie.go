package webchat

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"huiyin/adapters"
)

const (
	cookieName = "huiyin_chat"
	cookieFor  = 180 * 24 * time.Hour // longer than any survey stays open
	secretSize = 16                   // bytes
	userSize   = 16                   // bytes of the hash that name a chat
)

var (
	// tokenPattern is the shape of invitation tokens, which also fit Telegram's deep links.
	tokenPattern  = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	secretPattern = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

// chat gives the address that the request's cookie stands for.
func chat(r *http.Request) (adapters.Address, bool) {
	cookie, err := r.Cookie(cookieName)
	if err != nil || !secretPattern.MatchString(cookie.Value) {
		return adapters.Address{}, false
	}
	return address(cookie.Value), true
}

func address(secret string) adapters.Address {
	sum := sha256.Sum256([]byte("huiyin web chat\n" + secret))
	return adapters.Address{Channel: ChannelName, Account: DefaultAccount, User: hex.EncodeToString(sum[:userSize])}
}

func isUser(user string) bool { return secretPattern.MatchString(user) }

// ensureChat gives the request's chat, and makes one where there is none.
func (c *Channel) ensureChat(w http.ResponseWriter, r *http.Request) (adapters.Address, error) {
	if a, ok := chat(r); ok {
		return a, nil
	}
	random := make([]byte, secretSize)
	if _, err := io.ReadFull(c.cfg.Rand, random); err != nil {
		return adapters.Address{}, fmt.Errorf("make chat cookie: %w", err)
	}
	secret := hex.EncodeToString(random)
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: secret,
		// The path keeps chats of several links in one browser apart.
		Path:     "/c/" + r.PathValue("token"),
		MaxAge:   int(cookieFor / time.Second),
		HttpOnly: true,
		Secure:   strings.HasPrefix(c.cfg.PublicURL, "https://"),
		SameSite: http.SameSiteLaxMode,
	})
	return address(secret), nil
}

// startID deduplicates the opening of a chat; a hash, as ids are logged and the token opens chats.
func startID(token string) string {
	sum := sha256.Sum256([]byte("huiyin start\n" + token))
	return "start:" + hex.EncodeToString(sum[:8])
}
