package transcript

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"huiyin/dialog"
)

// Options are what stands in for the rest of the bot.
type Options struct {
	// Score scores a reply for which the script has no "~ score"; nil leaves it unknown.
	Score func(reading dialog.Reading, text string) dialog.Score
	// Decide is the escalation policy; nil leaves it to the script's "! handoff" lines.
	Decide func(sess dialog.Session, reading dialog.Reading, score dialog.Score, text string) (reason string, escalate bool)
	// Start is when the session begins; zero is a fixed Monday morning.
	Start time.Time
}

// nonce is the session's; any number does, for buttons are pressed by label.
const nonce = 0x5EED

// Play plays the script against its survey and gives the transcript of what happened: the script
// itself when it is right. The error is for a script that cannot be played, such as one that
// presses a button that was never shown.
func Play(script *Script, survey *dialog.Survey, o Options) (got string, err error) {
	if o.Start.IsZero() {
		o.Start = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	}
	p := &player{script: script, survey: survey, options: o, now: o.Start}
	for _, id := range script.Full {
		if survey.Quota(id) == nil {
			return "", Error{script.Name, 1, fmt.Sprintf("full: survey %s has no quota %q", survey.ID, id)}
		}
	}
	p.sess = dialog.New(survey, "transcript", script.Lang, nonce, script.Vars, p.now)
	for i, line := range script.Lines {
		if err := p.line(i, line); err != nil {
			return p.out.String(), Error{script.Name, line.Number, err.Error()}
		}
	}
	if err := p.begin(); err != nil {
		return p.out.String(), Error{script.Name, len(script.Lines), err.Error()}
	}
	return p.out.String(), nil
}

// player is one playing under way.
type player struct {
	script  *Script
	survey  *dialog.Survey
	options Options
	sess    dialog.Session
	now     time.Time
	begun   bool
	ended   bool            // the newest output told the state already
	shown   []dialog.Button // every button shown, the newest last
	score   *dialog.Score
	out     strings.Builder
}

func (p *player) line(i int, l Line) error {
	switch l.Kind {
	case Blank, Comment, Header:
		p.print(l.Text)
		return nil
	}
	if err := p.begin(); err != nil {
		return err
	}
	if l.Kind != State {
		p.ended = p.ended && (l.Kind == Say || l.Kind == Buttons || l.Kind == Handoff)
	}
	switch l.Kind {
	case Type:
		p.print(strings.TrimRight("> "+l.Text, " "))
		ev, err := typed(l)
		if err != nil {
			return err
		}
		return p.reply(i, ev)
	case Press:
		p.print(">> " + l.Text)
		return p.press(i, l.Text)
	case Wait:
		p.print("@ " + l.Text)
		return p.wait(l.Wait)
	case Score:
		p.print("~ " + l.Text)
		p.score = &l.Score
	case Resume:
		p.print("= resume")
		return p.step(dialog.Event{Kind: dialog.EvResume})
	case State:
		if !p.ended {
			p.print("= " + string(p.sess.State))
		}
		p.ended = false
	}
	return nil
}

func (p *player) print(line string) {
	p.out.WriteString(line)
	p.out.WriteByte('\n')
}

// begin begins the session once, before the first thing that happens.
func (p *player) begin() error {
	if p.begun {
		return nil
	}
	p.begun = true
	return p.step(dialog.Event{Kind: dialog.EvBegin})
}

func (p *player) press(i int, text string) error {
	for j := len(p.shown) - 1; j >= 0; j-- {
		if p.shown[j].Label == text {
			return p.reply(i, dialog.Event{Kind: dialog.EvReply, Text: text, Button: p.shown[j].Value})
		}
	}
	return fmt.Errorf("no button %q was shown", text)
}

// reply plays line i of the script as a reply: read, scored, decided, stepped.
func (p *player) reply(i int, ev dialog.Event) error {
	ev.At = p.now
	reading := dialog.Read(p.survey, &p.sess, ev)
	ev.Score = dialog.Score{Label: "unknown"}
	switch {
	case p.score != nil:
		ev.Score = *p.score
	case p.options.Score != nil:
		ev.Score = p.options.Score(reading, ev.Text)
	}
	p.score = nil
	reason, escalate := p.decide(i, reading, ev)
	ev.Escalate = escalate
	if escalate {
		p.print(strings.TrimRight("! handoff "+reason, " "))
	}
	return p.step(ev)
}

func (p *player) decide(i int, r dialog.Reading, ev dialog.Event) (reason string, escalate bool) {
	if p.options.Decide != nil {
		if r.Stale || p.sess.State == dialog.WithAgent {
			return "", false
		}
		return p.options.Decide(p.sess, r, ev.Score, ev.Text)
	}
	for _, l := range p.script.Lines[i+1:] {
		switch l.Kind {
		case Handoff:
			return l.Text, true
		case Type, Press, Wait, Resume, Score:
			return "", false
		}
	}
	return "", false
}

// wait lets time pass, firing the session's timer whenever it is due on the way.
func (p *player) wait(d time.Duration) error {
	until := p.now.Add(d)
	for {
		due := p.sess.WakeAt(p.survey)
		if due.IsZero() || due.After(until) {
			break
		}
		if due.After(p.now) {
			p.now = due
		}
		if err := p.step(dialog.Event{Kind: dialog.EvTimer}); err != nil {
			return err
		}
		if next := p.sess.WakeAt(p.survey); next.Equal(due) {
			return fmt.Errorf("the timer due %s after the start did nothing", due.Sub(p.options.Start))
		}
	}
	p.now = until
	return nil
}

// step plays one event on the session as it is stored, and prints what comes of it.
func (p *player) step(ev dialog.Event) error {
	data, err := json.Marshal(p.sess)
	if err != nil {
		return fmt.Errorf("store the session: %w", err)
	}
	var loaded dialog.Session
	if err := json.Unmarshal(data, &loaded); err != nil {
		return fmt.Errorf("load the session: %w", err)
	}
	ev.Full = p.script.Full
	sess, effects, err := dialog.Step(p.survey, loaded, ev, p.now)
	if err != nil {
		return err
	}
	p.sess = sess
	said := 0
	for _, e := range effects {
		switch e := e.(type) {
		case dialog.Say:
			said++
			p.say(e)
		case dialog.Ended:
			p.print("= " + string(e.State))
			p.ended = true
		}
	}
	if said > 1 {
		return fmt.Errorf("%d messages in one step: platforms allow few", said)
	}
	return nil
}

func (p *player) say(s dialog.Say) {
	for _, line := range strings.Split(s.Text, "\n") {
		p.print(strings.TrimRight("< "+line, " "))
	}
	if len(s.Buttons) == 0 {
		return
	}
	p.shown = append(p.shown, s.Buttons...)
	labels := make([]string, len(s.Buttons))
	for i, b := range s.Buttons {
		labels[i] = b.Label
	}
	p.print("[ " + strings.Join(labels, " | ") + " ]")
}
