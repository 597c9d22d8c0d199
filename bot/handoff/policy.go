package handoff

import (
	"slices"
	"strings"
	"time"

	"huiyin/scoring"
)

// Policy decides. The zero value escalates only what must never be missed; see [DefaultPolicy].
type Policy struct {
	// Below this value (-1 … 1) words are unhappy enough for a person.
	NegativeBelow float64
	// After so many replies in a row that could not be read a person helps; 0 never. One is asked
	// again, the second is kept and the survey goes on: the third is too many.
	Misunderstandings int
}

// DefaultPolicy is what ships.
func DefaultPolicy() Policy { return Policy{NegativeBelow: -0.6, Misunderstandings: 3} }

// detractor is the highest NPS rating of a detractor.
const detractor = 6

// trigger is one rule of the policy. Those of every survey come first; a research survey asks about
// wishes and products, where unhappy words are what it came for.
type trigger struct {
	rule     string
	zh, en   string
	priority int
	fires    func(p Policy, v View, s scoring.Score) (words []string, ok bool)
}

// triggers in the order of their gravity.
var triggers = []trigger{
	{"distress", "客户处境危急或有过激言语", "distress or a threat", 1, scored("distress")},
	{"regulator", "提到监管投诉", "speaks of the regulator", 1, scored("regulator")},
	{"lawyer", "提到律师或诉讼", "speaks of a lawyer or a court", 1, scored("lawyer")},
	{"media", "提到媒体曝光", "speaks of the media", 1, scored("media")},
	{"unsolved", "客户说问题没有解决", "says that the problem is not solved", 1, func(_ Policy, v View, _ scoring.Score) ([]string, bool) {
		return nil, v.Unsolved
	}},
	{"ask_human", "要求人工服务", "asks for a person", 2, func(_ Policy, v View, s scoring.Score) ([]string, bool) {
		words, hit := hitWords(s, "ask_human")
		if v.AskedHuman && v.Text != "" && !hit {
			words = []string{v.Text}
		}
		return words, hit || v.AskedHuman
	}},
	{"refund_dispute", "退保退费争议", "disputes a refund", 2, lived(scored("refund_dispute"))},
	{"detractor_grievance", "低分并说明了不满", "a low rating with a grievance", 2, lived(detractorGrievance)},
	{"grievance", "自己的事没有得到处理", "a grievance of one's own", 2, grievance},
	{"negative_text", "负面情绪", "unhappy words", 2, lived(func(p Policy, v View, s scoring.Score) ([]string, bool) {
		words, value, ok := unhappyWords(s)
		return words, ok && value <= p.NegativeBelow && !contradicts(s)
	})},
	{"open_request", "有事情等着办", "something is still to be done", 3, lived(func(_ Policy, _ View, s scoring.Score) ([]string, bool) {
		words, hit := hitWords(s, "open_request")
		return words, hit && s.Label != scoring.Positive
	})},
	{"misunderstood", "连续没有听懂客户", "was misunderstood repeatedly", 3, lived(func(p Policy, v View, _ scoring.Score) ([]string, bool) {
		return nil, p.Misunderstandings > 0 && v.Misread >= p.Misunderstandings && v.Text != ""
	})},
}

// lived keeps a trigger to surveys about what customers lived through.
func lived(fires func(Policy, View, scoring.Score) ([]string, bool)) func(Policy, View, scoring.Score) ([]string, bool) {
	return func(p Policy, v View, s scoring.Score) ([]string, bool) {
		words, ok := fires(p, v, s)
		return words, ok && v.SurveyKind != "research"
	}
}

// detractorGrievance needs both: the rating of a detractor and words that tell why. A bare low
// rating is asked about.
func detractorGrievance(_ Policy, v View, s scoring.Score) ([]string, bool) {
	if v.NPS == nil || *v.NPS > detractor {
		return nil, false
	}
	words, value, ok := unhappyWords(s)
	own, hit := hitWords(s, "grievance")
	return append(slices.Clip(words), own...), ok && value < 0 || hit
}

// grievance fires in research surveys, which tag unhappy words and escalate only what is somebody's
// own unfinished business. Elsewhere the ratings and the words decide.
func grievance(_ Policy, v View, s scoring.Score) ([]string, bool) {
	_, value, ok := unhappyWords(s)
	words, hit := hitWords(s, "grievance")
	return words, hit && ok && value < 0 && v.SurveyKind == "research"
}

// Decide says whether a person takes over, and why. now is for policies with clocks.
func (p Policy) Decide(v View, s scoring.Score, _ time.Time) Decision {
	var d Decision
	for _, t := range triggers {
		words, ok := t.fires(p, v, s)
		if !ok {
			continue
		}
		if d.Priority == 0 || t.priority < d.Priority {
			d.Priority = t.priority
		}
		d.Reasons = append(d.Reasons, t.reason(words))
	}
	switch {
	case len(d.Reasons) > 0:
		d.Action = Escalate
	case v.SurveyKind != "research" && (contradicts(s) || promoterUnhappy(v, s)):
		d.Action, d.Priority = Review, 3
		d.Reasons = []Reason{contradiction.reason(wordsOf(s))}
	default:
		d.Action = None
	}
	return d
}

// contradiction is a rating that the words belie (“10分，拒赔三次”): somebody should read it.
var contradiction = trigger{rule: "contradiction", zh: "评分与文字矛盾", en: "the rating and the words contradict each other"}

// contradicts compares the rating and the words of one reply: both clear, and opposite. It only asks
// for a look, since the words may be a joke, and the rating a slip.
func contradicts(s scoring.Score) bool {
	_, words, ok := unhappyWords(s)
	for _, p := range s.Parts {
		if p.Source == "rating" && ok {
			return words <= -0.3 && p.Value >= 0.5 || words >= 0.5 && p.Value <= -0.5
		}
	}
	return false
}

// promoterUnhappy is a promoter of earlier in the conversation with unhappy words now.
func promoterUnhappy(v View, s scoring.Score) bool {
	_, value, ok := unhappyWords(s)
	return ok && value < 0 && v.NPS != nil && *v.NPS >= 9
}

func (t trigger) reason(words []string) Reason {
	r := Reason{Rule: t.rule, Text: t.zh, En: t.en, Words: words}
	if len(words) > 0 {
		quoted := "“" + strings.Join(words, "” “") + "”"
		r.Text += "：" + quoted
		r.En += ": " + quoted
	}
	return r
}

// scored fires on a rule of package scoring.
func scored(rule string) func(Policy, View, scoring.Score) ([]string, bool) {
	return func(_ Policy, _ View, s scoring.Score) ([]string, bool) { return hitWords(s, rule) }
}

func hitWords(s scoring.Score, rule string) (words []string, ok bool) {
	for _, h := range s.Rules {
		if h.ID == rule {
			words, ok = append(words, h.Words...), true
		}
	}
	return words, ok
}

// unhappyWords gives what the text alone says: a low rating by itself is asked about, not escalated.
func unhappyWords(s scoring.Score) (words []string, value float64, ok bool) {
	for _, part := range s.Parts {
		if part.Source == "text" {
			return part.Words, part.Value, true
		}
	}
	return nil, 0, false
}

func wordsOf(s scoring.Score) []string {
	words, _, _ := unhappyWords(s)
	return words
}
