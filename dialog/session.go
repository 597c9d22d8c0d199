package dialog

import (
	"maps"
	"strings"
	"time"
)

// State is where a session stands: a life-cycle state below or the id of a question.
type State string

// The life-cycle states. Every other state is a question id.
const (
	Invited   State = "invited"    // nothing said yet
	Consent   State = "consent"    // notice said, waiting for yes
	WithAgent State = "with_agent" // a person talks, the bot is silent
	Solved    State = "solved"     // after the case: "is it solved?"
	Completed State = "completed"
	Partial   State = "partial"  // left before the end; its answers are kept
	Declined  State = "declined" // said no to the notice, or to a consent within the survey
	Expired   State = "expired"
	OptedOut  State = "opted_out"
	Screened  State = "screened" // not one of those who are asked for, or there are enough of them
)

// Ended reports whether nothing more is asked in this state.
func (s State) Ended() bool {
	return s == Completed || s == Partial || s == Declined || s == Expired || s == OptedOut || s == Screened
}

// Session is one respondent's way through one survey. It is plain data, stored as JSON.
type Session struct {
	ID       string         `json:"id"`
	Survey   string         `json:"survey"`
	Version  string         `json:"version"`
	Lang     string         `json:"lang"`
	State    State          `json:"state"`
	Return   State          `json:"return,omitempty"`  // where the survey stood when it was escalated
	Nonce    uint32         `json:"nonce"`             // 12 bits, binds buttons to this session
	Turn     int            `json:"turn"`              // counts prompts, binds buttons to one of them
	Tries    int            `json:"tries,omitempty"`   // replies to the current prompt that could not be read
	Asked    int            `json:"asked,omitempty"`   // questions of the customer's at the current prompt
	Offered  []int          `json:"offered,omitempty"` // places of the answers offered in the newest prompt; nil all
	Follow   string         `json:"follow,omitempty"`  // what is asked on top of the question: "more", "other", "photos"
	Misread  int            `json:"misread,omitempty"` // misunderstandings in a row, over questions
	Vars     map[string]any `json:"vars,omitempty"`
	Item     string         `json:"item,omitempty"` // of the loop that it is in
	Answers  []Answer       `json:"answers,omitempty"`
	Kept     []Answer       `json:"kept,omitempty"` // set aside by going back: used again where the way comes to them
	Started  time.Time      `json:"started"`
	Heard    time.Time      `json:"heard"` // the customer's last sign of life
	Reminded bool           `json:"reminded,omitempty"`
	Later    bool           `json:"later,omitempty"` // was told that an answer may wait
	Hold     time.Time      `json:"hold,omitzero"`   // no reminder before: its timer came late, in quiet hours
	Ended    time.Time      `json:"ended,omitzero"`
	Round    int            `json:"round,omitempty"`   // 2 while ratings are asked once more after a case
	Again    []Answer       `json:"again,omitempty"`   // the answers of that round; those of the first are in Answers
	Quotas   []string       `json:"quotas,omitempty"`  // in which a place is held
	Counted  bool           `json:"counted,omitempty"` // completed with them: the places are kept for good
}

// Answer is what was made of one reply to one question.
type Answer struct {
	Question string    `json:"q"`
	Item     string    `json:"item,omitempty"` // of a loop, that the answer is about
	Type     Type      `json:"type"`
	Status   string    `json:"status"`            // "answered", "skipped", "unsure", "unread" (kept as words, not understood); to the record "withdrawn": no way led to it any more
	Number   *float64  `json:"number,omitempty"`  // ratings, number; yesno as 1 or 0
	Options  []string  `json:"options,omitempty"` // option ids
	Text     string    `json:"text,omitempty"`    // words as written; date as 2006-01-02
	Media    *Media    `json:"media,omitempty"`   // photo, location, contact
	Round    int       `json:"round,omitempty"`   // 2: asked once more after a case; 0 the first
	Wording  string    `json:"wording,omitempty"` // of a consent: the version of the words agreed to, 12 hex digits
	At       time.Time `json:"at"`

	How        string  `json:"how,omitempty"`  // how the reply was understood, as Reading.How
	Confidence float64 `json:"sure,omitempty"` // 0 to 1
}

// Answer gives the newest answer to question id, or nil. In a loop it is the one about the item that the
// session is at; outside, the newest about any.
func (s *Session) Answer(id string) *Answer {
	for i := len(s.Answers) - 1; i >= 0; i-- {
		if a := &s.Answers[i]; a.Question == id && (s.Item == "" || a.Item == "" || a.Item == s.Item) {
			return a
		}
	}
	return nil
}

// New makes a session of the survey. lang falls back to the survey's first language; nonce binds
// buttons to the session: it counts the sessions of a chat (its lower 12 bits are used).
func New(s *Survey, id, lang string, nonce uint32, vars map[string]any, now time.Time) Session {
	sess := Session{
		ID: id, Survey: s.ID, Version: s.Version, Lang: s.language(lang), State: Invited,
		Nonce: nonce & (1<<nonceBits - 1), Vars: maps.Clone(vars), Started: now, Heard: now,
	}
	for _, v := range s.Vars {
		if sess.Vars == nil {
			sess.Vars = map[string]any{}
		}
		value, ok := vars[v.Name]
		if !ok {
			value = v.fallback()
		}
		sess.Vars[v.Name] = v.value(value)
	}
	return sess
}

// language picks the survey's language for a tag such as "en", "en-US" or "zh_CN".
func (s *Survey) language(tag string) string {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	for _, l := range s.Langs {
		if l == tag || l == base {
			return l
		}
	}
	if len(s.Langs) > 0 {
		return s.Langs[0]
	}
	return "zh"
}

// WakeAt tells when the session needs EvTimer: to remind, once, or to expire. It is zero when it
// never does: ended, or with a person. A reminder waits for the end of the survey's quiet hours, by
// the clock of Heard's location.
func (s *Session) WakeAt(sv *Survey) time.Time {
	if s.State.Ended() || s.State == WithAgent {
		return time.Time{}
	}
	if due := s.remindAt(sv); !due.IsZero() {
		return due
	}
	if sv.Expire > 0 {
		return s.Heard.Add(sv.Expire)
	}
	return time.Time{}
}
