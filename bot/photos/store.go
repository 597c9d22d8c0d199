package photos

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"
)

// Bounds of what is kept.
const (
	MaxBytes = 10 << 20 // of one photo; WeChat takes no larger ones
	maxChat  = 200      // files of one chat: nobody fills the disk from a phone
)

// Why a photo is not kept. Asking again is pointless.
var (
	ErrNoImage  = errors.New("not an image")
	ErrTooLarge = errors.New("larger than 10 MiB")
	ErrTooMany  = errors.New("too many photos in one chat")
)

// endings are the kinds of image that are kept, as net/http sniffs them. SVG is a program, not a photo.
var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}

var fileForm = regexp.MustCompile(`^[0-9a-f]{64}\.(?:jpg|png|gif|webp)$`)

// Store is a folder of photos. Its methods are safe for concurrent use, also by several processes.
type Store struct{ root *os.Root }

// Open opens the folder and makes it when it is not there. Close it.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("photo folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("photo folder: %w", err)
	}
	return &Store{root}, nil
}

// Close ends the use of the folder.
func (s *Store) Close() error { return s.root.Close() }

// folder is where the photos of a chat lie: a hash, since a chat's id holds an openid or a phone's id.
func folder(conv string) string {
	sum := sha256.Sum256([]byte("huiyin photos\n" + conv))
	return hex.EncodeToString(sum[:16])
}

// Put keeps a photo of a chat and gives the name under which Open finds it. The error is ErrNoImage,
// ErrTooLarge or ErrTooMany, or that of the reader or the disk.
func (s *Store) Put(conv string, content io.Reader) (file string, err error) {
	data, err := io.ReadAll(io.LimitReader(content, MaxBytes+1))
	if err != nil {
		return "", fmt.Errorf("read photo: %w", err)
	}
	if len(data) > MaxBytes {
		return "", ErrTooLarge
	}
	ending, ok := endings[http.DetectContentType(data)]
	if !ok {
		return "", ErrNoImage
	}
	sum := sha256.Sum256(data)
	file = hex.EncodeToString(sum[:]) + ending
	if s.Has(conv, file) {
		return file, nil
	}
	if err := s.write(folder(conv), file, data); err != nil {
		return "", err
	}
	return file, nil
}

// write puts a file in its place in one step, so that nobody ever finds half of it.
func (s *Store) write(dir, file string, data []byte) error {
	if err := s.root.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("keep photo: %w", err)
	}
	present, err := fs.ReadDir(s.root.FS(), dir)
	if err != nil {
		return fmt.Errorf("keep photo: %w", err)
	}
	if len(present) >= maxChat {
		return ErrTooMany
	}
	part := path.Join(dir, file+".part")
	err = s.root.WriteFile(part, data, 0o600)
	if err == nil {
		err = s.root.Rename(part, path.Join(dir, file))
	}
	if err != nil {
		_ = s.root.Remove(part)
		return fmt.Errorf("keep photo: %w", err)
	}
	return nil
}

// Has reports whether a photo of a chat is kept under this name.
func (s *Store) Has(conv, file string) bool {
	if !fileForm.MatchString(file) {
		return false
	}
	_, err := s.root.Stat(path.Join(folder(conv), file))
	return err == nil
}

// Open gives a photo of a chat and its MIME type; the error is fs.ErrNotExist when there is none.
func (s *Store) Open(conv, file string) (content io.ReadSeekCloser, kind string, err error) {
	if !fileForm.MatchString(file) {
		return nil, "", fs.ErrNotExist
	}
	f, err := s.root.Open(path.Join(folder(conv), file))
	if err != nil {
		return nil, "", fmt.Errorf("open photo: %w", err)
	}
	for k, ending := range endings {
		if strings.HasSuffix(file, ending) {
			kind = k
		}
	}
	return f, kind, nil
}

// Erase removes all photos of a chat (erasure). There need not be any.
func (s *Store) Erase(conv string) error {
	if err := s.root.RemoveAll(folder(conv)); err != nil {
		return fmt.Errorf("erase photos: %w", err)
	}
	return nil
}
