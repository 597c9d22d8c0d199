package e2e

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"huiyin/adapters/adaptertest"
	"huiyin/adapters/telegram/telegramtest"
)

// sendsPhoto uploads a photo as the page's script does.
func (v *visitor) sendsPhoto(photo []byte) {
	v.t.Helper()
	v.sent++
	resp, err := v.client.Post(fmt.Sprintf("%s%s/photo?id=c-%016x&lang=zh-CN", v.s.base, v.chat, v.sent), "image/jpeg", bytes.NewReader(photo))
	if err != nil {
		v.t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusAccepted {
		v.t.Fatalf("photo: %s", resp.Status)
	}
}

// thumbnail is a photo in the thread.
var thumbnail = regexp.MustCompile(`<img src="(/desk/c/[^"]+/photo/[^"]+)"`)

// photo waits until the case shows a photo, and gives its address.
func (d *deskVisitor) photo(c openCase) (path string) {
	d.t.Helper()
	eventually(d.t, "the case shows a photo", func() (bool, string) {
		m := thumbnail.FindStringSubmatch(d.page("/desk/c/" + c.ID))
		if m == nil {
			return false, "none"
		}
		path = m[1]
		return true, path
	})
	return path
}

// TestAPhotoReachesTheAgentAndNobodyElse: from the web chat and from Telegram, which forgets it, and over
// a restart.
func TestAPhotoReachesTheAgentAndNobodyElse(t *testing.T) {
	t.Parallel()
	api := telegramtest.New("123456:test-token")
	t.Cleanup(api.Close)
	s := start(t, "HUIYIN_TELEGRAM_TOKEN="+api.Token, "HUIYIN_TELEGRAM_API="+api.URL)
	v := s.visit(t, "/try/motor-claim")
	v.opens()
	v.says("好")
	v.hears("推荐")
	v.sendsPhoto(adaptertest.JPEG)
	v.hears("照片收到了")
	v.says("转人工")
	agent := s.agent(t, "王敏")
	path := agent.photo(s.waitCase())
	if got := agent.page(path); got != string(adaptertest.JPEG) {
		t.Errorf("the agent gets %d bytes", len(got))
	}
	stranger := *http.DefaultClient
	stranger.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := stranger.Get(s.base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || resp.StatusCode != http.StatusSeeOther || bytes.Contains(body, []byte("JFIF")) {
		t.Errorf("a stranger gets %s, %d bytes, %v", resp.Status, len(body), err)
	}

	other := append(bytes.Clone(adaptertest.JPEG), 1)
	api.Put("AgACAgIAAxkB", other)
	ann := api.User(4711, "安", "zh-hans")
	ann.Write("你好")
	ann.Send(map[string]any{"photo": []any{map[string]any{"file_id": "AgACAgIAAxkB", "file_unique_id": "A", "width": 90, "height": 67}}})
	eventually(t, "two photos are kept", func() (bool, string) {
		kept, err := filepath.Glob(filepath.Join(s.data, "photos", "*", "*.jpg"))
		return err == nil && len(kept) == 2, fmt.Sprint(kept, err)
	})
	api.Forget("AgACAgIAAxkB")
	ann.Write("转人工")
	eventually(t, "both cases are open", func() (bool, string) { n := len(s.cases("open")); return n == 2, fmt.Sprint(n) })
	s.stop()
	s.launch()
	s.waitReady()
	again := s.agent(t, "李航")
	found := 0
	for _, c := range s.cases("open") {
		if again.page(again.photo(c)) == string(other) {
			found++
		}
	}
	if found != 1 {
		t.Errorf("the photo from Telegram is in %d cases", found)
	}
	if log := s.output(); strings.Contains(log, "AgACAgIAAxkB") || strings.Contains(log, "4711") {
		t.Error("the log names a file or a person")
	}
	if info, err := os.Stat(filepath.Join(s.data, "photos")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of photos: %v, %v", info, err)
	}
}
