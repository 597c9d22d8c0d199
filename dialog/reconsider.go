package dialog

import (
	"regexp"
	"strings"
	"time"
)

// Who declined by a slip of the finger finds back: within the survey's expiry “刚才点错了，我愿意参加”, or
// the other button of the same question, takes the answer for yes. A mere “好” after the goodbye does
// not: it says goodbye too.

// reconsiders reads a reply to the words that end a declined session.
func (s *Survey) reconsiders(sess *Session, ev Event) (Reading, bool) {
	if sess.State != Declined || s.Expire > 0 && ev.At.Sub(sess.Ended) >= s.Expire {
		return Reading{}, false
	}
	if ev.Button != "" {
		asked := *sess
		asked.Turn-- // the goodbye had no buttons
		index, ok := asked.pressed(ev.Button)
		if !ok || index != 0 {
			return Reading{}, false
		}
	} else if !agreesAfterAll(ev.Text) {
		return Reading{}, false
	}
	return agreed(true, sess.Lang, ev.At), true
}

// agreesAfterAll reports whether every part of the words owns up to a slip, or agrees plainly.
func agreesAfterAll(text string) bool {
	agrees := false
	for _, c := range strings.FieldsFunc(plain(text), func(r rune) bool { return strings.ContainsRune(",.!;:~，。！；：", r) }) {
		c = strings.TrimSpace(c)
		switch {
		case plainAgreement.MatchString(c):
			agrees = true
		case !slipOfTheFinger.MatchString(c) && !partingCourtesy.MatchString(c):
			return false
		}
	}
	return agrees
}

var (
	plainAgreement = regexp.MustCompile(`^(?:我|其实|还是|现在|刚才|点错了|按错了|选错了|打错了|应该)*(?:是)?(?:(?:同意|愿意)(?:参加|参与|填写?|回答|做|继续)?|(?:想|要|可以)(?:参加|参与|填写?|回答|做|继续))(?:的|了|吧|啊|这个|这份|问卷|调查)*$|^(?:我)?参加(?:的|了|吧)?$|` +
		`^(?:yes )?(?:actually |sorry )?(?:i (?:do )?agree|i meant (?:yes|i agree|to agree)|i(?:'d| would| do)? (?:want|like) to (?:take part|participate|do (?:it|the survey)|answer|begin|start)|i(?:'ll| will) take part|count me in)$`)
	slipOfTheFinger = regexp.MustCompile(`^(?:我)?(?:刚才|刚刚|刚|不小心)*(?:点|按|选|打|回|手)(?:错|滑|误|快)了?(?:按钮|键)?(?:了)?$|^手滑(?:了)?$|^(?:sorry |oops )?(?:i |that was |it was )?(?:pressed |tapped |hit |chose )?(?:a |the |my )?(?:wrong (?:button|one|answer|key)|mistake|slip)$|^(?:by|my) mistake$|^oops$`)
)

// reconsider goes on from the consent that was refused by a slip: the notice, or a question of the
// survey. It is no way of the state machine's: it undoes one.
func (t *step) reconsider(r Reading) error {
	t.sess.Ended = time.Time{}
	lead := t.words.AgreedAfterAll
	if n := len(t.sess.Answers); n > 0 {
		last := t.sess.Answers[n-1]
		if q := t.survey.Question(last.Question); q != nil && q.Type == Gate {
			a := r.Answer
			a.Question, a.Type, a.Item = last.Question, Gate, last.Item
			t.sess.State, t.sess.Item = State(last.Question), last.Item
			t.record(a)
			return t.goOn(lead)
		}
	}
	t.sess.State = Consent
	if err := t.move(eventAgree); err != nil {
		return err
	}
	return t.arrive(lead)
}
