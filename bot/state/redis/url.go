package redis

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// errURL is all that is told of an address that cannot be read: it may hold a password.
var errURL = errors.New("address must be redis://[user:password@]host[:port][/db], rediss://…, " +
	"redis+sentinel://host1,host2/master[?db=0] or redis+cluster://host1,host2")

// kinds are the schemes: whether TLS is spoken, and the port that goes without saying.
var kinds = map[string]struct {
	tls, sentinel, cluster bool
	port                   string
}{
	"redis":           {port: "6379"},
	"rediss":          {port: "6379", tls: true},
	"redis+sentinel":  {port: "26379", sentinel: true},
	"rediss+sentinel": {port: "26379", sentinel: true, tls: true},
	"redis+cluster":   {port: "6379", cluster: true},
	"rediss+cluster":  {port: "6379", cluster: true, tls: true},
}

// parseURL reads an address. User and password are those of the servers; with ?sentinel_auth=1
// the sentinels have the same.
func parseURL(address string) (*redis.UniversalOptions, error) {
	scheme, rest, ok := strings.Cut(address, "://")
	kind, known := kinds[scheme]
	if !ok || !known {
		return nil, errURL
	}
	rest, rawQuery, _ := strings.Cut(rest, "?")
	authority, path, _ := strings.Cut(rest, "/")
	query, err := url.ParseQuery(rawQuery)
	if err != nil {
		return nil, errURL
	}
	opt := &redis.UniversalOptions{
		ContextTimeoutEnabled: true,
		// A webhook waits for the answer: commands are tried again as a whole, dialing is not.
		DialTimeout: 2 * time.Second, DialerRetries: 1,
	}
	hosts := authority
	if at := strings.LastIndex(authority, "@"); at >= 0 {
		hosts = authority[at+1:]
		if opt.Username, opt.Password, err = userInfo(authority[:at]); err != nil {
			return nil, err
		}
	}
	for host := range strings.SplitSeq(hosts, ",") {
		addr, err := withPort(host, kind.port)
		if err != nil {
			return nil, err
		}
		opt.Addrs = append(opt.Addrs, addr)
	}
	if kind.tls {
		opt.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	db := query.Get("db")
	switch {
	case kind.cluster:
		opt.IsClusterMode = true
		if path != "" || db != "" && db != "0" {
			return nil, fmt.Errorf("a cluster has no numbered databases: %w", errURL)
		}
		return opt, nil
	case kind.sentinel:
		if opt.MasterName = path; path == "" {
			return nil, fmt.Errorf("the master's name is missing: %w", errURL)
		}
		if query.Get("sentinel_auth") == "1" {
			opt.SentinelUsername, opt.SentinelPassword = opt.Username, opt.Password
		}
	default:
		if len(opt.Addrs) > 1 {
			return nil, fmt.Errorf("several hosts without +sentinel or +cluster: %w", errURL)
		}
		if path != "" {
			db = path
		}
	}
	if db != "" {
		if opt.DB, err = strconv.Atoi(db); err != nil || opt.DB < 0 {
			return nil, fmt.Errorf("the database is no number: %w", errURL)
		}
	}
	return opt, nil
}

// userInfo reads "user:password", ":password" or "password" with %-escapes.
func userInfo(s string) (user, password string, err error) {
	user, password, ok := strings.Cut(s, ":")
	if !ok {
		user, password = "", user
	}
	if user, err = url.PathUnescape(user); err != nil {
		return "", "", errURL
	}
	if password, err = url.PathUnescape(password); err != nil {
		return "", "", errURL
	}
	return user, password, nil
}

func withPort(host, port string) (string, error) {
	if h, p, err := net.SplitHostPort(host); err == nil {
		if n, err := strconv.ParseUint(p, 10, 16); err != nil || n == 0 || h == "" {
			return "", errURL
		}
		return host, nil
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if host == "" || strings.ContainsAny(host, " /@[]") || strings.Contains(host, ":") && net.ParseIP(host) == nil {
		return "", errURL
	}
	return net.JoinHostPort(host, port), nil
}
