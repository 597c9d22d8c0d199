package adapters

import (
	"context"
	"errors"
	"io"
)

// MediaKind says what was sent that is not words.
type MediaKind string

// The kinds of Media.
const (
	MediaPhoto    MediaKind = "photo"    // Ref names the image for Downloader.Open
	MediaLocation MediaKind = "location" // Lat and Lon, perhaps Place
	MediaContact  MediaKind = "contact"  // Phone, perhaps Name
	MediaVoice    MediaKind = "voice"
	MediaOther    MediaKind = "other" // video, file, sticker …
)

// Media is what came with a message of KindMedia.
//
// Sources: “Message”, “PhotoSize”, “Location”, “Venue” and “Contact” of the Bot API; 接收普通消息 (image,
// location) of WeChat's official accounts, which have no cards.
type Media struct {
	Kind  MediaKind `json:"kind"`
	Ref   string    `json:"ref,omitempty"` // the channel's own name of the file: file id, media id; "" cannot be fetched
	Lat   float64   `json:"lat,omitempty"` // degrees, in the datum that the platform uses
	Lon   float64   `json:"lon,omitempty"`
	Place string    `json:"place,omitempty"` // address or name of the place
	Name  string    `json:"name,omitempty"`  // of the person on a card
	Phone string    `json:"phone,omitempty"` // as the platform writes it
}

// Request is what a message asks to be sent. A platform that has a button for it shows it with Label
// (Telegram: location and contact; the web chat: all); the others leave it out, for the text says it too.
type Request struct {
	Kind  MediaKind `json:"kind"` // MediaPhoto, MediaLocation or MediaContact
	Label string    `json:"label"`
}

// Downloader is a Channel that can fetch what Media.Ref names. Platforms keep files for days only, so
// they are fetched soon.
type Downloader interface {
	// Open begins to fetch a file; the caller closes it and bounds how much it reads. kind is what the
	// platform says that it is, "" when it says nothing: look at the content. ErrGone: it is gone, or
	// the account may not have it; anything else may be tried again. Errors hold no secret.
	Open(ctx context.Context, ref string) (body io.ReadCloser, kind string, err error)
}

// ErrGone says that asking again for a file is pointless.
var ErrGone = errors.New("the platform does not give the file")
