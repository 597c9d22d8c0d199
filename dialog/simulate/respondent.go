package simulate

import (
	"strconv"
	"strings"

	"huiyin/dialog"
)

// Kind is a kind of respondent.
type Kind string

// The kinds of respondents; a run has as many of each.
const (
	Willing   Kind = "willing"   // answers what is asked
	Impatient Kind = "impatient" // passes questions, goes away
	Confused  Kind = "confused"  // replies with what is no answer
	Hostile   Kind = "hostile"   // is angry, wants a person, wants it to stop
	Silent    Kind = "silent"    // says nothing more often than not
	Presser   Kind = "presser"   // presses buttons, old ones too
	Paster    Kind = "paster"    // pastes numbers, long texts, the bot's own words
)

// About says what respondents of the kind do.
func (k Kind) About() string {
	return map[Kind]string{
		Willing: "answers what is asked", Impatient: "skips questions, goes away", Confused: "replies with what is no answer",
		Hostile: "is angry, wants a person, wants it to stop", Silent: "says nothing more often than not",
		Presser: "presses any button, old ones too", Paster: "pastes numbers, long texts, the bot's own words",
	}[k]
}

var kinds = [...]Kind{Willing, Impatient, Confused, Hostile, Silent, Presser, Paster}

// respondent is one made-up customer.
type respondent struct {
	kind   Kind
	random Random
	known  known
}

// chance is true in percent of the cases.
func (r respondent) chance(percent int) bool { return r.random.IntN(100) < percent }

func (r respondent) pick(from ...string) string { return from[r.random.IntN(len(from))] }

// leaves says whether the respondent falls silent here.
func (r respondent) leaves() bool {
	percent := map[Kind]int{Willing: 1, Impatient: 12, Confused: 5, Hostile: 5, Silent: 60, Presser: 2, Paster: 3}[r.kind]
	return r.chance(percent)
}

// mood draws the score of a reply, and whether the policy would call a person for it.
func (r respondent) mood() (dialog.Score, bool) {
	if r.chance(15) {
		return dialog.Score{Label: "unknown"}, r.chance(1)
	}
	value := float64(r.random.IntN(201)-100) / 100
	if r.kind == Hostile {
		value = -float64(r.random.IntN(101)) / 100
	}
	score := dialog.Score{Known: true, Value: value, Label: "neu"}
	switch {
	case value <= -0.3:
		score.Label = "neg"
	case value >= 0.3:
		score.Label = "pos"
	case r.chance(20):
		score.Label = "mixed"
	}
	return score, r.kind == Hostile && r.chance(15) || r.chance(1)
}

// answers gives what the respondent replies to what was said last: words, or a button with its value.
func (r respondent) answers(w *way) (text, button string) {
	switch r.kind {
	case Impatient:
		if r.chance(30) {
			return r.pick("跳过", "skip", "pass"), ""
		}
		if r.chance(8) {
			return r.pick("先到这吧", "不想答了", "晚点再说", "I'm done", "busy now"), ""
		}
	case Confused:
		if r.chance(50) {
			return r.pick(muddle...), ""
		}
	case Hostile:
		switch {
		case r.chance(4):
			return r.pick("退订", "STOP"), ""
		case r.chance(6):
			return r.pick("转人工", "agent"), ""
		case r.chance(30):
			return r.pick(anger...), ""
		}
	case Presser:
		if len(w.old) > 0 && r.chance(20) {
			b := w.old[r.random.IntN(len(w.old))]
			return b.Label, b.Value
		}
		if r.chance(5) {
			return "", r.pick("0", "1", "99999999999", "-1", "x")
		}
	case Paster:
		if r.chance(40) {
			return r.pastes(w.last.Text), ""
		}
	}
	return r.sensibly(w)
}

// muddle is what confused people write.
var muddle = []string{
	"?", "？", "什么意思", "你是谁", "不知道", "七八分吧", "看情况", "what?", "who is this", "11", "-1", "99", "👍", "。", "", "嗯", "1和3都行吧",
}

// anger is what hostile people write.
var anger = []string{
	"你们太慢了，没人管", "垃圾公司", "再也不买了", "骗人的保险", "我要投诉到银保监", "0分", "this is a disgrace", "I will sue you", "!!!",
}

// pastes gives what is on a clipboard.
func (r respondent) pastes(last string) string {
	return r.pick(
		last, "CL20260118-4471", "13800138000", "https://example.com/a?b=1&c={name}", "{name}", "\x00\u202e",
		strings.Repeat("保单条款第三条约定如下。", 200), strings.Repeat("lorem ipsum ", 40), "1\n2\n3", "，，，",
	)
}

// sensibly gives an answer to the question, half of the time by its button.
func (r respondent) sensibly(w *way) (text, button string) {
	buttons := w.last.Buttons
	if w.sess.State == dialog.Consent && len(buttons) > 0 {
		b := buttons[0]
		if r.chance(map[Kind]int{Hostile: 20, Presser: 30}[r.kind] + 3) {
			b = buttons[len(buttons)-1]
		}
		return b.Label, b.Value
	}
	if len(buttons) > 0 {
		i := r.random.IntN(len(buttons))
		if r.kind == Hostile && r.chance(60) {
			i = 0
		}
		if r.kind == Presser || r.chance(50) {
			return buttons[i].Label, buttons[i].Value
		}
		return buttons[i].Label, ""
	}
	if q := w.survey.Question(string(w.sess.State)); q != nil {
		return r.types(q), ""
	}
	return r.words(), ""
}

// types gives typed words that answer a question without buttons.
func (r respondent) types(q *dialog.Question) string {
	if words, ok := r.describes(q); ok {
		return words
	}
	switch {
	case q.Type == dialog.Date:
		return r.pick("昨天", "上周三", "2026-01-02", "1月2日", "Jan 2")
	case q.Type == ranking:
		return r.ranks(q)
	case len(q.Options) > 0:
		var picked []string
		for i := range q.Options {
			if r.chance(40) {
				picked = append(picked, strconv.Itoa(i+1))
			}
		}
		if len(picked) == 0 {
			picked = []string{strconv.Itoa(1 + r.random.IntN(len(q.Options)))}
		}
		return strings.Join(picked, ",")
	case q.Min < q.Max:
		return r.number(q.Min, q.Max)
	}
	return r.words()
}

// ranking is the type whose answer names the options, or the first Max of them, in an order.
const ranking dialog.Type = "ranking"

func (r respondent) ranks(q *dialog.Question) string {
	want := len(q.Options)
	if q.Max > 0 && int(q.Max) < want {
		want = int(q.Max)
	}
	var left, order []string
	for i := range q.Options {
		left = append(left, strconv.Itoa(i+1))
	}
	for range want {
		i := r.random.IntN(len(left))
		order = append(order, left[i])
		left = append(left[:i], left[i+1:]...)
	}
	return strings.Join(order, ",")
}

// number gives a whole number within bounds, often one that a condition of the survey names.
func (r respondent) number(low, high float64) string {
	if n := len(r.known.numbers); n > 0 && r.chance(40) {
		if v := r.known.numbers[r.random.IntN(n)]; v >= low && v <= high {
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	span := min(high-low, 1e6)
	return strconv.FormatFloat(low+float64(r.random.IntN(int(span)+1)), 'f', -1, 64)
}

// words gives words of one's own, now and then some that a condition of the survey names.
func (r respondent) words() string {
	if n := len(r.known.words); n > 0 && r.chance(20) {
		return r.known.words[r.random.IntN(n)]
	}
	return r.pick(
		"理赔挺快的，客服也有耐心", "材料太多，跑了三趟", "都还好", "希望能线上办", "没有了", "价格有点高", "医院太少",
		"It went well, thank you", "too much paperwork", "nothing else", "a bit slow",
	)
}
