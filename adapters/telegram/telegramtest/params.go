package telegramtest

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strconv"
)

// params are a call's parameters; values that are not strings are their JSON.
type params map[string]string

// readParams reads all four ways of "Making requests".
func readParams(r *http.Request) (params, error) {
	p := params{}
	for k, v := range r.URL.Query() {
		p[k] = v[0]
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.ContentLength == 0:
	case kind == "application/json":
		return p, p.fromJSON(r)
	case kind == "multipart/form-data":
		// A body without any part is no valid multipart; the platform takes it for no parameters.
		if err := r.ParseMultipartForm(1 << 20); err == nil {
			for k, v := range r.MultipartForm.Value {
				p[k] = v[0]
			}
		}
	default:
		if err := r.ParseForm(); err != nil {
			return nil, fmt.Errorf("parse form: %w", err)
		}
		for k, v := range r.PostForm {
			p[k] = v[0]
		}
	}
	return p, nil
}

func (p params) fromJSON(r *http.Request) error {
	var body map[string]json.RawMessage
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return fmt.Errorf("parse JSON: %w", err)
	}
	for k, raw := range body {
		p[k] = string(raw)
		var text string
		if json.Unmarshal(raw, &text) == nil {
			p[k] = text
		}
	}
	return nil
}

// number is the parameter as an integer, 0 when absent or none.
func (p params) number(name string) int64 {
	n, _ := strconv.ParseInt(p[name], 10, 64)
	return n
}
