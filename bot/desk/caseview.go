package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"huiyin/bot/handoff"
	"huiyin/bot/records"
	"huiyin/dialog"
)

// threadLimit is how many of a chat's newest messages the desk shows.
const threadLimit = 200

// caseView is one case with all that an agent needs beside the chat.
type caseView struct {
	ID, Conv, Name, Channel, Customer string
	Standing, Owner                   string
	Since                             time.Time // waiting; zero when not
	Priority                          int
	Reasons                           []reasonView
	Thread                            []line
	NPS                               *float64
	Score                             *scoreView // of the reply that opened the case
	Answers                           []answerView
	Facts                             []fact
	Steps                             []fact // what happened to the case, when
	RootCause, Action                 string
	ClientID                          string // of the next reply
	Causes                            []string
}

type reasonView struct {
	Text  string
	Words []string
}

// fact is one named value.
type fact struct {
	Name, Value string
	At          time.Time
	Code        bool // a number or key, set in monospace
}

func (d *desk) caseView(ctx context.Context, v *deskView, id string) (*caseView, error) {
	c, err := d.Record.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	messages, err := d.Record.Messages(ctx, c.Conv, threadLimit)
	if err != nil {
		return nil, err
	}
	conversation, answers, err := d.Record.Conversation(ctx, c.Conversation)
	if err != nil && !errors.Is(err, records.ErrNotFound) {
		return nil, err
	}
	cv := &caseView{
		ID: c.ID, Conv: c.Conv, Name: shownName(v.Lang, c), Channel: c.Channel, Customer: c.Customer,
		Standing: v.standing(c), Owner: c.Owner, Since: waitingSince(c), Priority: c.Priority,
		RootCause: c.RootCause, Action: c.Action, ClientID: rand.Text(), Causes: rootCauses(),
	}
	for _, r := range c.Reasons {
		cv.Reasons = append(cv.Reasons, reasonView{reasonIn(v.Lang, r), r.Words})
	}
	cv.Thread = threadOf(v.Lang, c, conversation.Lang, messages)
	noteReadings(v.Lang, cv.Thread, answers)
	cv.Score = openingScore(v.Lang, c, messages)
	cv.addAnswers(v.Lang, answers)
	cv.Facts = d.facts(v.Lang, c, conversation)
	cv.Steps = stepsOf(v.Lang, c)
	return cv, nil
}

func (cv *caseView) addAnswers(lang string, answers []records.Answer) {
	first := map[string]int{} // where a question's answer stands
	for _, a := range answers {
		if a.Answer.Status == "withdrawn" { // the customer put an answer right that led to it
			continue
		}
		if i, ok := first[a.Answer.Question]; ok && a.Answer.Round > 1 {
			cv.Answers[i].After = answerOf(lang, a).Value
			continue
		}
		first[a.Answer.Question] = len(cv.Answers)
		if a.Answer.Type == dialog.NPS && a.Answer.Number != nil {
			cv.NPS = a.Answer.Number
		}
		cv.Answers = append(cv.Answers, answerOf(lang, a))
	}
}

// stepsOf tells the case's life so far.
func stepsOf(lang string, c records.Case) []fact {
	var steps []fact
	add := func(key, who string, at time.Time) {
		if !at.IsZero() {
			steps = append(steps, fact{Name: phrase(lang, key), Value: who, At: at})
		}
	}
	add("step.opened", "", c.OpenedAt)
	add("step.taken", c.Owner, c.TakenAt)
	add("step.replied", "", c.RepliedAt)
	if c.State == handoff.Resolved {
		add("step.resolved", c.Owner, c.ResolvedAt)
	}
	return steps
}
