package dialog

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"huiyin/dialog/spelling"
)

// Bounds that every channel can carry.
const (
	maxTextBytes = 2048 // a WeChat text message; channels.md
	maxChoices   = 10   // buttons under one message
	maxMulti     = 20   // numbered options in one message
	maxScale     = 11   // points of a rating
)

// Compile checks the survey, fills in what its metrics fix (scales, their labels, the standard NPS
// wording), compiles its routes and builds its state machine. It must be called once before the
// survey is used and not while it is. The error is a [Problems].
func (s *Survey) Compile() error {
	if len(s.Langs) == 0 {
		s.Langs = []string{"zh"}
	}
	c := &checker{survey: s}
	c.sections()
	c.itemVariables()
	c.rows()
	c.head()
	c.vars()
	given := c.ratings()
	s.standardize()
	s.phrase(s.Questions...)
	c.questions(given)
	c.routes()
	c.quotas()
	c.enough()
	c.afterCase()
	if !c.lost && len(s.Questions) > 0 {
		c.reach()
		c.endless()
		c.answeredBefore()
	}
	if !c.nested {
		c.sizes()
	}
	if len(c.problems) > 0 {
		return c.problems
	}
	if s.Version == "" {
		version, err := s.contentHash()
		if err != nil {
			return err
		}
		s.Version = version
	}
	s.solved = s.closing()
	s.phrase(s.solved)
	s.machine = newMachine(s)
	return nil
}

// contentHash gives the first 12 hex digits of the SHA-256 of the survey's content as JSON: what
// is asked and how it branches, whatever the file's layout and comments.
func (s *Survey) contentHash() (string, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("hash survey %s: %w", s.ID, err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])[:12], nil
}

func (c *checker) head() {
	s := c.survey
	if !surveyID(s.ID) {
		c.at("id", "id %q: want lower-case letters, digits and hyphens, as motor-claim", s.ID)
	}
	switch s.Kind {
	case "", "experience", "research", "employee":
	default:
		c.at("kind", "%s", hinted(fmt.Sprintf("kind %q: want experience, research or employee", s.Kind), spelling.Near(s.Kind, []string{"experience", "research", "employee"})))
	}
	for i, l := range s.Langs {
		at := fmt.Sprintf("langs[%d]", i)
		if l != "zh" && l != "en" {
			c.at(at, "language %q: the engine speaks zh and en; write those", l)
		}
		if slices.Index(s.Langs, l) < i {
			c.at(at, "language %q is there twice: once is enough", l)
		}
	}
	c.optional("title", s.Title)
	c.optional("notice", s.Notice)
	c.optional("thanks", s.Thanks)
	c.optional("screened", s.Screened)
	if s.Consent && len(s.Notice) == 0 {
		c.at("consent", "consent needs a notice to agree to: write notice, or leave consent out")
	}
	if s.Remind < 0 || s.Expire < 0 {
		c.at("remind", "remind and expire cannot be negative; 0 is never")
	}
	if s.Expire > 0 && s.Remind >= s.Expire {
		c.at("remind", "remind %s: not before expire %s; remind earlier, or expire later", hours(s.Remind), hours(s.Expire))
	}
	var err error
	if s.quiet, err = parseQuiet(s.Quiet); err != nil {
		c.at("quiet", "%v", err)
	}
	if len(s.Questions) == 0 {
		c.at("questions", "no questions: a survey asks at least one")
	}
}

// hours writes a length of time as the survey file does.
func hours(d time.Duration) string {
	if d%time.Hour == 0 {
		return fmt.Sprintf("%dh", d/time.Hour)
	}
	return d.String()
}

func (c *checker) optional(path string, t Text) {
	if len(t) > 0 {
		c.text(path, t)
	}
}

func (c *checker) vars() {
	for i, v := range c.survey.Vars {
		at := fmt.Sprintf("vars[%d]", i)
		if !identifier(v.Name) {
			c.at(at+".name", "variable %q: want letters, digits and _, as claim_no", v.Name)
		}
		if slices.IndexFunc(c.survey.Vars, func(o Variable) bool { return o.Name == v.Name }) < i {
			c.at(at+".name", "variable %q is there twice: leave one out", v.Name)
		}
		switch v.Type {
		case "string", "number", "bool", "list":
		default:
			c.at(at+".type", "%s", hinted(fmt.Sprintf("type %q: want string, number, bool or list", v.Type), spelling.Near(v.Type, []string{"string", "number", "bool", "list"})))
			continue
		}
		if n, _ := v.Default.(float64); !finite(n) {
			c.at(at+".default", "default %v: want a number that can be counted to", n)
		}
		if v.Default != nil && !sameType(v.Default, Variable{Type: v.Type}.fallback()) {
			c.at(at+".default", "default is not a %s: write %s", v.Type, map[string]string{"string": `it in quotes, as "3"`, "number": "a number without quotes, as 3", "bool": "true or false, without quotes", "list": "[a, b]"}[v.Type])
		}
	}
}

func sameType(a, b any) bool { return fmt.Sprintf("%T", a) == fmt.Sprintf("%T", b) }

// surveyID reports whether id can stand in links, file names and logs.
func surveyID(id string) bool {
	for i, r := range id {
		if r >= 'a' && r <= 'z' || i > 0 && (r == '-' || r == '_' || r >= '0' && r <= '9') {
			continue
		}
		return false
	}
	return id != "" && len(id) <= 64
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// sizes checks that no message is longer than the channels carry, each variable at its longest.
func (c *checker) sizes() {
	s := c.survey
	for _, lang := range s.Langs {
		w := wordsIn(lang)
		full := Fullest(s, lang, "")
		sess := &full
		notice, thanks := s.noticeText(sess), s.thanks(sess)
		c.size("notice."+lang, notice, consentLabels(lang))
		c.size("thanks."+lang, paragraphs(w.NotSolved, thanks), nil)
		before := c.leads(sess, notice)
		c.size("thanks."+lang, paragraphs(before[Completed], thanks), nil)
		c.size("screened."+lang, paragraphs(before[Screened], s.screenedWords(sess)), nil)
		for _, q := range s.Questions {
			lead := before[State(q.ID)]
			if longest := longestLead(lang); len(lead) < len(longest) {
				lead = longest
			}
			sess := s.fullAt(q, sess)
			if q.Type == Section {
				continue // said with what follows it
			}
			c.size(q.path+".probe."+lang, s.pipe(q.Probe.In(lang), sess), nil)
			c.size(q.path+".help."+lang, s.helpText(q, sess), buttonLabels(s.prompt(q, sess, "")))
			say := s.prompt(q, sess, lead)
			c.size(q.path+".text."+lang, say.Text, buttonLabels(say))
		}
	}
}

func buttonLabels(say Say) []string {
	var out []string
	for _, b := range say.Buttons {
		out = append(out, b.Label)
	}
	return out
}

// size counts the text with its buttons as a numbered list, as a channel without buttons sends it.
func (c *checker) size(path, text string, labels []string) {
	n := len(text)
	if len(labels) > 0 {
		n += 1 + len(numbered(labels))
	}
	if n > maxTextBytes {
		c.at(path, "the message is %d bytes with its options and variables; WeChat carries %d, about %d Chinese characters: shorten it", n, maxTextBytes, maxTextBytes/3)
	}
}
