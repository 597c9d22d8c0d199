package answer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Contact reads whom to call: "王芳 13800138000", "my name is Wang Fang, 021-6288 1234". The number
// is written as people here write it: 13800138000, 021-62881234, 400-820-8820, abroad +4930123456. A
// number alone is enough; the name is then "".
func Contact(text string) (name, phone string, ok bool) {
	text = halfWidth(text)
	for _, at := range digitRuns.FindAllStringIndex(text, -1) {
		number, from, to, read := phoneIn(text[at[0]:at[1]])
		if !read {
			continue
		}
		from, to = at[0]+from, at[0]+to
		if ext := extension.FindStringSubmatchIndex(text[to:]); ext != nil {
			number += "转" + text[to+ext[2]:to+ext[3]]
			to += ext[1]
		}
		return nameIn(text[:from] + "\n" + text[to:]), number, true
	}
	return "", "", false
}

var (
	digitRuns = regexp.MustCompile(`[+(]?\d[\d ()-]*`)
	extension = regexp.MustCompile(`(?i)^ *(?:转|轉|分机|ext\.? ?|x)(\d{1,6})`)
)

// phoneIn finds a number among figures, and where it stands: all of them are one, or some that stand
// together are.
func phoneIn(run string) (number string, from, to int, ok bool) {
	if number, ok = phoneOf(run); ok {
		return number, 0, len(run), true
	}
	words := wordSpans(run)
	for i := range words {
		for j := i; j < len(words); j++ {
			from, to = words[i][0], words[j][1]
			if number, ok = phoneOf(run[from:to]); ok {
				return number, from, to, true
			}
		}
	}
	return "", 0, 0, false
}

func wordSpans(s string) (spans [][2]int) {
	start := -1
	for i := range len(s) + 1 {
		space := i == len(s) || s[i] == ' '
		switch {
		case space && start >= 0:
			spans, start = append(spans, [2]int{start, i}), -1
		case !space && start < 0:
			start = i
		}
	}
	return spans
}

// phoneOf reads figures as one number. The forms are those of the Chinese numbering plan: mobile
// numbers have 11 digits from 13 to 19, area codes begin with 0 (010 and 02x have three digits, the
// others four) before 7 or 8 digits, 400 and 800 stand before 7; E.164 allows 15 digits abroad.
func phoneOf(s string) (string, bool) {
	s = strings.TrimSpace(s)
	abroad := strings.HasPrefix(s, "+")
	d := strings.Map(func(r rune) rune {
		if isDigit(r) {
			return r
		}
		return -1
	}, s)
	if !abroad && strings.HasPrefix(d, "00") {
		abroad, d = true, d[2:]
	}
	if rest, ok := strings.CutPrefix(d, "86"); ok && (abroad || len(rest) == 11) {
		if d = rest; abroad && !strings.HasPrefix(d, "1") && !strings.HasPrefix(d, "0") {
			d = "0" + d // the 0 of an area code is left out behind +86
		}
		abroad = false
	}
	switch {
	case abroad:
		return "+" + d, len(d) >= 8 && len(d) <= 15 && d[0] != '0'
	case len(d) == 11 && d[0] == '1' && d[1] >= '3':
		return d, true
	case len(d) == 10 && (d[:3] == "400" || d[:3] == "800"):
		return d[:3] + "-" + d[3:6] + "-" + d[6:], true
	case len(d) >= 10 && len(d) <= 12 && d[0] == '0' && d[1] != '0':
		area := 4
		if d[1] == '1' || d[1] == '2' {
			area = 3
		}
		return d[:area] + "-" + d[area:], len(d)-area == 7 || len(d)-area == 8
	}
	return "", false
}

// nameIn finds a person's name in what stands around a number, or gives "".
func nameIn(text string) string {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;:.!?、\n|/()", r) }) {
		part = strings.TrimSpace(nameLabels.ReplaceAllString(part, " "))
		if hanName.MatchString(strings.ReplaceAll(part, " ", "")) && !noName.MatchString(part) {
			return strings.ReplaceAll(part, " ", "")
		}
		if latinName.MatchString(part) && !noLatinName.MatchString(part) && utf8.RuneCountInString(part) <= 40 {
			return strings.Join(strings.Fields(part), " ")
		}
	}
	return ""
}

var (
	nameLabels = regexp.MustCompile(`(?i)我的|我叫|我是|我姓|本人|我|姓名|名字|名|联系人|联系电话|联系方式|手机号码?|手机|电话号码?|电话|号码|(?:叫|是)|` +
		`\b(?:my|the|name|names|is|i am|i'm|this|it's|call me|contact|tel|telephone|phone|mobile|cell|number|no|and|please|at|on)\b`)
	hanName     = regexp.MustCompile(`^\p{Han}{1,4}(?:·\p{Han}{1,8})?(?:先生|女士|小姐|太太|老师|经理|师傅|阿姨|叔叔)?$`)
	noName      = regexp.MustCompile(`[这那就行打你他她它的不在吧请可以随时都会]|联系|没有|谢谢|好的|您好|你好`)
	latinName   = regexp.MustCompile(`^\p{L}[\p{L}'. -]*$`)
	noLatinName = regexp.MustCompile(`(?i)\p{Han}|\b(?:you|me|any|time|anytime|it|can|reach|call|to|in|after|before|use|here|ok|okay|yes|thanks|thank|hi|hello|not)\b`)
)

// halfWidth gives text with half-width digits, signs and spaces; letters keep their case, unlike in
// Fold: they may be a name.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\n':
			return ' '
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == '—', r == '–', r == '−', r == '‐':
			return '-'
		case r == '。':
			return '.'
		}
		return r
	}, text)
}
