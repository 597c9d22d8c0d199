package configs

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// setting is one scalar of the configuration, however it is given.
type setting struct {
	key    string // in YAML, dotted; empty when it may not stand there
	env    string // variable
	flag   string // without dash; empty when there is none
	usage  string // of the flag
	secret bool   // also read from the file that <env>_FILE names
	set    func(c *Config, v string, o origin) *fault
}

// settings are all scalars but the accounts'. A function, as Go has no constant tables.
func settings() []setting {
	return []setting{
		{key: "listen", env: "HUIYIN_LISTEN", flag: "listen", usage: "host:port of the HTTP server", set: setListen},
		{key: "data", env: "HUIYIN_DATA", flag: "data", usage: "folder of the database files", set: setData},
		{key: "store", env: "HUIYIN_STORE", flag: "store", usage: "where conversations are kept", set: setStore},
		{key: "public_url", env: "HUIYIN_PUBLIC_URL", set: setPublicURL},
		{key: "surveys", env: "HUIYIN_SURVEYS", flag: "surveys", usage: "folder of surveys", set: setPath(func(c *Config) *string { return &c.Surveys })},
		{key: "journeys", env: "HUIYIN_JOURNEYS", set: setPath(func(c *Config) *string { return &c.Journeys })},
		{key: "walk_in", env: "HUIYIN_WALK_IN", set: setWalkIn},
		{key: "zone", env: "HUIYIN_ZONE", set: setZone},
		{key: "try_links", env: "HUIYIN_TRY_LINKS", set: setTryLinks},
		{key: "log.level", env: "HUIYIN_LOG_LEVEL", set: setLogLevel},
		{key: "log.format", env: "HUIYIN_LOG_FORMAT", set: setLogFormat},
		{env: "HUIYIN_API_KEY", secret: true, set: setAPIKey},
	}
}

func setListen(c *Config, v string, _ origin) *fault {
	host, port, err := net.SplitHostPort(v)
	n, notNumber := strconv.Atoi(port)
	if err != nil || notNumber != nil || n < 0 || n > 65535 || strings.ContainsAny(host, " /") {
		return &fault{
			fmt.Sprintf("listen: %q is not host:port", v),
			"write for example 127.0.0.1:8080, or :8080 for all interfaces",
		}
	}
	c.Listen = v
	return nil
}

func setData(c *Config, v string, o origin) *fault {
	if v == "" {
		return &fault{"data: no folder", "write for example ./huiyin-data"}
	}
	c.Data = o.path(v)
	return nil
}

const storeForms = "write sqlite:<file>, redis://[:password@]host:port/0, rediss://…, " +
	"redis+sentinel://host1,host2/master or redis+cluster://host1,host2; leave it empty for sqlite in the data folder"

func setStore(c *Config, v string, o origin) *fault {
	if v == "" {
		c.Store = StoreURL{}
		return nil
	}
	u, err := ParseStoreURL(v)
	if err != nil {
		return &fault{"store: " + err.Error(), storeForms}
	}
	if o.file && u.HasPassword() {
		return &fault{
			"store: a password may not stand in a file that is shared and committed",
			"set HUIYIN_STORE instead",
		}
	}
	if file, ok := u.SQLite(); ok {
		u.rest = o.path(file)
	}
	c.Store = u
	return nil
}

func setPublicURL(c *Config, v string, _ origin) *fault {
	if v == "" {
		c.PublicURL = ""
		return nil
	}
	if why := checkBaseURL(v); why != "" {
		return &fault{"public_url: " + why, "write for example https://survey.example.com"}
	}
	c.PublicURL = strings.TrimRight(v, "/")
	return nil
}

// checkBaseURL says what keeps v from being the beginning of URLs, or "".
func checkBaseURL(v string) string {
	u, err := url.Parse(v)
	switch {
	case err != nil:
		return "not a URL"
	case u.Scheme != "http" && u.Scheme != "https":
		return "does not begin with https:// or http://"
	case u.Hostname() == "":
		return "names no host"
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return "has a user, a query or a fragment"
	}
	return ""
}

func setPath(field func(*Config) *string) func(*Config, string, origin) *fault {
	return func(c *Config, v string, o origin) *fault {
		*field(c) = o.path(v)
		return nil
	}
}

// path resolves a path that stands at o: those in a file are relative to the file's folder, so
// that the program may be started from anywhere. An empty path stays empty.
func (o origin) path(v string) string {
	if v == "" || o.dir == "" || filepath.IsAbs(v) {
		return v
	}
	return filepath.Join(o.dir, v)
}

// idPattern is how surveys and accounts are called: it goes into URLs and variables.
var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func setWalkIn(c *Config, v string, _ origin) *fault {
	if v != "" && !idPattern.MatchString(v) {
		return &fault{
			fmt.Sprintf("walk_in: %q is no survey id", v),
			`write the id of a survey, for example motor-claim, or "" for none`,
		}
	}
	c.WalkIn = v
	return nil
}

func setZone(c *Config, v string, _ origin) *fault {
	zone, err := time.LoadLocation(v)
	if err != nil || v == "" || v == "Local" {
		return &fault{
			fmt.Sprintf("zone: %q is no time zone", v),
			"write the name of one in the tz database, for example Asia/Shanghai",
		}
	}
	c.Zone = zone
	return nil
}

func setTryLinks(c *Config, v string, _ origin) *fault {
	b, ok := parseBool(v)
	switch {
	case v == "auto":
		c.TryLinks = v
	case ok && b:
		c.TryLinks = "on"
	case ok:
		c.TryLinks = "off"
	default:
		return &fault{fmt.Sprintf("try_links: %q is neither auto, on nor off", v), "write auto, on or off"}
	}
	return nil
}

// parseBool takes what people and YAML write for yes and no.
func parseBool(v string) (value, ok bool) {
	switch strings.ToLower(v) {
	case "on", "true", "yes", "1":
		return true, true
	case "off", "false", "no", "0":
		return false, true
	}
	return false, false
}

func setLogLevel(c *Config, v string, _ origin) *fault {
	for _, l := range []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
		if strings.EqualFold(v, l.String()) {
			c.Log.Level = l
			return nil
		}
	}
	return &fault{fmt.Sprintf("log.level: %q is no level", v), "write debug, info, warn or error"}
}

func setLogFormat(c *Config, v string, _ origin) *fault {
	if v != "text" && v != "json" {
		return &fault{fmt.Sprintf("log.format: %q is no format", v), "write text or json"}
	}
	c.Log.Format = v
	return nil
}

// minAPIKey is in bytes: 16 random bytes in hex are 32, in base64 22.
const minAPIKey = 20

func setAPIKey(c *Config, v string, _ origin) *fault {
	if v != "" && len(v) < minAPIKey {
		return &fault{
			fmt.Sprintf("the API key is shorter than %d characters", minAPIKey),
			"make one with: openssl rand -hex 24",
		}
	}
	c.APIKey = NewSecret(v)
	return nil
}
