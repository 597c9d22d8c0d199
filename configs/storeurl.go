package configs

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"strings"
)

// StoreURL says where conversations are kept: "sqlite:<file>", or a Redis as redis://, rediss://,
// redis+sentinel:// or redis+cluster://. It may hold a password, which String and logs leave out.
type StoreURL struct {
	scheme   string // "sqlite", "redis", …
	userinfo string // "user:password", undecoded
	rest     string // file of sqlite; hosts, path and query of a Redis
}

// storeSchemes are the Redis forms; all but sentinel and cluster name one host.
var storeSchemes = []string{"redis", "rediss", "redis+sentinel", "redis+cluster"}

// SQLite reports whether the store is the embedded one, and its file.
func (u StoreURL) SQLite() (file string, ok bool) {
	return u.rest, u.scheme == "sqlite"
}

// Reveal gives the whole URL, its password included, to the code that connects.
func (u StoreURL) Reveal() string {
	if u.scheme == "sqlite" {
		return "sqlite:" + u.rest
	}
	if u.userinfo == "" {
		return u.scheme + "://" + u.rest
	}
	return u.scheme + "://" + u.userinfo + "@" + u.rest
}

// String gives the URL without its user and password.
func (u StoreURL) String() string {
	if u.userinfo != "" {
		u.userinfo = hidden
	}
	return u.Reveal()
}

// GoString keeps the password from %#v.
func (u StoreURL) GoString() string { return u.String() }

// Format keeps the password from every verb of package fmt.
func (u StoreURL) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(u.String())) }

// LogValue keeps the password from log/slog.
func (u StoreURL) LogValue() slog.Value { return slog.StringValue(u.String()) }

// MarshalText keeps the password from encoders.
func (u StoreURL) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// HasPassword reports whether the URL carries credentials.
func (u StoreURL) HasPassword() bool { return u.userinfo != "" }

// ParseStoreURL reads a store's URL. It parses by hand because net/url puts the whole input, its
// password included, into its errors and refuses lists of hosts. Errors never quote the input.
func ParseStoreURL(s string) (StoreURL, error) {
	if file, ok := strings.CutPrefix(s, "sqlite:"); ok {
		if file == "" {
			return StoreURL{}, errors.New("sqlite: names no file")
		}
		return StoreURL{scheme: "sqlite", rest: file}, nil
	}
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !oneOf(scheme, storeSchemes) {
		return StoreURL{}, errors.New("not a store Huiyin knows")
	}
	u := StoreURL{scheme: scheme, rest: rest}
	authority, _, _ := strings.Cut(rest, "?")
	authority, path, _ := strings.Cut(authority, "/")
	if at := strings.LastIndex(authority, "@"); at >= 0 {
		u.userinfo, u.rest = rest[:at], rest[at+1:]
		authority = authority[at+1:]
	} else if strings.Contains(rest, "@") {
		return StoreURL{}, errors.New("a password with / or ? in it must be percent-encoded")
	}
	return u, u.checkHosts(authority, path)
}

func (u StoreURL) checkHosts(authority, path string) error {
	hosts := strings.Split(authority, ",")
	if len(hosts) > 1 && !strings.Contains(u.scheme, "+") {
		return fmt.Errorf("%s:// takes one host", u.scheme)
	}
	for _, h := range hosts {
		if err := checkHost(h); err != nil {
			return err
		}
	}
	if u.scheme == "redis+sentinel" && path == "" {
		return errors.New("redis+sentinel:// needs the master's name after the hosts")
	}
	return nil
}

// checkHost takes "host" and "host:port", the port being optional as Redis has a default one.
func checkHost(h string) error {
	host, port, err := net.SplitHostPort(h)
	if err != nil {
		host, port = h, "6379"
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return errors.New("a port is not a number from 1 to 65535")
	}
	if host == "" || strings.ContainsAny(host, " @:[]") && net.ParseIP(strings.Trim(host, "[]")) == nil {
		return errors.New("a host is missing or malformed")
	}
	return nil
}

func oneOf(s string, list []string) bool {
	for _, l := range list {
		if s == l {
			return true
		}
	}
	return false
}
