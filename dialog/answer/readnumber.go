package answer

import (
	"strings"
	"unicode/utf8"
)

// count reads a number of anything, within the question's bounds.
func (r heard) count() Reading {
	if none[r.said] || hasPrefix(r.said, "一次都没", "一次也没", "从来没", "从没") || neverDid(r.said) {
		return r.within(0, "none", 0.9)
	}
	return r.oneNumber(scan(r.folded))
}

// neverDid reads 没打过 and 没有去过.
func neverDid(s string) bool {
	return strings.HasPrefix(s, "没") && strings.HasSuffix(s, "过") && utf8.RuneCountInString(s) <= 5
}

var none = set("没有 没 无 一次没有 没去过 没有过 零次 none never zero not_once nil nothing no not_any 冇 一个没有 一个都没有 一个也没有")

// amount reads yuan.
func (r heard) amount() Reading {
	if none[r.said] || noMoney[r.said] || hasPrefix(r.said, "一分钱没", "一分钱都没", "一分钱也没", "一分没") {
		return r.within(0, "nothing", 0.9)
	}
	if containsAny(r.folded, otherMoney) {
		return again("another currency")
	}
	return r.oneNumber(scan(r.folded))
}

var noMoney = set("没花钱 没要钱 免费 免费的 没赔 没赔钱 没给钱 free free_of_charge for_free no_money")

var otherMoney = []string{"美元", "美金", "港币", "欧元", "日元", "刀", "$", "€", "£", "usd", "dollar", "euro", "hkd"}

// oneNumber takes the one number of the reply.
func (r heard) oneNumber(all []quantity) Reading {
	var kept []quantity
	for _, q := range all {
		if q.off || q.id || r.q.Type == "amount" && notMoney(q) || r.veryMuch(q) {
			continue
		}
		if q.unclear {
			return again("not one number")
		}
		kept = append(kept, q)
	}
	if len(kept) == 0 {
		return again("no number found")
	}
	if strings.Contains(r.folded, "也可能") {
		return again("undecided")
	}
	for _, q := range kept {
		if q.value != kept[0].value {
			return again("several numbers")
		}
	}
	how, sure := howWritten(kept[0]), 0.95
	if trim(r.folded[:kept[0].from]+r.folded[kept[0].to:]) != "" {
		sure = 0.85
		if utf8.RuneCountInString(r.said) > 40 {
			return again("a number in a story")
		}
	}
	if hasPrefix(r.said, "couple", "a few") || strings.HasPrefix(r.folded[kept[0].from:], "one ") && kept[0].value == 1 && kept[0].unit == "" {
		return again("no number found")
	}
	return r.within(kept[0].value, how, sure)
}

// veryMuch tells 十分满意 and 一分没少, which give no number.
func (r heard) veryMuch(q quantity) bool {
	return q.words && q.unit == "分" && (q.value == 10 || q.value == 1) && !r.given(q, false)
}

// notMoney reports whether a number counts days or times and not yuan.
func notMoney(q quantity) bool {
	switch q.unit {
	case "", "元", "块", "块钱", "元整", "大洋", "角", "毛", "毛钱", "yuan", "rmb", "cny", "个":
		return false
	}
	return true
}

func (r heard) within(v float64, how string, sure float64) Reading {
	if r.q.Min != nil && v < *r.q.Min || r.q.Max != nil && v > *r.q.Max {
		return again("outside the bounds")
	}
	return read(v, how, sure)
}
