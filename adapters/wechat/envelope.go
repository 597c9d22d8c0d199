package wechat

import (
	"crypto/subtle"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/silenceper/wechat/v2/officialaccount/message"
	"github.com/silenceper/wechat/v2/util"
)

// Errors of opening an envelope. They are constant: they tell nothing of the content.
var (
	errMalformed   = errors.New("malformed envelope")
	errSignature   = errors.New("bad signature")
	errUndecipher  = errors.New("undecipherable")
	errWrongAppID  = errors.New("wrong appid")
	errWrongTarget = errors.New("wrong account")
)

// signed reports whether signature is that of the token with parts. The comparison takes the same
// time whatever differs.
func (c *Channel) signed(signature string, parts ...string) bool {
	want := util.Signature(append([]string{c.cfg.Token}, parts...)...)
	return subtle.ConstantTimeCompare([]byte(want), []byte(signature)) == 1
}

// open verifies and decrypts a callback body in safe mode; compatible mode (兼容模式), which carries the
// plain fields too, is read by its encrypted part alone. It returns the message's XML and the
// ToUserName written on the envelope.
//
// Source: developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption (消息加解密说明).
func (c *Channel) open(body []byte, timestamp, nonce, signature string) (msg []byte, to string, err error) {
	var env message.EncryptedXMLMsg
	if err := xml.Unmarshal(body, &env); err != nil || env.EncryptedMsg == "" {
		return nil, "", errMalformed
	}
	if !c.signed(signature, timestamp, nonce, env.EncryptedMsg) {
		return nil, "", errSignature
	}
	cipher, err := base64.StdEncoding.DecodeString(env.EncryptedMsg)
	if err != nil {
		return nil, "", errUndecipher
	}
	// Not util.DecryptMsg: it tells a foreign appid from garbage only by its words.
	_, msg, appID, err := util.AESDecryptMsg(cipher, c.key)
	if err != nil {
		return nil, "", errUndecipher
	}
	if subtle.ConstantTimeCompare(appID, []byte(c.cfg.AppID)) != 1 {
		return nil, "", errWrongAppID
	}
	return msg, env.ToUserName, nil
}

// seal encrypts a passive reply. The nonce is the request's, as the platform's page proposes.
func (c *Channel) seal(reply []byte, nonce string) ([]byte, error) {
	random := make([]byte, 16)
	if _, err := io.ReadFull(c.random, random); err != nil {
		return nil, fmt.Errorf("seal reply: %w", err)
	}
	encrypted, err := util.EncryptMsg(random, reply, c.cfg.AppID, c.cfg.AESKey)
	if err != nil {
		return nil, errors.New("seal reply: encryption refused the key")
	}
	now := c.now().Unix()
	out, err := xml.Marshal(message.ResponseEncryptedXMLMsg{
		EncryptedMsg: string(encrypted),
		MsgSignature: util.Signature(c.cfg.Token, strconv.FormatInt(now, 10), nonce, string(encrypted)),
		Timestamp:    now,
		Nonce:        nonce,
	})
	if err != nil {
		return nil, fmt.Errorf("seal reply: %w", err)
	}
	return out, nil
}
