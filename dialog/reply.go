package dialog

import "time"

// reply handles what the customer wrote or pressed.
func (t *step) reply() error {
	sess := t.sess // Read holds on to what it is given: the whole step would go to the heap
	r := Read(t.survey, &sess, t.ev)
	if r.Stale {
		return nil
	}
	t.sess.Heard, t.sess.Hold = t.now, time.Time{}
	state := t.sess.State
	switch {
	case state == WithAgent:
		// A person answers. Only a wish to hear nothing more is kept for later.
		if r.Command == CmdStop {
			t.sess.Return = OptedOut
		}
		return nil
	case r.Command == CmdStop && !state.Ended():
		return t.finish(eventStop, t.words.OptedOut)
	case t.ev.Escalate:
		return t.escalate(r)
	case state == Declined && r.OK:
		return t.reconsider(r)
	case state.Ended() || state == Invited:
		return nil
	case state == Consent:
		return t.consent(r)
	}
	return t.answer(r)
}

// consentTries is how often the notice's question is asked again.
const consentTries = 3

// consent handles the reply to the notice. Whoever asks something else is told once more what is
// wanted, with the buttons, three times, and then not pressed any more.
func (t *step) consent(r Reading) error {
	switch {
	case r.OK && *r.Answer.Number == 1:
		if err := t.move(eventAgree); err != nil {
			return err
		}
		return t.arrive("")
	case r.OK, r.Command == CmdLeave:
		return t.finish(eventDecline, t.words.Declined)
	case r.Command == CmdLater:
		return t.later()
	case r.Command == CmdLang:
		lead := t.speak(r.Lang)
		t.emit(consent(&t.sess, paragraphs(lead, t.survey.noticeText(&t.sess))))
		return nil
	}
	t.sess.Tries++
	switch {
	case r.Command == CmdHuman:
		t.emit(consent(&t.sess, paragraphs(t.words.NoPerson, t.words.ConsentAgain)))
	case t.sess.Tries <= consentTries:
		t.emit(consent(&t.sess, t.words.ConsentAgain))
	}
	return nil
}

// answer handles the reply to a question.
func (t *step) answer(r Reading) error {
	t.sess.Offered = nil
	switch {
	case r.Corrects:
		return t.correct(r)
	case r.OK:
		t.sess.Misread = 0
		t.record(r.Answer)
		if more, words := t.followUp(r); more != "" {
			t.sess.Follow = more
			t.emit(Say{Text: words, Request: r.Question.request(t.sess.Lang)})
			return nil
		}
		return t.goOn("")
	case r.Received:
		return t.received(r)
	case r.Command == CmdBack:
		return t.back()
	case r.Command == CmdHelp:
		t.help(r.Question)
		return nil
	case r.Command == CmdLang:
		return t.ask(t.speak(r.Lang))
	case r.Command == CmdLeave:
		return t.leave()
	case r.Command == CmdLater:
		return t.later()
	case r.Command == CmdAsk && t.sess.Follow == "":
		t.sess.Asked++
		return t.ask(t.words.AskedBot)
	case t.sess.Follow != "" && r.Command != CmdHuman: // the answer is there already
		return t.goOn("")
	case r.Command == CmdSkip:
		t.sess.Misread = 0
		t.record(Answer{Question: r.Question.ID, Type: r.Question.Type, Status: skipped, How: r.How, Confidence: r.Confidence})
		return t.goOn("")
	case r.Command == CmdUnsure:
		t.sess.Misread = 0
		t.record(Answer{Question: r.Question.ID, Type: r.Question.Type, Status: unsure, Text: t.words.Unsure, How: r.How, Confidence: r.Confidence})
		return t.goOn("")
	case r.Command == CmdHuman:
		t.emit(t.survey.askAgain(r.Question, &t.sess, t.words.NoPerson))
		return nil
	case r.Question.Type == Gate:
		t.gate()
		return nil
	}
	return t.misread(r)
}

// misread asks again, once, and then keeps the words as they are. An answer that was understood in
// part is asked for with those that it may mean.
func (t *step) misread(r Reading) error {
	if len(r.Nearest) > 0 {
		t.sess.Tries++
		t.sess.Offered = r.Nearest
		t.emit(t.survey.offer(r.Question, &t.sess))
		return nil
	}
	t.sess.Misread++
	lead, then := t.words.Unread, t.words.Noted
	switch {
	case t.ev.Voice && t.ev.Text == "":
		lead, then = t.words.NoVoice, t.words.NoVoice // nothing is noted of it
	case wordy(t.ev.Text):
		lead = t.words.Noted
	}
	if t.sess.Tries == 0 {
		t.sess.Tries++
		t.emit(t.survey.askAgain(r.Question, &t.sess, lead))
		return nil
	}
	t.record(t.unread(r))
	return t.goOn(then)
}

func (t *step) unread(r Reading) Answer {
	return Answer{Question: r.Question.ID, Type: r.Question.Type, Status: unread, Text: cut(t.ev.Text, maxWords), How: r.How}
}

// record keeps an answer. A question answered again has its newest answer only, in the place of the
// first: the answers stand in the order in which the questions were come to.
func (t *step) record(a Answer) {
	a.At = t.now
	if q := t.survey.Question(a.Question); q != nil && q.Type == Gate {
		a.Wording = q.wording(t.sess.Lang)
	}
	if t.sess.Round == secondRound && a.Question == string(t.sess.State) {
		t.recordAgain(a)
		return
	}
	if q := t.survey.Question(a.Question); a.Item == "" && q != nil && t.survey.loopOf(q) != nil {
		a.Item = t.sess.Item
	}
	if i := t.sess.place(a.Question, a.Item); i >= 0 {
		t.sess.Answers[i] = a
	} else {
		t.sess.Answers = append(t.sess.Answers, a)
	}
	t.emit(Answered{Answer: a})
}

// goOn leaves the question for the next one, or for the end.
func (t *step) goOn(lead string) error {
	if t.sess.afterSurvey() {
		return t.afterCase(lead)
	}
	event, _, err := t.decide()
	if err != nil {
		return err
	}
	if err := t.move(event); err != nil {
		return err
	}
	return t.arrive(lead)
}

// closingLead is lead, or what is said to whom the case did not help.
func (t *step) closingLead(lead string) string {
	if a := t.sess.Answer(string(Solved)); a != nil && a.Number != nil && *a.Number == 0 {
		return t.words.NotSolved
	}
	return lead
}

// decide finds the first route that matches, before the machine moves, and where it leads. A quota
// that is full comes before the routes; places in the others are taken.
func (t *step) decide() (event string, to State, err error) {
	i := t.survey.index(string(t.sess.State))
	q := t.survey.Questions[i]
	switch full, err := t.takePlaces(q); {
	case err != nil:
		return "", "", err
	case full != nil:
		return full.Route(), full.Target(), nil
	}
	var sc scene
	for _, r := range q.Routes {
		if r.guard == nil {
			return r.Name, r.target(), nil
		}
		if sc.env == nil {
			sc = newScene(t.survey, &t.sess, q, t.ev.Score, t.now)
		}
		ok, err := r.guard.holds(sc)
		if err != nil {
			return "", "", err
		}
		if ok {
			return r.Name, r.target(), nil
		}
	}
	if t.refused(q) {
		return eventDecline, Declined, nil
	}
	event, to = t.onward(eventNext, i)
	return event, to, nil
}

// escalate hands over to a person. The answer is kept first, also words that are no answer to the
// question: they are why a person comes. Return remembers what would have been asked next.
func (t *step) escalate(r Reading) error {
	from, after := t.sess.State, t.sess.afterSurvey()
	lead := t.words.Sorry
	back := from
	switch {
	case from == Solved:
		lead = t.words.StillOpen
	case r.Command == CmdHuman:
		lead = t.words.Sure
	case r.Misunderstood() && t.sess.Misread > 0 && !(t.ev.Score.Known && t.ev.Score.Value < 0):
		lead = t.words.Lost // nobody complained: the bot did not understand
	}
	if q := r.Question; q != nil && (r.OK || r.Command == CmdNone || r.Command == CmdAsk) {
		a := r.Answer
		if !r.OK {
			a = t.unread(r)
		}
		if a.Status != unread || a.Text != "" && q.Type != Gate {
			t.record(a)
		}
		switch {
		case after || !r.OK:
		case r.Corrects:
			if _, err := t.takePlaces(q); err != nil {
				return err
			}
		default:
			_, to, err := t.decide()
			if err != nil {
				return err
			}
			back = to
		}
	}
	if !after {
		t.sess.Return = back
	}
	if err := t.move(eventEscalate); err != nil {
		return err
	}
	t.sess.Misread, t.sess.Ended, t.sess.Round = 0, time.Time{}, 0
	t.emit(Escalated{})
	handover := t.words.Handover
	if t.survey.waiting(&Session{State: from}) != nil && !after {
		handover = t.words.Pause + handover
	}
	t.emit(Say{Text: paragraphs(lead, handover)})
	return nil
}
