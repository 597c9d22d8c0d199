package configs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

const leak = "LEAKME-0123456789"

// holder is how a secret is carried about: in a struct, behind a pointer, in maps and slices.
type holder struct {
	Secret Secret
	Store  StoreURL
	Ptr    *Secret
	Map    map[string]Telegram
}

func newHolder(t *testing.T) holder {
	t.Helper()
	s := NewSecret(leak)
	u, err := ParseStoreURL("redis://user:" + leak + "@cache:6379/0")
	if err != nil {
		t.Fatal(err)
	}
	return holder{s, u, &s, map[string]Telegram{"x": {Token: s}}}
}

func TestNoFormatterShowsASecret(t *testing.T) {
	h := newHolder(t)
	var shown strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		for _, v := range []any{h, &h, h.Secret, h.Ptr, h.Store, h.Map, []any{h.Secret, h.Store}} {
			fmt.Fprintf(&shown, verb, v)
		}
	}
	for _, v := range []any{h, h.Secret, map[string]any{"s": h.Secret, "u": h.Store}} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		shown.Write(data)
	}
	var log bytes.Buffer
	for _, l := range []*slog.Logger{slog.New(slog.NewTextHandler(&log, nil)), slog.New(slog.NewJSONHandler(&log, nil))} {
		l.Info("start", "secret", h.Secret, "store", h.Store, "all", h, "accounts", h.Map)
	}
	shown.Write(log.Bytes())
	for _, form := range []string{leak, fmt.Sprintf("%x", leak), fmt.Sprintf("%X", leak)} {
		if strings.Contains(shown.String(), form) {
			t.Errorf("a secret is shown as %s in:\n%s", form, shown.String())
		}
	}
	if h.Secret.Reveal() != leak || !strings.Contains(h.Store.Reveal(), leak) {
		t.Error("a secret cannot be used")
	}
}

func TestASecretTellsWhetherItIsSet(t *testing.T) {
	if NewSecret("x").String() == "" || (Secret{}).String() != "" || !(Secret{}).IsZero() {
		t.Error("set and unset secrets look alike")
	}
}

func TestStoresThatAreTaken(t *testing.T) {
	for in, shown := range map[string]string{
		"sqlite:x.db":                         "sqlite:x.db",
		"redis://127.0.0.1":                   "redis://127.0.0.1",
		"redis://[::1]:6379/0":                "redis://[::1]:6379/0",
		"rediss://u:p%2Fw@cache:6380/1?a=b":   "rediss://[hidden]@cache:6380/1?a=b",
		"redis://:p@ss@cache:6379":            "redis://[hidden]@cache:6379",
		"redis+sentinel://:pw@a:1,b:2/m?db=0": "redis+sentinel://[hidden]@a:1,b:2/m?db=0",
		"redis+cluster://a:1,b:2,c":           "redis+cluster://a:1,b:2,c",
	} {
		u, err := ParseStoreURL(in)
		if err != nil || u.String() != shown || u.Reveal() != in {
			t.Errorf("%s reads as %s, reveals %s, %v", in, u, u.Reveal(), err)
		}
	}
}

func TestStoresThatAreRefused(t *testing.T) {
	for _, in := range []string{
		"sqlite:", "redis:", "redis://", "redis://:6379", "redis://a,b", "redis://h:0", "redis://h:99999",
		"redis://h:x", "mysql://h/db", "redis+sentinel://a:1", "redis+cluster://a,,b", "redis://u:a/b@h:1", "127.0.0.1:6379", "redis://a b:1",
	} {
		if u, err := ParseStoreURL(in); err == nil {
			t.Errorf("%q was taken as %v", in, u)
		} else if strings.Contains(err.Error(), "a/b") {
			t.Errorf("%q: the error quotes it: %v", in, err)
		}
	}
}
