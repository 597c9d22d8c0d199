package browsertest_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"huiyin/bot/desk/browsertest"
)

// pad is a test that notes its failures instead of failing.
type pad struct {
	testing.TB
	ends     []func()
	failures []string
}

func (p *pad) Cleanup(f func())          { p.ends = append(p.ends, f) }
func (p *pad) Errorf(_ string, v ...any) { p.failures = append(p.failures, v[0].(string)) }

func TestABlockedInlineScriptFailsTheTest(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<script>1</script><p id="there">there</p>`))
	}))
	defer server.Close()
	watched := &pad{TB: t}
	page := browsertest.New(watched)
	page.Open(server.URL)
	page.WaitText("#there", "there")
	for i := len(watched.ends) - 1; i >= 0; i-- {
		watched.ends[i]()
	}
	if !strings.Contains(strings.Join(watched.failures, "\n"), "Content Security Policy") {
		t.Errorf("the violation went unnoticed: %q", watched.failures)
	}
}
