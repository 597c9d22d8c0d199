package dialog_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// pets is a survey with three quotas: full ones lead to screened, to a question and to the end.
func pets(t testing.TB) *dialog.Survey {
	t.Helper()
	sv, err := surveyfile.Load(os.DirFS("surveyfile/testdata"), "pets.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return sv
}

// places expects in which quotas the session holds a place.
func (c *chat) places(want ...string) {
	c.t.Helper()
	if d := cmp.Diff(want, c.sess.Quotas); d != "" {
		c.t.Errorf("places held at %s (-want +got):\n%s", c.sess.State, d)
	}
}

func TestAPlaceIsHeldFromTheAnswerOn(t *testing.T) {
	c := begin(t, pets(t), "zh")
	c.places()
	c.types("猫")
	c.places("cats")
	c.types("是")
	c.places("cats", "insured")
	if c.sess.Counted {
		t.Error("counted before the end")
	}
	c.types("300")
	c.state(dialog.Completed)
	c.places("cats", "insured")
	if !c.sess.Counted {
		t.Error("who completed is not counted")
	}
}

func TestAPlaceIsGivenBack(t *testing.T) {
	for name, tc := range map[string]struct {
		happens func(*chat)
		state   dialog.State
		holds   []string
	}{
		"who corrects the answer": {func(c *chat) { c.types("点错了，应该是狗") }, "insured", []string{"dogs"}},
		"who corrects it to what nobody counts": {
			func(c *chat) { c.types("点错了，应该是鸟") }, "insured", nil,
		},
		"who corrects it farther back": {
			func(c *chat) { c.types("否"); c.types("点错了，应该是狗") }, "wish", []string{"dogs"},
		},
		"who goes back and answers otherwise": {
			func(c *chat) { c.types("上一题"); c.types("狗") }, "insured", []string{"dogs"},
		},
		"who goes back only, not yet": {func(c *chat) { c.types("上一题") }, "pet", []string{"cats"}},
		"who has none after all":      {func(c *chat) { c.types("点错了，应该是没养") }, dialog.Screened, nil},
		"who passes the question":     {func(c *chat) { c.types("上一题"); c.types("跳过") }, "insured", nil},
		"who wants no more":           {func(c *chat) { c.types("退订") }, dialog.OptedOut, nil},
		"who leaves the platform":     {func(c *chat) { c.event(dialog.Event{Kind: dialog.EvStop}) }, dialog.OptedOut, nil},
		"who falls silent": {func(c *chat) {
			c.now = c.now.Add(100 * time.Hour)
			c.event(dialog.Event{Kind: dialog.EvTimer})
		}, dialog.Expired, nil},
		"who finds another quota full": {func(c *chat) {
			c.event(dialog.Event{Kind: dialog.EvReply, Text: "点错了，应该是狗", Full: []string{"dogs"}})
		}, "wish", nil},
		"whose survey a person ended": {func(c *chat) {
			c.event(dialog.Event{Kind: dialog.EvReply, Text: "转人工", Escalate: true})
			c.event(dialog.Event{Kind: dialog.EvResume})
			c.types("是")
		}, dialog.Completed, nil},
		"who leaves early": {func(c *chat) { c.types("先到这吧") }, dialog.Partial, nil},
		"who is with a person, not yet": {func(c *chat) {
			c.event(dialog.Event{Kind: dialog.EvReply, Text: "转人工", Escalate: true})
		}, dialog.WithAgent, []string{"cats"}},
		"who corrects the answer in anger": {func(c *chat) {
			c.event(dialog.Event{Kind: dialog.EvReply, Text: "点错了，应该是狗", Escalate: true})
		}, dialog.WithAgent, []string{"dogs"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := begin(t, pets(t), "zh")
			c.types("猫")
			c.places("cats")
			tc.happens(c)
			c.state(tc.state)
			c.places(tc.holds...)
		})
	}
}

// A quota that is full is so for newcomers: who holds a place keeps it, however often asked.
func TestWhoHoldsAPlaceKeepsIt(t *testing.T) {
	c := begin(t, pets(t), "zh")
	c.types("猫")
	full := []string{"cats"}
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "上一题", Full: full})
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "猫", Full: full})
	c.state("insured")
	c.places("cats")
}

// Who completed and complains afterwards has still completed, whatever becomes of the case.
func TestACaseAfterTheEndCostsNoPlace(t *testing.T) {
	for name, then := range map[string]func(*chat){
		"silence": func(c *chat) {
			c.event(dialog.Event{Kind: dialog.EvResume})
			c.now = c.now.Add(100 * time.Hour)
			c.event(dialog.Event{Kind: dialog.EvTimer})
			c.state(dialog.Expired)
		},
		"stop": func(c *chat) {
			c.types("退订")
			c.event(dialog.Event{Kind: dialog.EvResume})
			c.state(dialog.OptedOut)
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := begin(t, pets(t), "zh")
			c.types("猫")
			c.types("否")
			c.types("便宜的")
			c.state(dialog.Completed)
			c.event(dialog.Event{Kind: dialog.EvReply, Text: "没人管", Escalate: true})
			then(c)
			c.places("cats")
		})
	}
}

// Who complains after being screened out is helped, and still counts as nobody who was asked for.
func TestACaseAfterBeingScreenedOutCountsNothing(t *testing.T) {
	c := begin(t, pets(t), "zh")
	c.types("没养")
	c.state(dialog.Screened)
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "没人管", Escalate: true})
	c.event(dialog.Event{Kind: dialog.EvResume})
	c.types("是")
	if got := c.sv.Disposition(&c.sess); !c.sess.State.Ended() || got != dialog.Ineligible {
		t.Errorf("%s counts as %s", c.sess.State, got)
	}
}

// Two quotas of one question: when either is full, no place is held in the other.
func TestAllPlacesOfAQuestionOrNone(t *testing.T) {
	sv := pets(t)
	sv.Quotas = append(sv.Quotas, dialog.Quota{ID: "all", At: "pet", Limit: 10})
	if err := sv.Compile(); err != nil {
		t.Fatal(err)
	}
	c := begin(t, sv, "zh")
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "狗", Full: []string{"all"}})
	c.state(dialog.Screened)
	c.places()

	c = begin(t, sv, "zh")
	c.types("狗")
	c.places("dogs", "all")
}

func TestTheEnginesOwnWordsForWhoIsScreenedOut(t *testing.T) {
	for lang, words := range map[string]string{"zh": "谢谢您的回答！这次就问到这里", "en": "Thank you for your answers!"} {
		sv := short(t, func(s *dialog.Survey) {
			s.Langs = []string{lang}
			s.Notice = dialog.Text{lang: "…"}
			s.Questions[1].Text = dialog.Text{lang: "?"}
			s.Questions[0].Routes = []dialog.Route{{When: "answer == 0", To: "screened"}}
		})
		c := begin(t, sv, lang)
		effects := c.types("0")
		c.state(dialog.Screened)
		if !strings.Contains(c.last.Text, words) || !slices.Contains(effects, dialog.Effect(dialog.Ended{State: dialog.Screened})) {
			t.Errorf("%s: %q %v", lang, c.last.Text, effects)
		}
	}
}

func TestWhatIsWrongWithQuotas(t *testing.T) {
	quota := func(change func(*dialog.Quota)) func(*dialog.Survey) {
		return func(s *dialog.Survey) {
			q := dialog.Quota{ID: "few", At: "nps", When: "answer > 8", Limit: 1}
			change(&q)
			s.Quotas = []dialog.Quota{q}
		}
	}
	for name, tc := range map[string]struct {
		change func(*dialog.Survey)
		path   string
		says   string
	}{
		"an unknown question": {quota(func(q *dialog.Quota) { q.At = "gone" }), "quotas[0].at", `no question "gone"`},
		"a wrong type":        {quota(func(q *dialog.Quota) { q.When = `answer == "a"` }), "quotas[0].when", "does not go with"},
		"no places":           {quota(func(q *dialog.Quota) { q.Limit = 0 }), "quotas[0].limit", "1 or more"},
		"no name":             {quota(func(q *dialog.Quota) { q.ID = "a b" }), "quotas[0].id", "letters"},
		"nowhere to go":       {quota(func(q *dialog.Quota) { q.Full = "gone" }), "quotas[0].full", `no question "gone"`},
		"back to itself":      {quota(func(q *dialog.Quota) { q.Full = "nps" }), "quotas[0].full", "led back to nps"},
		"back from behind":    {quota(func(q *dialog.Quota) { q.At, q.When, q.Full = "why", "", "nps" }), "quotas[0].full", "led back to why"},
		"the name of a route": {func(s *dialog.Survey) {
			quota(func(*dialog.Quota) {})(s)
			s.Questions[0].Routes = []dialog.Route{{Name: "full_few", When: "answer > 5", To: "why"}}
		}, "quotas[0].id", "rename"},
		"a question of a loop": {func(s *dialog.Survey) {
			s.Vars = []dialog.Variable{{Name: "parts", Type: "list"}}
			s.Questions[1] = &dialog.Question{ID: "each", Type: dialog.Section, Text: dialog.Text{"zh": "零件"}, Loop: "parts", Questions: []*dialog.Question{s.Questions[1]}}
			quota(func(q *dialog.Quota) { q.At, q.When = "why", "" })(s)
		}, "quotas[0].at", "every item of a loop"},
		"into the middle of a section": {func(s *dialog.Survey) {
			first := &dialog.Question{ID: "first", Type: dialog.YesNo, Text: dialog.Text{"zh": "是吗？"}}
			s.Questions[1] = &dialog.Question{
				ID: "both", Type: dialog.Section, Text: dialog.Text{"zh": "两题"},
				Questions: []*dialog.Question{first, s.Questions[1]},
			}
			quota(func(q *dialog.Quota) { q.Full = "why" })(s)
		}, "quotas[0].full", "section"},
		"a name twice": {func(s *dialog.Survey) {
			quota(func(*dialog.Quota) {})(s)
			s.Quotas = append(s.Quotas, s.Quotas[0])
		}, "quotas[1].id", "twice"},
		"too many":           {func(s *dialog.Survey) { s.Quotas = make([]dialog.Quota, 51) }, "quotas", "50 at most"},
		"words for nobody":   {func(s *dialog.Survey) { s.Screened = dialog.Text{"zh": "再见"} }, "screened", "nobody hears"},
		"screened as an id":  {func(s *dialog.Survey) { s.Questions[1].ID = "screened" }, "questions[1].id", "reserved"},
		"words far too long": {func(s *dialog.Survey) { s.Screened = dialog.Text{"zh": strings.Repeat("长", 700)} }, "screened.zh", "2048"},
	} {
		t.Run(name, func(t *testing.T) {
			sv := &dialog.Survey{ID: "short", Langs: []string{"zh"}, Notice: dialog.Text{"zh": "您好！"}, Questions: []*dialog.Question{
				{ID: "nps", Type: dialog.NPS},
				{ID: "why", Type: dialog.Words, Text: dialog.Text{"zh": "为什么？"}},
			}}
			tc.change(sv)
			var problems dialog.Problems
			if err := sv.Compile(); !errors.As(err, &problems) {
				t.Fatalf("got %v", err)
			}
			here := slices.DeleteFunc(slices.Clone(problems), func(p dialog.Problem) bool { return p.Path != tc.path })
			if len(here) != 1 || !strings.Contains(here[0].Msg, tc.says) {
				t.Errorf("want %s: … %s …, once, got:\n%v", tc.path, tc.says, problems)
			}
		})
	}
}

// A survey all of whose ways are screened out ends too, and one without quotas is drawn as before.
func TestTheWayOutIsDrawn(t *testing.T) {
	drawn := map[string]bool{}
	for _, e := range pets(t).Transitions() {
		drawn[fmt.Sprintf("%s --> %s: %s", e.From, e.To, e.Event)] = true
	}
	for _, way := range []string{"pet --> screened: no_pet", "pet --> screened: full_cats", "pet --> wish: full_dogs", "insured --> completed: full_insured"} {
		if !drawn[way] {
			t.Errorf("%q is not drawn: %v", way, drawn)
		}
	}
	for _, e := range short(t).Transitions() {
		if e.To == dialog.Screened || e.From == dialog.Screened {
			t.Errorf("a survey that screens nobody out has the edge %v", e)
		}
	}
}
