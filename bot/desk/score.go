package desk

import (
	"fmt"
	"math"
	"strings"

	"huiyin/bot/records"
	"huiyin/scoring"
)

// chip is a score in short: its sign, and how strong from 0 to 100.
type chip struct {
	Kind  string // "neg", "neu", "pos", "mixed", "unknown"
	Text  string // "−68", "+40", "0"
	Title string // what it means, with where it comes from
}

// chipOf gives the chip of a score, nil where there is none. Unknown is shown as such, not as 0.
func chipOf(lang string, s *scoring.Score) *chip {
	if s == nil || s.Version == "" && !s.Known {
		return nil
	}
	if !s.Known && len(s.Rules) > 0 { // a threat in calm words: the feeling is not known, the matter is
		return &chip{Kind: "neg", Text: "!", Title: phrase(lang, "score.rule") + phrase(lang, "colon") + quoted(scoreWords(s))}
	}
	if !s.Known {
		return &chip{Kind: "unknown", Text: "?", Title: phrase(lang, "score.unknown")}
	}
	return chipValue(lang, s.Value, string(s.Label), partsText(lang, s.Parts))
}

func chipValue(lang string, value float64, label, detail string) *chip {
	if label == "" {
		label = string(scoring.Neutral)
	}
	c := &chip{Kind: label, Text: percent(value), Title: phrase(lang, "score."+label)}
	if detail != "" {
		c.Title += phrase(lang, "colon") + detail
	}
	return c
}

// percent writes -1 … 1 as −100 … +100.
func percent(v float64) string {
	switch n := int(math.Round(v * 100)); {
	case n < 0:
		return fmt.Sprintf("−%d", -n)
	case n > 0:
		return fmt.Sprintf("+%d", n)
	}
	return "0"
}

func partsText(lang string, parts []scoring.Part) string {
	var all []string
	for _, p := range parts {
		text := phrase(lang, "source."+p.Source) + " " + percent(p.Value)
		if len(p.Words) > 0 {
			text += " " + quoted(p.Words)
		}
		all = append(all, text)
	}
	return strings.Join(all, phrase(lang, "semicolon"))
}

func quoted(words []string) string { return "“" + strings.Join(words, "”“") + "”" }

// scoreWords are the words to mark in a message: what made rules fire, and what made it negative.
func scoreWords(s *scoring.Score) []string {
	if s == nil {
		return nil
	}
	var words []string
	for _, h := range s.Rules {
		words = append(words, h.Words...)
	}
	for _, p := range s.Parts {
		if p.Value < 0 {
			words = append(words, p.Words...)
		}
	}
	return words
}

// scoreView is a score with its parts, for the pane beside the chat.
type scoreView struct {
	Chip  *chip
	Quote string
	Parts []partView
}

type partView struct {
	Name  string
	Text  string
	Value float64
	Words []string
}

// openingScore is the score of the customer's words that opened the case: the newest before it.
func openingScore(lang string, c records.Case, messages []records.Message) *scoreView {
	var opener *records.Message
	for i, m := range messages {
		if m.From == "customer" && m.Score != nil && m.Score.Known && !m.At.After(c.OpenedAt) {
			opener = &messages[i]
		}
	}
	if opener == nil {
		return nil
	}
	v := &scoreView{Chip: chipOf(lang, opener.Score), Quote: opener.Text}
	for _, p := range opener.Score.Parts {
		v.Parts = append(v.Parts, partView{phrase(lang, "source."+p.Source), percent(p.Value), p.Value, p.Words})
	}
	return v
}
