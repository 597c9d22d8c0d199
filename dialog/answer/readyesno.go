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
	if n := len(s) / 2; n > 1 && s[:n] == s[n:] {
		return r.on(s[:n]).yesNo()
	}
	if doublyDenied(s) {
		return read(true, "denies a denial", 0.75)
	}
	if hasPrefix(s, "不是有", "不是是", "not that i", "not no") || containsAny(s, halfDenied) {
		return again("says both")
	}
	if containsAny(s, inPart) {
		return again("in part")
	}
	if unsureStart(s) {
		return again("undecided")
	}
	if yes, ok := begun(s); ok {
		return read(yes, "the way it begins", 0.8)
	}
	yes, ok := judge(r.folded, yesWords, noWords)
	switch {
	case !ok:
		return again("neither yes nor no")
	case yes:
		return read(true, "yes in other words", 0.9)
	}
	return read(false, "no in other words", 0.9)
}

var moreYes = set("all_good_now 嗯呐 嗯哪 必须的 必须滴 必须 那是 是呀 好嘞 好咧 系呀 有啊 有啊有啊 shi shi_de you dui hao hao_de yess yea ya yess! sim 对头 要得 可以的 中嘞 妥 妥了 没毛病 当然 肯定 肯定的 当然啦")

var moreNo = set("i_don't_think_so i_do_not_think_so not_that_i_know_of 木有 没得 么有 冇啊 唔 绝不 绝对不 不可能 mei mei_you meiyou bu bu_shi bushi unfortunately_not i'm_afraid_not sadly_not 莫得 没门 一次也没有 一次都没有 没有解决 nay")

var firstOrSecond = map[string]bool{"1": true, "2": false}

var inPart = []string{"一部分", "部分", "又不是", "一半", "yes and no", "kind of", "sort of", "partly", "somewhat"}

// halfDenied deny only that one may say no, or that one did.
var halfDenied = []string{"不能说不", "不能说没", "没说不", "没说没", "谁说不", "谁说没", "can't say no", "wouldn't say no", "say i didn't"}

// doublyDenied reads "不是没有", "不会不买", "没有不满意", "not unhappy", where nothing is added to it.
func doublyDenied(s string) bool {
	if strings.ContainsAny(s, ",.;?!") || containsAny(s, []string{"但", "只是", "but"}) {
		return false
	}
	s = strings.TrimLeft(stripLead(s, []string{"我", "当然", "确实", "其实", "倒", "也", "并"}), " ")
	for _, p := range []string{"非", "不是", "没什么", "没有", "不会", "不能", "不可能", "不至于", "怎么会", "没"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return hasPrefix(rest, "不", "没") && len(rest) > len("不") && !strings.HasPrefix(rest, "不是")
		}
	}
	s = stripLead(s, []string{"i'm", "i am", "it's", "it is"})
	return hasPrefix(s, "not unhappy", "not dissatisfied", "not unsatisfied", "not unsolved", "not unresolved", "i don't disagree", "i do not disagree", "don't disagree")
}

// unsureStart tells hedges that begin like a no: 不一定, 不好说.
func unsureStart(s string) bool {
	return hasPrefix(s, "不一定", "不好说", "不确定", "不清楚", "不知道", "不太", "不记得", "没准", "不全", "没完全", "没有完全", "不完全", "not sure", "not certain", "not quite", "not entirely", "not fully", "not completely", "not only", "not bad")
}

// begun reads a short clause by its first word, the adverbs before it left out: 已解决, 从没用过,
// "still not fixed".
func begun(s string) (yes, ok bool) {
	if len(s) > 36 || strings.ContainsAny(s, ",.;?!") || containsAny(s, []string{"但", "不过", "又", "好像", "but", "however", "吗", "什么", "事找事"}) {
		return false, false
	}
	whole := s
	if !hasHan(s) {
		if yes, ok := byAuxiliary(strings.Fields(s)); ok {
			return yes, true
		}
		s = stripLead(s, []string{"definitely", "absolutely", "of course", "certainly", "it is", "it's", "it has", "it was", "still", "i have", "well", "obviously", "sadly", "unfortunately"})
		switch {
		case hasPrefix(s, "not ", "nothing ", "haven't ", "hasn't ", "nobody ", "no one "), s == "not":
			return false, true
		case s == "yes", s == "sure thing", s == "yeah", s == "yes it is":
			return true, true
		}
		return false, false
	}
	s = stripLead(s, []string{"我", "到现在", "目前", "暂时", "根本", "完全", "一直", "从来", "从", "一点都", "一点也", "真的", "确实", "还", "都", "也", "并", "尚"})
	switch {
	case hasPrefix(s, "没错", "没问题", "没事", "没关系", "没毛病", "没说的", "不错", "不客气", "没的说", "没得说", "不得不", "不要紧", "没什么", "没注意", "没解决完", "没处理完全", "没有问题", "无所谓", "不是不", "不是没", "没有不", "没不"):
		return false, false
	case hasPrefix(s, "没", "未", "不曾", "不想", "不会", "不能", "不是", "不需要", "否定"):
		return false, true
	}
	if hasPrefix(s, "会推荐", "愿意推荐", "会继续", "会再", "愿意继续", "会续") {
		return true, true
	}
	s = stripLead(s, []string{"已经", "已", "早就", "早", "全部", "全"})
	for _, v := range []string{"解决", "处理", "收到", "到账", "办", "搞定", "搞", "修", "弄", "赔", "做"} {
		if rest, found := strings.CutPrefix(s, v); found {
			if hasPrefix(rest, "个屁", "个鬼", "个头", "个毛") {
				return false, true
			}
			rest = strings.TrimLeft(rest, "好了完咗啦妥")
			return true, rest == "" && (whole != v || v == "解决")
		}
	}
	return false, false
}

// byAuxiliary reads "they did", "it has been" and "it did not": a pronoun and what it did.
func byAuxiliary(words []string) (yes, ok bool) {
	if len(words) < 2 || len(words) > 3 {
		return false, false
	}
	switch words[0] {
	case "i", "it", "they", "he", "she", "we", "you":
	default:
		return false, false
	}
	aux, denied := strings.CutSuffix(words[1], "n't")
	switch aux {
	case "did", "do", "does", "has", "have", "had", "was", "is", "were", "are", "will", "would":
	default:
		return false, false
	}
	switch {
	case len(words) == 2:
		return !denied, true
	case words[2] == "not" && !denied:
		return false, true
	case words[2] == "been":
		return !denied, true
	}
	return false, false
}
