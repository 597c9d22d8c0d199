package surveyimport

import (
	"slices"
	"strconv"
	"strings"

	"huiyin/dialog"
)

// meant are the names that mean something in conditions and texts already.
var meant = []string{"item", "item_no", "item_count", "answer", "answers", "each", "vars", "score", "now", "lang", "attempts"}

// idSet gives ids that are valid and unique in one place of the survey file.
type idSet map[string]bool

// identifier makes of a source's name one of letters, digits and _; without any of them it is
// fallback with a number.
func (s idSet) identifier(name, fallback string) string {
	id := letters(name)
	if id != "" && '0' <= id[0] && id[0] <= '9' {
		id = fallback + id
	}
	if dialog.Reserved(id) || slices.Contains(meant, id) {
		id += "_" + fallback
	}
	return s.unique(id, fallback)
}

// letters gives the letters and digits of a name, with _ for what stands between them.
func letters(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		case !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	id := strings.Trim(b.String(), "_")
	return id[:min(len(id), 50)]
}

// option makes an option id of what the source stores: lower case, a letter first.
func (s idSet) option(value string) string {
	id := strings.ToLower(letters(value))
	if id != "" && '0' <= id[0] && id[0] <= '9' {
		id = "o" + id
	}
	return s.unique(id, "o")
}

// unique gives id, or with a number behind it when it is taken; fallback with a number when there is none.
func (s idSet) unique(id, fallback string) string {
	free := id
	for n := 1; free == "" || s[free]; n++ {
		switch {
		case id == "":
			free = fallback + strconv.Itoa(n)
		case n > 1:
			free = id + "_" + strconv.Itoa(n)
		}
	}
	s[free] = true
	return free
}

// surveyID makes of a name the id of a survey: lower-case letters, digits and hyphens.
func surveyID(name string) string {
	id := strings.ReplaceAll(strings.ToLower(letters(name)), "_", "-")
	id = strings.TrimLeft(id, "-0123456789")
	if id == "" {
		return "imported"
	}
	return id
}
