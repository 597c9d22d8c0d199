package invite

import (
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"io"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/skip2/go-qrcode"
)

// tokenBytes is the entropy of a token: 192 bits, 32 characters. Telegram's start payload and
// WeChat's scene_str carry 64.
const tokenBytes = 24

var tokenForm = regexp.MustCompile(`^[A-Za-z0-9_-]{16,64}$`)

// ValidToken reports whether token could be one; it tells nothing about whether it is.
func ValidToken(token string) bool { return tokenForm.MatchString(token) }

func newToken(random io.Reader) (string, error) {
	b := make([]byte, tokenBytes)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// newID makes the id of an invitation: "I" and 16 characters, 80 random bits.
func newID(random io.Reader) (string, error) {
	b := make([]byte, 10)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make invitation id: %w", err)
	}
	return "I" + strings.ToLower(base32.StdEncoding.EncodeToString(b)), nil
}

// qrPixels is the side of a QR picture: sharp on paper at 4 cm.
const qrPixels = 512

// QRPNG draws a URL as a QR code, with the quiet zone that scanners want.
func QRPNG(url string) ([]byte, error) {
	png, err := qrcode.Encode(url, qrcode.Medium, qrPixels)
	if err != nil {
		return nil, fmt.Errorf("draw qr code: %w", err)
	}
	return png, nil
}

// sorted gives a map's pairs in the order of their keys, so that messages are the same every time.
func sorted[V any](m map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}
