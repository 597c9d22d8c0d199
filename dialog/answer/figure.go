package answer

import (
	"regexp"
	"strings"
)

// meant reports whether a number between these words is given as the answer, and not denied, bounded
// or told. words says that it is written in words.
func meant(before, after string, words bool) bool {
	switch {
	case hasSuffix(before, "不", "不是", "不给", "不打", "没有", "没", "别", "不到", "不止", "超过", "第", "not ", "not a ", "under ", "over ", "than "):
		return false
	case onlyFiller(before):
		return closed(after) || onlyFiller(after)
	}
	return !words && opened(before) && closed(after)
}

// closed reports whether nothing is joined to the number on its right.
func closed(after string) bool {
	after = strings.TrimLeft(after, "吧呗哦噢啊呀哈了的啦 ")
	return after == "" || strings.ContainsRune(",.!?;:()~\"-", []rune(after)[0]) ||
		hasPrefix(after, "因为", "由于", "主要", "because", "but", "if i could", "as ", "since", "for ")
}

// opened reports whether a figure stands where an answer would: first, after nothing but filler, or
// after a verb that gives it.
func opened(before string) bool {
	return onlyFiller(before) || givesNext(before)
}

func givesNext(before string) bool {
	before = strings.TrimRight(before, " ")
	for _, w := range []string{"给", "给个", "给你们", "给他们", "打", "打个", "评", "评分", "选", "是", "就", "算", "give", "give it", "a", "it's", "it", "say", "score", "rate", "rating", "you", "about"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// markUnits count marks; every other unit counts something else.
var markUnits = set("分 星 颗星 星级 points point pts stars star marks mark 分儿")

// onlyFiller reports whether s adds nothing to a number beside it: "我给…吧", "I'd give it a …".
func onlyFiller(s string) bool {
	for _, c := range clauses(s) {
		rest := hanFiller.ReplaceAllString(c, "")
		for _, w := range strings.Fields(rest) {
			if !englishFiller[w] {
				return false
			}
		}
	}
	return true
}

var hanFiller = regexp.MustCompile(`大概|大约|差不多|左右|应该|可能|估计|我觉得|我认为|觉得|评分|打分|分数|推荐指数|推荐度|满意度|指数|等了|用了|花了|去了|跑了|打了|今年|已经|一共|总共|` +
	`谢谢|你们|他们|[我给打评选就是有约算个吧呗哦噢啊呀哈嗯了的啦得个多来它他她]`)

var englishFiller = set("its i i'd i'll i'm would will give gave you it a an the them this about around maybe probably say rate rating my score is was " +
	"it's out of rather roughly only just solid perfect definitely please pls plz thx ty thanks thank please answer number or so old")
