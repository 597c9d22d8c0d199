package handoff

import (
	"math"
	"strings"
	"time"

	"huiyin/scoring"
)

// The rules a Reason may name. Those from RuleRegulator to RuleOpenRequest are also ids of
// scoring hits.
const (
	RuleNegativeText       = "negative_text"
	RuleDetractorGrievance = "detractor_grievance"
	RuleGrievance          = "grievance" // of a research survey: a personal matter, whatever the rating
	RuleRegulator          = "regulator"
	RuleLawyer             = "lawyer"
	RuleMedia              = "media"
	RuleRefundDispute      = "refund_dispute"
	RuleDistress           = "distress"
	RuleAskHuman           = "ask_human"
	RuleOpenRequest        = "open_request"
	RuleMisunderstood      = "misunderstood"
	RuleUnsolved           = "unsolved"
	RuleContradiction      = "contradiction"
)

// View is what the policy sees of a conversation, the reply to judge included.
type View struct {
	SurveyKind   string  // "experience" or "research": research escalates less
	Question     string  // id of the question answered; "solved" after a case; "" outside a question
	QuestionType string  // "nps", "csat", "text" …
	Command      string  // "human" when the reply is the command itself
	Text         string  // the words written; "" for a button
	AnswerNo     bool    // a yesno question was answered no, typed or pressed
	Rating       *Rating // the newest rating of the conversation, of this reply or before; nil without
	Misread      int     // replies in a row that could not be read, this one included
	InCase       bool    // a person has the conversation already
	Ended        bool    // the survey is over: words may still escalate, silence and misreadings do not
}

// Rating is a mark on its scale.
type Rating struct {
	Type     string // "nps", "csat", "ces"
	Value    float64
	Min, Max float64
}

// Detractor reports whether the mark is a detractor's: NPS 0–6, on other scales the lower two fifths.
func (r *Rating) Detractor() bool {
	switch {
	case r == nil:
		return false
	case r.Type == "nps":
		return r.Value <= 6
	}
	return r.Max > r.Min && (r.Value-r.Min)/(r.Max-r.Min) < 0.4
}

// Policy decides when a person takes over. Its zero value escalates rules and commands only; see
// [DefaultPolicy].
type Policy struct {
	NegativeText float64 // words at or below this value escalate, -1 … 0; 0 switches it off
	Grievance    float64 // with a detractor's rating, words at or below this value escalate; 0 off
	Misread      int     // so many unreadable replies in a row escalate; 0 off
}

// DefaultPolicy is what ships.
func DefaultPolicy() Policy { return Policy{NegativeText: -0.5, Grievance: -0.25, Misread: 2} }

// Decide judges one reply. now is part of the contract for policies with office hours; this one
// does not depend on it.
func (p Policy) Decide(v View, score scoring.Score, now time.Time) Decision {
	if v.InCase {
		return Decision{Action: None}
	}
	var d decided
	p.said(&d, v, score)
	if v.SurveyKind != "research" {
		p.dialog(&d, v)
	}
	p.felt(&d, v, score)
	return d.Decision
}

// said handles what was asked for or named in so many words.
func (p Policy) said(d *decided, v View, score scoring.Score) {
	if v.Command == "human" {
		d.escalate(RuleAskHuman, 2, words(strings.TrimSpace(v.Text)))
	}
	for _, h := range score.Rules {
		priority, known := hitPriority[h.ID]
		if !known || d.has(h.ID) || v.SurveyKind == "research" && !evenInResearch[h.ID] {
			continue
		}
		d.escalate(h.ID, priority, h.Words)
	}
}

// hitPriority is the priority of the scoring rules that escalate by themselves.
var hitPriority = map[string]int{
	RuleDistress: 1, RuleRegulator: 1, RuleLawyer: 1, RuleMedia: 1,
	RuleAskHuman: 2, RuleRefundDispute: 2, RuleOpenRequest: 3,
}

// evenInResearch escalates in a survey that asks for opinions, too.
var evenInResearch = map[string]bool{
	RuleDistress: true, RuleRegulator: true, RuleLawyer: true, RuleMedia: true, RuleAskHuman: true,
}

// dialog handles what the course of the dialog says.
func (p Policy) dialog(d *decided, v View) {
	if v.Question == "solved" && v.AnswerNo {
		d.escalate(RuleUnsolved, 1, words(strings.TrimSpace(v.Text)))
	}
	if p.Misread > 0 && v.Misread >= p.Misread && !v.Ended {
		d.escalate(RuleMisunderstood, 3, nil)
	}
}

// felt handles feelings: negative words, a grievance behind a low rating, words against the rating.
// A bare low rating does nothing: the bot asks why first.
func (p Policy) felt(d *decided, v View, score scoring.Score) {
	text, ok := part(score, "text")
	grievance := hit(score, RuleGrievance)
	if v.SurveyKind == "research" {
		if ok && len(grievance) > 0 && text.Value < 0 {
			d.escalate(RuleGrievance, 2, grievance)
		}
		return
	}
	if !ok && len(grievance) == 0 {
		return
	}
	if rating, rated := part(score, "rating"); rated && ok && contradicts(rating.Value, text.Value) {
		d.review(contradiction(v.Rating, text))
		return
	}
	detractor := v.Rating.Detractor()
	switch {
	case detractor && (len(grievance) > 0 || p.Grievance < 0 && text.Value <= p.Grievance):
		d.escalate(RuleDetractorGrievance, urgency(text.Value), union(grievance, text.Words))
		d.rate(v.Rating)
	case ok && p.NegativeText < 0 && text.Value <= p.NegativeText:
		d.escalate(RuleNegativeText, urgency(text.Value), text.Words)
	}
}

func urgency(value float64) int {
	if value <= -0.85 {
		return 1
	}
	return 2
}

// contradicts reports whether words and mark point opposite ways, both clearly.
func contradicts(rating, text float64) bool {
	return rating*text < 0 && math.Abs(rating) >= 0.5 && math.Abs(text) >= 0.3
}

func part(s scoring.Score, source string) (scoring.Part, bool) {
	for _, p := range s.Parts {
		if p.Source == source {
			return p, true
		}
	}
	return scoring.Part{}, false
}

func hit(s scoring.Score, id string) []string {
	for _, h := range s.Rules {
		if h.ID == id {
			return h.Words
		}
	}
	return nil
}
