package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"

	"huiyin/adapters"
)

// sent reads a line that sends something, as an app's buttons do: /photo FILE, /location
// LATITUDE,LONGITUDE and perhaps a name, /contact NAME NUMBER. nil: the line is words.
func sent(line string) (*adapters.Media, error) {
	command, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch command {
	case "/photo":
		if info, err := os.Stat(rest); err != nil || info.IsDir() {
			return nil, fmt.Errorf("/photo: there is no file %q", rest)
		}
		return &adapters.Media{Kind: adapters.MediaPhoto, Ref: rest}, nil
	case "/location":
		m := point.FindStringSubmatch(rest)
		if m == nil {
			return nil, errors.New("/location: want latitude,longitude as in /location 31.2304,121.4737 人民广场")
		}
		lat, _ := strconv.ParseFloat(m[1], 64) // point holds numbers
		lon, _ := strconv.ParseFloat(m[2], 64)
		return &adapters.Media{Kind: adapters.MediaLocation, Lat: lat, Lon: lon, Place: strings.TrimSpace(m[3])}, nil
	case "/contact":
		i := strings.LastIndexByte(rest, ' ')
		if rest == "" {
			return nil, errors.New("/contact: want a name and a number as in /contact 王芳 13800138000")
		}
		return &adapters.Media{Kind: adapters.MediaContact, Name: strings.TrimSpace(rest[:i+1]), Phone: rest[i+1:]}, nil
	}
	return nil, nil
}

var point = regexp.MustCompile(`^(-?[0-9]{1,3}(?:\.[0-9]+)?), ?(-?[0-9]{1,3}(?:\.[0-9]+)?)( .*)?$`)

// Open implements adapters.Downloader for a photo of whoever sits at the terminal.
func (c *Channel) Open(ctx context.Context, ref string) (io.ReadCloser, string, error) {
	if err := ctx.Err(); err != nil {
		return nil, "", err
	}
	f, err := os.Open(ref)
	if errors.Is(err, fs.ErrNotExist) {
		err = adapters.ErrGone
	}
	if err != nil {
		return nil, "", fmt.Errorf("open photo: %w", err)
	}
	return f, "", nil
}
