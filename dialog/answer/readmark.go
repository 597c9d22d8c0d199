package answer

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// mark reads a whole mark from low to high.
func (r heard) mark(low, high float64) Reading {
	s := r.said
	if v, ok := r.pointInWords(); ok {
		return wholeMark(v, low, high, "the words of the scale")
	}
	switch {
	case topMarks[s]:
		return read(high, "full marks", 0.95)
	case bottomMarks[s]:
		return read(low, "the lowest mark", 0.9)
	case low == 0 && (zeroMarks[s] || containsAny(s, zeroPhrases)):
		return read(0.0, "zero in words", 0.9)
	}
	if n, ok := pinyinMark(s); ok && n >= low && n <= high {
		return read(n, "pinyin numeral", 0.85)
	}
	if got, ok := r.markInWords(low, high); ok {
		return got
	}
	found := scan(r.folded)
	if v, ok := outOf(r.folded, found, high); ok {
		return wholeMark(v, low, high, "out of the maximum")
	}
	return r.oneMark(found, low, high)
}

// oneMark takes the one number that is given as the mark.
func (r heard) oneMark(found []quantity, low, high float64) Reading {
	var marks []quantity
	for _, q := range found {
		if q.unclear && !q.off && (q.isMark() || len(found) == 1) {
			got := again("not one mark")
			got.Nearest = nearest(q.value, low, high)
			return got
		}
		if !q.off && !q.id && q.isMark() {
			marks = append(marks, q)
		}
	}
	if len(marks) > 1 {
		var given []quantity
		for _, q := range marks {
			if !q.words || q.value != 10 || r.given(q, true) {
				given = append(given, q) // 十分好评给十分: the first 十分 is "very"
			}
		}
		if len(given) > 0 {
			marks = given
		}
	}
	withUnit := marks[:0:0]
	for _, q := range marks {
		if q.unit != "" && q.unit != "个" {
			withUnit = append(withUnit, q)
		}
	}
	if len(withUnit) > 0 && len(withUnit) < len(marks) {
		marks = withUnit
	}
	if len(marks) == 0 {
		return again("no mark found")
	}
	for _, q := range marks {
		if q.value != marks[0].value {
			return again("several marks")
		}
	}
	if isStar(marks[0].unit) && high == 10 {
		return again("stars on a scale of ten")
	}
	if !r.given(marks[0], len(found) > len(marks)) {
		return again("a number, but not given as the mark")
	}
	return wholeMark(marks[0].value, low, high, howWritten(marks[0]))
}

func isStar(unit string) bool {
	return strings.Contains(unit, "星") || strings.Contains(unit, "⭐") || strings.HasPrefix(unit, "star")
}

// given reports whether the number is given as the answer rather than told: "十分满意" gives none.
// among says that other numbers, denied or told, stand beside it.
func (r heard) given(q quantity, among bool) bool {
	s := r.folded
	before, after := s[:q.from], s[q.to:]
	if !worded(before) && !worded(after) {
		return true
	}
	if q.unit == "个" && trim(after) != "" {
		return false
	}
	if q.words && (q.value == 10 || q.value == 1) && (q.unit == "分" || q.unit == "") {
		return opened(lastClause(before)) && closed(after)
	}
	if q.unit != "" {
		return !strings.HasPrefix(after, "钱")
	}
	if among {
		return true
	}
	if hasPrefix(trim(after), "i guess", "i think", "i suppose", "probably", "i'd say", "for me", "maybe", "from me", "all the way", "is fair", "is fine", "is ok") && opened(before) {
		return true
	}
	return meant(before, after, q.words) || closed(after) && (opened(lastClause(before)) || hasSuffix(strings.TrimRight(before, " "), "should be", "fat", "u"))
}

// lastClause is what stands between the last punctuation and the end.
func lastClause(s string) string {
	return s[strings.LastIndexAny(s, ",.;!?:)")+1:]
}

func wholeMark(v, low, high float64, how string) Reading {
	switch {
	case v != math.Trunc(v):
		got := again("between two marks")
		got.Nearest = nearest(v, low, high)
		return got
	case v < low || v > high:
		return again("outside the scale")
	}
	return read(v, how, 0.95)
}

func howWritten(q quantity) string {
	if q.words {
		return "number in words"
	}
	return "digits"
}

// outOf reads "8/10", "nine out of ten" and "满分10分，我给8分".
func outOf(s string, found []quantity, high float64) (float64, bool) {
	if len(found) != 2 || found[0].id || found[1].id {
		return 0, false
	}
	a, b := found[0], found[1]
	between := strings.Trim(s[a.to:b.from], " ")
	if (between == "/" || between == "out of") && b.value == high && a.value <= high && !a.unclear {
		return a.value, true
	}
	for _, pair := range [][2]quantity{{a, b}, {b, a}} {
		top, given := pair[0], pair[1]
		if top.value == high && given.value <= high && !given.unclear && !given.off && given.isMark() &&
			(hasSuffix(s[:top.from], "满分", "满分是") || hasPrefix(s[top.to:], "满分", "制")) {
			return given.value, true
		}
	}
	return 0, false
}

var topMarks = set("最高分 打最高分 给最高分 满分 打满分 给满分 我给满分 给个满分 给个满分吧 满分吧 满分好评 给满 满昏 打满 必须满分 绝对满分 满分啊 满分啦 满分满分 full_marks top_marks full_score perfect_score 💯")

var zeroMarks = set("零蛋 0蛋 鸭蛋 大鸭蛋 打零分 zilch nil nil_points null_points a_big_fat_zero big_fat_zero zero_points")

var bottomMarks = set("最低分 打最低分 给最低分 lowest_score lowest_mark the_lowest")

var zeroPhrases = []string{"一分都不想给", "1分都不想给", "一分也不想给", "一分都不给", "1分都不给", "1分也不给", "一分不给", "1分不给", "一分都没有", "一分也没有", "一分都不会给", "一分都不想打", "一分都不打", "一分也不给", "半分都不想给", "给零分都嫌多", "0分都嫌多", "一分都嫌多", "一分都不值"}

// pinyinMark reads "jiu fen": a numeral in pinyin.
func pinyinMark(s string) (float64, bool) {
	s = strings.TrimSpace(strings.TrimSuffix(s, "fen"))
	for i, p := range []string{"ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu", "shi"} {
		if s == p {
			return float64(i), true
		}
	}
	return 0, s == ""
}

// pointInWords reads the words that the question gives to a point of its scale.
func (r heard) pointInWords() (float64, bool) {
	for _, forms := range r.languages() {
		for i, f := range forms {
			if r.said == f.whole {
				v, err := strconv.ParseFloat(r.q.Options[i].ID, 64)
				return v, err == nil
			}
		}
	}
	return 0, false
}

// markInWords reads the words of the labels that scales of five and seven have.
func (r heard) markInWords(low, high float64) (Reading, bool) {
	var words map[string]float64
	switch {
	case low == 1 && high == 5:
		if n := strings.Count(r.said, "⭐"); n > 0 && n*len("⭐") == len(r.said) {
			return wholeMark(float64(n), low, high, "stars"), true
		}
		words = satisfaction
	case low == 1 && high == 7:
		words = agreement
	default:
		return Reading{}, false
	}
	s := strings.TrimRightFunc(strings.TrimPrefix(r.said, "我"), notWord)
	for _, thanks := range []string{"谢谢", "多谢", "thanks", "thank you"} {
		s = strings.TrimRightFunc(strings.TrimSuffix(s, thanks), notWord)
	}
	if !strings.HasSuffix(s, "一般般") {
		s = strings.TrimRight(s, "吧的了啊呢哦")
	}
	if n := len(s) / 2; n >= len("满意") && s[:n] == s[n:] {
		s = s[:n] // 满意满意
	}
	v, ok := words[strings.TrimSuffix(s, "好评")]
	if !ok && high == 5 {
		if v, ok = graded(s); !ok {
			v, ok = gradedInEnglish(s)
		}
	}
	return read(v, "the words of the scale", 0.85), ok
}

var satisfaction = map[string]float64{
	"非常满意": 5, "很满意": 5, "十分满意": 5, "特别满意": 5, "五星": 5, "满意": 4, "比较满意": 4, "一般": 3, "一般般": 3, "中立": 3, "不满意": 2, "不太满意": 2, "不怎么满意": 2,
	"非常不满意": 1, "很不满意": 1, "十分不满意": 1, "极不满意": 1, "特别不满意": 1,
	"very satisfied": 5, "satisfied": 4, "neutral": 3, "dissatisfied": 2, "unsatisfied": 2, "not satisfied": 2, "very dissatisfied": 1, "very unsatisfied": 1,
}

var agreement = map[string]float64{
	"非常同意": 7, "完全同意": 7, "十分同意": 7, "非常不同意": 1, "完全不同意": 1, "十分不同意": 1, "strongly agree": 7, "completely agree": 7, "strongly disagree": 1, "completely disagree": 1,
}

// graded reads an adverb and 满意 or 不满意: 超级满意, 还算满意, 不是很满意.
func graded(s string) (float64, bool) {
	s = strings.TrimPrefix(s, "真的")
	for _, d := range []string{"不是很", "不是太", "不够", "不算", "不是特别", "不是非常", "不很", "不咋"} {
		if s == d+"满意" {
			return 2, true
		}
	}
	for _, a := range []string{"超级", "相当", "特别", "非常", "十分", "极其", "极度", "很", "太", "完全", "巨", "超", "老"} {
		switch s {
		case a + "满意":
			return 5, true
		case a + "不满意":
			return 1, true
		}
	}
	for _, a := range []string{"还算", "挺", "较", "还", "蛮", "基本", "基本上", "总体", "比较", "算", "有点", "有些"} {
		switch s {
		case a + "满意":
			return 4, true
		case a + "不满意":
			return 2, true
		}
	}
	switch s {
	case "满意极", "满意得很":
		return 5, true
	case "不满意极", "不满意得很":
		return 1, true
	}
	return 0, false
}

// gradedInEnglish reads an adverb and satisfied or dissatisfied: “quite satisfied”, “not really satisfied”.
func gradedInEnglish(s string) (float64, bool) {
	for _, lead := range []string{"i am ", "i'm ", "we are ", "we're "} {
		s = strings.TrimPrefix(s, lead)
	}
	adverb, ok := strings.CutSuffix(s, "satisfied")
	if !ok {
		return 0, false
	}
	unhappy := false
	for _, not := range []string{"dis", "un"} {
		if rest, ok := strings.CutSuffix(adverb, not); ok {
			adverb, unhappy = rest, true
		}
	}
	strong, known := adverbs[strings.TrimSpace(adverb)]
	switch {
	case !known:
		return 0, false
	case unhappy && strong:
		return 1, true
	case unhappy || strings.HasPrefix(adverb, "not"):
		return 2, !unhappy || !strings.HasPrefix(adverb, "not")
	case strong:
		return 5, true
	}
	return 4, true
}

// adverbs before satisfied, and whether they go to the end of the scale.
var adverbs = map[string]bool{
	"": false, "quite": false, "fairly": false, "mostly": false, "pretty": false, "reasonably": false, "generally": false, "somewhat": false, "rather": false,
	"very": true, "extremely": true, "really": true, "totally": true, "completely": true, "super": true, "so": true, "fully": true, "highly": true, "absolutely": true,
	"not": false, "not really": false, "not very": false, "not too": false, "not so": false, "not fully": false, "not entirely": false, "not completely": false, "not quite": false, "not particularly": false,
}

// worded reports whether s holds a letter or a character: marks and emoji say nothing beside a number.
func worded(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
