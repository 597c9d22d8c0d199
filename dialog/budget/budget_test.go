package budget_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huiyin/dialog"
	"huiyin/dialog/budget"
	"huiyin/dialog/surveyfile"
)

func words(zh string) dialog.Text { return dialog.Text{"zh": zh} }

// short is a rating and, for who is unhappy, a question about it.
func short(t *testing.T, change ...func(*dialog.Survey)) *dialog.Survey {
	t.Helper()
	sv := &dialog.Survey{
		ID: "short", Langs: []string{"zh"}, Notice: words("您好！"), Consent: true, Remind: 24 * time.Hour, Expire: 96 * time.Hour,
		Questions: []*dialog.Question{
			{ID: "speed", Type: dialog.CSAT, Text: words("您满意吗？"), Routes: []dialog.Route{
				{Name: "unhappy", When: "answer <= 3", To: "why"}, {Name: "happy", To: "end"},
			}},
			{ID: "why", Type: dialog.Words, Text: words("为什么？")},
		},
	}
	for _, c := range change {
		c(sv)
	}
	if err := sv.Compile(); err != nil {
		t.Fatal(err)
	}
	return sv
}

func check(t *testing.T, sv *dialog.Survey, l budget.Limits) budget.Result {
	t.Helper()
	r, err := budget.Check(sv, l)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// only wants exactly one problem, at a place and saying something.
func only(t *testing.T, r budget.Result, place string, says ...string) {
	t.Helper()
	if len(r.Problems) != 1 || r.Problems[0].Path != place {
		t.Fatalf("want one problem at %s, got:\n%v", place, r.Problems)
	}
	for _, s := range says {
		if !strings.Contains(r.Problems[0].Msg, s) {
			t.Errorf("want %q in %q", s, r.Problems[0].Msg)
		}
	}
}

// What ships can be sent on WeChat, in every language, and so can the survey that the engine is
// tested with.
func TestWhatShipsKeepsToTheBudget(t *testing.T) {
	files, err := filepath.Glob("../../configs/surveys/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no surveys: %v", err)
	}
	for _, f := range append(files, "../surveyfile/testdata/home-claim.yaml") {
		sv, err := surveyfile.Load(os.DirFS(filepath.Dir(f)), filepath.Base(f))
		if err != nil {
			t.Fatal(err)
		}
		if r := check(t, sv, budget.WeChat()); len(r.Problems) > 0 {
			t.Errorf("%s: %v", f, r.Problems)
		}
		if r := budget.Buttons(sv, budget.WeChat()); len(r.Problems) > 0 {
			t.Errorf("%s: %v", f, r.Problems)
		}
	}
}

// After two days of silence WeChat lets nobody write: such a reminder would never come.
func TestAReminderAfterTheWindowIsRefused(t *testing.T) {
	late := short(t, func(sv *dialog.Survey) { sv.Remind = 72 * time.Hour })
	only(t, check(t, late, budget.WeChat()), "remind", "remind 72h", "48h", "set remind to 48h or less, or to 0")

	for _, remind := range []time.Duration{0, 24 * time.Hour, 48 * time.Hour} {
		sv := short(t, func(sv *dialog.Survey) { sv.Remind = remind })
		if r := check(t, sv, budget.WeChat()); len(r.Problems) > 0 {
			t.Errorf("remind %s: %v", remind, r.Problems)
		}
	}
}

// Quiet hours may hold a reminder back until WeChat lets nobody write any more.
func TestAReminderThatQuietHoursMayHoldBackTooLongIsNoted(t *testing.T) {
	for _, tc := range []struct {
		remind time.Duration
		quiet  string
		noted  bool
	}{{36 * time.Hour, "", false}, {37 * time.Hour, "", true}, {48 * time.Hour, "none", false}, {48 * time.Hour, "23:00-07:00", true}} {
		r := check(t, short(t, func(sv *dialog.Survey) { sv.Remind, sv.Quiet = tc.remind, tc.quiet }), budget.WeChat())
		if got := strings.Contains(strings.Join(r.Notes, "\n"), "quiet hours"); got != tc.noted {
			t.Errorf("remind %s, quiet %q: noted %v, want %v: %q", tc.remind, tc.quiet, got, tc.noted, r.Notes)
		}
	}
}

// A long question goes as several messages, and so does its reminder: together they are too many, and
// the path on which it happens is told. Without the reminder the same survey can be sent.
func TestAQuestionInSeveralMessagesUsesUpTheBudget(t *testing.T) {
	narrow := budget.WeChat()
	narrow.Text = 500
	long := func(sv *dialog.Survey) {
		sv.Questions[0].Type, sv.Questions[0].Min, sv.Questions[0].Max = dialog.Number, 1, 5
		sv.Questions[1].Text = words(strings.Repeat("请说说当时的情形。", 40)) // 1,080 bytes: three messages
	}
	only(t, check(t, short(t, long), narrow), "questions[1].text.zh",
		"invited → consent → speed → why", "what is asked takes 3, its reminder 3", "after a message WeChat lets a bot send 5", "leave 4")

	quiet := func(sv *dialog.Survey) { sv.Remind = 0 }
	if r := check(t, short(t, long, quiet), narrow); len(r.Problems) > 0 {
		t.Errorf("without reminder: %v", r.Problems)
	}
}

// What a press means for reminders and for the agent is noted, and nothing where nothing is pressed.
func TestWhatAPressMeansIsNoted(t *testing.T) {
	notes := strings.Join(check(t, short(t), budget.WeChat()).Notes, "\n")
	if !strings.Contains(notes, "a reminder reaches only who wrote something in the last 48h") ||
		strings.Count(notes, "a person who takes over after a press on a button can write for one minute") != 1 {
		t.Errorf("notes: %s", notes)
	}
	typed := short(t, func(sv *dialog.Survey) {
		sv.Remind = 0
		sv.Questions = []*dialog.Question{{ID: "nps", Type: dialog.NPS}}
	})
	if notes := check(t, typed, budget.WeChat()).Notes; len(notes) > 0 {
		t.Errorf("notes: %v", notes)
	}
}

// After a press on a menu three messages may follow, and one of them is the agent's.
func TestAPressLeavesLessThanAMessage(t *testing.T) {
	narrow := budget.WeChat()
	narrow.Text = 500
	long := func(sv *dialog.Survey) {
		sv.Remind = 0
		sv.Questions[1].Text = words(strings.Repeat("请说说当时的情形。", 40))
	}
	only(t, check(t, short(t, long), narrow), "questions[1].text.zh",
		"invited → consent → speed → why", "after a press or a scan WeChat lets a bot send 3", "leave 2")
}

// What a variable adds counts too, at its longest.
func TestVariablesCount(t *testing.T) {
	narrow := budget.WeChat()
	narrow.Text, narrow.MenuHead = 140, 100
	named := func(sv *dialog.Survey) {
		sv.Vars = []dialog.Variable{{Name: "a", Type: "string"}, {Name: "b", Type: "string"}, {Name: "c", Type: "string"}}
		sv.Notice = words("{a}{b}{c}您好！")
		sv.Remind = 0
	}
	r := check(t, short(t, named), narrow)
	if len(r.Problems) == 0 || r.Problems[0].Path != "notice.zh" || !strings.Contains(r.Problems[0].Msg, "what is asked takes 3") {
		t.Errorf("got %v", r.Problems)
	}
}

// A person who takes over at once leaves room for the handover and the question afterwards; an account
// that keeps three messages for its agents does not leave room for the reminder.
func TestThePersonsShareIsKept(t *testing.T) {
	generous := budget.WeChat()
	generous.Reserve = 3
	generous.AfterClick = 4
	r := check(t, short(t), generous)
	if len(r.Problems) != 2 || !strings.Contains(r.Problems[0].Msg, "speed → with_agent → solved: the handover takes 1, asking whether it is solved 1, its reminder 1") {
		t.Errorf("got %v", r.Problems)
	}
}

// The buttons of a choice are pressed; one that WeChat does not show turns the question into a list.
func TestAButtonThatIsTooLong(t *testing.T) {
	sv := short(t, func(sv *dialog.Survey) {
		sv.Questions = append(sv.Questions, &dialog.Question{
			ID: "step", Type: dialog.Choice, Text: words("哪一步？"), Options: []dialog.Option{
				{ID: "a", Text: words("报案")}, {ID: "b", Text: words(strings.Repeat("很长的一步", 10))},
			},
		})
	})
	only(t, budget.Buttons(sv, budget.WeChat()), "questions[2].options[1].text.zh", "150 bytes", "128", "42 Chinese characters")

	few := budget.WeChat()
	few.MenuItems = 1
	r := budget.Buttons(sv, few)
	if len(r.Problems) != 2 || r.Problems[0].Path != "questions[2].options" {
		t.Errorf("got %v", r.Problems)
	}
}

// A statement goes in one message with what follows it, by whatever way one comes to it: the path tells
// which. A matrix before the question does not move its place in the file.
func TestStatementsCountWithWhatFollows(t *testing.T) {
	narrow := budget.WeChat()
	narrow.Text = 500
	sv := short(t, func(sv *dialog.Survey) {
		sv.Remind = 0
		speed, why := sv.Questions[0], sv.Questions[1]
		speed.Routes[0].To = "sorry"
		sorry := &dialog.Question{ID: "sorry", Type: dialog.Statement, Text: words(strings.Repeat("很抱歉让您久等了。", 40))}
		parts := &dialog.Question{
			ID: "parts", Type: dialog.Matrix, Min: 1, Max: 5, Text: words("满意吗？"),
			Rows: []dialog.Row{{ID: "a", Text: words("价格")}, {ID: "b", Text: words("速度")}},
		}
		sv.Questions = []*dialog.Question{parts, speed, sorry, why}
	})
	only(t, check(t, sv, narrow), "questions[3].text.zh", "parts_b → speed → why", "what is asked takes 3", "after a press")
}

// Options that are asked in a random order are found in the file all the same.
func TestALongButtonAmongMixedOptions(t *testing.T) {
	sv := short(t, func(sv *dialog.Survey) {
		q := &dialog.Question{ID: "step", Type: dialog.Choice, Text: words("{who}哪一步？")}
		sv.Vars = []dialog.Variable{{Name: "who", Type: "string"}}
		for _, label := range []string{"报案", "查勘", "{who}" + strings.Repeat("长", 10), "到账"} {
			q.Options = append(q.Options, dialog.Option{ID: string(rune('a' + len(q.Options))), Text: words(label)})
		}
		sv.Questions = append([]*dialog.Question{q}, sv.Questions...)
	})
	only(t, budget.Buttons(sv, budget.WeChat()), "questions[0].options[2].text.zh", "150 bytes")
}

// Who finds a quota full hears the last words of who is screened out: they are counted as well.
func TestTheWayOutOfAFullQuotaIsCounted(t *testing.T) {
	l := budget.WeChat()
	l.Text = 300
	sv := short(t, func(s *dialog.Survey) {
		s.Screened = words(strings.Repeat("谢谢您愿意参加。", 80))
		s.Quotas = []dialog.Quota{{ID: "few", At: "speed", When: "answer == 1", Limit: 3}}
	})
	r := check(t, sv, l)
	if len(r.Problems) == 0 || r.Problems[0].Path != "screened.zh" || !strings.Contains(r.Problems[0].Msg, "speed → screened") {
		t.Errorf("%v", r.Problems)
	}
}

// A question that may not be asked leaves the statements before it with the question after it: the
// message of both is counted.
func TestPassedQuestionsCount(t *testing.T) {
	narrow := budget.WeChat()
	narrow.Text = 500
	passed := func(sv *dialog.Survey) {
		sv.Remind = 0
		long := words(strings.Repeat("请说说当时的情形。", 16)) // 432 bytes
		sv.Questions = []*dialog.Question{
			{ID: "speed", Type: dialog.CSAT, Text: words("您满意吗？")},
			{ID: "note", Type: dialog.Statement, Text: long},
			{ID: "maybe", Type: dialog.YesNo, Text: words("有人陪吗？"), When: "answers.speed > 3"},
			{ID: "why", Type: dialog.Words, Text: long},
			{ID: "more", Type: dialog.Words, Text: long, When: "answers.speed > 3"},
		}
	}
	generous := narrow
	generous.AfterClick = 4
	if r := check(t, short(t, passed), generous); len(r.Problems) > 0 {
		t.Errorf("two messages fit: %v", r.Problems)
	}
	narrow.AfterClick, narrow.Reserve = 2, 1
	only(t, check(t, short(t, passed), narrow), "questions[3].text.zh", "speed → why", "what is asked takes 2")
}

// A button may be sent, and still be read by half.
func TestAButtonThatTelegramCutsIsNoted(t *testing.T) {
	ask := func(label string) []string {
		sv := short(t, func(s *dialog.Survey) {
			s.Questions[1].Type = dialog.Choice
			s.Questions[1].Options = []dialog.Option{{ID: "a", Text: words(label)}, {ID: "b", Text: words("短")}}
		})
		return budget.Cut(sv, "Telegram", budget.TelegramColumns)
	}
	if got := ask(strings.Repeat("长", 17)); len(got) > 0 {
		t.Errorf("what fits is noted: %v", got)
	}
	got := ask(strings.Repeat("长", 18))
	if len(got) != 1 || !strings.Contains(got[0], `question "why" in zh: Telegram on a phone shows about 34 letters or 17 Chinese characters`) {
		t.Errorf("got %v", got)
	}
	if got := ask(strings.Repeat("x", 34)); len(got) > 0 {
		t.Errorf("letters are half as wide, and noted: %v", got)
	}
}

// In a loop the first question of every item follows the last of the one before, with the item at its
// longest; the title comes with the first question of all.
func TestLoopsCount(t *testing.T) {
	looped := func(asks dialog.Text) func(*dialog.Survey) {
		return func(sv *dialog.Survey) {
			sv.Remind = 0
			sv.Vars = []dialog.Variable{{Name: "parts", Type: "list"}}
			sv.Questions = []*dialog.Question{
				{ID: "speed", Type: dialog.CSAT, Text: words("您满意吗？")},
				{ID: "damage", Type: dialog.Section, Loop: "parts", Text: words(strings.Repeat("下面说说修过的地方。", 12)), Questions: []*dialog.Question{
					{ID: "fixed", Type: dialog.Words, Text: asks},
				}},
			}
		}
	}
	narrow := budget.WeChat()
	narrow.Text, narrow.AfterMessage, narrow.AfterClick = 460, 3, 2
	if r := check(t, short(t, looped(words("{item}：怎么样？"))), narrow); len(r.Problems) == 0 ||
		!strings.Contains(r.Problems[0].Msg, "speed → fixed") {
		t.Errorf("360 bytes of title and 120 of an item are one message too long: %v", r.Problems)
	}
	narrow.Text = 520
	if r := check(t, short(t, looped(words("{item}：怎么样？"))), narrow); len(r.Problems) > 0 {
		t.Errorf("they fit: %v", r.Problems)
	}
	long := words(strings.Repeat("{item}", 10))
	if r := check(t, short(t, looped(long)), narrow); !strings.Contains(r.Problems.Error(), "fixed → fixed: what is asked takes 3") {
		t.Errorf("the next item in 1,200 bytes: %v", r.Problems)
	}
}
