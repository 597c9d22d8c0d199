package webchat

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
)

// named keeps nothing and names a photo by its content, as the bot does.
func named(_ context.Context, _ string, image io.Reader) (string, error) {
	data, err := io.ReadAll(image)
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4]) + ".jpg", err
}

// upload is what the page's script sends for a photo.
func upload(id string, photo []byte) *http.Request {
	r := post("photo?id="+id+"&lang=zh-CN", string(photo))
	r.Header.Set("Content-Type", "image/jpeg")
	return r
}

const photoID = "c-00112233445566778899aabb"

func accepted(t *testing.T, c *Channel, accept adapters.Accept, r *http.Request) {
	t.Helper()
	w := httptest.NewRecorder()
	c.Handler(accept).ServeHTTP(w, r)
	if w.Code != http.StatusAccepted {
		t.Errorf("answered %d", w.Code)
	}
}

func TestAPhotoIsKeptBeforeItIsAccepted(t *testing.T) {
	var order []string
	ch := newChatter(t, Config{Keep: func(ctx context.Context, conv string, image io.Reader) (string, error) {
		order = append(order, "kept for "+conv)
		return named(ctx, conv, image)
	}})
	ch.fail = errors.New("store is down")
	if res := ch.do(upload(photoID, adaptertest.JPEG)); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("while the store is down: %d", res.StatusCode)
	}
	ch.fail = nil
	if res := ch.do(upload(photoID, adaptertest.JPEG)); res.StatusCode != http.StatusAccepted {
		t.Fatalf("answered %d", res.StatusCode)
	}
	from := address(testSecret)
	if d := cmp.Diff([]string{"kept for " + from.String(), "kept for " + from.String()}, order); d != "" {
		t.Error(d)
	}
	ref, _ := named(t.Context(), "", bytes.NewReader(adaptertest.JPEG))
	want := []adapters.Inbound{{
		ID: photoID, From: from, Kind: adapters.KindMedia, Lang: "zh-CN", At: ch.now,
		Media: &adapters.Media{Kind: adapters.MediaPhoto, Ref: ref},
	}}
	if d := cmp.Diff(want, ch.accepted); d != "" {
		t.Errorf("accepted (-want +got):\n%s", d)
	}
}

func TestWhatIsNoPhotoOfThisChatIsRefused(t *testing.T) {
	change := func(f func(r *http.Request)) *http.Request {
		r := upload(photoID, adaptertest.JPEG)
		f(r)
		return r
	}
	large := append(bytes.Clone(adaptertest.JPEG), make([]byte, maxPhoto)...)
	for name, tc := range map[string]struct {
		r    *http.Request
		want int
	}{
		"without a cookie":        {withCookie(upload(photoID, adaptertest.JPEG), ""), http.StatusUnauthorized},
		"with a made-up cookie":   {withCookie(upload(photoID, adaptertest.JPEG), "../x"), http.StatusUnauthorized},
		"from another site":       {change(func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }), http.StatusForbidden},
		"an id of ours":           {upload("timer:1", adaptertest.JPEG), http.StatusBadRequest},
		"no id":                   {upload("", adaptertest.JPEG), http.StatusBadRequest},
		"sent like a form":        {change(func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }), http.StatusUnsupportedMediaType},
		"a page that says jpeg":   {upload(photoID, []byte("<html><script>alert(1)</script>")), http.StatusUnsupportedMediaType},
		"a drawing with a script": {upload(photoID, []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)), http.StatusUnsupportedMediaType},
		"nothing":                 {upload(photoID, nil), http.StatusBadRequest},
		"past 10 MiB":             {upload(photoID, large), http.StatusRequestEntityTooLarge},
		"a place beyond the pole": {post("send", `{"id":"`+photoID+`","place":{"lat":91,"lon":0}}`), http.StatusBadRequest},
		"a place with words":      {post("send", `{"id":"`+photoID+`","text":"x","place":{"lat":1,"lon":0}}`), http.StatusBadRequest},
		"a place and a button":    {post("send", `{"id":"`+photoID+`","button":"1","place":{"lat":1,"lon":0}}`), http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			ch := newChatter(t, Config{Keep: named})
			res := ch.do(tc.r)
			if res.StatusCode != tc.want || len(ch.accepted) != 0 {
				t.Errorf("answered %d and accepted %d, want %d", res.StatusCode, len(ch.accepted), tc.want)
			}
			if len(ch.refusals) != 1 || strings.Contains(ch.refusals[0].Reason, testSecret) {
				t.Errorf("reported %+v", ch.refusals)
			}
		})
	}
}

func TestWherePhotosAreNotKeptNoneCanBeSent(t *testing.T) {
	ch := newChatter(t, Config{})
	if res := ch.do(upload(photoID, adaptertest.JPEG)); res.StatusCode != http.StatusNotFound {
		t.Errorf("answered %d", res.StatusCode)
	}
	page, _ := io.ReadAll(ch.do(get("/c/" + testToken)).Body)
	if strings.Contains(string(page), `type="file"`) {
		t.Error("the page offers to send one")
	}
	full := newChatter(t, Config{Keep: func(context.Context, string, io.Reader) (string, error) { return "", ErrNotKept }})
	if res := full.do(upload(photoID, adaptertest.JPEG)); res.StatusCode != http.StatusUnsupportedMediaType || len(full.accepted) != 0 {
		t.Errorf("one too many is answered %d", res.StatusCode)
	}
}

func TestNobodyFloodsTheChatWithPhotos(t *testing.T) {
	ch := newChatter(t, Config{Keep: named})
	last := 0
	for range sendBurst + 1 {
		last = ch.do(upload(photoID, adaptertest.JPEG)).StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the last was answered %d", last)
	}
}
