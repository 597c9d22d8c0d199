package redis

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"
)

func TestAddressesOfAllKindsAreRead(t *testing.T) {
	type want struct {
		Addrs                        []string
		User, Password, SentPassword string
		Master                       string
		DB                           int
		TLS, Cluster                 bool
	}
	for address, w := range map[string]want{
		"redis://localhost":                    {Addrs: []string{"localhost:6379"}},
		"redis://localhost/":                   {Addrs: []string{"localhost:6379"}},
		"redis://10.0.0.1:7000/3":              {Addrs: []string{"10.0.0.1:7000"}, DB: 3},
		"redis://[::1]:7000?db=2":              {Addrs: []string{"[::1]:7000"}, DB: 2},
		"redis://[::1]":                        {Addrs: []string{"[::1]:6379"}},
		"rediss://:p%40ss%2Fw@h":               {Addrs: []string{"h:6379"}, Password: "p@ss/w", TLS: true},
		"redis://me:a:b@h":                     {Addrs: []string{"h:6379"}, User: "me", Password: "a:b"},
		"redis://pw@h":                         {Addrs: []string{"h:6379"}, Password: "pw"},
		"redis+sentinel://h1,h2:5000/mymaster": {Addrs: []string{"h1:26379", "h2:5000"}, Master: "mymaster"},
		"rediss+sentinel://u:p@h1/m?db=4&sentinel_auth=1": {
			Addrs: []string{"h1:26379"}, Master: "m", DB: 4, User: "u", Password: "p", SentPassword: "p", TLS: true,
		},
		"redis+cluster://h1,h2,h3:7002": {Addrs: []string{"h1:6379", "h2:6379", "h3:7002"}, Cluster: true},
		"redis+cluster://h1":            {Addrs: []string{"h1:6379"}, Cluster: true},
	} {
		o, err := parseURL(address)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		got := want{o.Addrs, o.Username, o.Password, o.SentinelPassword, o.MasterName, o.DB, o.TLSConfig != nil, o.IsClusterMode}
		if diff := cmp.Diff(w, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", address, diff)
		}
	}
}

func TestABadAddressIsRefusedWithoutShowingIt(t *testing.T) {
	for _, address := range []string{
		"", "s3cret", "http://:s3cret@h", "redis://", "redis://:s3cret@", "redis://:s3cret@h:x", "redis://:s3cret@h:99999",
		"redis://:s3cret@h/x", "redis://:s3cret@h/-1", "redis://:s3cret%zz@h", "redis://s3cret%zz:p@h", "redis://:s3cret@a,b",
		"redis+sentinel://:s3cret@h", "redis+sentinel://:s3cret@h,/m", "redis+cluster://:s3cret@h/1",
		"redis+cluster://:s3cret@h?db=1", "redis://:s3cret@h?%zz", "redis://:s3cret@a b", "redis://::s3cret",
		"redis://u:s3/cret@h", // the slash must be written %2F
	} {
		_, err := parseURL(address)
		if err == nil {
			t.Errorf("%q was read", address)
		} else if strings.Contains(err.Error(), "s3") {
			t.Errorf("%q: the error shows the password: %v", address, err)
		}
	}
}

func FuzzParseURL(f *testing.F) {
	f.Add("redis+sentinel://u:p@h1:1,h2/m?db=1")
	f.Add("redis://[::1]:1/2")
	f.Fuzz(func(t *testing.T, address string) {
		o, err := parseURL(address)
		if err != nil {
			return
		}
		if len(o.Addrs) == 0 || o.DB < 0 {
			t.Errorf("%q gives %v database %d", address, o.Addrs, o.DB)
		}
		if c := redis.NewUniversalClient(o); c.Close() != nil {
			t.Errorf("%q: no client", address)
		}
	})
}
