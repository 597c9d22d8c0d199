package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	callTimeout = 15 * time.Second // one call of the Bot API, long polling aside
	maxAnswer   = 16 << 20         // bytes; a hundred updates stay far below
)

// answerError is an answer that is not the Bot API's: a proxy's page, or a server that is down.
type answerError struct{ status int }

func (e *answerError) Error() string {
	return fmt.Sprintf("HTTP status %d without an answer", e.status)
}

// apiError is a refusal of the Bot API, see "Making requests".
type apiError struct {
	code        int
	description string
	retryAfter  int // seconds
}

func (e *apiError) Error() string { return fmt.Sprintf("error %d: %s", e.code, e.description) }

// doer is the HTTP client of the library and of getUpdates. Its errors hold no address, because
// the address holds the token, and no body, because bodies hold message text.
type doer struct {
	client *http.Client
	token  string
}

func newDoer(rt http.RoundTripper, token string, timeout time.Duration) *doer {
	return &doer{token: token, client: &http.Client{
		Transport: rt, Timeout: timeout,
		// A redirect would carry the token to another place.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Do implements the library's HttpClient. The answer's body is JSON, whole and in memory.
func (d *doer) Do(req *http.Request) (*http.Response, error) {
	resp, err := d.client.Do(req)
	if err != nil {
		return nil, d.redact(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, d.redact(err)
	}
	if resp.StatusCode >= http.StatusInternalServerError || !isAnswer(body) {
		return nil, &answerError{status: resp.StatusCode}
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// isAnswer reports whether body has the shape of every Bot API answer.
func isAnswer(body []byte) bool {
	var a struct {
		OK *bool `json:"ok"`
	}
	return json.Unmarshal(body, &a) == nil && a.OK != nil
}

// redact drops the address from a transport's error.
func (d *doer) redact(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err
	}
	if strings.Contains(err.Error(), d.token) {
		return errors.New("transport error")
	}
	return err
}

func defaultTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 32
	return t
}

// received are the kinds of update we ask for.
var received = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// getUpdates fetches what waits from offset on, waiting for news as long as the long poll lasts.
// Asking confirms everything below offset.
func (c *Channel) getUpdates(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{
		"offset": offset, "timeout": int(c.longPoll / time.Second), "limit": 100, "allowed_updates": received,
	})
	if err != nil {
		return nil, fmt.Errorf("encode getUpdates: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.cfg.API+"/bot"+c.cfg.Token+"/getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("getUpdates: bad API address")
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.fetcher.Do(req)
	if err != nil {
		return nil, fmt.Errorf("getUpdates: %w", err)
	}
	var answer struct {
		OK          bool              `json:"ok"`
		Result      []json.RawMessage `json:"result"`
		Code        int               `json:"error_code"`
		Description string            `json:"description"`
		Parameters  struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("getUpdates: %w", &answerError{status: resp.StatusCode})
	}
	if !answer.OK {
		return nil, fmt.Errorf("getUpdates: %w", &apiError{answer.Code, answer.Description, answer.Parameters.RetryAfter})
	}
	return answer.Result, nil
}
