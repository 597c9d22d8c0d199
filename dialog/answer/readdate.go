package answer

import (
	"strings"
	"time"
)

// date reads one day and gives it as YYYY-MM-DD.
func (r heard) date() Reading {
	s := r.folded
	if i := strings.LastIndex(s, "不是"); i >= 0 {
		if j := strings.Index(s[i+len("不是"):], "是"); j >= 0 {
			s = s[i+len("不是")+j+len("是"):] // 不是今天是昨天
		}
	}
	for _, d := range dialectDays {
		if strings.Contains(s, d.said) {
			s = strings.ReplaceAll(s, d.said, d.means)
		}
	}
	day, ok := dayIn(s, r.today)
	if !ok {
		return again("no one day")
	}
	return read(day.Format(time.DateOnly), "a day", 0.9)
}

// dialectDays are other words, and common slips, for days that dayIn knows; longest first.
var dialectDays = []struct{ said, means string }{
	{"十一国庆", "10月1日"},
	{"国庆节当天", "10月1日"},
	{"国庆节那天", "10月1日"},
	{"国庆当天", "10月1日"},
	{"国庆那天", "10月1日"},
	{"元旦", "1月1日"},
	{"双十一", "11月11日"},
	{"双11", "11月11日"},
	{"双十二", "12月12日"},
	{"昨儿个", "昨天"},
	{"昨儿", "昨天"},
	{"前儿个", "前天"},
	{"前儿", "前天"},
	{"今儿个", "今天"},
	{"今儿", "今天"},
	{"昨个", "昨天"},
	{"寻日", "昨天"},
	{"尋日", "昨天"},
	{"琴日", "昨天"},
	{"今朝", "今天"},
	{"这月", "这个月"},
	{"yesteday", "yesterday"},
	{"yesterdy", "yesterday"},
	{"yestarday", "yesterday"},
	{"this morning", "today"},
	{"tonight", "today"},
	{"this afternoon", "today"},
	{"last night", "yesterday"},
	{"廿", "二十"},
	{"one ", "1 "},
	{"two ", "2 "},
	{"three ", "3 "},
	{"four ", "4 "},
	{"five ", "5 "},
	{"six ", "6 "},
	{"seven ", "7 "},
	{"ten ", "10 "},
}
