package adaptertest

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
)

// Log keeps everything a channel logs, down to debug.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Logger writes to l.
func (l *Log) Logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// Write implements io.Writer.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// String is what was logged so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// private is the text of every message that the suite lets people write or the channel send: like
// a secret it must appear nowhere but in the message itself.
const private = "我的保单号是" + privateMark

const privateMark = "PrivateText8812" // short, to be found in an excerpt too

// NoSecrets fails when text shows a secret or message text. where says whose text it is.
func NoSecrets(t *testing.T, where, text string, secrets []string) {
	t.Helper()
	for i, s := range append([]string{privateMark}, secrets...) {
		if s != "" && strings.Contains(text, s) {
			t.Errorf("%s shows %s", where, map[bool]string{true: "message text", false: "a secret"}[i == 0])
		}
	}
}
