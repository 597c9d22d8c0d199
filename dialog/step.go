package dialog

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// ErrState says that a session and a survey do not belong together: another survey, a state the
// survey does not have, or a survey that was not compiled.
var ErrState = errors.New("session does not fit the survey")

// Step moves a session on by one event. It leaves sess as it is; on an error it gives it back.
//
// At most one of the effects is a [Say], and where it follows an [Answered] or an [Escalated] it
// comes after them. An event that does not apply, such as a timer come too early, changes nothing.
func Step(s *Survey, sess Session, ev Event, now time.Time) (Session, []Effect, error) {
	if s.machine == nil || sess.Survey != s.ID || !s.machine.states[sess.State] || s.passes(sess.State) {
		return sess, nil, fmt.Errorf("step survey %s at %q: %w", s.ID, sess.State, ErrState)
	}
	if ev.At.IsZero() {
		ev.At = now
	}
	t := step{survey: s, sess: sess.clone(), ev: ev, now: now, words: wordsIn(sess.Lang)}
	if err := t.run(); err != nil {
		return sess, nil, fmt.Errorf("step survey %s: %w", s.ID, err)
	}
	return t.sess, t.effects, nil
}

func (s Session) clone() Session {
	s.Answers = slices.Clone(s.Answers)
	s.Kept = slices.Clone(s.Kept)
	s.Again = slices.Clone(s.Again)
	s.Vars = maps.Clone(s.Vars)
	s.Quotas = slices.Clone(s.Quotas)
	return s
}

// step is one call of Step under way.
type step struct {
	survey  *Survey
	sess    Session
	ev      Event
	now     time.Time
	words   words
	effects []Effect
	stood   *Session // where a correction came in; nil in other steps
}

func (t *step) run() error {
	switch t.ev.Kind {
	case EvBegin:
		return t.begin()
	case EvReply:
		return t.reply()
	case EvTimer:
		return t.timer()
	case EvResume:
		return t.resume()
	case EvStop:
		if t.sess.State.Ended() {
			return nil
		}
		return t.finish(eventStop, "")
	}
	return fmt.Errorf("unknown event %q", t.ev.Kind)
}

func (t *step) emit(e Effect) { t.effects = append(t.effects, e) }

// move goes where event leads. A new state has a new prompt: the buttons of the old one are stale.
func (t *step) move(event string) error {
	from := t.sess.State
	to, err := t.survey.machine.move(from, event)
	if err != nil {
		return err
	}
	if to == t.sess.State {
		t.sess.Tries++
	} else {
		t.sess.Tries, t.sess.Asked = 0, 0
	}
	t.sess.State, t.sess.Follow, t.sess.Offered = to, "", nil
	t.sess.Turn++
	t.leaveLoop(from)
	return nil
}

// finish ends the session by event, with last words unless they are "".
func (t *step) finish(event, words string) error {
	if err := t.move(event); err != nil {
		return err
	}
	t.end(words)
	return nil
}

func (t *step) end(words string) {
	t.sess.Ended, t.sess.Round = t.now, 0
	t.unkeep()
	t.settlePlaces()
	if words != "" {
		t.emit(Say{Text: words})
	}
	t.emit(Ended{State: t.sess.State})
}

// ask says the prompt of the state that the session waits at, or the last words when it has ended.
func (t *step) ask(lead string) error {
	switch {
	case t.sess.State == Completed:
		t.end(paragraphs(lead, t.survey.thanks(&t.sess)))
	case t.sess.State == Declined:
		t.end(paragraphs(lead, t.declined()))
	case t.sess.State == Screened:
		t.end(paragraphs(lead, t.survey.screenedWords(&t.sess)))
	case t.sess.State == Consent:
		t.emit(t.survey.notice(&t.sess))
	default:
		t.sess.Offered = nil
		t.emit(t.survey.prompt(t.survey.waiting(&t.sess), &t.sess, lead))
	}
	return nil
}

func (t *step) begin() error {
	if t.sess.State != Invited {
		return nil
	}
	t.sess.Heard = t.now
	if err := t.move(eventBegin); err != nil {
		return err
	}
	return t.arrive(t.survey.noticeText(&t.sess))
}

func (t *step) resume() error {
	if t.sess.State != WithAgent {
		return nil
	}
	if t.sess.Return == OptedOut {
		return t.finish(eventStop, "")
	}
	t.sess.Heard, t.sess.Misread = t.now, 0
	if err := t.move(eventResume); err != nil {
		return err
	}
	return t.ask("")
}

// timer reminds once, then expires; whichever is due. After a long outage both are: it expires.
func (t *step) timer() error {
	due := t.sess.WakeAt(t.survey)
	if due.IsZero() || t.now.Before(due) {
		return nil
	}
	if d := t.survey.Expire; d > 0 && !t.now.Before(t.sess.Heard.Add(d)) || t.sess.State == Invited {
		return t.finish(eventExpire, "")
	}
	if quiet := t.survey.quiet.after(t.now); quiet.After(t.now) { // after an outage
		t.sess.Hold = quiet
		return nil
	}
	if _, err := t.survey.machine.move(t.sess.State, eventRemind); err != nil {
		return err
	}
	t.sess.Reminded = true
	if t.sess.State == Consent {
		t.emit(consent(&t.sess, t.words.RemindConsent))
		return nil
	}
	return t.ask(t.words.Remind)
}
