package answer

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dayIn reads the one day that folded text names, at midnight in today's location. A day without a year is
// the latest one that is not after today: surveys ask about what has happened. Two days, days that
// do not exist and month-day orders that cannot be told ("03/04/2026") are not ok.
func dayIn(s string, today time.Time) (time.Time, bool) {
	if len(s) > 300 {
		return time.Time{}, false
	}
	if strings.Contains(s, "周") {
		s = frequency.ReplaceAllString(s, ";")
	}
	d := dates{today: time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, today.Location())}
	for _, p := range datePatterns {
		if !strings.ContainsAny(s, p.any) {
			continue
		}
		s = p.find.ReplaceAllStringFunc(s, func(m string) string {
			day, ok := p.read(&d, p.find.FindStringSubmatch(m))
			d.found(day, ok)
			return ";"
		})
	}
	return d.day, d.seen && !d.wrong
}

// frequency is how often, not when: 一周三次.
var frequency = regexp.MustCompile(`[一两每几]周[一二三四五六七八九十]+[次回趟天]`)

// dates collects the days found in one text.
type dates struct {
	today       time.Time
	day         time.Time
	seen, wrong bool
}

func (d *dates) found(day time.Time, ok bool) {
	d.wrong = d.wrong || !ok || d.seen && !d.day.Equal(day)
	d.day, d.seen = day, true
}

// on gives an existing day.
func (d *dates) on(year, month, day int) (time.Time, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, d.today.Location())
	return t, year >= 1900 && year <= 2200 && t.Month() == time.Month(month) && t.Day() == day
}

// latest gives the last such day that is not after today; 29 February may be some years back.
func (d *dates) latest(month, day int) (time.Time, bool) {
	for year := d.today.Year(); year > d.today.Year()-8; year-- {
		if t, ok := d.on(year, month, day); ok && !t.After(d.today) {
			return t, true
		}
	}
	return time.Time{}, false
}

const (
	han2 = `([0-9]{1,2}|[一二三四五六七八九十]{1,3})`
	mon  = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	wday = `(monday|tuesday|wednesday|thursday|friday|saturday|sunday)`
	wd   = `(mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)`
)

// datePatterns are tried in order; what one has read, later ones do not see.
var datePatterns = []struct {
	any  string // characters of which one stands in every match: without it nothing need be searched
	find *regexp.Regexp
	read func(d *dates, m []string) (time.Time, bool)
}{
	{"年", regexp.MustCompile(`([0-9]{4}|[0-9]{2}|[零〇一二三四五六七八九]{4}|去|今|前|明) ?年 ?` + han2 + ` ?月(?:份)? ?` + han2 + ` ?[日号]?`), (*dates).hanFull},
	{"0123456789", regexp.MustCompile(`\b([0-9]{4}) ?[-/.] ?([0-9]{1,2}) ?[-/.] ?([0-9]{1,2})\b`), (*dates).iso},
	{"0123456789", regexp.MustCompile(`\b((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])\b`), (*dates).iso},
	{"0123456789", regexp.MustCompile(`\b([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\b`), (*dates).dayFirst},
	{"abcdefghijlmnopstuvy", regexp.MustCompile(`\b` + mon + ` ?([0-9]{1,2})(?:st|nd|rd|th)?\b(?:,? ?([0-9]{4})\b)?`), (*dates).monthName},
	{"abcdefghijlmnopstuvy", regexp.MustCompile(`\b([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?` + mon + `(?:,? ([0-9]{4})\b)?`), (*dates).dayMonthName},
	{"月", regexp.MustCompile(`(上上?个?|这个?|本)月 ?` + han2 + ` ?[日号]`), (*dates).monthBefore},
	{"月", regexp.MustCompile(han2 + ` ?月(?:份)? ?` + han2 + ` ?[日号]?`), (*dates).hanMonthDay},
	{"周期拜", regexp.MustCompile(`(上上个?|上个?|这个?|本|下个?)?(?:周|星期|礼拜)([一二三四五六日天])`), (*dates).hanWeekday},
	{"y", regexp.MustCompile(`\b(?:(last|this|on) )?` + wday + `\b`), (*dates).weekday},
	{"to", regexp.MustCompile(`\b(last|this|on) ` + wd + `\b`), (*dates).weekday},
	{"天日早晚t", regexp.MustCompile(`(大前天|前天|昨天|昨日|昨晚|今天|今日|今早|今晚|明天|后天|day before yesterday|yesterday|today|tomorrow)`), (*dates).named},
	{"前g", regexp.MustCompile(`([0-9]{1,3}|[一二两三四五六七八九十]{1,3}) ?(天|日|个?星期|周|个?礼拜|个月|年|days?|weeks?|months?|years?) ?(?:前|之前|以前|ago)`), (*dates).ago},
	{"g", regexp.MustCompile(`\b(a) (day|week|month|year) (?:ago)`), (*dates).ago},
	{"号日", regexp.MustCompile(`(?:^|[^0-9月年])` + han2 + ` ?[号日](?:[^楼线店院]|$)`), (*dates).dayOnly},
	{"t", regexp.MustCompile(`\bthe ([0-9]{1,2})(?:st|nd|rd|th)\b`), (*dates).dayOnly},
	{"-/.", regexp.MustCompile(`^[^0-9a-z]*([0-9]{1,2})[-/.]([0-9]{1,2})[^0-9a-z]*$`), (*dates).shortDate},
}

func figure2(s string) int {
	n, _ := whole(s)
	return n
}

func (d *dates) hanFull(m []string) (time.Time, bool) {
	year, ok := yearDigits(m[1])
	switch {
	case ok:
	case m[1] == "今":
		year = d.today.Year()
	case m[1] == "去":
		year = d.today.Year() - 1
	case m[1] == "前":
		year = d.today.Year() - 2
	case m[1] == "明":
		year = d.today.Year() + 1
	default:
		year, _ = strconv.Atoi(m[1])
		if len(m[1]) == 2 {
			year += 2000
		}
	}
	return d.on(year, figure2(m[2]), figure2(m[3]))
}

func (d *dates) iso(m []string) (time.Time, bool) {
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	return d.on(year, month, day)
}

// dayFirst reads 25/11/2026 and 11/25/2026; where both could be the month it is not ok.
func (d *dates) dayFirst(m []string) (time.Time, bool) {
	a, b := figure2(m[1]), figure2(m[2])
	year, _ := strconv.Atoi(m[3])
	switch {
	case a > 12 || a == b:
		return d.on(year, b, a)
	case b > 12:
		return d.on(year, a, b)
	}
	return time.Time{}, false
}

// shortDate reads 11-25 and 11/25, as in China, and 25/11 where that is the only way.
func (d *dates) shortDate(m []string) (time.Time, bool) {
	a, b := figure2(m[1]), figure2(m[2])
	if a > 12 && b <= 12 {
		a, b = b, a
	}
	return d.latest(a, b)
}

var months = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

func (d *dates) monthName(m []string) (time.Time, bool) { return d.named2(m[1], m[2], m[3]) }

func (d *dates) dayMonthName(m []string) (time.Time, bool) { return d.named2(m[2], m[1], m[3]) }

func (d *dates) named2(month, day, year string) (time.Time, bool) {
	mm, dd := months[month[:3]], figure2(day)
	if year == "" {
		return d.latest(mm, dd)
	}
	yyyy, _ := strconv.Atoi(year)
	return d.on(yyyy, mm, dd)
}

func (d *dates) hanMonthDay(m []string) (time.Time, bool) {
	return d.latest(figure2(m[1]), figure2(m[2]))
}

func (d *dates) monthBefore(m []string) (time.Time, bool) {
	back := strings.Count(m[1], "上")
	first := time.Date(d.today.Year(), d.today.Month()-time.Month(back), 1, 0, 0, 0, 0, d.today.Location())
	return d.on(first.Year(), int(first.Month()), figure2(m[2]))
}

// dayOnly reads 25号: of this month, or of the latest earlier month when it is still to come.
func (d *dates) dayOnly(m []string) (time.Time, bool) {
	day := figure2(m[1])
	for back := range 3 {
		first := time.Date(d.today.Year(), d.today.Month()-time.Month(back), 1, 0, 0, 0, 0, d.today.Location())
		if t, ok := d.on(first.Year(), int(first.Month()), day); ok && !t.After(d.today) {
			return t, true
		}
	}
	return time.Time{}, false
}
