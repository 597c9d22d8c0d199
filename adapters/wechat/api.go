package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/silenceper/wechat/v2/util"
)

// maxAnswer bounds what is read of an answer of the API.
const maxAnswer = 1 << 20

// apiError is a refusal of the API. The platform's errmsg is left out: it can quote what was sent.
type apiError struct {
	path   string
	status int        // HTTP status
	code   int64      // errcode; 0 when the answer was no JSON of the platform
	ip     netip.Addr // with 40164: our address as the platform sees it
}

func (e *apiError) Error() string {
	switch {
	case e.status != http.StatusOK:
		return fmt.Sprintf("%s: HTTP status %d", e.path, e.status)
	case e.code == 0:
		return e.path + ": answer not understood"
	}
	return fmt.Sprintf("%s: errcode %d%s", e.path, e.code, meaning(e.code))
}

// call posts with an access token and takes a new token once when the platform refuses this one.
func (c *Channel) call(ctx context.Context, path string, in, out any) error {
	for attempt := 0; ; attempt++ {
		token, err := c.tokens.GetAccessTokenContext(ctx)
		if err != nil {
			return fmt.Errorf("access token: %w", err)
		}
		err = c.post(ctx, path, token, in, out)
		var refused *apiError
		if attempt == 0 && errors.As(err, &refused) && staleToken(refused.code) {
			c.tokens.drop(token)
			continue
		}
		return err
	}
}

// post makes one request and decodes the answer into out, which may be nil. HTTP 200 with an errcode
// is an *apiError.
func (c *Channel) post(ctx context.Context, path, accessToken string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, apiTimeout)
	defer cancel()
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false) // the platform shows escapes such as \u0026 as they stand
	if err := enc.Encode(in); err != nil {
		return fmt.Errorf("%s: encode: %w", path, err)
	}
	address := c.cfg.API + path
	if accessToken != "" {
		address += "?access_token=" + url.QueryEscape(accessToken)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, &body)
	if err != nil {
		return fmt.Errorf("%s: %w", path, withoutURL(err))
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", path, withoutURL(err))
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("%s: read answer: %w", path, err)
	}
	return decodeAnswer(path, resp.StatusCode, raw, out)
}

// decodeAnswer tells success from the two kinds of failure: of HTTP, and of the errcode in a 200.
func decodeAnswer(path string, status int, raw []byte, out any) error {
	if status != http.StatusOK {
		return &apiError{path: path, status: status}
	}
	var head util.CommonError
	if err := json.Unmarshal(raw, &head); err != nil {
		return &apiError{path: path, status: status}
	}
	if head.ErrCode != 0 {
		return &apiError{path: path, status: status, code: head.ErrCode, ip: firstIP(head.ErrMsg)}
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return &apiError{path: path, status: status}
	}
	return nil
}

// withoutURL takes the URL, and with it the access token, out of a transport error.
func withoutURL(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}

// firstIP finds our own address in a message such as "invalid ip 203.0.113.7 ipv6 …, not in whitelist".
func firstIP(errmsg string) netip.Addr {
	for _, word := range strings.FieldsFunc(errmsg, func(r rune) bool { return r == ' ' || r == ',' }) {
		if ip, err := netip.ParseAddr(word); err == nil {
			return ip
		}
	}
	return netip.Addr{}
}
