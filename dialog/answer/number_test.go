package answer_test

import (
	"testing"

	"huiyin/dialog/answer"
)

func TestTheOneNumberThatPeopleGive(t *testing.T) {
	for text, want := range map[string]float64{
		"9": 9, "９": 9, " 9 ": 9, "9。": 9, "9.5": 9.5, "0": 0, "10": 10, "10!": 10, "⑧": 8, "8️⃣": 8, "🔟": 10,
		"3分": 3, "９分": 9, "8 分": 8, "我给9分吧": 9, "打8分": 8, "给个7分": 7, "评6分": 6, "选9": 9, "9吧": 9,
		"九": 9, "九分": 9, "十分": 10, "十分！": 10, "10分": 10, "零分": 0, "〇": 0, "我给九分吧": 9, "给你们打八分": 8,
		"八分半": 8.5, "七分吧，还可以": 7, "8分，扣2分是因为修理厂远": 8, "扣2分，给8分": 8, "9，赔得快": 9, "5分 一般": 5,
		"9分就9分": 9,
		"nine":  9, "I'd give it a seven": 7, "ten!": 10, "I give 9": 9, "8 points": 8, "9 because it was fast": 9, "三分鐘": 3, "10分就是10分，没得说": 10, "给7分，慢了点": 7,
		"十一": 11, "十二": 12, "二十": 20, "二十五": 25, "一百": 100, "一百零三": 103, "一百二": 120, "一百二十": 120,
		"两万五": 25000, "两百": 200, "三千零五": 3005, "3万": 30000, "1,200": 1200, "3000元": 3000, "1.5万": 15000, "三千五百块": 3500,
		"5天": 5, "大概5天左右": 5, "等了九天": 9, "3个月": 3, "两次": 2, "三年半": 3.5, "3岁": 3, "about 5 days": 5, "两岁了": 2, "跑了三趟": 3,
		"壹": 1, "我给3分！！！": 3, "三颗星": 3, "五星": 5, "給九分": 9, "兩分": 2, "给3分。电话是13812345678": 3,
	} {
		if got, ok := number("number", text); !ok || got != want {
			t.Errorf("number %q = %v, %v; want %v", text, got, ok, want)
		}
	}
}

func TestWhatHoldsANumberAndGivesNone(t *testing.T) {
	for _, text := range []string{
		"", " ", "。", "？", "不知道", "都行", "-1", "－1", "负3分", "+5", "七八分", "七、八分", "7-8", "7~8分", "7到8", "8或9", "8 or 9", "7至8分",
		"8和9", "8分，速度9分", "从9分变成3分", "13812345678", "打138-1234-5678找我", "我要打12378", "400-820-8820",
		"十分满意", "十分不满意", "一般", "一直没人管", "一点都不好", "第一次", "万一", "统一赔", "百分百满意", "一分钱没赔", "乱七八糟", "三分之一",
		"我2026年买的保险，到现在都没人理", "扣2分", "不是3分", "不到3分", "超过5", "9:30", "9:09", "50%",
		"1.2.3", "H2291", "no one helped me", "one of your agents was rude", "not a 9", "十分感谢", "十足的骗子", "一分没少", "一分都嫌多", "扣的三分是给路政的", "one tap and done", "我去12378", "第三", "9 5", "三五天", "一二三",
	} {
		if got, ok := number("number", text); ok {
			t.Errorf("number %q = %v; want none", text, got)
		}
	}
}

func TestRatingKnowsItsScale(t *testing.T) {
	for _, c := range []struct {
		text      string
		low, high float64
		want      float64
		ok        bool
	}{
		{"满分", 0, 10, 10, true},
		{"满分！", 1, 5, 5, true},
		{"五星好评", 1, 5, 5, true},
		{"五星", 1, 5, 5, true},
		{"4/5", 1, 5, 4, true},
		{"9", 0, 10, 9, true},
		{"八分", 0, 10, 8, true},
		{"9/10", 0, 10, 9, true},
		{"11", 0, 10, 0, false},
		{"9.5", 0, 10, 0, false},
		{"5天", 0, 10, 0, false},
		{"等了九天", 0, 10, 0, false},
		{"3次", 1, 5, 0, false},
		{"4/5", 0, 10, 0, false},
		{"不知道", 0, 10, 0, false},
	} {
		if got, ok := rating(c.text, c.low, c.high); ok != c.ok || got != c.want {
			t.Errorf("a mark: (%q, %v, %v) = %v, %v; want %v, %v", c.text, c.low, c.high, got, ok, c.want, c.ok)
		}
	}
}

func number(typ, text string) (float64, bool) {
	v, ok := answer.Read(answer.Question{Type: typ, Lang: "zh"}, text, today).Value.(float64)
	return v, ok
}

func rating(text string, low, high float64) (float64, bool) {
	v, ok := answer.Read(answer.Question{Type: "rating", Lang: "zh", Min: &low, Max: &high}, text, today).Value.(float64)
	return v, ok
}
