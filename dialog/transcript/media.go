package transcript

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"huiyin/dialog"
)

// typed makes an event of what the customer writes or sends: “[photo]”, “[location …]”, “[contact …]” and
// “[voice]” stand for what is not words.
func typed(l Line) (dialog.Event, error) {
	ev := dialog.Event{Kind: dialog.EvReply, Text: l.Text}
	m := sent.FindStringSubmatch(l.Text)
	if m == nil {
		return ev, nil
	}
	kind, rest := m[1], strings.TrimSpace(m[2])
	ev.Text = ""
	switch kind {
	case "voice":
		ev.Text, ev.Voice = rest, true
	case "photo":
		ev.Text, ev.Media = rest, &dialog.Media{Photos: []string{fmt.Sprintf("p%d", l.Number)}}
	case "location":
		at := point.FindStringSubmatch(rest)
		if at == nil {
			return ev, fmt.Errorf("%s: want [location LATITUDE,LONGITUDE] and perhaps a name", l.Text)
		}
		lat, _ := strconv.ParseFloat(at[1], 64) // point holds numbers
		lon, _ := strconv.ParseFloat(at[2], 64)
		ev.Media = &dialog.Media{Lat: lat, Lon: lon, Place: strings.TrimSpace(at[3])}
	case "contact":
		i := strings.LastIndexByte(rest, ' ')
		phone := rest[i+1:]
		if phone == "" {
			return ev, fmt.Errorf("%s: want [contact NAME PHONE]", l.Text)
		}
		ev.Media = &dialog.Media{Name: strings.TrimSpace(rest[:i+1]), Phone: phone}
	}
	return ev, nil
}

var (
	sent  = regexp.MustCompile(`^\[(photo|location|contact|voice)\b(.*)\]$`)
	point = regexp.MustCompile(`^(-?[0-9]{1,3}(?:\.[0-9]+)?), ?(-?[0-9]{1,3}(?:\.[0-9]+)?)( .*)?$`)
)
