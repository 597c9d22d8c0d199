package insight_test

import (
	"math"
	"testing"

	"huiyin/bot/insight"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within || math.IsNaN(got) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// The values of the design notes: p = .5, d = 1/6 of 100 answers give 33.3 ± 14.6. With whole
// answers the same shares are 300 of 600, whose margin is √6 times smaller.
func TestNPSHasItsMargin(t *testing.T) {
	n := insight.NPSOf(300, 200, 100)
	near(t, "score", n.Score, 33.333, 0.001)
	near(t, "margin as of 100 answers", n.Margin*math.Sqrt(6), 14.6, 0.05)
	near(t, "lo", n.Lo, n.Score-n.Margin, 1e-9)
	near(t, "hi", n.Hi, n.Score+n.Margin, 1e-9)
	if n.N != 600 || n.Small() {
		t.Errorf("n = %d, small %v", n.N, n.Small())
	}
	n = insight.NPSOf(50, 33, 17)
	near(t, "score of 100", n.Score, 33, 1e-9)
	near(t, "margin of 100", n.Margin, 14.7, 0.05)
}

func TestNPSAtItsEnds(t *testing.T) {
	for _, c := range []struct {
		p, s, d       int
		score, lo, hi float64
		small         bool
		share         string
	}{
		{0, 0, 0, 0, 0, 0, true, "–"},
		{30, 0, 0, 100, 100, 100, false, "100%"},
		{0, 0, 5, -100, -100, -100, true, "0%"},
		{1, 0, 1, 0, -100, 100, true, "50%"}, // the margin is 138.6: cut off at the scale
		{0, 29, 0, 0, 0, 0, true, "0%"},
	} {
		n := insight.NPSOf(c.p, c.s, c.d)
		near(t, "score", n.Score, c.score, 1e-9)
		near(t, "lo", n.Lo, c.lo, 1e-9)
		near(t, "hi", n.Hi, c.hi, 1e-9)
		if n.Small() != c.small || n.Share(c.p) != c.share {
			t.Errorf("%+v: small %v, share %s", n, n.Small(), n.Share(c.p))
		}
	}
}

// 8 of 10: 0.4902 … 0.9433 (R: prop.test(8, 10, correct = FALSE)).
func TestCSATHasItsWilsonInterval(t *testing.T) {
	c := insight.CSATOf(8, 10)
	near(t, "share", c.Share, 0.8, 1e-9)
	near(t, "lo", c.Lo, 0.4902, 5e-5)
	near(t, "hi", c.Hi, 0.9433, 5e-5)
	all := insight.CSATOf(10, 10)
	near(t, "lo of all", all.Lo, 0.7225, 5e-5)
	near(t, "hi of all", all.Hi, 1, 1e-9)
	near(t, "lo of none", insight.CSATOf(0, 10).Lo, 0, 1e-9)
	if empty := insight.CSATOf(0, 0); empty.Share != 0 || !empty.Small() {
		t.Errorf("no answers: %+v", empty)
	}
}
