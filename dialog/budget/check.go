package budget

import (
	"fmt"
	"strings"
	"time"

	"huiyin/dialog"
)

// Result is what the count found.
type Result struct {
	Problems dialog.Problems // paths on which a message would be refused by the platform
	Notes    []string        // what works, and not as one might think
}

// Check counts the messages of a compiled survey on every path.
func Check(sv *dialog.Survey, l Limits) (Result, error) {
	c := &counter{survey: sv, limits: l, edges: edges(sv)}
	c.remind()
	for _, lang := range sv.Langs {
		if err := c.language(lang); err != nil {
			return Result{}, fmt.Errorf("count the messages of %s: %w", sv.ID, err)
		}
	}
	return c.result, nil
}

type counter struct {
	survey *dialog.Survey
	limits Limits
	edges  []edge
	result Result
	told   map[string]bool
}

// began is when the sessions that are asked begin. Any time would do.
var began = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// remind checks the time of the reminder.
func (c *counter) remind() {
	switch l, after := c.limits, c.survey.Remind; {
	case after > l.Window:
		c.problem("remind", "remind %s: %s lets a bot write for %s after the customer's last message, so this reminder can never be sent; set remind to %s or less, or to 0",
			hours(after), l.Name, hours(l.Window), hours(l.Window))
	case after+c.survey.LongestWait() > l.Window:
		c.note("a reminder that quiet hours hold back may come after the %s in which %s lets a bot write, and is not sent then; set remind to %s or less to be sure",
			hours(l.Window), l.Name, hours(l.Window-c.survey.LongestWait()))
		fallthrough
	case after > time.Minute:
		c.note("a reminder reaches only who wrote something in the last %s: after a press on a button, or the scan alone, %s lets a bot write for one minute",
			hours(l.Window), l.Name)
	}
}

func hours(d time.Duration) string {
	if d%time.Hour == 0 {
		return fmt.Sprintf("%dh", d/time.Hour)
	}
	return d.String()
}

func (c *counter) language(lang string) error {
	for _, e := range c.edges {
		if err := c.edge(lang, e); err != nil {
			return err
		}
	}
	for _, q := range c.survey.Questions {
		if !q.Type.Asks() {
			continue
		}
		if err := c.asksAgain(lang, dialog.State(q.ID)); err != nil {
			return err
		}
		if err := c.person(lang, dialog.State(q.ID)); err != nil {
			return err
		}
		if c.pressed(lang, dialog.State(q.ID)) {
			c.note("a person who takes over after a press on a button can write for one minute, until the customer writes something")
		}
	}
	return nil
}

// edge counts what the customer gets who goes from one question to the next, and is silent there.
func (c *counter) edge(lang string, e edge) error {
	said, err := c.arrival(lang, e)
	if err != nil {
		return err
	}
	asked := c.limits.messages(said)
	reminder, err := c.reminder(lang, e.to)
	if err != nil {
		return err
	}
	where := fmt.Sprintf("%s → %s", path(c.edges, e.from), e.to)
	if allowed := c.limits.AfterClick - c.limits.Reserve; c.pressed(lang, e.from) && asked > allowed {
		c.over(lang, e.to, where, "a press or a scan", allowed, c.limits.AfterClick, fmt.Sprintf("what is asked takes %d", asked))
	}
	if allowed := c.limits.AfterMessage - c.limits.Reserve; asked+reminder > allowed {
		c.over(lang, e.to, where, "a message", allowed, c.limits.AfterMessage, fmt.Sprintf("what is asked takes %d, its reminder %d", asked, reminder))
	}
	return nil
}

// asksAgain counts what follows a reply that could not be read.
func (c *counter) asksAgain(lang string, at dialog.State) error {
	say, _, err := c.step(c.session(lang, at), dialog.Event{Kind: dialog.EvReply}, began)
	if err != nil {
		return err
	}
	reminder, err := c.reminder(lang, at)
	if err != nil {
		return err
	}
	again := c.limits.messages(say)
	if allowed := c.limits.AfterMessage - c.limits.Reserve; again+reminder > allowed {
		c.over(lang, at, path(c.edges, at)+" → asked again", "a message", allowed, c.limits.AfterMessage,
			fmt.Sprintf("what is asked again takes %d, its reminder %d", again, reminder))
	}
	return nil
}

// person counts what the bot says around a person who takes over at a question: that somebody comes,
// then whether it is solved, and a reminder of that, to a customer who wrote once.
func (c *counter) person(lang string, at dialog.State) error {
	handover, sess, err := c.step(c.session(lang, at), dialog.Event{Kind: dialog.EvReply, Text: "!", Escalate: true}, began)
	if err != nil {
		return err
	}
	solved, _, err := c.step(sess, dialog.Event{Kind: dialog.EvResume}, began)
	if err != nil {
		return err
	}
	reminder, err := c.reminder(lang, dialog.Solved)
	if err != nil {
		return err
	}
	comes, asks := c.limits.messages(handover), c.limits.messages(solved)
	if allowed := c.limits.AfterMessage - c.limits.Reserve; comes+asks+reminder > allowed {
		c.over(lang, at, path(c.edges, at)+" → with_agent → solved", "a message", allowed, c.limits.AfterMessage,
			fmt.Sprintf("the handover takes %d, asking whether it is solved %d, its reminder %d", comes, asks, reminder))
	}
	return nil
}

func (c *counter) over(lang string, at dialog.State, where, what string, allowed, quota int, taken string) {
	c.problem(c.place(at, lang), "too many messages on the path %s: %s; after %s %s lets a bot send %d, and %d of them kept for the agent leave %d; shorten the texts, or set remind to 0",
		where, taken, what, c.limits.Name, quota, c.limits.Reserve, allowed)
}

// place is where a survey file says what the dialog asks at a state.
func (c *counter) place(at dialog.State, lang string) string {
	if q := c.survey.Question(string(at)); q != nil {
		return q.Path() + ".text." + lang
	}
	switch at {
	case dialog.Completed:
		return "thanks." + lang
	case dialog.Screened:
		return "screened." + lang
	}
	return "notice." + lang
}

func (c *counter) problem(path, format string, args ...any) {
	p := dialog.Problem{Path: path, Msg: fmt.Sprintf(format, args...)}
	if c.first(p.Path + p.Msg) {
		c.result.Problems = append(c.result.Problems, p)
	}
}

func (c *counter) note(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); c.first(text) {
		c.result.Notes = append(c.result.Notes, text)
	}
}

func (c *counter) first(text string) bool {
	if c.told == nil {
		c.told = map[string]bool{}
	}
	seen := c.told[text]
	c.told[text] = true
	return !seen
}

// longest is a variable at the length at which the engine cuts it.
var longest = strings.Repeat("字", 40)
