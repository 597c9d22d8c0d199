package handoff_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot/handoff"
)

func at(minutes int) time.Time { return now.Add(time.Duration(minutes) * time.Minute) }

func TestACaseFromOpenToResolved(t *testing.T) {
	c := handoff.Case{ID: "C1", State: handoff.Open, Priority: 2, OpenedAt: at(0)}
	for _, err := range []error{
		c.Take("王敏", at(1)), c.Take("王敏", at(2)), c.Replied("王敏", at(3)), c.Replied("王敏", at(4)),
		c.Resolve("王敏", "定损排队", "已加急", at(5)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := handoff.Case{
		ID: "C1", State: handoff.Resolved, Priority: 2, Owner: "王敏", OpenedAt: at(0), TakenAt: at(1), RepliedAt: at(3),
		ResolvedAt: at(5), RootCause: "定损排队", Action: "已加急",
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

func TestAFirstReplyOrAResolutionTakesTheCase(t *testing.T) {
	replied := handoff.Case{State: handoff.Open}
	if err := replied.Replied("李强", at(1)); err != nil || replied.Owner != "李强" || replied.State != handoff.Taken {
		t.Errorf("%v %+v", err, replied)
	}
	resolved := handoff.Case{State: handoff.Open}
	if err := resolved.Resolve("李强", "a", "b", at(1)); err != nil || resolved.Owner != "李强" || resolved.TakenAt.IsZero() {
		t.Errorf("%v %+v", err, resolved)
	}
}

func TestWhatACaseRefuses(t *testing.T) {
	taken := handoff.Case{State: handoff.Taken, Owner: "王敏", TakenAt: at(1)}
	resolved := handoff.Case{State: handoff.Resolved, Owner: "王敏", RootCause: "a", Action: "b"}
	for name, c := range map[string]struct {
		from  handoff.Case
		do    func(*handoff.Case) error
		code  string
		owner string
	}{
		"take another's":              {taken, func(c *handoff.Case) error { return c.Take("李强", at(2)) }, "taken_by_other", "王敏"},
		"reply to another's":          {taken, func(c *handoff.Case) error { return c.Replied("李强", at(2)) }, "taken_by_other", "王敏"},
		"resolve another's":           {taken, func(c *handoff.Case) error { return c.Resolve("李强", "a", "b", at(2)) }, "taken_by_other", "王敏"},
		"take what is resolved":       {resolved, func(c *handoff.Case) error { return c.Take("王敏", at(2)) }, "not_open", ""},
		"reply to what is resolved":   {resolved, func(c *handoff.Case) error { return c.Replied("王敏", at(2)) }, "not_open", ""},
		"resolve twice":               {resolved, func(c *handoff.Case) error { return c.Resolve("王敏", "a", "b", at(2)) }, "not_open", ""},
		"resolve without a cause":     {taken, func(c *handoff.Case) error { return c.Resolve("王敏", " ", "b", at(2)) }, "missing_root_cause", ""},
		"resolve without an action":   {taken, func(c *handoff.Case) error { return c.Resolve("王敏", "a", "\n", at(2)) }, "missing_action", ""},
		"resolve with nothing at all": {taken, func(c *handoff.Case) error { return c.Resolve("王敏", "", "", at(2)) }, "missing_root_cause", ""},
	} {
		got := c.from
		err := c.do(&got)
		var refused *handoff.Error
		if !errors.As(err, &refused) || refused.Code != c.code || refused.Owner != c.owner {
			t.Errorf("%s: %v", name, err)
		}
		if handoff.Code(fmt.Errorf("act: %w", err)) != c.code {
			t.Errorf("%s: code %q", name, handoff.Code(err))
		}
		if diff := cmp.Diff(c.from, got); diff != "" {
			t.Errorf("%s: the case changed: %s", name, diff)
		}
	}
	if err := taken.Take("李强", at(2)); !errors.Is(err, handoff.ErrTaken) {
		t.Errorf("%v is not ErrTaken", err)
	}
	if handoff.Code(nil) != "" {
		t.Error("no error has a code")
	}
}

func TestACaseGetsWorseNeverBetter(t *testing.T) {
	c := handoff.Case{State: handoff.Open, Priority: 2, Reasons: []handoff.Reason{{Rule: "negative_text"}}}
	same := c.Reasons
	for name, d := range map[string]handoff.Decision{
		"nothing fired":   {Action: handoff.None},
		"a mere review":   {Action: handoff.Review, Priority: 1, Reasons: []handoff.Reason{{Rule: "contradiction"}}},
		"the same, later": {Action: handoff.Escalate, Priority: 3, Reasons: []handoff.Reason{{Rule: "negative_text"}}},
	} {
		if c.Worsen(d) || c.Priority != 2 || len(c.Reasons) != 1 {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if !c.Worsen(handoff.Decision{Action: handoff.Escalate, Priority: 1, Reasons: []handoff.Reason{{Rule: "media"}}}) ||
		c.Priority != 1 || len(c.Reasons) != 2 || len(same) != 1 {
		t.Errorf("graver words: %+v", c)
	}
	c.State = handoff.Resolved
	if c.Worsen(handoff.Decision{Action: handoff.Escalate, Priority: 1, Reasons: []handoff.Reason{{Rule: "lawyer"}}}) {
		t.Error("a resolved case got worse")
	}
}
