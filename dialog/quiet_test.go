package dialog_test

import (
	"testing"
	"time"

	"huiyin/dialog"
)

// shanghai has had no summer time since 1991.
var shanghai = time.FixedZone("CST", 8*60*60)

// A reminder does not wake anybody: it waits for the end of the quiet hours, by the customer's clock.
func TestAReminderWaitsForTheEndOfTheQuietHours(t *testing.T) {
	for _, tc := range []struct {
		quiet, heard, want string // local times on days 1, 2, …
	}{
		{"", "1 10:00", "2 10:00"},
		{"", "1 20:59", "2 20:59"},
		{"", "1 21:00", "3 09:00"},
		{"", "1 23:30", "3 09:00"},
		{"", "1 00:30", "2 09:00"},
		{"", "1 08:59", "2 09:00"},
		{"", "1 09:00", "2 09:00"},
		{"none", "1 03:00", "2 03:00"},
		{"12:00-14:30", "1 13:00", "2 14:30"},
		{"12:00-14:30", "1 23:00", "2 23:00"},
	} {
		sv := short(t, func(sv *dialog.Survey) { sv.Quiet = tc.quiet })
		c := begin(t, sv, "zh")
		c.sess.Heard = day(t, tc.heard)
		if got := c.sess.WakeAt(sv).Format("2 15:04"); got != tc.want {
			t.Errorf("quiet %q: heard at %s, reminded at %s, want %s", tc.quiet, tc.heard, got, tc.want)
		}
	}
}

// day is a time of June 2026 in Shanghai.
func day(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-2 15:04", "2026-06-"+text, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// After an outage the timer may come late, in the night: then it waits too, and comes once.
func TestATimerThatComesLateAtNightWaits(t *testing.T) {
	c := begin(t, short(t, func(sv *dialog.Survey) { sv.Expire = 7 * 24 * time.Hour }), "zh")
	c.sess.Heard = day(t, "1 20:00")
	c.now = day(t, "2 23:00")
	if _, says := said(c.event(dialog.Event{Kind: dialog.EvTimer})); says {
		t.Errorf("reminds at eleven at night: %q", c.last.Text)
	}
	if got := c.sess.WakeAt(c.sv); !got.Equal(day(t, "3 09:00")) {
		t.Errorf("wakes at %v, want nine in the morning", got)
	}
	c.now = day(t, "3 09:00")
	if _, says := said(c.event(dialog.Event{Kind: dialog.EvTimer})); !says {
		t.Error("says nothing in the morning")
	}
}

// A reminder that the quiet hours hold back beyond the end of the survey is not sent.
func TestTheEndComesBeforeALateReminder(t *testing.T) {
	sv := short(t, func(sv *dialog.Survey) { sv.Remind, sv.Expire = 14*time.Hour, 20*time.Hour })
	c := begin(t, sv, "zh")
	c.sess.Heard = day(t, "1 09:00")
	if got := c.sess.WakeAt(sv); !got.Equal(day(t, "2 05:00")) {
		t.Errorf("wakes at %v, want the end of the survey", got)
	}
	c.now = day(t, "2 05:00")
	c.event(dialog.Event{Kind: dialog.EvTimer})
	c.state(dialog.Expired)
}

// Conditions go by the clock of the location of now.
func TestRoutesSeeTheCustomersClock(t *testing.T) {
	for _, tc := range []struct {
		when string
		now  string
		want bool
	}{
		{`now.date == "2026-06-02"`, "2 00:10", true}, // still the first in UTC
		{`now.hour == 0 and now.minute == 10`, "2 00:10", true},
		{`now.weekday == 2`, "2 00:10", true}, // a Tuesday
		{`now.weekday == 7`, "7 12:00", true},
		{`now.elapsed >= 60`, "2 00:10", true},
		{`now.elapsed < 60`, "2 00:10", false},
	} {
		sv := short(t, func(sv *dialog.Survey) {
			sv.Questions[0].Routes = []dialog.Route{{Name: "now", When: tc.when, To: "end"}}
		})
		c := begin(t, sv, "zh")
		c.now = day(t, tc.now)
		c.types("7")
		if got := c.sess.State == dialog.Completed; got != tc.want {
			t.Errorf("%s at %s: %v, want %v", tc.when, tc.now, got, tc.want)
		}
	}
}
