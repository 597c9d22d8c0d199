package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// choose reads which option folded text means and gives its index from 0: by its place ("2", "选2",
// "第二个", "b"), by its words, or by words that only one option has. Two options, a denied one
// ("不是速度慢") or a place that is another option's own number are not ok.
func choose(s string, forms []form) (int, bool) {
	if s == "" {
		return 0, false
	}
	if i, ok := exact(s, forms); ok {
		return i, true
	}
	if i, ok := place(s, len(forms)); ok {
		return i, !numbered(forms, s, i)
	}
	return named(s, forms)
}

// named is choose for words that are neither an option's own nor a place.
func named(s string, forms []form) (int, bool) {
	if i, led, ok := placeAndWords(s, forms); led {
		return i, ok
	}
	found, denied := contained(s, forms)
	if denied || len(found) > 1 {
		return 0, false
	}
	if len(found) == 1 {
		return found[0], true
	}
	return partOf(s, forms)
}

// form is an option as compared: folded, without brackets' content and end punctuation.
type form struct {
	whole, short string
	tight        string // whole without spaces
	runes        []rune // of short
	han          bool   // short holds Chinese
	generic      bool   // "其他": a word of every day, only taken when it stands alone
}

// formsOf gives the options as compared, or nil when none has words.
func formsOf(options []Option, words func(Option) string) []form {
	forms, some := make([]form, len(options)), false
	for i, o := range options {
		folded := Fold(words(o))
		w := trim(folded)
		short := w
		if strings.IndexByte(folded, '(') >= 0 {
			short = trim(brackets.ReplaceAllString(folded, ""))
		}
		short = withoutArticle(short)
		if short == "" {
			short = w
		}
		runes := []rune(short)
		forms[i] = form{w, short, tight(w), runes, hasHan(short), generic[short] || len(runes) < 2}
		some = some || w != ""
	}
	if !some {
		return nil
	}
	return forms
}

// withoutArticle makes “a cat” what people reply: cat.
func withoutArticle(s string) string {
	for _, article := range []string{"a ", "an ", "the "} {
		if rest, ok := strings.CutPrefix(s, article); ok {
			return rest
		}
	}
	return s
}

var brackets = regexp.MustCompile(`\([^()]*\)`)

var generic = set("其他 其它 别的 没有 无 都有 都没有 以上都不是 以上都是 不知道 一般 是 否 有 other others something_else anything_else none none_of_these all yes no both")

func exact(s string, forms []form) (int, bool) {
	index, count := 0, 0
	stripped, tightened := strip(s), tight(s)
	for i, f := range forms {
		if s == f.whole || s == f.short || stripped == f.short || tightened == f.tight {
			index, count = i, count+1
		}
	}
	return index, count == 1
}

// tight is s without spaces: "1次" is "1 次".
func tight(s string) string { return strings.ReplaceAll(s, " ", "") }

// strip drops what people put around a choice.
func strip(s string) string {
	s = trim(s)
	if !hasHan(s) {
		return s
	}
	for _, words := range [][]string{
		{"我觉得", "我认为", "我想", "我", "应该", "主要", "就", "还"},
		{"选择", "选", "是", "要"},
		{"择", "项"},
	} {
		for _, w := range words {
			if rest, ok := strings.CutPrefix(s, w); ok {
				s = rest
				break
			}
		}
	}
	for shorter := true; shorter; {
		shorter = false
		for _, w := range chosen {
			if rest, ok := strings.CutSuffix(s, w); ok {
				s, shorter = rest, true
			}
		}
	}
	return trim(s)
}

var chosen = []string{"吧", "了", "这个", "这项", "那个", "的", "呗", "哦", "啊", "呢", "谢谢"}

// maxPlace is longer, in bytes, than any words that give a place.
const maxPlace = 48

// place reads the place of an option, from 0.
func place(s string, n int) (int, bool) {
	if len(s) > maxPlace || !mayBePlace(s) {
		return 0, false
	}
	w := s
	if !barePlace(s) {
		m := placeWords.FindStringSubmatch(s)
		if m == nil {
			return 0, false
		}
		w = m[1]
	}
	if len(w) == 1 && isASCIILetter(rune(w[0])) {
		i := int(w[0] - 'a')
		return i, i < n
	}
	i, ok := ordinals[w]
	if !ok {
		i, ok = whole(w)
	}
	return i - 1, ok && i >= 1 && i <= n
}

var placeWords = regexp.MustCompile(`^(?:我|就|我就|那就|还是|我要|i(?:'d)? (?:pick|choose|go with|say)|i'll (?:take|go with))? ?` +
	`(?:选择?|是|要|答案|选项|option|number|no\.?|the|choice|answer)? ?(?:是|is|选)? ?第?[(\["]? ?` +
	`([0-9]{1,2}|[一二两三四五六七八九十]{1,3}|[a-j]|[a-z0-9]{3,7}) ?[)\]".]? ?` +
	`(?:号|个|项|条|种|选项|one|option)?(?:吧|啊|呗|哦|了|的|please)?$`)

// barePlace reports whether s is a figure, a letter or a numeral and nothing else.
func barePlace(s string) bool {
	return len(s) <= 2 && plainDigits(s) || len(s) == 1 && s >= "a" && s <= "j" || len(s) <= len("三十二") && numeralRun(s) == s
}

// mayBePlace reports whether s holds a numeral, a lone letter or an ordinal: the others need no
// closer look.
func mayBePlace(s string) bool {
	for i := 0; i < len(s); {
		if n := latin(s[i:]); n > 0 {
			w := s[i : i+n]
			if n == 1 && w <= "j" || ordinals[w] > 0 || englishNumbers[w] > 0 {
				return true
			}
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if isDigit(r) || isHan(r) && isHanNumeral(r) {
			return true
		}
		i += n
	}
	return false
}

// numbered reports whether another option than i holds the figure that s is: "1" may then mean
// "1 次" as well as the first option.
func numbered(forms []form, s string, i int) bool {
	if strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) }) >= 0 {
		return false
	}
	for j, f := range forms {
		if j == i || !strings.ContainsAny(f.whole, "0123456789零一二两三四五六七八九十") && hasHan(f.whole) {
			continue
		}
		for _, q := range scan(f.whole) {
			if n, ok := whole(s); ok && q.value == float64(n) {
				return true
			}
		}
	}
	return false
}

// placeAndWords reads "2. 赔款金额" and "b 赔款金额": both must mean the same option. led is false
// when s is not of that form.
func placeAndWords(s string, forms []form) (index int, led, ok bool) {
	if c := rune(s[0]); !isDigit(c) && (c < 'a' || c > 'j' || latin(s) > 1) {
		return 0, false, false
	}
	m := ledByPlace.FindStringSubmatch(s)
	if m == nil {
		return 0, false, false
	}
	i, ok := place(m[1], len(forms))
	if !ok {
		return 0, false, false
	}
	j, ok := exact(trim(m[3]), forms)
	if ok && i != j && strings.Trim(m[2], " ") == "" && m[1] == "a" {
		return 0, false, false // “a cat” is a cat, not option A
	}
	return i, ok, ok && i == j
}

var ledByPlace = regexp.MustCompile(`^([0-9]{1,2}|[a-j])([ .):,-]+)(.+)$`)

// contained gives the options whose words stand in s, in the order of options. An option that
// stands only inside a longer one found too ("满意" in "不满意") does not count. denied is true when
// one of them is taken back.
func contained(s string, forms []form) (found []int, denied bool) {
	var order []int
	for i, f := range forms {
		if !f.generic && strings.Contains(s, f.short) {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		return nil, false
	}
	covered := make([]bool, len(s))
	slices.SortStableFunc(order, func(a, b int) int { return len(forms[b].short) - len(forms[a].short) })
	for _, i := range order {
		at := uncovered(s, forms[i].short, covered)
		if at < 0 {
			continue
		}
		if takenBack(s[:at]) {
			denied = true
		}
		found = append(found, i)
	}
	slices.Sort(found)
	return found, denied
}

// uncovered finds w in s outside of what longer options took, takes it, and gives its place or -1.
func uncovered(s, w string, covered []bool) int {
	first := -1
	for from := 0; w != ""; {
		k := strings.Index(s[from:], w)
		if k < 0 {
			return first
		}
		at := from + k
		from = at + len(w)
		if covered[at] || !bounded(s, at, from) {
			continue
		}
		for j := at; j < from; j++ {
			covered[j] = true
		}
		if first < 0 {
			first = at
		}
	}
	return first
}

// bounded reports whether s[from:to] does not begin or end inside a Latin word or a number.
func bounded(s string, from, to int) bool {
	joined := func(a, b byte) bool {
		return isASCIILetter(rune(a)) && isASCIILetter(rune(b)) || isDigit(rune(a)) && isDigit(rune(b))
	}
	return (from == 0 || !joined(s[from-1], s[from])) && (to == len(s) || !joined(s[to-1], s[to]))
}

func takenBack(before string) bool {
	before = strings.TrimRight(before, " ")
	return hasSuffix(before, "不太", "不怎么", "不很", "不是很", "不够", "不大", "不是太", "不是特别", "不是非常", "没那么", "谈不上", "称不上", "说不上", "不能说", "算不上", "哪里", "不", "不是", "没", "没有", "不算", "不觉得", "除了", "并不", "别", "不要", "不选", "not", "no", "except", "isn't", "wasn't", "never", "don't choose")
}

// partOf reads a text that is a part of exactly one option: "速度" for "速度慢".
func partOf(s string, forms []form) (int, bool) {
	s = strip(s)
	s = strings.TrimPrefix(strings.TrimPrefix(s, "it was "), "the ")
	least := 4
	if hasHan(s) {
		least = 2
	}
	if utf8.RuneCountInString(s) < least || onlyLight(s) {
		return 0, false
	}
	index, count := 0, 0
	for i, f := range forms {
		if at := strings.Index(f.whole, s); at >= 0 && bounded(f.whole, at, at+len(s)) && !takenBack(f.whole[:at]) {
			index, count = i, count+1
		}
	}
	return index, count == 1
}

func onlyLight(s string) bool {
	for _, w := range strings.Fields(s) {
		if !lightWords[w] {
			return false
		}
	}
	return true
}
