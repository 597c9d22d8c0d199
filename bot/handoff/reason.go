package handoff

import (
	"slices"
	"strconv"
	"strings"

	"huiyin/scoring"
)

// decided is a Decision in the making.
type decided struct{ Decision }

func (d *decided) has(rule string) bool {
	return slices.ContainsFunc(d.Reasons, func(r Reason) bool { return r.Rule == rule })
}

// escalate adds a reason; the most urgent one gives the priority and stands first.
func (d *decided) escalate(rule string, priority int, words []string) {
	r := Reason{
		Rule: rule, Words: words,
		Text: quoted(ruleNames[rule][0], "：", words), En: quoted(ruleNames[rule][1], ": ", words),
	}
	if d.Action == Escalate && priority >= d.Priority {
		d.Reasons = append(d.Reasons, r)
		return
	}
	d.Reasons = append([]Reason{r}, d.Reasons...)
	d.Action, d.Priority = Escalate, priority
}

// review adds a reason to look at the reply later; an escalation keeps it as a further reason.
func (d *decided) review(r Reason) {
	d.Reasons = append(d.Reasons, r)
	if d.Action != Escalate {
		d.Action, d.Priority = Review, 3
	}
}

// rate names the mark in the detractor's reason.
func (d *decided) rate(r *Rating) {
	for i := range d.Reasons {
		if d.Reasons[i].Rule == RuleDetractorGrievance {
			d.Reasons[i].Text = strings.Replace(d.Reasons[i].Text, "低分", "低分（"+mark(r)+"分）", 1)
			d.Reasons[i].En = strings.Replace(d.Reasons[i].En, "Low rating", "Low rating ("+mark(r)+")", 1)
		}
	}
}

// ruleNames say each rule in Chinese and English.
var ruleNames = map[string][2]string{
	RuleNegativeText:       {"负面情绪", "Negative words"},
	RuleDetractorGrievance: {"低分并有具体不满", "Low rating with a grievance"},
	RuleGrievance:          {"个人投诉事项", "Personal grievance"},
	RuleRegulator:          {"提到向监管部门或消协投诉", "Mentions the regulator or consumer association"},
	RuleLawyer:             {"提到律师或诉讼", "Mentions a lawyer or court"},
	RuleMedia:              {"提到媒体或网上曝光", "Mentions going to the media"},
	RuleRefundDispute:      {"退保退款争议", "Dispute over a refund"},
	RuleDistress:           {"情绪危急或有威胁", "Distress or threat"},
	RuleAskHuman:           {"要求人工服务", "Asks for a person"},
	RuleOpenRequest:        {"有事情等着办", "Something is still to be done"},
	RuleMisunderstood:      {"连续两次没有读懂", "Misunderstood twice in a row"},
	RuleUnsolved:           {"客户说问题没有解决", "The customer says it is not solved"},
	RuleContradiction:      {"评分与文字不一致", "Rating and words disagree"},
}

func contradiction(r *Rating, text scoring.Part) Reason {
	zh, en := ruleNames[RuleContradiction][0], ruleNames[RuleContradiction][1]
	if r != nil {
		zh, en = zh+"："+mark(r)+"分，", en+": "+mark(r)+", "
		return Reason{Rule: RuleContradiction, Words: text.Words, Text: quoted(zh, "", text.Words), En: quoted(en, "", text.Words)}
	}
	return Reason{Rule: RuleContradiction, Words: text.Words, Text: quoted(zh, "：", text.Words), En: quoted(en, ": ", text.Words)}
}

func mark(r *Rating) string { return strconv.FormatFloat(r.Value, 'f', -1, 64) }

// quoted puts the customer's words behind the name of a rule.
func quoted(name, colon string, words []string) string {
	if len(words) == 0 {
		return strings.TrimRight(name, "，, ")
	}
	return name + colon + "“" + strings.Join(words, "”“") + "”"
}

// longest bounds, in characters, one quotation: a reason is a line in a list.
const longest = 40

// words quotes a whole reply, cut.
func words(text string) []string {
	r := []rune(text)
	switch {
	case len(r) == 0:
		return nil
	case len(r) > longest:
		return []string{string(r[:longest]) + "…"}
	}
	return []string{text}
}

// union joins two lists of words, each once.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, w := range b {
		if !slices.ContainsFunc(out, func(o string) bool { return strings.Contains(o, w) }) {
			out = append(out, w)
		}
	}
	return out
}
