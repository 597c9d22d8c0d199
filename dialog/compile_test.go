package dialog_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"huiyin/dialog"
)

func TestWhatIsWrongWithASurvey(t *testing.T) {
	words := dialog.Text{"zh": "好吗？"}
	for name, tc := range map[string]struct {
		change func(*dialog.Survey)
		path   string
		says   string
	}{
		"no id":              {func(s *dialog.Survey) { s.ID = "" }, "id", "lower-case"},
		"no questions":       {func(s *dialog.Survey) { s.Questions = nil }, "questions", "no questions"},
		"a reserved id":      {func(s *dialog.Survey) { s.Questions[1].ID = "solved" }, "questions[1].id", "reserved"},
		"end as an id":       {func(s *dialog.Survey) { s.Questions[1].ID = "end" }, "questions[1].id", "reserved"},
		"an id twice":        {func(s *dialog.Survey) { s.Questions[1].ID = "nps" }, "questions[1].id", "twice"},
		"words for nps":      {func(s *dialog.Survey) { s.Questions[0].Text = words }, "questions[0].text", "standard"},
		"no translation":     {func(s *dialog.Survey) { s.Langs = []string{"zh", "en"} }, "notice.en", "no text"},
		"a foreign text":     {func(s *dialog.Survey) { s.Notice["fr"] = "Bonjour" }, "notice.fr", "not among"},
		"unknown variable":   {func(s *dialog.Survey) { s.Notice["zh"] = "{who}您好" }, "notice.zh", "placeholder {who}"},
		"open brace":         {func(s *dialog.Survey) { s.Notice["zh"] = "{您好" }, "notice.zh", "without }"},
		"no such question":   {func(s *dialog.Survey) { s.Questions[0].Routes = []dialog.Route{{To: "gone"}} }, "questions[0].routes[0].to", "gone"},
		"never asked":        {func(s *dialog.Survey) { s.Questions[0].Routes = []dialog.Route{{To: "end"}} }, "questions[1].id", "never asked"},
		"never ends":         {func(s *dialog.Survey) { s.Questions[1].Routes = []dialog.Route{{To: "nps"}} }, "questions[0].id", "never leads"},
		"a route too late":   {func(s *dialog.Survey) { s.Questions[0].Routes = []dialog.Route{{To: "why"}, {To: "end"}} }, "questions[0].routes[1]", "never taken"},
		"a life-cycle route": {func(s *dialog.Survey) { s.Questions[0].Routes = []dialog.Route{{Name: "stop", To: "why"}} }, "questions[0].routes[0].name", "stop"},
		"one label":          {func(s *dialog.Survey) { s.Questions[0].Labels = map[int]dialog.Text{0: words} }, "questions[0].labels", "both ends"},
		"a stretched scale":  {func(s *dialog.Survey) { s.Questions[0].Max = 100 }, "questions[0].min", "0 to 10"},
		"options for words":  {func(s *dialog.Survey) { s.Questions[1].Options = make([]dialog.Option, 2) }, "questions[1].options", "choice"},
		"too few options":    {func(s *dialog.Survey) { s.Questions[1].Type = dialog.Choice }, "questions[1]", "0 options"},
		"no bounds":          {func(s *dialog.Survey) { s.Questions[1].Type = dialog.Number }, "questions[1]", "min and max"},
		"probing nothing":    {func(s *dialog.Survey) { s.Questions[1].Probe = words }, "questions[1].probe", "min_length"},
		"too many words":     {func(s *dialog.Survey) { s.Questions[1].MinLength = 999 }, "questions[1].min_length", "200"},
		"too many picks": {func(s *dialog.Survey) {
			s.Questions[1].Type, s.Questions[1].Options, s.Questions[1].Max = dialog.Multi, ab(), 3
		}, "questions[1].max", "at most 2"},
		"alone anyway": {func(s *dialog.Survey) {
			s.Questions[1].Type, s.Questions[1].Options = dialog.Choice, ab()
			s.Questions[1].Options[1].Exclusive = true
		}, "questions[1].options[1].exclusive", "always alone"},
		"two others": {func(s *dialog.Survey) {
			s.Questions[1].Type, s.Questions[1].Options = dialog.Choice, ab()
			s.Questions[1].Options[0].Other, s.Questions[1].Options[1].Other = true, true
		}, "questions[1].options[1].other", "one option"},
		"a ranking of feelings": {func(s *dialog.Survey) {
			s.Questions[1].Type, s.Questions[1].Options = dialog.Ranking, ab()
			s.Questions[1].Options[0].Valence = 1
		}, "questions[1].options[0]", "leave out valence"},
		"one row": {func(s *dialog.Survey) {
			s.Questions[1].Type, s.Questions[1].Max = dialog.Matrix, 5
			s.Questions[1].Rows = []dialog.Row{{ID: "a", Text: words}}
		}, "questions[1]", "1 rows"},
		"a row twice": {func(s *dialog.Survey) {
			s.Questions[1].Type, s.Questions[1].Max = dialog.Matrix, 5
			s.Questions[1].Rows = []dialog.Row{{ID: "a", Text: words}, {ID: "a", Text: words}}
		}, "questions[1].rows[1].id", "twice"},
		"rows of words":  {func(s *dialog.Survey) { s.Questions[1].Rows = []dialog.Row{{ID: "a", Text: words}} }, "questions[1].rows", "matrix"},
		"unknown format": {func(s *dialog.Survey) { s.Notice["zh"] = "{a:euro}" }, "notice.zh", "money, date and upper"},
		"format of another type": {func(s *dialog.Survey) {
			s.Vars = []dialog.Variable{{Name: "a", Type: "string"}}
			s.Notice["zh"] = "{a:money}"
		}, "notice.zh", "for a number"},
		"a number for words": {func(s *dialog.Survey) {
			s.Vars = []dialog.Variable{{Name: "a", Type: "number"}}
			s.Notice["zh"] = "{a|零}"
		}, "notice.zh", "never empty"},
		"nothing to shuffle": {func(s *dialog.Survey) { s.Questions[1].Shuffle = true }, "questions[1].shuffle", "choice, multi and ranking"},
		"anchored in still water": {func(s *dialog.Survey) {
			s.Questions[1].Type, s.Questions[1].Options = dialog.Choice, ab()
			s.Questions[1].Options[0].Anchored = true
		}, "questions[1].options[0].anchored", "shuffle"},
		"an answer to nothing":    {func(s *dialog.Survey) { s.Questions[1].Text = dialog.Text{"zh": "{answers.gone}？"} }, "questions[1].text.zh", "no question \"gone\""},
		"an answer still to come": {func(s *dialog.Survey) { s.Notice["zh"] = "您好 {answers.nps}" }, "notice.zh", "never answered before"},
		"its own answer":          {func(s *dialog.Survey) { s.Questions[1].Help = dialog.Text{"zh": "{answers.why}"} }, "questions[1].help.zh", "never answered before"},
		"a score as a day":        {func(s *dialog.Survey) { s.Questions[1].Text = dialog.Text{"zh": "{answers.nps:date}？"} }, "questions[1].text.zh", "is a number"},
		"too many words for nothing": {func(s *dialog.Survey) {
			s.Thanks = dialog.Text{"zh": "{answers.why|" + strings.Repeat("字", 41) + "}"}
		}, "thanks.zh", "longer than 40"},
		"a scale too long": {func(s *dialog.Survey) { s.Questions[1].Type, s.Questions[1].Max = dialog.Rating, 100 }, "questions[1]", "11 points"},
		"a scale of none":  {func(s *dialog.Survey) { s.Questions[1].Type = dialog.Rating }, "questions[1]", "min and max"},
		"an eNPS reworded": {func(s *dialog.Survey) { s.Questions[1].Type = dialog.ENPS }, "questions[1].text", "wording of enps"},
		"said in a circle": {func(s *dialog.Survey) {
			s.Questions[1].Type = dialog.Statement
			s.Questions[1].Routes = []dialog.Route{{When: "lang == 'zh'", To: "why"}}
		}, "questions[1].id", `never wait for a reply: "why" → "why"`},
		"passed in a circle": {func(s *dialog.Survey) {
			s.Questions[0].When = "lang == 'en'"
			s.Questions[1].Type = dialog.Statement
			s.Questions[1].Routes = []dialog.Route{{When: "lang == 'zh'", To: "nps"}}
		}, "questions[0].id", `"nps" → "why" → "nps"`},
		"its own answer for being asked": {func(s *dialog.Survey) { s.Questions[1].When = "answer == ''" }, "questions[1].when", "there is no answer"},
		"asked for no reason":            {func(s *dialog.Survey) { s.Questions[1].When = "answers.nps" }, "questions[1].when", "true or false"},
		"said is not answered": {func(s *dialog.Survey) {
			s.Questions[1].Type, s.Questions[1].Routes = dialog.Statement, []dialog.Route{{When: "answer == 1", To: "end"}}
		}, "questions[1].routes[0].when", "answer"},
		"said with too much": {func(s *dialog.Survey) {
			s.Questions[0] = &dialog.Question{ID: "said", Type: dialog.Statement, Text: dialog.Text{"zh": strings.Repeat("长", 340)}}
			s.Questions[1].Text = dialog.Text{"zh": strings.Repeat("长", 340)}
		}, "questions[1].text.zh", "2048"},
		"too long":           {func(s *dialog.Survey) { s.Questions[1].Text = dialog.Text{"zh": strings.Repeat("长", 700)} }, "questions[1].text.zh", "2048"},
		"consent unsure":     {func(s *dialog.Survey) { s.Questions[1].Type, s.Questions[1].Unsure = dialog.Gate, true }, "questions[1].type", "given or refused"},
		"after a case":       {func(s *dialog.Survey) { s.AfterCase = "again" }, "after_case", "end or resume"},
		"words once more":    {func(s *dialog.Survey) { s.Resurvey = []string{"nps", "why"} }, "resurvey[1]", "no rating"},
		"once more twice":    {func(s *dialog.Survey) { s.Resurvey = []string{"nps", "nps"} }, "resurvey[1]", "twice"},
		"nothing once more":  {func(s *dialog.Survey) { s.Resurvey = []string{"gone"} }, "resurvey[0]", "no question"},
		"enough of nothing":  {func(s *dialog.Survey) { s.Enough = []string{"nps", "gone"} }, "enough[1]", "no question"},
		"enough twice":       {func(s *dialog.Survey) { s.Enough = []string{"nps", "nps"} }, "enough[1]", "twice"},
		"quiet is no time":   {func(s *dialog.Survey) { s.Quiet = "nachts" }, "quiet", "21:00-09:00"},
		"quiet all day":      {func(s *dialog.Survey) { s.Quiet = "09:00-09:00" }, "quiet", "none"},
		"reminds too late":   {func(s *dialog.Survey) { s.Remind = 80 * time.Hour }, "remind", "not before"},
		"consent to nothing": {func(s *dialog.Survey) { s.Notice, s.Consent = nil, true }, "consent", "notice"},
		"odd variable":       {func(s *dialog.Survey) { s.Vars = []dialog.Variable{{Name: "a-b", Type: "string"}} }, "vars[0].name", "letters"},
		"odd type":           {func(s *dialog.Survey) { s.Vars = []dialog.Variable{{Name: "a", Type: "date"}} }, "vars[0].type", "string, number, bool or list"},
		"odd default":        {func(s *dialog.Survey) { s.Vars = []dialog.Variable{{Name: "a", Type: "bool", Default: "x"}} }, "vars[0].default", "bool"},
	} {
		t.Run(name, func(t *testing.T) {
			sv := &dialog.Survey{
				ID: "short", Langs: []string{"zh"}, Notice: dialog.Text{"zh": "您好！"},
				Remind: 24 * time.Hour, Expire: 72 * time.Hour,
				Questions: []*dialog.Question{
					{ID: "nps", Type: dialog.NPS},
					{ID: "why", Type: dialog.Words, Text: dialog.Text{"zh": "为什么？"}},
				},
			}
			tc.change(sv)
			var problems dialog.Problems
			if err := sv.Compile(); !errors.As(err, &problems) {
				t.Fatalf("compiled: %v", err)
			}
			for _, p := range problems {
				if p.Path == tc.path && strings.Contains(p.Msg, tc.says) {
					return
				}
			}
			t.Errorf("want %s: …%s…, got:\n%v", tc.path, tc.says, problems)
		})
	}
}

func ab() []dialog.Option {
	return []dialog.Option{{ID: "a", Text: dialog.Text{"zh": "甲"}}, {ID: "b", Text: dialog.Text{"zh": "乙"}}}
}

func TestGuards(t *testing.T) {
	const yes, no, wrong = "yes", "no", "wrong"
	score := dialog.Score{Known: true, Value: -0.7, Label: "neg"}
	for _, tc := range []struct{ when, reply, want string }{
		{"answer <= 6", "3", yes},
		{"answer <= 6", "9", no},
		{"answer <= 6", "跳过", no},
		{"not (answer <= 6)", "跳过", no},
		{"answer != 6", "跳过", no},
		{"(answer ?? 0) <= 6", "跳过", yes},
		{"answer == nil", "跳过", yes},
		{"score.known and score.value < -0.5", "3", yes},
		{"score.label == 'neg'", "跳过", yes},
		{"vars.tier == 'gold' and vars.claims > 1", "3", yes},
		{"lang == 'en'", "3", no},
		{"attempts == 1", "3", yes},
		{"answers.pick == 'a'", "3", no},
		{"answers.pick == nil", "3", yes},
		{"'a' in (answers.some ?? [])", "3", no},
		{"len(answers.words) > 3", "3", no},
		{"true", "3", yes},
		{"answer <= 'six'", "3", wrong},
		{"answer", "3", wrong},
		{"answers.gone > 1", "3", wrong},
		{"answers.pick == 'z'", "3", wrong},
		{"answers.pick in ['a', 'b']", "3", no},
		{"answers.pick in ['a', 'z']", "3", wrong},
		{"'z' in answers.some", "3", wrong},
		{"vars.gone", "3", wrong},
		{"score.mood > 1", "3", wrong},
		{"now() > 1", "3", wrong},
		{"answer >", "3", wrong},
		{strings.Repeat("answer > 1 and ", 200) + "true", "3", wrong},
	} {
		t.Run(tc.when[:min(40, len(tc.when))]+" "+tc.reply, func(t *testing.T) {
			text := func(s string) dialog.Text { return dialog.Text{"zh": s} }
			ab := []dialog.Option{{ID: "a", Text: text("甲")}, {ID: "b", Text: text("乙")}}
			sv := &dialog.Survey{
				ID: "guards", Notice: text("您好"),
				Vars: []dialog.Variable{{Name: "tier", Type: "string", Default: "gold"}, {Name: "claims", Type: "number", Default: 2.0}},
				Questions: []*dialog.Question{
					{ID: "nps", Type: dialog.NPS, Routes: []dialog.Route{{Name: "taken", When: tc.when, To: "end"}}},
					{ID: "pick", Type: dialog.Choice, Text: text("选"), Options: ab},
					{ID: "some", Type: dialog.Multi, Text: text("多选"), Options: ab},
					{ID: "words", Type: dialog.Words, Text: text("说")},
				},
			}
			err := sv.Compile()
			if tc.want == wrong {
				if err == nil {
					t.Error("compiled")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			c := begin(t, sv, "zh")
			c.event(dialog.Event{Kind: dialog.EvReply, Text: tc.reply, Score: score})
			if got := c.sess.State == dialog.Completed; got != (tc.want == yes) {
				t.Errorf("taken: %v, want %s", got, tc.want)
			}
		})
	}
}

func TestARouteBackToItsQuestionCountsAttempts(t *testing.T) {
	sv := short(t, func(s *dialog.Survey) {
		s.Questions[0].Routes = []dialog.Route{{Name: "again", When: "answer > 8 and attempts < 3", To: "nps"}}
	})
	c := begin(t, sv, "zh")
	old := c.last
	c.types("10")
	c.state("nps")
	if effects := c.event(dialog.Event{Kind: dialog.EvReply, Button: old.Buttons[3].Value}); effects != nil {
		t.Errorf("a button of the first asking did %v", effects)
	}
	c.types("10")
	c.state("nps")
	c.types("10")
	c.state("why")
	if len(c.sess.Answers) != 1 {
		t.Errorf("%d answers to one question", len(c.sess.Answers))
	}
}

func TestTheVersionIsThatOfTheContent(t *testing.T) {
	a, b := short(t), short(t)
	c := short(t, func(s *dialog.Survey) { s.Questions[1].Text["zh"] = "为何？" })
	if a.Version != b.Version || a.Version == c.Version || len(a.Version) != 12 {
		t.Errorf("versions %s %s %s", a.Version, b.Version, c.Version)
	}
}

// Options that show the answer before thrice would be 3^25 times as long at the last of 25 questions:
// nobody waits for that to be counted.
func TestAnswersWithinAnswersAreRefusedAtOnce(t *testing.T) {
	sv := &dialog.Survey{ID: "laughs", Notice: dialog.Text{"zh": "您好！"}}
	for i := range 25 {
		one := "一"
		if i > 0 {
			one = strings.Repeat(fmt.Sprintf("{answers.q%d}", i-1), 3)
		}
		sv.Questions = append(sv.Questions, &dialog.Question{
			ID: fmt.Sprintf("q%d", i), Type: dialog.Choice, Text: dialog.Text{"zh": "哪个？"},
			Options: []dialog.Option{{ID: "a", Text: dialog.Text{"zh": one}}, {ID: "b", Text: dialog.Text{"zh": "二"}}},
		})
	}
	err := sv.Compile()
	if err == nil || !strings.Contains(err.Error(), `{answers.q2}: the options of "q2" show answers whose options show answers`) {
		t.Errorf("got %v", err)
	}
}

// A number takes no more room than words do.
func TestAShownNumberIsBounded(t *testing.T) {
	sv := short(t, func(s *dialog.Survey) {
		s.Vars = []dialog.Variable{{Name: "n", Type: "number"}}
		s.Notice = dialog.Text{"zh": "您好{n}！"}
	})
	sess := dialog.New(sv, "s", "zh", 1, map[string]any{"n": 1e308}, monday)
	_, effects, err := dialog.Step(sv, sess, dialog.Event{Kind: dialog.EvBegin}, monday)
	if err != nil {
		t.Fatal(err)
	}
	if say, _ := said(effects); !strings.HasPrefix(say.Text, "您好1"+strings.Repeat("0", 39)+"！") {
		t.Errorf("said %q", say.Text)
	}
}
