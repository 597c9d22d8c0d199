package budget

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	"huiyin/dialog"
)

// session gives a session that stands at a state, each variable and answer at its longest.
func (c *counter) session(lang string, at dialog.State) dialog.Session {
	sess := dialog.Fullest(c.survey, lang, at)
	sess.ID, sess.Started, sess.Heard = "count", began, began
	return sess
}

// step moves a session on and gives what is said.
func (c *counter) step(sess dialog.Session, ev dialog.Event, now time.Time) (dialog.Say, dialog.Session, error) {
	next, effects, err := dialog.Step(c.survey, sess, ev, now)
	if err != nil {
		return dialog.Say{}, sess, err
	}
	for _, e := range effects {
		if say, ok := e.(dialog.Say); ok {
			return say, next, nil
		}
	}
	return dialog.Say{}, next, nil
}

// arrival gives what is said to who comes along an edge.
func (c *counter) arrival(lang string, e edge) (dialog.Say, error) {
	if e.from == dialog.Invited {
		say, _, err := c.step(c.session(lang, dialog.Invited), dialog.Event{Kind: dialog.EvBegin}, began)
		return say, err
	}
	var say dialog.Say
	switch e.to {
	case dialog.Completed:
		say.Text = lastWords(c.survey.Thanks, lang)
	case dialog.Screened:
		say.Text = lastWords(c.survey.Screened, lang)
	default:
		say, _ = dialog.Prompt(c.survey, c.session(lang, e.to))
	}
	var parts []string
	for _, q := range e.said {
		parts = append(parts, piped(q.Text.In(lang)))
	}
	say.Text = strings.Join(append(parts, say.Text), "\n\n")
	return say, nil
}

// lastWords gives what is said at an end; where the survey says nothing the engine does, in short.
func lastWords(t dialog.Text, lang string) string { return cmp.Or(piped(t.In(lang)), "…") }

// placeholder is a variable in a text.
var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// piped gives a text with its variables at their longest.
func piped(text string) string { return placeholder.ReplaceAllString(text, longest) }

// reminder gives how many messages remind of a state within the time in which they can be sent.
func (c *counter) reminder(lang string, at dialog.State) (int, error) {
	if at.Ended() || c.survey.Remind == 0 || c.survey.Remind > c.limits.Window {
		return 0, nil
	}
	sess := c.session(lang, at)
	say, _, err := c.step(sess, dialog.Event{Kind: dialog.EvTimer}, sess.WakeAt(c.survey))
	return c.limits.messages(say), err
}

// pressed reports whether who leaves a state may have pressed a button, or scanned the code.
func (c *counter) pressed(lang string, from dialog.State) bool {
	if from == dialog.Invited {
		return true
	}
	say, ok := dialog.Prompt(c.survey, c.session(lang, from))
	return ok && c.limits.menu(say)
}
