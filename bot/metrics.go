package bot

import (
	"context"
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huiyin/bot/state"
)

// Metrics are the service's figures, on a registry of their own.
type Metrics struct {
	Registry *prometheus.Registry

	in       *prometheus.CounterVec
	turns    *prometheus.HistogramVec
	out      *prometheus.HistogramVec
	refusals *prometheus.CounterVec
}

// NewMetrics registers the service's figures; store's queue lengths are read when asked for.
func NewMetrics(store state.Store) *Metrics {
	m := &Metrics{
		Registry: prometheus.NewRegistry(),
		in: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huiyin_inbound_total", Help: "Messages offered by channels, by what became of them.",
		}, []string{"channel", "result"}),
		turns: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "huiyin_turn_seconds", Help: "Time to handle one message, commit included.",
			Buckets: prometheus.ExponentialBuckets(0.001, 2, 14),
		}, []string{"result"}),
		out: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "huiyin_send_seconds", Help: "Time to send one message, by outcome.",
			Buckets: prometheus.ExponentialBuckets(0.005, 2, 13),
		}, []string{"channel", "result"}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huiyin_webhook_refused_total", Help: "Webhook calls refused, by reason.",
		}, []string{"channel", "reason"}),
	}
	m.Registry.MustRegister(m.in, m.turns, m.out, m.refusals, queues{store})
	return m
}

func (m *Metrics) accepted(channel string, fresh bool, err error) {
	result := "accepted"
	switch {
	case err != nil:
		result = "error"
	case !fresh:
		result = "duplicate"
	}
	m.in.WithLabelValues(channel, result).Inc()
}

func (m *Metrics) handled(err error, took time.Duration) {
	result := "ok"
	switch {
	case errors.Is(err, state.ErrDuplicate):
		result = "duplicate"
	case errors.Is(err, state.ErrConflict):
		result = "conflict"
	case err != nil:
		result = "error"
	}
	m.turns.WithLabelValues(result).Observe(took.Seconds())
}

func (m *Metrics) sent(channel, result string, took time.Duration) {
	m.out.WithLabelValues(channel, result).Observe(took.Seconds())
}

func (m *Metrics) refused(channel, reason string) {
	m.refusals.WithLabelValues(channel, reason).Inc()
}

// queues reads the store's queue lengths at each scrape.
type queues struct{ store state.Store }

var queueLength = prometheus.NewDesc("huiyin_queue_length", "Entries waiting, by queue.", []string{"queue"}, nil)

// Describe is part of prometheus.Collector.
func (q queues) Describe(ch chan<- *prometheus.Desc) { ch <- queueLength }

// Collect is part of prometheus.Collector; a store that is down gives no figure.
func (q queues) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	st, err := q.store.Stats(ctx)
	if err != nil {
		return
	}
	for name, n := range map[string]int{"inbox": st.Inbox, "outbox": st.Outbox, "journal": st.Journal, "dead": st.Dead} {
		ch <- prometheus.MustNewConstMetric(queueLength, prometheus.GaugeValue, float64(n), name)
	}
}
