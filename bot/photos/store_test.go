package photos_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/bot/photos"
)

const ann, bob = "telegram:default:1", "wechat:default:oABC-openid"

// jpeg is what a camera's file begins with, and a number.
func jpeg(n int) []byte { return fmt.Appendf([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), "%d", n) }

func open(t *testing.T) (*photos.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "photos")
	s, err := photos.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, dir
}

func put(t *testing.T, s *photos.Store, conv string, data []byte) string {
	t.Helper()
	file, err := s.Put(conv, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func files(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			all = append(all, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAPhotoIsKeptOnceAndGivenBack(t *testing.T) {
	s, dir := open(t)
	file := put(t, s, ann, jpeg(1))
	if again := put(t, s, ann, jpeg(1)); again != file {
		t.Errorf("the same photo is called %s and %s", file, again)
	}
	if put(t, s, ann, jpeg(2)) == file {
		t.Error("another photo has the same name")
	}
	content, kind, err := s.Open(ann, file)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	got, err := io.ReadAll(content)
	if err != nil || !bytes.Equal(got, jpeg(1)) || kind != "image/jpeg" {
		t.Errorf("got %d bytes of %s, %v", len(got), kind, err)
	}
	kept := files(t, dir)
	if len(kept) != 2 {
		t.Errorf("two photos are %v", kept)
	}
	for _, f := range kept {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s may be read by others: %v %v", f, info.Mode(), err)
		}
	}
}

func TestErasingAPersonLeavesTheOthersPhotos(t *testing.T) {
	s, dir := open(t)
	gone, kept := put(t, s, ann, jpeg(1)), put(t, s, bob, jpeg(1))
	if err := s.Erase(ann); err != nil {
		t.Fatal(err)
	}
	if err := s.Erase("telegram:default:nobody"); err != nil {
		t.Errorf("who sent no photo cannot be erased: %v", err)
	}
	if s.Has(ann, gone) || !s.Has(bob, kept) || len(files(t, dir)) != 1 {
		t.Errorf("left is %v", files(t, dir))
	}
}

func TestAPhotoIsFoundInItsOwnChatOnly(t *testing.T) {
	s, dir := open(t)
	file := put(t, s, bob, jpeg(1))
	if err := os.WriteFile(filepath.Join(dir, "..", "secret.jpg"), jpeg(9), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", ".", "..", "../secret.jpg", "../../secret.jpg", file, strings.ToUpper(file), file + ".part", "x/" + file, file + "\x00"} {
		if _, _, err := s.Open(ann, name); !errors.Is(err, fs.ErrNotExist) || s.Has(ann, name) {
			t.Errorf("%q: %v, want no photo", name, err)
		}
	}
	if strings.Contains(strings.Join(files(t, dir), " "), "openid") {
		t.Error("the folder's name tells an openid")
	}
}

func TestWhatIsNoPhotoIsNotKept(t *testing.T) {
	s, dir := open(t)
	large := append(jpeg(1), make([]byte, photos.MaxBytes)...)
	for name, tc := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":   {nil, photos.ErrNoImage},
		"a page":    {[]byte("<html><script>alert(1)</script>"), photos.ErrNoImage},
		"a drawing": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), photos.ErrNoImage},
		"a program": {[]byte("MZ\x90\x00"), photos.ErrNoImage},
		"11 MiB":    {large, photos.ErrTooLarge},
	} {
		if _, err := s.Put(ann, bytes.NewReader(tc.data)); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	if _, err := s.Put(ann, io.MultiReader(bytes.NewReader(jpeg(1)), broken{})); err == nil {
		t.Error("half a photo is kept")
	}
	if kept := files(t, dir); len(kept) != 0 {
		t.Errorf("kept %v", kept)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("connection lost") }

func TestNobodyFillsTheDiskFromOneChat(t *testing.T) {
	s, _ := open(t)
	var err error
	n := 0
	for ; err == nil && n < 1000; n++ {
		_, err = s.Put(ann, bytes.NewReader(jpeg(n)))
	}
	if !errors.Is(err, photos.ErrTooMany) {
		t.Errorf("after %d photos: %v", n, err)
	}
	put(t, s, bob, jpeg(1))
}
