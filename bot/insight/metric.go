package insight

import (
	"fmt"
	"math"

	"huiyin/bot/records"
)

// z is the normal quantile of a two-sided 95 % interval.
const z = 1.96

// smallSample is the number of answers under which a result is too uncertain to act upon.
const smallSample = 30

// NPS is a net promoter score with its 95 % interval, in points of -100 … 100.
type NPS struct {
	Score, Margin, Lo, Hi           float64
	N                               int
	Promoters, Passives, Detractors int
}

// NPSOf makes the score of counts. With p and d the shares of promoters and detractors it is
// 100·(p−d), and its margin 1.96·100·√((p+d−(p−d)²)/n), from the variance of one answer that counts
// 1, 0 or −1. No answers give zeros.
func NPSOf(promoters, passives, detractors int) NPS {
	r := NPS{N: promoters + passives + detractors, Promoters: promoters, Passives: passives, Detractors: detractors}
	if r.N == 0 {
		return r
	}
	n := float64(r.N)
	p, d := float64(promoters)/n, float64(detractors)/n
	r.Score = 100 * (p - d)
	r.Margin = z * 100 * math.Sqrt(max(0, p+d-(p-d)*(p-d))/n)
	r.Lo, r.Hi = max(-100, r.Score-r.Margin), min(100, r.Score+r.Margin)
	return r
}

// Small reports whether there are too few answers to act upon.
func (n NPS) Small() bool { return n.N < smallSample }

// Share gives a count as a whole per cent of all answers; "–" when there are none.
func (n NPS) Share(count int) string {
	if n.N == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f%%", 100*float64(count)/float64(n.N))
}

// CSAT is the share of satisfied answers, 4 or 5 of 5 (top-2-box), with its 95 % Wilson interval;
// shares are 0 … 1.
type CSAT struct {
	Share, Lo, Hi float64
	N, Satisfied  int
}

// CSATOf makes the share of counts. No answers give zeros.
func CSATOf(satisfied, n int) CSAT {
	r := CSAT{N: n, Satisfied: satisfied}
	if n == 0 {
		return r
	}
	r.Share = float64(satisfied) / float64(n)
	r.Lo, r.Hi = wilson(r.Share, float64(n))
	return r
}

// Small reports whether there are too few answers to act upon.
func (c CSAT) Small() bool { return c.N < smallSample }

// wilson is the score interval of a share p of n (E. B. Wilson, JASA 22, 1927), which stays within
// 0 … 1 and is honest for small n.
func wilson(p, n float64) (lo, hi float64) {
	mid := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	scale := 1 + z*z/n
	return max(0, (mid-half)/scale), min(1, (mid+half)/scale)
}

// PlaceNPS is the NPS of one touchpoint.
type PlaceNPS struct {
	Touchpoint, Journey string
	NPS
}

// PlaceCSAT is the CSAT of one question at one touchpoint: questions are never pooled, a customer
// who answers two would count twice.
type PlaceCSAT struct {
	Touchpoint, Journey string
	Survey, Question    string
	CSAT
}

func npsOf(c records.NPSCount) NPS { return NPSOf(c.Promoters, c.Passives, c.Detractors) }
