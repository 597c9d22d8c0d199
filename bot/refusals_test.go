package bot

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huiyin/adapters"
	"huiyin/bot/state"
)

// Whoever is refused a thousand times cannot fill the disk, and is counted all the same.
func TestAFloodOfRefusalsIsLoggedBriefly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		m := NewMetrics(state.Store(nil))
		refused := Refused(m, slog.New(slog.NewTextHandler(&out, nil)))
		flood := adapters.Refusal{Status: 401, Reason: "bad secret"}
		for range 1000 {
			refused("telegram", "default", flood)
		}
		if n := strings.Count(out.String(), "bad secret"); n != refusalLines {
			t.Errorf("%d lines of the flood, want %d", n, refusalLines)
		}
		refused("wechat", "default", adapters.Refusal{Status: 401, Reason: "stale timestamp"})
		if !strings.Contains(out.String(), "stale timestamp") {
			t.Error("the flood hides what else is refused")
		}

		time.Sleep(refusalEvery)
		out.Reset()
		refused("telegram", "default", flood)
		if !strings.Contains(out.String(), "unlogged_before=980") {
			t.Errorf("a minute later: %q, want how many were not told", out.String())
		}
		if n := counted(t, m, "bad secret"); n != 1001 {
			t.Errorf("%v are counted, want 1001", n)
		}
	})
}

// counted reads how many refusals for a reason the metrics hold.
func counted(t *testing.T, m *Metrics, reason string) (n float64) {
	t.Helper()
	registry := prometheus.NewRegistry() // without the queues, which need a store
	registry.MustRegister(m.refusals)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, metric := range f.GetMetric() {
			for _, label := range metric.GetLabel() {
				if label.GetValue() == reason {
					n += metric.GetCounter().GetValue()
				}
			}
		}
	}
	return n
}
