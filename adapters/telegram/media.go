package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huiyin/adapters"
)

// isMedia knows what a person sends that is not text; everything else is a service message.
func isMedia(m *models.Message) bool {
	return len(m.Photo) > 0 || m.Voice != nil || m.Audio != nil || m.Video != nil || m.VideoNote != nil ||
		m.Document != nil || m.Animation != nil || m.Sticker != nil || m.Story != nil || m.PaidMedia != nil ||
		m.Location != nil || m.Venue != nil || m.Contact != nil || m.Poll != nil || m.Dice != nil ||
		m.Game != nil || m.Checklist != nil
}

// mediaOf tells what a message holds. A venue comes with its location, and an image may come as a file,
// uncompressed.
func mediaOf(m *models.Message) *adapters.Media {
	switch {
	case len(m.Photo) > 0:
		return &adapters.Media{Kind: adapters.MediaPhoto, Ref: largest(m.Photo)}
	case m.Document != nil && strings.HasPrefix(m.Document.MimeType, "image/"):
		return &adapters.Media{Kind: adapters.MediaPhoto, Ref: m.Document.FileID}
	case m.Venue != nil:
		at := m.Venue.Location
		return &adapters.Media{
			Kind: adapters.MediaLocation, Lat: at.Latitude, Lon: at.Longitude,
			Place: strings.TrimSpace(m.Venue.Title + " " + m.Venue.Address),
		}
	case m.Location != nil:
		return &adapters.Media{Kind: adapters.MediaLocation, Lat: m.Location.Latitude, Lon: m.Location.Longitude}
	case m.Contact != nil && m.Contact.PhoneNumber != "":
		return &adapters.Media{
			Kind: adapters.MediaContact, Phone: m.Contact.PhoneNumber,
			Name: strings.TrimSpace(m.Contact.FirstName + " " + m.Contact.LastName),
		}
	case m.Voice != nil:
		return &adapters.Media{Kind: adapters.MediaVoice}
	}
	return &adapters.Media{Kind: adapters.MediaOther}
}

// largest gives the file id of the largest size, which is not always the last.
func largest(sizes []models.PhotoSize) string {
	best := sizes[0]
	for _, s := range sizes[1:] {
		if s.Width*s.Height > best.Width*best.Height {
			best = s
		}
	}
	return best.FileID
}

// Open implements adapters.Downloader: "getFile", then the file. A file id lasts; the link that getFile
// gives holds the token and lasts an hour, so it is used at once and never shown. Telegram gives bots
// files of up to 20 MB.
func (c *Channel) Open(ctx context.Context, ref string) (io.ReadCloser, string, error) {
	file, err := c.api.GetFile(ctx, &bot.GetFileParams{FileID: ref})
	if err != nil {
		return nil, "", asFileError(err)
	}
	path := (&url.URL{Path: file.FilePath}).EscapedPath()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.cfg.API+"/file/bot"+c.cfg.Token+"/"+path, nil)
	if err != nil || file.FilePath == "" {
		return nil, "", fmt.Errorf("fetch file: %w", adapters.ErrGone)
	}
	resp, err := c.fetcher.client.Do(req)
	if err != nil {
		return nil, "", fmt.Errorf("fetch file: %w", c.fetcher.redact(err))
	}
	if resp.StatusCode == http.StatusOK {
		return resp.Body, resp.Header.Get("Content-Type"), nil
	}
	resp.Body.Close()
	if resp.StatusCode == http.StatusNotFound {
		return nil, "", fmt.Errorf("fetch file: %w", adapters.ErrGone)
	}
	return nil, "", fmt.Errorf("fetch file: %w", &answerError{status: resp.StatusCode})
}

// asFileError sorts a failed getFile: a 400 says that the file id is wrong or the file too big.
func asFileError(err error) error {
	if errors.Is(err, bot.ErrorBadRequest) {
		return fmt.Errorf("get file: %w", adapters.ErrGone)
	}
	return fmt.Errorf("get file: %w", err)
}
