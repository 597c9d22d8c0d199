package wechattest

import (
	"embed"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"sync"
	"testing"
	"time"

	"huiyin/adapters/adaptertest/npmpeer"
)

// The lock file pins wechat-crypto with its checksum.
//
//go:embed peer/package.json peer/package-lock.json peer/peer.js
var peerFiles embed.FS

// Peer is a Node process that makes callbacks and reads passive replies with wechat-crypto, which
// shares nothing with our code.
type Peer struct {
	account Account
	mu      sync.Mutex // one request at a time
	node    npmpeer.Process
}

// StartPeer starts the peer of an account and ends it with the test; see [npmpeer.Peer.Start].
func StartPeer(t testing.TB, account Account) *Peer {
	t.Helper()
	key, err := json.Marshal(account)
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(peerFiles, "peer")
	if err != nil {
		t.Fatal(err)
	}
	node := npmpeer.Peer{Name: "wechat-crypto-0.0.2", Files: files, Script: "peer.js"}
	return &Peer{account: account, node: node.Start(t, []string{"WECHAT_PEER_ACCOUNT=" + string(key)})}
}

// Encrypt makes the callback of a message.
func (p *Peer) Encrypt(message string, at time.Time, nonce string) (Callback, error) {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	var got struct{ Encrypted, Signature string }
	err := p.ask(map[string]string{"verb": "encrypt", "xml": message, "timestamp": timestamp, "nonce": nonce}, &got)
	if err != nil {
		return Callback{}, err
	}
	c := p.account.envelope(got.Encrypted, timestamp, nonce)
	c.Query.Set("msg_signature", got.Signature)
	return c, nil
}

// Decrypt verifies a passive reply's signature and returns its XML.
func (p *Peer) Decrypt(body []byte) (string, error) {
	var env struct {
		XMLName                                 xml.Name `xml:"xml"`
		Encrypt, MsgSignature, TimeStamp, Nonce string
	}
	if err := xml.Unmarshal(body, &env); err != nil {
		return "", fmt.Errorf("peer decrypt: %w", err)
	}
	var got struct{ XML, ID string }
	err := p.ask(map[string]string{
		"verb": "decrypt", "encrypted": env.Encrypt, "timestamp": env.TimeStamp,
		"nonce": env.Nonce, "signature": env.MsgSignature,
	}, &got)
	if err != nil {
		return "", err
	}
	if got.ID != p.account.AppID {
		return "", errors.New("peer decrypt: foreign appid")
	}
	return got.XML, nil
}

// ask makes one request of the peer.
func (p *Peer) ask(request map[string]string, answer any) error {
	line, err := json.Marshal(request)
	if err != nil {
		return fmt.Errorf("ask peer: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, err := p.node.In.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("ask peer: %w", err)
	}
	if !p.node.Lines.Scan() {
		return fmt.Errorf("ask peer: it ended: %w", errors.Join(p.node.Lines.Err(), io.ErrUnexpectedEOF))
	}
	var failed struct{ Error string }
	if err := json.Unmarshal(p.node.Lines.Bytes(), &failed); err != nil {
		return fmt.Errorf("ask peer: %w", err)
	}
	if failed.Error != "" {
		return fmt.Errorf("peer refused: %s", failed.Error)
	}
	return json.Unmarshal(p.node.Lines.Bytes(), answer)
}
