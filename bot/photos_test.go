package bot_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
	"huiyin/bot/photos"
	"huiyin/bot/records"
)

// camera is a platform that keeps photos for a while.
type camera struct {
	*channel
	mu    sync.Mutex
	files map[string][]byte
	fail  func() error
	opens int
}

func (c *camera) Open(_ context.Context, ref string) (io.ReadCloser, string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.opens++
	if c.fail != nil {
		if err := c.fail(); err != nil {
			return nil, "", err
		}
	}
	data, ok := c.files[ref]
	if !ok {
		return nil, "", adapters.ErrGone
	}
	return io.NopCloser(bytes.NewReader(data)), "image/jpeg", nil
}

// withCamera gives the house a platform with photos and a folder to keep them in.
func withCamera(t *testing.T, h *house) (*camera, *photos.Store) {
	t.Helper()
	store, err := photos.Open(filepath.Join(t.TempDir(), "photos"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	c := &camera{channel: h.channel, files: map[string][]byte{"door": adaptertest.JPEG, "page": []byte("<html>")}}
	h.cfg.Channels, h.cfg.Photos = []adapters.Channel{c}, store
	return c, store
}

func (h *house) sendsPhoto(id, ref string) {
	h.Helper()
	h.does(adapters.Inbound{
		ID: id, From: address("ann"), Kind: adapters.KindMedia, Media: &adapters.Media{Kind: adapters.MediaPhoto, Ref: ref},
	})
	time.Sleep(3 * time.Second) // the fetcher's round
	synctest.Wait()
}

// file is what became of the photo of a message.
func (h *house) file(id string) string {
	h.Helper()
	all, err := h.record.Messages(h.Context(), address("ann").String(), 100)
	if err != nil {
		h.Fatal(err)
	}
	for _, m := range all {
		if m.ID == id {
			return m.File
		}
	}
	h.Fatalf("no message %s", id)
	return ""
}

func TestAPhotoIsKeptBeforeThePlatformForgetsIt(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c, store := withCamera(t, h)
		h.run()
		h.sendsPhoto("p1", "door")
		delete(c.files, "door")
		content, kind, err := store.Open(address("ann").String(), h.file("p1"))
		if err != nil {
			t.Fatal(err)
		}
		defer content.Close()
		if got, err := io.ReadAll(content); err != nil || !bytes.Equal(got, adaptertest.JPEG) || kind != "image/jpeg" {
			t.Errorf("kept %d bytes of %s, %v", len(got), kind, err)
		}
		h.stop()
	})
}

func TestAPhotoIsTriedAgainUntilItIsThere(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c, store := withCamera(t, h)
		c.fail = times(3)
		h.run()
		h.sendsPhoto("p1", "door")
		if got := h.file("p1"); got != records.FileWanted {
			t.Fatalf("after failures the photo is %q", got)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := h.file("p1"); !store.Has(address("ann").String(), got) {
			t.Errorf("the platform works again and the photo is %q", got)
		}
		if c.opens != 4 {
			t.Errorf("it was asked for %d times, want 4", c.opens)
		}
		h.stop()
	})
}

func TestALostPhotoIsToldAndAskedForNoMore(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c, _ := withCamera(t, h)
		h.run()
		h.sendsPhoto("p1", "gone")
		h.sendsPhoto("p2", "page")
		c.fail = func() error { return errAway }
		h.sendsPhoto("p3", "door")
		h.stop()
		time.Sleep(74 * time.Hour)
		h.run()
		time.Sleep(3 * time.Second)
		synctest.Wait()
		for _, id := range []string{"p1", "p2", "p3"} {
			if got := h.file(id); got != records.FileGone {
				t.Errorf("%s is %q", id, got)
			}
		}
		asked := c.opens
		time.Sleep(time.Minute)
		if c.opens != asked {
			t.Error("what is lost is asked for on and on")
		}
		if log := h.log.String(); !strings.Contains(log, "msg_id=p1") || strings.Contains(log, "ann") {
			t.Errorf("the log:\n%s", log)
		}
		h.stop()
	})
}

// The web chat keeps a photo before it accepts the message that names it.
func TestAPhotoThatIsKeptAlreadyIsNotFetched(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c, store := withCamera(t, h)
		c.fail = func() error { return errors.New("asked for") }
		h.run()
		file, err := store.Put(address("ann").String(), bytes.NewReader(adaptertest.JPEG))
		if err != nil {
			t.Fatal(err)
		}
		h.sendsPhoto("p1", file)
		if got := h.file("p1"); got != file || c.opens != 0 {
			t.Errorf("the photo is %q after %d downloads", got, c.opens)
		}
		h.stop()
	})
}
