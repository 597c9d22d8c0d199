package answer

import (
	"strings"
	"time"
)

var hanWeekdays = map[string]int{"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}

// hanWeekday reads 上周三 (of the week before, weeks beginning on Monday), 这周三, and 周三 alone:
// the latest one not after today.
func (d *dates) hanWeekday(m []string) (time.Time, bool) {
	want := hanWeekdays[m[2]]
	monday := d.today.AddDate(0, 0, -d.weekdayFromMonday())
	switch {
	case strings.HasPrefix(m[1], "上"):
		return monday.AddDate(0, 0, want-7*strings.Count(m[1], "上")), true
	case strings.HasPrefix(m[1], "下"):
		return monday.AddDate(0, 0, want+7), true
	case m[1] != "":
		return monday.AddDate(0, 0, want), true
	}
	return d.lastWeekday(want, 0), true
}

var weekdays = map[string]int{"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}

// weekday reads "last Friday" as the latest one before today, "on Friday" and "Friday" as the
// latest one not after it.
func (d *dates) weekday(m []string) (time.Time, bool) {
	want := weekdays[m[2][:3]]
	if m[1] == "last" {
		return d.lastWeekday(want, 1), true
	}
	return d.lastWeekday(want, 0), true
}

func (d *dates) weekdayFromMonday() int { return (int(d.today.Weekday()) + 6) % 7 }

// lastWeekday gives the latest such day at least least days ago.
func (d *dates) lastWeekday(want, least int) time.Time {
	back := (d.weekdayFromMonday() - want + 7) % 7
	if back < least {
		back += 7
	}
	return d.today.AddDate(0, 0, -back)
}

func (d *dates) named(m []string) (time.Time, bool) {
	days := map[string]int{
		"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今早": 0, "今晚": 0, "明天": 1, "后天": 2,
		"day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1,
	}
	return d.today.AddDate(0, 0, days[m[1]]), true
}

// ago reads 三天前, 两周前, 3 months ago. Months and years keep the day of the month.
func (d *dates) ago(m []string) (time.Time, bool) {
	n := 1
	if m[1] != "a" {
		n = figure2(m[1])
	}
	switch {
	case n == 0:
		return time.Time{}, false
	case strings.Contains(m[2], "月") || strings.HasPrefix(m[2], "month"):
		t := d.today.AddDate(0, -n, 0)
		return t, t.Day() == d.today.Day()
	case strings.Contains(m[2], "年") || strings.HasPrefix(m[2], "year"):
		t := d.today.AddDate(-n, 0, 0)
		return t, t.Day() == d.today.Day()
	case strings.ContainsAny(m[2], "周星礼") || strings.HasPrefix(m[2], "week"):
		n *= 7
	}
	return d.today.AddDate(0, 0, -n), true
}
