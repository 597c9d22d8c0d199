package conversation_test

import (
	"testing"
	"testing/fstest"
	"time"

	"huiyin/bot/catalog"
	"huiyin/bot/conversation"
	"huiyin/dialog"
)

// visits is a handler of a survey that asks for a day, and of what ships beside it.
func visits(t *testing.T) *conversation.Handler {
	t.Helper()
	h := shipped(t)
	surveys, err := catalog.Load(fstest.MapFS{"s/visit.yaml": {Data: []byte(`id: visit
kind: experience
title: {zh: 回访, en: Visit}
langs: [zh, en]
notice: {zh: 您好！, en: Hello!}
remind: 24h
expire: 72h
questions:
  - id: day
    type: date
    text: {zh: 您是哪天来的？, en: On which day did you come?}
  - id: why
    type: text
    text: {zh: 办了什么？, en: What for?}
`)}}, "s")
	if err != nil {
		t.Fatal(err)
	}
	h.Surveys = surveys
	return h
}

// wallClock sets the chat's time by a clock on a wall in the place.
func (c *chat) wallClock(place, text string) {
	c.Helper()
	zone, err := time.LoadLocation(place)
	if err != nil {
		c.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		c.Fatal(err)
	}
	c.now = at.UTC()
}

// At half past midnight in Shanghai, yesterday is the day that London still has.
func TestYesterdayIsTheCustomersYesterday(t *testing.T) {
	for place, zone := range map[string]string{"Asia/Shanghai": "", "Europe/London": "Europe/London"} {
		c := open(t, visits(t))
		c.wallClock(place, "2026-06-10 00:30")
		c.invited(&conversation.Invite{ID: "I1", Survey: "visit", Customer: "C1", Zone: zone})
		c.says("昨天").in("why")
		same(t, "2026-06-09", c.document().Session.Answers[0].Text)
	}
}

// Nobody is reminded at night, by the clock where they are.
func TestTheReminderComesByDayWhereTheCustomerIs(t *testing.T) {
	for _, tc := range []struct{ zone, place, heard, reminded string }{
		{"", "Asia/Shanghai", "2026-06-10 23:30", "2026-06-12 09:00"},
		{"Europe/London", "Europe/London", "2026-06-10 23:30", "2026-06-12 09:00"},
		{"Europe/London", "Europe/London", "2026-06-10 12:00", "2026-06-11 12:00"},
		{"Mars/Olympus", "Asia/Shanghai", "2026-06-10 23:30", "2026-06-12 09:00"}, // checked where events come in
	} {
		c := open(t, visits(t))
		c.wallClock(tc.place, tc.heard)
		c.invited(&conversation.Invite{ID: "I1", Survey: "visit", Customer: "C1", Zone: tc.zone})
		zone, err := time.LoadLocation(tc.place)
		if err != nil {
			t.Fatal(err)
		}
		same(t, tc.reminded, c.wakeAt.In(zone).Format("2006-01-02 15:04"))
		c.timer().bot("您是哪天来的？").in("day")
	}
}

// A conversation that was stored before zones were known goes on by the operator's clock.
func TestAnOldConversationGoesOnByTheOperatorsClock(t *testing.T) {
	h := visits(t)
	h.Zone = time.FixedZone("east of everything", 12*60*60)
	c := open(t, h)
	old := dialog.New(must(h.Surveys.Latest("visit")), "S1", "zh", 1, nil, time.Date(2026, 6, 10, 11, 0, 0, 0, time.UTC))
	old.State = "day"
	c.doc = []byte(encode(t, conversation.Document{Address: c.document().Address, Session: &old}))
	c.now = time.Date(2026, 6, 10, 12, 10, 0, 0, time.UTC) // ten past midnight there
	c.says("昨天").in("why")
	same(t, "2026-06-10", c.document().Session.Answers[0].Text)
	same(t, time.Date(2026, 6, 11, 21, 0, 0, 0, time.UTC), c.wakeAt.UTC()) // nine in the morning there
}

func must(sv *dialog.Survey, ok bool) *dialog.Survey {
	if !ok {
		panic("no such survey")
	}
	return sv
}
