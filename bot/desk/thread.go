package desk

import (
	"slices"
	"strings"
	"time"

	"huiyin/adapters"
	"huiyin/bot/records"
)

// line is one line of the chat.
type line struct {
	ID      string // of the element, stable over renderings
	From    string // "customer", "bot", "agent", "system"
	Who     string
	Lang    string // of the customer and the bot, when it is not the page's
	Spans   []span
	Options []string  // buttons offered
	Sent    *sentView // what a customer sent that is not words
	Icon    string    // of a system line
	Score   *chip
	Read    string // of the customer's words: what the bot made of them, where that is not certain
	Status  string // outgoing: "queued", "sent", "failed"
	Detail  string
	At      time.Time
}

// threadOf merges the messages with what happened to the case, by time.
func threadOf(lang string, c records.Case, spoken string, messages []records.Message) []line {
	if spoken == lang {
		spoken = ""
	}
	fired := reasonWords(c)
	lines := make([]line, 0, len(messages)+3)
	var offered []string // by the newest message with buttons
	for _, m := range messages {
		l := messageLine(lang, spoken, fired, m)
		if len(l.Options) > 0 {
			offered = l.Options
		}
		// “同意” says nothing of a feeling: a question mark beside it would only be asked about.
		if l.Score != nil && l.Score.Kind == "unknown" && slices.Contains(offered, strings.TrimSpace(m.Text)) {
			l.Score = nil
		}
		lines = append(lines, l)
	}
	note := func(id, icon, text string, at time.Time) {
		if !at.IsZero() {
			lines = append(lines, line{ID: "case-" + id, From: "system", Icon: icon, Spans: []span{{Text: text}}, At: at})
		}
	}
	why := firstReason(lang, c.Reasons)
	if why != "" {
		why = " · " + why
	}
	note("opened", "zap", phrase(lang, "line.opened")+why, c.OpenedAt)
	note("taken", "user-check", c.Owner+phrase(lang, "line.taken"), c.TakenAt)
	note("resolved", "circle-check", c.Owner+phrase(lang, "line.resolved"), c.ResolvedAt)
	slices.SortStableFunc(lines, func(a, b line) int { return a.At.Compare(b.At) })
	return lines
}

func messageLine(lang, spoken string, fired []string, m records.Message) line {
	l := line{ID: "m-" + m.ID, From: m.From, Who: m.Who, At: m.At}
	switch m.From {
	case "customer":
		l.Score = chipOf(lang, m.Score)
		l.Spans = highlight(m.Text, slices.Concat(fired, scoreWords(m.Score)))
		l.Lang = spoken
		l.Sent = sentOf(m)
		if strings.TrimSpace(m.Text) != "" {
			return l
		}
		if l.Sent != nil {
			l.Score = nil // a photo says nothing of a feeling: there is nothing to ask about
		} else {
			l.Spans = []span{{Text: phrase(lang, "media")}}
		}
		return l
	case "bot":
		l.Who, l.Lang = "", spoken
	case "system":
		l.Icon = "info"
	}
	l.Spans = []span{{Text: m.Text}}
	l.Options = labels(m.Buttons)
	l.Status, l.Detail = m.Status, m.Detail
	return l
}

func labels(buttons []adapters.Button) []string {
	var all []string
	for _, b := range buttons {
		all = append(all, b.Label)
	}
	return all
}

func reasonWords(c records.Case) []string {
	var words []string
	for _, r := range c.Reasons {
		words = append(words, r.Words...)
	}
	return words
}
