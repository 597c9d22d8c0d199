package simulate

import (
	"regexp"
	"strconv"
	"strings"

	"huiyin/dialog"
)

// known are the numbers and words that the survey's conditions compare with: without them hardly any
// respondent would be the one whose claim is over exactly 10,000.
type known struct {
	numbers []float64
	words   []string
	timed   bool // some condition looks at the clock
}

var (
	aNumber = regexp.MustCompile(`\b\d+(\.\d+)?\b`)
	aClock  = regexp.MustCompile(`\bnow\.`)
	aWord   = regexp.MustCompile(`"([^"]*)"|'([^']*)'`)
)

func literals(sv *dialog.Survey) known {
	var k known
	for _, q := range sv.Questions {
		k.learn(q.When)
		for _, r := range q.Routes {
			k.learn(r.When)
		}
	}
	for _, quota := range sv.Quotas {
		k.learn(quota.When)
	}
	return k
}

// learn takes the literals of one condition.
func (k *known) learn(when string) {
	k.timed = k.timed || aClock.MatchString(when)
	for _, m := range aNumber.FindAllString(when, -1) {
		if n, err := strconv.ParseFloat(m, 64); err == nil {
			k.numbers = append(k.numbers, n-1, n, n+1)
		}
	}
	for _, m := range aWord.FindAllStringSubmatch(when, -1) {
		k.words = append(k.words, m[1]+m[2])
	}
}

// vars gives what the invitation of the respondent carries: each variable left out, at its longest, or
// something that a condition compares it with.
func (r respondent) vars(sv *dialog.Survey) map[string]any {
	out := map[string]any{}
	for _, v := range sv.Vars {
		if r.chance(20) {
			continue
		}
		switch v.Type {
		case "list":
			out[v.Name] = r.items()
		case "bool":
			out[v.Name] = r.chance(50)
		case "number":
			n, _ := strconv.ParseFloat(r.number(0, 100_000), 64)
			out[v.Name] = n
		default:
			out[v.Name] = r.pick(append([]string{"陈先生", "CL20260118-4471", "{name}", strings.Repeat("字", 60)}, r.known.words...)...)
		}
	}
	return out
}

// items gives what a loop is gone through for: mostly a few, now and then none or too many,
// and often one that a condition of the survey names.
func (r respondent) items() []string {
	all := []string{"左前门", "后保险杠", "引擎盖", "a wing", "{item}", "右大灯", "后视镜", "车顶"}
	switch {
	case r.chance(5):
		return all
	case len(r.known.words) > 0 && r.chance(50):
		return append(all[:r.random.IntN(2)], r.pick(r.known.words...))
	}
	return all[:r.random.IntN(4)]
}
