package webchat_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
)

// breakdown asks for a photo, a place and somebody to call, one after the other.
func breakdown(in adapters.Inbound) []adapters.Outbound {
	ask := func(id, text string, kind adapters.MediaKind, label string) []adapters.Outbound {
		return []adapters.Outbound{{ID: id, Text: text, Request: &adapters.Request{Kind: kind, Label: label}}}
	}
	switch {
	case in.Kind == adapters.KindStart:
		return ask("b1", "您好，方便的话，请发一张受损部位的照片。", adapters.MediaPhoto, "拍照或选照片")
	case in.Media != nil && in.Media.Kind == adapters.MediaPhoto:
		return ask("b2", "照片收到了。车停在哪里？", adapters.MediaLocation, "发送我的位置")
	case in.Media != nil, in.Text == "人民大道120号":
		return ask("b3", "我们该联系谁？", adapters.MediaContact, "发送我的电话")
	}
	return []adapters.Outbound{{ID: "b4", Text: "谢谢！"}}
}

// photo writes a photo as a phone takes it, larger than the page sends, and gives the file's name.
func photo(t *testing.T) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 3000, 2000))
	for y := range 2000 {
		for x := range 3000 {
			img.Set(x, y, color.RGBA{uint8(60 + x/20), uint8(90 + y/16), 140, 255})
		}
	}
	file := filepath.Join(t.TempDir(), "door.jpg")
	f, err := os.Create(file)
	if err == nil {
		err = jpeg.Encode(f, img, nil)
	}
	if err != nil || f.Close() != nil {
		t.Fatal(err)
	}
	return file
}

func TestAPhotoAPlaceAndACardFromAPhone(t *testing.T) {
	r := newRecord()
	r.answer = breakdown
	url := newServer(t, r)
	ctx := browser(t, "zh-CN")
	do(ctx, t, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2)),
		chromedp.Navigate(url+"/c/Tk1"))
	see(ctx, t, "受损部位")
	see(ctx, t, "拍照或选照片")
	picture(ctx, t, "390-asks-photo")
	if small := eval[int](ctx, t, "[...document.querySelectorAll('button:not([hidden]), a, input:not([hidden])')].filter(b => b.offsetParent && (b.offsetHeight < 44 || b.offsetWidth < 44)).length"); small != 0 {
		t.Errorf("%d touch targets are smaller than 44 px", small)
	}
	do(ctx, t, chromedp.SetUploadFiles(chromedp.CSS("#photo"), []string{photo(t)}))
	see(ctx, t, "车停在哪里")
	wait(ctx, t, "document.querySelector('#log img.photo')?.naturalWidth === 2048 && !document.querySelector('.sending, .failed')")
	picture(ctx, t, "390-photo")

	// The browser asks the person first: this one says no, thinks again and says yes.
	eval[bool](ctx, t, `!!(navigator.geolocation.getCurrentPosition = (found, failed) => window.allowed
		? found({ coords: { latitude: 31.23041612, longitude: 121.4737 } }) : failed({ code: 1 }))`)
	tap(ctx, t, "发送我的位置")
	see(ctx, t, "请在下方写下地址")
	picture(ctx, t, "390-no-place")
	eval[bool](ctx, t, "window.allowed = true")
	tap(ctx, t, "发送我的位置")
	see(ctx, t, "📍")
	see(ctx, t, "我们该联系谁")
	picture(ctx, t, "390-card")
	if wide := eval[bool](ctx, t, "document.documentElement.scrollWidth > innerWidth"); wide {
		t.Error("the page scrolls sideways")
	}
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("input[type=text]"), "王芳"), chromedp.SendKeys(chromedp.CSS("input[type=tel]"), "138 0013 8000"+kb.Enter))
	see(ctx, t, "谢谢")
	picture(ctx, t, "390-sent")

	var got []string
	for _, in := range r.heard[1:] {
		text := string(in.Kind) + " " + in.Text
		if m := in.Media; m != nil {
			text += fmt.Sprint(m.Kind, " ", m.Ref, m.Lat, m.Lon)
		}
		got = append(got, text)
	}
	want := []string{"media photo photo-10 0", "media location 31.230416 121.4737", "text 王芳 138 0013 8000"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the bot heard something else (-want +got):\n%s", d)
	}
	if img, err := jpeg.DecodeConfig(bytes.NewReader(r.photos[0])); err != nil || img.Width != 2048 || img.Height != 1365 {
		t.Errorf("kept is %+v, %v", img, err)
	}
	do(ctx, t, chromedp.Reload())
	see(ctx, t, "📷")
}

// Where nothing can be shown but words, words do.
func TestAnAddressIsWrittenInstead(t *testing.T) {
	r := newRecord()
	r.answer = func(in adapters.Inbound) []adapters.Outbound {
		if in.Kind == adapters.KindStart {
			return breakdown(adapters.Inbound{Media: &adapters.Media{Kind: adapters.MediaPhoto}})
		}
		return breakdown(in)
	}
	url := newServer(t, r)
	ctx := browser(t, "en")
	do(ctx, t, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile), chromedp.Navigate(url+"/c/Tk1"))
	see(ctx, t, "车停在哪里")
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#text"), "人民大道120号"+kb.Enter))
	see(ctx, t, "Phone number")
	picture(ctx, t, "390-card-en")
	if n := eval[int](ctx, t, "document.querySelectorAll('.answers').length"); n != 1 {
		t.Errorf("%d questions can be answered by tapping", n)
	}
}
