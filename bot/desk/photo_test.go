package desk_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/adapters"
	"huiyin/bot/desk"
	"huiyin/bot/desk/browsertest"
	"huiyin/bot/records"
)

// album is a folder of photos in memory, by chat and file.
type album map[[2]string][]byte

type open struct{ *bytes.Reader }

func (open) Close() error { return nil }

func (a album) Open(conv, file string) (io.ReadSeekCloser, string, error) {
	data, ok := a[[2]string{conv, file}]
	if !ok {
		return nil, "", fs.ErrNotExist
	}
	return open{bytes.NewReader(data)}, "image/jpeg", nil
}

// picture is a photo of a door, more or less.
func picture(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			img.Set(x, y, color.RGBA{uint8(90 + x/8), uint8(110 + y/8), uint8(150 - x/16), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const photoFile = "0a1b.jpg"

// openGallery is an office where 陈立伟 sent photos, a place and a card.
func openGallery(t *testing.T) *office {
	t.Helper()
	o := openOffice(t, func(c *desk.Config) {
		c.Photos = album{{"wechat:default:o1", photoFile}: picture(t), {"wechat:default:o2", photoFile}: picture(t)}
	})
	o.seed()
	sends := func(id, caption, file string, m adapters.Media) {
		o.says("C7F3K", records.Message{ID: id, Text: caption, Media: &m, File: file, At: o.now()})
	}
	photo := adapters.Media{Kind: adapters.MediaPhoto, Ref: "AgACAgIAAxkB-ref"}
	sends("msg:1", "左前门", photoFile, photo)
	sends("msg:2", "", records.FileWanted, photo)
	sends("msg:3", "", records.FileGone, photo)
	sends("msg:4", "", "", adapters.Media{Kind: adapters.MediaLocation, Lat: 31.2304, Lon: 121.4737, Place: "人民广场"})
	sends("msg:5", "", "", adapters.Media{Kind: adapters.MediaContact, Name: "王芳", Phone: "13800138000"})
	sends("msg:6", "", "", adapters.Media{Kind: adapters.MediaVoice})
	return o
}

func TestAnAgentSeesWhatACustomerSent(t *testing.T) {
	o := openGallery(t)
	agent := o.agent(t, "王敏")
	page := agent.get("/desk/c/C7F3K").body
	for _, want := range []string{
		`src="/desk/c/C7F3K/photo/msg:1"`, "左前门", "照片正在取回…", "照片已无法取得", "31.2304, 121.4737 人民广场", "王芳 13800138000",
		"［图片、语音或其他内容］",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the case does not show %q", want)
		}
	}
	if strings.Contains(page, "AgACAgIAAxkB-ref") {
		t.Error("the page tells the platform's name of the file")
	}
	got := agent.get("/desk/c/C7F3K/photo/msg:1")
	if got.code != http.StatusOK || got.body != string(picture(t)) {
		t.Fatalf("the photo = %d, %d bytes", got.code, len(got.body))
	}
	for header, want := range map[string]string{
		"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Content-Disposition": `inline; filename="photo"`,
		"Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got.header.Get(header) != want {
			t.Errorf("%s is %q, want %q", header, got.header.Get(header), want)
		}
	}
	if csp := got.header.Get("Content-Security-Policy"); !strings.Contains(csp, "sandbox") || !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("a photo that is a page in disguise may do %q", csp)
	}
}

func TestAPhotoIsShownToAgentsAlone(t *testing.T) {
	o := openGallery(t)
	if got := o.browser(t).get("/desk/c/C7F3K/photo/msg:1"); got.code != http.StatusSeeOther || strings.Contains(got.body, "JFIF") {
		t.Errorf("a stranger gets %d, want the sign-in", got.code)
	}
	agent := o.agent(t, "王敏")
	for _, path := range []string{
		"/desk/c/C4ZH7/photo/msg:1",      // of another case
		"/desk/c/NONE/photo/msg:1",       // of no case
		"/desk/c/C7F3K/photo/msg:2",      // not there yet
		"/desk/c/C7F3K/photo/msg:4",      // no photo
		"/desk/c/C7F3K/photo/0a1b.jpg",   // a file's name
		"/desk/c/C7F3K/photo/..%2Fx",     // a way out
		"/desk/c/C7F3K/photo/msg:1%00",   // half a name
		"/desk/c/C7F3K/photo/C7F3K-a%3F", // words
	} {
		if got := agent.get(path); got.code != http.StatusNotFound || strings.Contains(got.body, "JFIF") {
			t.Errorf("GET %s = %d, want 404", path, got.code)
		}
	}
}

func TestPhotosPlacesAndCardsInTheThread(t *testing.T) {
	o := openGallery(t)
	p := browsertest.New(t)
	o.signIn(t, p, "王敏")
	for _, width := range []int64{1440, 390} {
		p.Screen(width, 844, false)
		o.openCase(p, "C7F3K")
		p.Value("document.querySelector('.photo img').scrollIntoView()")
		p.Wait("document.querySelector('.photo img').naturalWidth === 640")
		if wide := p.Value("document.querySelector('.photo img').offsetWidth <= 240 && document.documentElement.scrollWidth <= innerWidth"); wide != "true" {
			t.Errorf("at %d px the photo is too wide", width)
		}
		p.Wait("document.querySelector('.copy').checkVisibility()")
		if folder := os.Getenv("HUIYIN_SCREENS"); folder != "" {
			p.Value("document.querySelector('#thread').scrollTop = 1e6")
			p.Shot(filepath.Join(folder, "sent-"+map[int64]string{1440: "1440", 390: "390"}[width]+".png"), false)
		}
	}
	// What is copied is the place as maps take it.
	p.Value("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
	p.Click(".sent-thing .copy")
	p.Wait("window.copied === '31.2304, 121.4737 人民广场'")
	p.WaitText("#toast", "已复制")
}
