package answer

import "strings"

// yesNo reads yes or no; a denied denial is a yes.
func (r heard) yesNo() Reading {
	s := r.said
	if hasHan(s) {
		s = tight(s)
	}
	switch {
	case yesWords[s] || moreYes[s]:
		return read(true, "yes", 0.95)
	case noWords[s] || moreNo[s]:
		return read(false, "no", 0.95)
	}
	if i, ok := firstOrSecond[s]; ok {
		return read(i, "place of the button", 0.8)
	}
	if doublyDenied(s) {
		return read(true, "denies a denial", 0.75)
	}
	for _, p := range []string{"不是有", "不是是"} {
		if strings.HasPrefix(s, p) {
			return again("says both")
		}
	}
	if containsAny(s, inPart) {
		return again("in part")
	}
	yes, ok := YesNo(r.raw)
	switch {
	case !ok:
		return again("neither yes nor no")
	case yes:
		return read(true, "yes in other words", 0.9)
	}
	return read(false, "no in other words", 0.9)
}

var moreYes = set("嗯呐 嗯哪 必须的 必须滴 必须 那是 是呀 系呀 有啊 有啊有啊 shi shi_de you dui hao hao_de yess yea ya yess! sim 对头 要得 可以的 中嘞 妥 妥了 没毛病 当然 肯定 肯定的 当然啦")

var moreNo = set("木有 没得 么有 冇啊 唔 绝不 绝对不 不可能 mei mei_you meiyou bu bu_shi bushi unfortunately_not i'm_afraid_not sadly_not 莫得 没门 一次也没有 一次都没有 没有解决 nay")

var firstOrSecond = map[string]bool{"1": true, "2": false}

var inPart = []string{"一部分", "部分", "又不是", "一半", "yes and no", "kind of", "sort of", "partly", "somewhat"}

// doublyDenied reads "不是没有", "不会不买", "没有不满意", "not unhappy", where nothing is added to it.
func doublyDenied(s string) bool {
	if strings.ContainsAny(s, ",.;?!") || containsAny(s, []string{"但", "只是", "but"}) {
		return false
	}
	s = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(s, "我"), "也"), " ")
	for _, p := range []string{"并不是", "并非", "不是", "没有", "不会", "没"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return hasPrefix(rest, "不", "没") && len(rest) > len("不") && !strings.HasPrefix(rest, "不是")
		}
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "i'm "), "i am ")
	return hasPrefix(s, "not unhappy", "not dissatisfied", "not unsatisfied", "not unsolved", "not unresolved", "i don't disagree", "i do not disagree", "don't disagree")
}
