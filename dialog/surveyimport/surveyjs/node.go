package surveyjs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"huiyin/dialog/surveyimport"
)

// node is a JSON object with its place in the file: “pages[0].elements[3]”. It remembers which keys were
// looked at, so that what nobody looked at can be told.
type node struct {
	path   string
	values map[string]any
	seen   map[string]bool
}

func parse(data []byte) (*node, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var root any
	if err := dec.Decode(&root); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			before := data[:min(int(syntax.Offset), len(data))]
			return nil, fmt.Errorf("line %d: not JSON: %w", 1+bytes.Count(before, []byte("\n")), err)
		}
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	n := object("", root)
	if n == nil {
		return nil, errors.New("this is no SurveyJS survey: an object is wanted at the top")
	}
	return n, nil
}

// object gives v as a node, or nil.
func object(path string, v any) *node {
	m, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	return &node{path, m, map[string]bool{}}
}

func (n *node) at(key string) string {
	if n.path == "" {
		return key
	}
	return n.path + "." + key
}

func (n *node) get(key string) any {
	n.seen[key] = true
	return n.values[key]
}

func (n *node) has(key string) bool { _, ok := n.values[key]; return ok }

// text gives a key's value as a string; numbers and truth values as they are written.
func (n *node) text(key string) string { return written(n.get(key)) }

func written(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// first gives the first of the keys that is there: properties were renamed over the years.
func (n *node) first(keys ...string) string {
	out := ""
	for _, key := range keys {
		if s := n.text(key); out == "" {
			out = s
		}
	}
	return out
}

func (n *node) is(keys ...string) bool { return n.first(keys...) == "true" }

func (n *node) number(keys ...string) *float64 {
	f, err := strconv.ParseFloat(n.first(keys...), 64)
	if err != nil || !(f > -1e12 && f < 1e12) {
		return nil
	}
	return &f
}

// list gives the items of an array.
func (n *node) list(key string) []any {
	items, _ := n.get(key).([]any)
	return items
}

// objects gives the objects of an array.
func (n *node) objects(key string) []*node {
	var out []*node
	for i, v := range n.list(key) {
		if o := object(fmt.Sprintf("%s[%d]", n.at(key), i), v); o != nil {
			out = append(out, o)
		}
	}
	return out
}

// unseen gives the keys that nobody looked at, sorted.
func (n *node) unseen() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(n.values)), func(key string) bool { return n.seen[key] })
}

// words gives a text that may be there in several languages.
func (n *node) words(key string) surveyimport.Words { return localized(n.at(key), n.get(key)) }

// localized reads "words" or {"default": "words", "zh-cn": "…"}. Of several kinds of Chinese the mainland's
// counts.
func localized(path string, v any) surveyimport.Words {
	w := surveyimport.Words{Where: path, In: map[string]string{}}
	byTag, ok := v.(map[string]any)
	if !ok {
		if s := clean(written(v)); s != "" {
			w.In[""] = s
		}
		return w
	}
	for _, tag := range slices.Sorted(maps.Keys(byTag)) {
		s := clean(written(byTag[tag]))
		lang, spoken := surveyimport.Language(tag)
		switch {
		case s == "":
		case tag == "default":
			w.In[""] = s
		case spoken && (w.In[lang] == "" || tag == "zh-cn"):
			w.In[lang] = s
		}
	}
	return w
}

func clean(s string) string { return surveyimport.Piping(surveyimport.Plain(outside(s)), "{") }

// outside drops from names that they stand in a panel that is repeated: in a loop of ours an answer is that of
// the thing at hand.
func outside(s string) string { return strings.ReplaceAll(s, "{panel.", "{") }
