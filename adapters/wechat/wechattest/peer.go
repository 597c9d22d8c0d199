package wechattest

import (
	"bufio"
	"embed"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"
)

// The lock file pins wechat-crypto with its checksum.
//
//go:embed peer/package.json peer/package-lock.json peer/peer.js
var peerFiles embed.FS

// peerDir is the folder of the installed peer below the cache; it changes with the peer's files.
const peerDir = "wechat-crypto-0.0.2"

// Peer is a Node process that makes callbacks and reads passive replies with wechat-crypto, which
// shares nothing with our code.
type Peer struct {
	account Account
	mu      sync.Mutex
	in      io.Writer
	out     *bufio.Scanner
}

// StartPeer starts the peer of an account and ends it with the test. It installs the npm package into
// the cache on first use ($HUIYIN_TEST_CACHE, else huiyin-test in the user's cache folder). Without
// node, or without a registry for the first use, the test is skipped; with CI set it fails.
func StartPeer(t testing.TB, account Account) *Peer {
	t.Helper()
	dir, err := installPeer()
	if err != nil {
		missing(t, err)
	}
	key, err := json.Marshal(account)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "--no-deprecation", filepath.Join(dir, "peer.js"))
	cmd.Env = append(os.Environ(), "WECHAT_PEER_ACCOUNT="+string(key))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		missing(t, err)
	}
	t.Cleanup(func() {
		_ = in.Close() // the end of its input ends the peer
		_ = cmd.Wait()
	})
	scanner := bufio.NewScanner(out)
	scanner.Buffer(nil, 4<<20)
	return &Peer{account: account, in: in, out: scanner}
}

// missing skips a test whose outside program is not there, but never in CI.
func missing(t testing.TB, err error) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("the WeChat peer is missing: %v", err)
	}
	t.Skipf("the WeChat peer is missing: %v", err)
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
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("ask peer: %w", err)
	}
	if !p.out.Scan() {
		return fmt.Errorf("ask peer: it ended: %w", errors.Join(p.out.Err(), io.ErrUnexpectedEOF))
	}
	var failed struct{ Error string }
	if err := json.Unmarshal(p.out.Bytes(), &failed); err != nil {
		return fmt.Errorf("ask peer: %w", err)
	}
	if failed.Error != "" {
		return fmt.Errorf("peer refused: %s", failed.Error)
	}
	return json.Unmarshal(p.out.Bytes(), answer)
}

// installPeer puts the peer with its npm package into the cache and returns the folder. Test
// processes may race: each installs into its own folder and the first to rename it wins.
func installPeer() (string, error) {
	cache := os.Getenv("HUIYIN_TEST_CACHE")
	if cache == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("install peer: %w", err)
		}
		cache = filepath.Join(user, "huiyin-test")
	}
	dir := filepath.Join(cache, peerDir)
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "wechat-crypto", "package.json")); err == nil {
		return dir, copyPeer(dir)
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", fmt.Errorf("install peer: %w", err)
	}
	fresh, err := os.MkdirTemp(cache, peerDir+"-")
	if err != nil {
		return "", fmt.Errorf("install peer: %w", err)
	}
	defer os.RemoveAll(fresh)
	if err := copyPeer(fresh); err != nil {
		return "", err
	}
	cmd := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = fresh
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("install peer: npm ci: %w: %s", err, out)
	}
	if err := os.Rename(fresh, dir); err != nil {
		if _, statErr := os.Stat(filepath.Join(dir, "node_modules")); statErr != nil {
			return "", fmt.Errorf("install peer: %w", err)
		}
	}
	return dir, nil
}

// copyPeer writes the embedded files, each in one step for processes that read them meanwhile.
func copyPeer(dir string) error {
	files, err := peerFiles.ReadDir("peer")
	if err != nil {
		return fmt.Errorf("install peer: %w", err)
	}
	for _, f := range files {
		raw, err := peerFiles.ReadFile("peer/" + f.Name())
		if err != nil {
			return fmt.Errorf("install peer: %w", err)
		}
		tmp, err := os.CreateTemp(dir, f.Name()+".*")
		if err != nil {
			return fmt.Errorf("install peer: %w", err)
		}
		_, werr := tmp.Write(raw)
		if err := errors.Join(werr, tmp.Close(), os.Rename(tmp.Name(), filepath.Join(dir, f.Name()))); err != nil {
			return fmt.Errorf("install peer: %w", err)
		}
	}
	return nil
}
