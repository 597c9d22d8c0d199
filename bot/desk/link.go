package desk

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"huiyin/bot/records"
)

// linkLife is how long a one-time sign-in link can be used.
const linkLife = 24 * time.Hour

// NewLink makes a one-time sign-in link under base ("https://bot.example"). Whoever opens it
// chooses a name and a password and becomes an agent; only its hash is kept.
func NewLink(ctx context.Context, agents records.Agents, base string, now time.Time) (url string, err error) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails (crypto/rand)
	token := base64.RawURLEncoding.EncodeToString(secret)
	if err := agents.PutLink(ctx, hashToken(token), now.Add(linkLife)); err != nil {
		return "", fmt.Errorf("store sign-in link: %w", err)
	}
	return strings.TrimRight(base, "/") + "/desk/welcome/" + token, nil
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
