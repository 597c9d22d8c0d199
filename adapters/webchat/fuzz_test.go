package webchat

import (
	"net/http"
	"testing"
	"unicode/utf8"
)

// Whatever is posted, only well-formed messages are accepted.
func FuzzSend(f *testing.F) {
	f.Add(body(1, "定损拖了九天"))
	f.Add(`{"id":"c-000000000000000000000001","text":"9","button":"7009","lang":"zh"}`)
	f.Add(`{"id":"timer:1","text":"x"}`)
	f.Add("\xff{}")
	f.Add(`{"id":"c-000000000000000000000001","place":{"lat":31.2,"lon":121.4}}`)
	f.Fuzz(func(t *testing.T, s string) {
		ch := newChatter(t, Config{})
		res := ch.do(post("send", s))
		if (res.StatusCode == http.StatusAccepted) != (len(ch.accepted) == 1) {
			t.Fatalf("answered %d and accepted %d", res.StatusCode, len(ch.accepted))
		}
		for _, in := range ch.accepted {
			if !messageID.MatchString(in.ID) || !utf8.ValidString(in.Text) || utf8.RuneCountInString(in.Text) > MaxTextRunes ||
				in.Text == "" && in.Button == "" && in.Media == nil {
				t.Fatalf("accepted %+v", in)
			}
		}
	})
}
