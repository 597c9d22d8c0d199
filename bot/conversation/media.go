package conversation

import (
	"huiyin/adapters"
	"huiyin/dialog"
)

// mediaOf gives what was sent as the dialog knows it, nil when only its words count. A photo is named
// by the message that brought it.
func mediaOf(in adapters.Inbound) *dialog.Media {
	m := in.Media
	if m == nil || in.Kind != adapters.KindMedia {
		return nil
	}
	switch {
	case m.Kind == adapters.MediaPhoto:
		return &dialog.Media{Photos: []string{in.ID}}
	case m.Kind == adapters.MediaLocation && (m.Lat != 0 || m.Lon != 0 || m.Place != ""):
		return &dialog.Media{Lat: m.Lat, Lon: m.Lon, Place: clip(m.Place)}
	case m.Kind == adapters.MediaContact && m.Phone != "":
		return &dialog.Media{Name: clip(m.Name), Phone: clip(m.Phone)}
	}
	return nil
}

// spoken reports whether in is a voice message.
func spoken(in adapters.Inbound) bool { return in.Media != nil && in.Media.Kind == adapters.MediaVoice }

// maxSent bounds, in characters, each text of what was sent: it is stored with every step.
const maxSent = 120

func clip(s string) string {
	if r := []rune(s); len(r) > maxSent {
		return string(r[:maxSent])
	}
	return s
}

// requestOf gives what the dialog asks for in the channels' words.
func requestOf(r *dialog.Request) *adapters.Request {
	if r == nil {
		return nil
	}
	kind := map[dialog.Type]adapters.MediaKind{
		dialog.Photo: adapters.MediaPhoto, dialog.Location: adapters.MediaLocation, dialog.Contact: adapters.MediaContact,
	}[r.Type]
	return &adapters.Request{Kind: kind, Label: r.Label}
}
