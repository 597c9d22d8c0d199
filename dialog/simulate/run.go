package simulate

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"huiyin/dialog"
)

// Random is where chance comes from; *rand.Rand is one.
type Random interface{ IntN(n int) int }

// MaxTurns bounds one dialog: whoever is still in it then is given up.
const MaxTurns = 300

// began is when every dialog begins: a morning, the same for all, so that dates read alike. Where the
// survey looks at the clock the dialogs begin in any hour of that week.
var began = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// begins tells when the respondent's dialog begins.
func (r respondent) begins() time.Time {
	if !r.known.timed {
		return began
	}
	return began.Add(time.Duration(r.random.IntN(7*24)) * time.Hour)
}

// Run sends n respondents through a compiled survey. random gives the chance of respondent i, from 0;
// progress, if not nil, is told after each how many are through. The only error is ctx's.
func Run(ctx context.Context, sv *dialog.Survey, n int, random func(i int) Random, progress func(done int)) (Report, error) {
	t := newTally(sv)
	known := literals(sv)
	for i := range n {
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		t.add(walk(sv, i, respondent{kind: kinds[i%len(kinds)], random: random(i), known: known}, t.full()))
		if progress != nil {
			progress(i + 1)
		}
	}
	return t.done(), nil
}

// way is one respondent's way through the survey.
type way struct {
	survey  *dialog.Survey
	full    []string // quotas in which no place is left
	who     respondent
	sess    dialog.Session
	now     time.Time
	last    dialog.Say      // what the bot said last
	old     []dialog.Button // buttons of earlier messages, still on the screen
	reached map[string]bool
	routes  map[[2]string]int // question and route → times taken
	said    int
	heard   int
	busy    time.Duration // reading, thinking and answering
	person  bool
	agreed  bool // to the notice
	givenUp bool
	leftAt  dialog.State
	stuck   *Stuck
}

func walk(sv *dialog.Survey, i int, who respondent, full []string) way {
	lang := sv.Langs[i/len(kinds)%len(sv.Langs)]
	at := who.begins()
	w := way{
		survey: sv, full: full, who: who, now: at, reached: map[string]bool{}, routes: map[[2]string]int{},
		sess: dialog.New(sv, fmt.Sprintf("s%d", i), lang, uint32(i), who.vars(sv), at),
	}
	why := w.step(dialog.Event{Kind: dialog.EvBegin})
	for turn := 0; why == "" && !w.sess.State.Ended(); turn++ {
		if turn == MaxTurns {
			w.givenUp = true
			break
		}
		if why = w.waits(); why != "" {
			break
		}
		var goesOn bool
		if goesOn, why = w.turn(); !goesOn {
			break
		}
	}
	if why != "" {
		w.stuck = &Stuck{Respondent: i, Kind: who.kind, State: w.sess.State, Why: why}
	}
	return w
}

// waits says why the dialog stands still without waiting for anything, or "".
func (w *way) waits() string {
	if w.sess.State == dialog.WithAgent {
		return ""
	}
	if _, ok := dialog.Prompt(w.survey, w.sess); !ok {
		return "waits for no answer"
	}
	return ""
}

// turn is one thing that the respondent, or the person in the chat, does; false when the respondent
// is gone and nothing will wake the dialog.
func (w *way) turn() (goesOn bool, why string) {
	if w.sess.State == dialog.WithAgent {
		if w.who.chance(30) {
			return true, w.reply(w.who.words(), "", nil)
		}
		w.now = w.now.Add(time.Hour)
		return true, w.step(dialog.Event{Kind: dialog.EvResume})
	}
	if !w.who.leaves() {
		if media := w.who.sends(w); media != nil {
			return true, w.reply("", "", media)
		}
		text, button := w.who.answers(w)
		return true, w.reply(text, button, nil)
	}
	left := w.sess.State
	wake := w.sess.WakeAt(w.survey)
	if wake.IsZero() {
		w.leftAt = left
		return false, ""
	}
	w.now = wake
	why = w.step(dialog.Event{Kind: dialog.EvTimer})
	if w.sess.State == dialog.Expired {
		w.leftAt = left
	}
	return true, why
}

// reply reads what was said last, and answers it.
func (w *way) reply(text, button string, media *dialog.Media) string {
	spent := effort(w.sess.Lang, w.last.Text, text, button != "")
	w.now, w.busy = w.now.Add(spent), w.busy+spent
	w.heard++
	from := w.sess.State
	score, escalate := w.who.mood()
	why := w.step(dialog.Event{Kind: dialog.EvReply, Text: text, Button: button, Media: media, Score: score, Escalate: escalate})
	if (w.sess.State == dialog.OptedOut || w.sess.State == dialog.Partial) && from != dialog.WithAgent {
		w.leftAt = from
	}
	return why
}

// step stores and loads the session, moves it on and notes what happened.
func (w *way) step(ev dialog.Event) (why string) {
	before, err := reload(w.sess)
	if err != nil {
		return err.Error()
	}
	ev.Full = w.full
	next, effects, err := dialog.Step(w.survey, before, ev, w.now)
	if err != nil {
		return err.Error()
	}
	w.sess = next
	w.note(before, ev, effects)
	return ""
}

func (w *way) note(before dialog.Session, ev dialog.Event, effects []dialog.Effect) {
	answered := false
	for _, e := range effects {
		switch e := e.(type) {
		case dialog.Say:
			w.old = append(w.old, w.last.Buttons...)
			w.last = e
			w.said++
		case dialog.Answered:
			answered = answered || e.Answer.Question == string(before.State)
		case dialog.Escalated:
			w.person = true
		}
	}
	if before.State == dialog.Consent && w.survey.Question(string(w.sess.State)) != nil {
		w.agreed = true
	}
	if w.survey.Question(string(w.sess.State)) != nil {
		w.reached[string(w.sess.State)] = true
	}
	switch {
	case w.sess.State == dialog.WithAgent:
	case answered && before.Round == 0:
		w.follow(before, true, ev)
	case before.State == dialog.Invited || before.State == dialog.Consent && w.sess.State != dialog.Consent:
		before.State = dialog.State(w.survey.Questions[0].ID)
		w.follow(before, false, ev)
	}
}

// follow counts the ways from where the session stood to where it stands now; left says that it left
// the question there, and did not only come to it. What was passed on the way was passed in one step.
func (w *way) follow(before dialog.Session, left bool, ev dialog.Event) {
	trail, err := dialog.Trail(w.survey, before, w.sess, ev, left)
	if err != nil {
		return // the step itself would have failed
	}
	for i, m := range trail {
		w.routes[[2]string{string(m.From), m.Way}]++
		if answered := left && i == 0; !answered && !w.passedOver(string(m.From), m.Way) {
			w.reached[string(m.From)] = true
		}
	}
}

// passedOver reports whether a way leads past a question rather than through it.
func (w *way) passedOver(id, name string) bool {
	return slices.ContainsFunc(w.survey.Ways(w.survey.Question(id)), func(w dialog.Way) bool { return w.Passed && w.Name == name })
}

// reload gives the session as a store would give it back.
func reload(sess dialog.Session) (dialog.Session, error) {
	data, err := json.Marshal(sess)
	if err != nil {
		return sess, fmt.Errorf("store session: %w", err)
	}
	var loaded dialog.Session
	if err := json.Unmarshal(data, &loaded); err != nil {
		return sess, fmt.Errorf("load session: %w", err)
	}
	return loaded, nil
}
