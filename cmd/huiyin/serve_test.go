package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// Who asks for any free port reads in the links which one it became.
func TestLinksOfAFreePortLeadToTheServer(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	printed, out := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		code := run(ctx, []string{"serve", "-listen", "127.0.0.1:0", "-data", t.TempDir()},
			terminal{in: strings.NewReader(""), out: out, err: io.Discard})
		_ = out.Close()
		ended <- code
	}()
	link := regexp.MustCompile(`http://\S+/try/motor-claim`)
	opened := false
	for lines := bufio.NewScanner(printed); lines.Scan(); {
		url := link.FindString(lines.Text())
		if url == "" {
			continue
		}
		opened = true
		go io.Copy(io.Discard, printed) // it serves once it has printed everything
		resp, err := http.Get(url)
		if err != nil {
			t.Errorf("the printed link leads nowhere: %v", err)
		} else {
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK || !strings.Contains(resp.Request.URL.Path, "/c/") {
				t.Errorf("the printed link answers %d at %s", resp.StatusCode, resp.Request.URL)
			}
		}
		break
	}
	if !opened {
		t.Error("no link to try was printed")
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("stopped with exit code %d", code)
	}
}
