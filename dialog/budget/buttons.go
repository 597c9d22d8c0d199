package budget

import (
	"fmt"

	"huiyin/dialog"
)

// Buttons finds buttons that the platform does not show: too many for one menu, or too long for it.
// The question would still be asked, as a numbered list. Scales are meant to be typed there.
func Buttons(sv *dialog.Survey, l Limits) Result {
	c := &counter{survey: sv, limits: l}
	for _, lang := range sv.Langs {
		for _, q := range sv.Questions {
			say, ok := dialog.Prompt(sv, c.session(lang, dialog.State(q.ID)))
			if !ok || say.Inline || len(say.Buttons) == 0 {
				continue
			}
			if n := len(say.Buttons); n > l.MenuItems {
				c.problem(q.Path()+".options", "%d buttons: a menu of %s holds %d; leave some out, or ask as multi", n, l.Name, l.MenuItems)
			}
			if n := len(say.Text); n > l.MenuHead {
				c.note("question %q in %s: its text is %d bytes, and above buttons %s shows %d, so it is sent as a numbered list", q.ID, lang, n, l.Name, l.MenuHead)
			}
			for _, b := range say.Buttons {
				if n := len(b.Label); n > l.MenuLabel {
					c.problem(option(q, b.Label, lang), "a button of %d bytes with its variables: %s shows %d, about %d Chinese characters; shorten it, or say the long version in the question's text",
						n, l.Name, l.MenuLabel, l.MenuLabel/3)
				}
			}
		}
	}
	return c.result
}

// TelegramColumns is how wide a button is that Telegram's phone apps show whole, alone in its row, as far
// as one can tell: the vendor names no bound. A letter takes one column, a Chinese character two.
const TelegramColumns = 34

// Cut notes buttons of which a platform shows the beginning only, for they are wider than columns. They
// can be pressed all the same.
func Cut(sv *dialog.Survey, platform string, columns int) []string {
	c := &counter{survey: sv}
	for _, lang := range sv.Langs {
		for _, q := range sv.Questions {
			say, _ := dialog.Prompt(sv, c.session(lang, dialog.State(q.ID)))
			for _, b := range say.Buttons {
				if n := wide(b.Label); n > columns {
					c.note("question %q in %s: %s on a phone shows about %d letters or %d Chinese characters of a button, and cuts off the rest of “%s”",
						q.ID, lang, platform, columns, columns/2, b.Label)
				}
			}
		}
	}
	return c.result.Notes
}

// wide counts columns.
func wide(label string) int {
	n := 0
	for _, r := range label {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}

// option is where a survey file says the words of a button; options may be asked in any order.
func option(q *dialog.Question, label, lang string) string {
	for i, o := range q.Options {
		if label == o.Text.In(lang) || label == piped(o.Text.In(lang)) {
			return fmt.Sprintf("%s.options[%d].text.%s", q.Path(), i, lang)
		}
	}
	return q.Path() + ".options"
}
