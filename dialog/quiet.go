package dialog

import (
	"fmt"
	"time"
)

// The hours in which nobody is reminded, of a survey that names none, and the word for no such hours.
const (
	defaultQuiet = "21:00-09:00"
	noQuiet      = "none"
)

// quietHours are the hours of every day in which the bot does not speak first. from and to are
// minutes from midnight, in local time; to is the first minute that is not quiet, and from == to
// means that none is.
type quietHours struct{ from, to int }

// parseQuiet reads "21:00-09:00", "none", or "" for the default.
func parseQuiet(text string) (quietHours, error) {
	switch text {
	case "":
		text = defaultQuiet
	case noQuiet:
		return quietHours{}, nil
	}
	var q quietHours
	if len(text) == len(defaultQuiet) && text[5] == '-' {
		from, errFrom := time.Parse("15:04", text[:5])
		to, errTo := time.Parse("15:04", text[6:])
		q = quietHours{from.Hour()*60 + from.Minute(), to.Hour()*60 + to.Minute()}
		if errFrom == nil && errTo == nil && q.from != q.to {
			return q, nil
		}
	}
	return q, fmt.Errorf("quiet %q: want hours of the day as %s, or %s", text, defaultQuiet, noQuiet)
}

// after gives t, or the end of the quiet hours that t falls into, by the clock of t's location.
func (q quietHours) after(t time.Time) time.Time {
	minute := t.Hour()*60 + t.Minute()
	day := t.Day()
	switch {
	case q.from < q.to && q.from <= minute && minute < q.to:
	case q.from > q.to && minute >= q.from:
		day++
	case q.from > q.to && minute < q.to:
	default:
		return t
	}
	return time.Date(t.Year(), t.Month(), day, 0, q.to, 0, 0, t.Location())
}

// LongestWait is how long quiet hours can hold a reminder back.
func (s *Survey) LongestWait() time.Duration {
	minutes := s.quiet.to - s.quiet.from
	if minutes < 0 {
		minutes += 24 * 60
	}
	return time.Duration(minutes) * time.Minute
}

// remindAt tells when the session is to be reminded: after the silence that the survey names, and
// not in quiet hours. It is zero when it is not.
func (s *Session) remindAt(sv *Survey) time.Time {
	if sv.Remind <= 0 || s.Reminded || s.State == Invited {
		return time.Time{}
	}
	due := s.Heard.Add(sv.Remind)
	if s.Hold.After(due) {
		due = s.Hold.In(due.Location())
	}
	due = sv.quiet.after(due)
	if sv.Expire > 0 && !due.Before(s.Heard.Add(sv.Expire)) {
		return time.Time{} // it ends first
	}
	return due
}
