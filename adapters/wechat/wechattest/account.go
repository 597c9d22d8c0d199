package wechattest

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Account holds what the platform and the account's owner both know.
type Account struct {
	AppID, AppSecret, Token, AESKey string
	OriginalID                      string // gh_…
}

// Demo is an account for tests. Its token and key are those of the platform's documented example.
func Demo() Account {
	return Account{
		AppID: "wxba5fad812f8e6fb9", AppSecret: "secret0123456789abcdef0123456789", Token: "AAAAA",
		AESKey: strings.Repeat("A", 43), OriginalID: "gh_97417a04a28d",
	}
}

// Callback is an encrypted message on its way to a webhook.
type Callback struct {
	Body  []byte
	Query url.Values
}

// Request makes the POST that carries c.
func (c Callback) Request() *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/hooks/wechat/default?"+c.Query.Encode(), bytes.NewReader(c.Body))
	r.Header.Set("Content-Type", "text/xml")
	return r
}

// Seal encrypts a message's XML in safe mode. nonce is any number.
func (a Account) Seal(message string, at time.Time, nonce string) Callback {
	return a.envelope(a.encrypt(message), strconv.FormatInt(at.Unix(), 10), nonce)
}

func (a Account) envelope(encrypted, timestamp, nonce string) Callback {
	body := fmt.Sprintf("<xml><ToUserName><![CDATA[%s]]></ToUserName><Encrypt><![CDATA[%s]]></Encrypt></xml>", a.OriginalID, encrypted)
	return Callback{Body: []byte(body), Query: url.Values{
		"signature":     {Sign(a.Token, timestamp, nonce)},
		"timestamp":     {timestamp},
		"nonce":         {nonce},
		"openid":        {"openid-in-query"},
		"encrypt_type":  {"aes"},
		"msg_signature": {Sign(a.Token, timestamp, nonce, encrypted)},
	}}
}

// Verification is the GET with which the platform asks whether the address is ours.
func (a Account) Verification(echo string, at time.Time, nonce string) *http.Request {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	q := url.Values{"signature": {Sign(a.Token, timestamp, nonce)}, "timestamp": {timestamp}, "nonce": {nonce}, "echostr": {echo}}
	return httptest.NewRequest(http.MethodGet, "/hooks/wechat/default?"+q.Encode(), nil)
}

// Reply is a passive reply as the platform reads it.
type Reply struct {
	ToUserName, FromUserName string
	CreateTime               int64 // seconds
	MsgType, Content         string
}

// OpenReply verifies and decrypts a passive reply.
func (a Account) OpenReply(body []byte) (Reply, error) {
	var env struct {
		XMLName                      xml.Name `xml:"xml"`
		Encrypt, MsgSignature, Nonce string
		TimeStamp                    string
	}
	if err := xml.Unmarshal(body, &env); err != nil {
		return Reply{}, fmt.Errorf("open reply: %w", err)
	}
	if env.MsgSignature != Sign(a.Token, env.TimeStamp, env.Nonce, env.Encrypt) {
		return Reply{}, errors.New("open reply: the platform would not accept the signature")
	}
	plain, err := a.decrypt(env.Encrypt)
	if err != nil {
		return Reply{}, fmt.Errorf("open reply: %w", err)
	}
	return ParseReply(plain)
}

// ParseReply reads the XML of a decrypted passive reply.
func ParseReply(plain string) (Reply, error) {
	var r Reply
	if err := xml.Unmarshal([]byte(plain), &r); err != nil {
		return Reply{}, fmt.Errorf("read reply: %w", err)
	}
	return r, nil
}

// Sign is the signature of callbacks and replies: sha1 over the sorted, joined parts.
func Sign(parts ...string) string {
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}

func (a Account) block() (cipher.Block, []byte) {
	key, err := base64.StdEncoding.DecodeString(a.AESKey + "=")
	if err != nil {
		panic("wechattest: the account's AES key is no EncodingAESKey")
	}
	b, err := aes.NewCipher(key)
	if err != nil {
		panic("wechattest: the account's AES key is no EncodingAESKey")
	}
	return b, key[:aes.BlockSize]
}

// encrypt lays out random16 + length4 + message + appid, padded to 32 bytes (PKCS#7), AES-256-CBC.
func (a Account) encrypt(message string) string {
	buf := make([]byte, 16, 64+len(message))
	_, _ = io.ReadFull(rand.Reader, buf)
	buf = binary.BigEndian.AppendUint32(buf, uint32(len(message)))
	buf = append(append(buf, message...), a.AppID...)
	pad := 32 - len(buf)%32
	buf = append(buf, bytes.Repeat([]byte{byte(pad)}, pad)...)
	block, iv := a.block()
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(buf, buf)
	return base64.StdEncoding.EncodeToString(buf)
}

func (a Account) decrypt(encrypted string) (string, error) {
	buf, err := base64.StdEncoding.DecodeString(encrypted)
	if err != nil || len(buf) == 0 || len(buf)%32 != 0 {
		return "", errors.New("decrypt: not whole blocks of 32 bytes in base64")
	}
	block, iv := a.block()
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(buf, buf)
	pad := int(buf[len(buf)-1])
	if pad < 1 || pad > 32 || len(buf)-pad < 20 {
		return "", errors.New("decrypt: bad padding")
	}
	buf = buf[16 : len(buf)-pad]
	n := int(binary.BigEndian.Uint32(buf))
	if n > len(buf)-4 || string(buf[4+n:]) != a.AppID {
		return "", errors.New("decrypt: bad length or foreign appid")
	}
	return string(buf[4 : 4+n]), nil
}
