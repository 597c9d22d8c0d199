package configs

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Credentials of the right shape that belong to nobody; the WeChat key is 43 characters.
const (
	botToken  = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK" // shape of core.telegram.org/bots/features#botfather
	hookToken = "spamtest"
	aesKey    = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	appSecret = "0c79e1fa963cd80cc0be99b20a18faeb"
	appID     = "wx2c2769f8efd9abc2"
)

// folder makes a temporary working directory with a file huiyin.yaml, if text is not empty.
func folder(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	if text != "" {
		write(t, filepath.Join(dir, "huiyin.yaml"), text)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mustLoad(t *testing.T, o Options) *Config {
	t.Helper()
	c, err := Load(o)
	if err != nil {
		t.Fatalf("load:\n%v", err)
	}
	return c
}

func TestWithoutAnythingTheDefaultsServeThisMachine(t *testing.T) {
	folder(t, "")
	c := mustLoad(t, Options{})
	if c.Listen != "127.0.0.1:8080" || c.PublicURL != "http://127.0.0.1:8080" {
		t.Errorf("listen %q, public url %q", c.Listen, c.PublicURL)
	}
	if file, ok := c.Store.SQLite(); !ok || file != filepath.Join("huiyin-data", "huiyin.db") {
		t.Errorf("store is %v", c.Store)
	}
	if c.WalkIn != "motor-claim" || !c.TryOpen() || c.Log.Format != "text" || c.Log.Level != slog.LevelInfo {
		t.Errorf("walk-in %q, try %v, log %v", c.WalkIn, c.TryOpen(), c.Log)
	}
	if c.Zone.String() != "Asia/Shanghai" {
		t.Errorf("zone %v", c.Zone)
	}
	if len(c.Telegram)+len(c.WeChat) != 0 || !c.APIKey.IsZero() || c.File != "" {
		t.Errorf("something is configured that nobody asked for: %+v", c)
	}
}

func TestFlagsBeatVariablesBeatTheFile(t *testing.T) {
	folder(t, "listen: 127.0.0.1:1\ndata: from-file\nwalk_in: from-file\n")
	var o Options
	fs := flag.NewFlagSet("huiyin", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	o.Bind(fs)
	if err := fs.Parse([]string{"-listen", "127.0.0.1:3"}); err != nil {
		t.Fatal(err)
	}
	o.Env = []string{"HUIYIN_LISTEN=127.0.0.1:2", "HUIYIN_DATA=from-env", "HUIYIN_SURVEYS="}
	c := mustLoad(t, o)
	got := []string{c.Listen, c.Data, c.WalkIn, c.PublicURL, c.Surveys, c.File}
	want := []string{"127.0.0.1:3", "from-env", "from-file", "http://127.0.0.1:3", "", "huiyin.yaml"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestPathsInAFileAreRelativeToIt(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(t.TempDir())
	name := filepath.Join(dir, "prod.yaml")
	write(t, name, "data: d\nsurveys: s\njourneys: /abs/j.yaml\nstore: sqlite:x.db\n")
	c := mustLoad(t, Options{File: name, FileSet: true})
	file, _ := c.Store.SQLite()
	want := []string{filepath.Join(dir, "d"), filepath.Join(dir, "s"), "/abs/j.yaml", filepath.Join(dir, "x.db")}
	if d := cmp.Diff(want, []string{c.Data, c.Surveys, c.Journeys, file}); d != "" {
		t.Error(d)
	}
}

func TestANamedFileMustExist(t *testing.T) {
	folder(t, "")
	for _, o := range []Options{
		{File: "nowhere.yaml", FileSet: true},
		{Env: []string{"HUIYIN_CONFIG=nowhere.yaml"}},
	} {
		if _, err := Load(o); err == nil || !strings.Contains(err.Error(), "nowhere.yaml") {
			t.Errorf("load %+v: %v", o, err)
		}
	}
}

func TestTheDefaultAccountsNeedVariablesOnly(t *testing.T) {
	dir := folder(t, "")
	write(t, filepath.Join(dir, "aes"), aesKey+"\n")
	c := mustLoad(t, Options{Env: []string{
		"HUIYIN_TELEGRAM_TOKEN=" + botToken,
		"HUIYIN_WECHAT_APPID=" + appID, "HUIYIN_WECHAT_APPSECRET=" + appSecret,
		"HUIYIN_WECHAT_TOKEN=" + hookToken, "HUIYIN_WECHAT_AESKEY_FILE=aes", "HUIYIN_WECHAT_MENU=off",
		"HUIYIN_API_KEY=0123456789abcdef0123456789abcdef",
	}})
	if got := c.Telegram["default"]; got.Mode != ModePolling || got.Token.Reveal() != botToken {
		t.Errorf("telegram: %+v", got)
	}
	w := c.WeChat["default"]
	if w.AppID != appID || w.AppSecret.Reveal() != appSecret || w.Token.Reveal() != hookToken ||
		w.AESKey.Reveal() != aesKey || w.Menu {
		t.Errorf("wechat: %+v", w)
	}
}

func TestFurtherAccountsAreDeclaredAndGetTheirSecretsElsewhere(t *testing.T) {
	dir := folder(t, `public_url: https://s.example.com/
accounts:
  telegram:
    pet-shop:
      mode: webhook
      secret_file: hook
    north:
  wechat:
    south: {appid: `+appID+`, aeskey_file: aes}
`)
	write(t, filepath.Join(dir, "hook"), "s3cret-s3cret")
	write(t, filepath.Join(dir, "aes"), aesKey)
	c := mustLoad(t, Options{Env: []string{
		"HUIYIN_TELEGRAM_PET_SHOP_TOKEN=" + botToken, "HUIYIN_TELEGRAM_NORTH_TOKEN=1:a",
		"HUIYIN_WECHAT_SOUTH_APPSECRET=" + appSecret, "HUIYIN_WECHAT_SOUTH_TOKEN=" + hookToken,
	}})
	if got := c.Telegram["pet-shop"]; got.Mode != ModeWebhook || got.Secret.Reveal() != "s3cret-s3cret" || got.Token.Reveal() != botToken {
		t.Errorf("pet-shop: %+v", got)
	}
	if c.Telegram["north"].Token.Reveal() != "1:a" || c.WeChat["south"].AESKey.Reveal() != aesKey || !c.WeChat["south"].Menu {
		t.Errorf("accounts: %+v %+v", c.Telegram, c.WeChat)
	}
	if c.PublicURL != "https://s.example.com" {
		t.Errorf("public url %q", c.PublicURL)
	}
}

func TestTryLinksOpenOnlyOnLoopbackUnlessTold(t *testing.T) {
	folder(t, "")
	for env, want := range map[string]bool{
		"HUIYIN_LISTEN=127.0.0.1:80": true, "HUIYIN_LISTEN=localhost:80": true, "HUIYIN_LISTEN=[::1]:80": true,
		"HUIYIN_LISTEN=:80": false, "HUIYIN_LISTEN=0.0.0.0:80": false, "HUIYIN_LISTEN=10.0.0.7:80": false,
		"HUIYIN_TRY_LINKS=off": false, "HUIYIN_LISTEN=:80 HUIYIN_TRY_LINKS=on": true,
	} {
		if c := mustLoad(t, Options{Env: strings.Fields(env)}); c.TryOpen() != want {
			t.Errorf("%s: try links open = %v", env, !want)
		}
	}
}

func TestAForeignVariableIsOnlyWarnedOf(t *testing.T) {
	folder(t, "")
	c := mustLoad(t, Options{Env: []string{"HUIYIN_BENCH_MESSAGES_PER_SECOND=5", "HOME=/"}})
	if len(c.Warnings) != 1 || c.Warnings[0].Where != "HUIYIN_BENCH_MESSAGES_PER_SECOND" {
		t.Errorf("warnings: %v", c.Warnings)
	}
}

func TestEveryKeyAndVariableIsDocumentedInTheDefaultFile(t *testing.T) {
	text := string(defaults)
	for _, s := range settings() {
		if !strings.Contains(text, s.env) {
			t.Errorf("huiyin.yaml does not name %s", s.env)
		}
		if key := s.key[strings.LastIndex(s.key, ".")+1:]; key != "" && !strings.Contains(text, key+": ") {
			t.Errorf("huiyin.yaml does not show the key %s", s.key)
		}
	}
	for _, p := range platforms() {
		for _, fd := range fields(p) {
			if v := variable(p, defaultAccount, fd.key); !strings.Contains(text, v) {
				t.Errorf("huiyin.yaml does not name %s", v)
			}
		}
	}
}

func TestTheErrorIsAListOfProblems(t *testing.T) {
	folder(t, "listen: nonsense\nlog: {level: loud}\n")
	_, err := Load(Options{})
	var ps Problems
	if !errors.As(err, &ps) || len(ps) != 2 || ps[1].LineNo != 2 {
		t.Fatalf("got %#v", fmt.Sprint(err))
	}
}
