package webchat

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static
var static embed.FS

// asset is one file of the page under a name that changes with its content.
type asset struct {
	name string // "chat.0123abcd.css"
	data []byte
}

type assets struct {
	page   *template.Template
	byFile map[string]asset // by name in static/
	byName map[string]asset // by hashed name
}

// loadAssets reads the embedded files; that they are there and parse is the build's doing.
func loadAssets() assets {
	a := assets{byFile: map[string]asset{}, byName: map[string]asset{}}
	for _, file := range []string{"chat.css", "chat.js", "sending.js", "icon.svg"} {
		data := mustRead(file)
		sum := sha256.Sum256(data)
		ext := path.Ext(file)
		s := asset{strings.TrimSuffix(file, ext) + "." + hex.EncodeToString(sum[:5]) + ext, data}
		a.byFile[file], a.byName[s.name] = s, s
	}
	a.page = parsePage(string(mustRead("page.html")))
	return a
}

func mustRead(file string) []byte {
	data, err := static.ReadFile("static/" + file)
	if err != nil {
		panic(err)
	}
	return data
}

// url is where a page finds a file.
func (a assets) url(file string) string { return "/c/-/files/" + a.byFile[file].name }

func (c *Channel) serveFile(w http.ResponseWriter, r *http.Request) {
	s, ok := c.assets.byName[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, s.name, time.Time{}, bytes.NewReader(s.data))
}
