package configs

import (
	"strings"
	"testing"
)

// Any file is either taken or refused with problems that name a place and print in full, and what
// looks like a secret is never among them.
func FuzzFile(f *testing.F) {
	f.Add(string(defaults))
	f.Add("listen: [")
	f.Add("accounts:\n  telegram:\n    default:\n      token: LEAKLEAKLEAKLEAKLEAKLEAKLEAK\n")
	f.Add("store: redis://:LEAKLEAKLEAKLEAKLEAKLEAKLEAK@h\n")
	f.Add("a: &a [*a]\n? x\n: y\n--- \n%TAG")
	f.Add("log: {level: info, format: json}\ntry_links: on")
	f.Fuzz(func(t *testing.T, text string) {
		l := &loader{config: &Config{Telegram: map[string]Telegram{}, WeChat: map[string]WeChat{}}}
		l.readYAML("fuzz.yaml", []byte(text))
		l.complete()
		for _, p := range l.problems {
			if p.Where == "" || p.Message == "" || p.Fix == "" {
				t.Errorf("a problem without place, message or remedy: %+v", p)
			}
			if p.Column > len([]rune(p.Line))+1 {
				t.Errorf("the caret stands beside the line: %+v", p)
			}
			if strings.Contains(p.String(), "LEAKLEAKLEAKLEAKLEAKLEAKLEAK") {
				t.Errorf("a secret is printed: %s", p)
			}
		}
	})
}

// A URL is either read and given back whole, or refused without being quoted.
func FuzzStoreURL(f *testing.F) {
	for _, s := range []string{"sqlite:x", "redis://u:p@h:1/0", "redis+sentinel://a,b/m", "redis+cluster://[::1]:1", "redis://@", "rediss://a@b@c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := ParseStoreURL(s)
		if err == nil && u.Reveal() != s && !strings.Contains(s, "://@") {
			t.Errorf("%q reveals %q", s, u.Reveal())
		}
		if err == nil && u.HasPassword() && !strings.Contains(u.String(), hidden) {
			t.Errorf("%q shows its password", s)
		}
	})
}

func FuzzEnv(f *testing.F) {
	f.Add("HUIYIN_LISTEN", "127.0.0.1:1")
	f.Add("HUIYIN_TELEGRAM_X_TOKEN", "1:a")
	f.Add("HUIYIN_", "")
	f.Add("HUIYIN_WECHAT_AESKEY_FILE", "/dev/null")
	f.Fuzz(func(t *testing.T, name, value string) {
		l := &loader{config: &Config{Telegram: map[string]Telegram{}, WeChat: map[string]WeChat{}}}
		l.readEnv([]string{name + "=" + value})
		l.complete()
	})
}
