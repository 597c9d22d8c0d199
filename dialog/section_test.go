package dialog_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// repair is a survey with sections: a loop, one that may be passed over, one that is shuffled.
func repair(t testing.TB) *dialog.Survey {
	t.Helper()
	sv, err := surveyfile.Load(os.DirFS("surveyfile/testdata"), "repair.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return sv
}

// Over many sessions each loose question of a shuffled section stands at each loose place; the rows of a
// matrix stay together, the anchored question stays last, and a session sees one order.
func TestAShuffledSectionIsInEachSessionsOwnOrder(t *testing.T) {
	sv := repair(t)
	orders := map[string]int{}
	for i := range 120 {
		c := &chat{t: t, sv: sv, now: monday}
		c.sess = dialog.New(sv, fmt.Sprint("s", i), "zh", 1, nil, monday)
		c.event(dialog.Event{Kind: dialog.EvBegin})
		c.types("5")
		var order []string
		for c.sess.State != dialog.Completed {
			order = append(order, string(c.sess.State))
			c.types("3")
		}
		orders[strings.Join(order, " ")]++
	}
	want := []string{
		"parts_price parts_place polite prompt overall why", "parts_price parts_place prompt polite overall why",
		"polite parts_price parts_place prompt overall why", "polite prompt parts_price parts_place overall why",
		"prompt parts_price parts_place polite overall why", "prompt polite parts_price parts_place overall why",
	}
	if got := slices.Sorted(maps.Keys(orders)); !slices.Equal(got, want) {
		t.Errorf("orders: %v", orders)
	}
}

// The state machine has an edge for every move that a shuffled section can make, and none that it cannot.
func TestTheWaysOfAShuffledSection(t *testing.T) {
	sv := repair(t)
	for id, want := range map[string]string{
		"staff":       "next-parts_price next-polite next-prompt",
		"polite":      "next-overall next-parts_price next-prompt",
		"parts_price": "next",
		"parts_place": "next-overall next-polite next-prompt",
		"overall":     "next",
		"damage":      "no-more next",
		"car":         "not-asked next",
		"again":       "not-asked next",
	} {
		var got []string
		for _, w := range sv.Ways(sv.Question(id)) {
			got = append(got, w.Name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", id, got, want)
		}
	}
}

// A button under the question about one item is stale when another item is asked about.
func TestAButtonOfAnotherItemIsStale(t *testing.T) {
	c := &chat{t: t, sv: repair(t), now: monday}
	c.sess = dialog.New(c.sv, "s1", "zh", 1, map[string]any{"items": []string{"门", "灯"}}, monday)
	c.event(dialog.Event{Kind: dialog.EvBegin})
	c.types("3")
	old := c.last.Buttons[1]
	c.types("是")
	if c.sess.Item != "灯" || c.sess.State != "fixed" {
		t.Fatalf("at %s about %s", c.sess.State, c.sess.Item)
	}
	if effects := c.event(dialog.Event{Kind: dialog.EvReply, Text: old.Label, Button: old.Value}); len(effects) > 0 {
		t.Errorf("an old button: %v", effects)
	}
	c.types("是")
	if len(c.sess.Answers) != 3 || c.sess.Answers[1].Item != "门" || c.sess.Answers[2].Item != "灯" || c.sess.Item != "" {
		t.Errorf("answers %+v, still about %q", c.sess.Answers, c.sess.Item)
	}
}

// What is wrong with a section is said where it stands in the file.
func TestWhatIsWrongWithASection(t *testing.T) {
	data, err := os.ReadFile("surveyfile/testdata/repair.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ old, now, want string }{
		"a section in a section":     {"      - id: clean", "      - section: deep\n        questions: []\n      - id: clean", "s.yaml:38:9: a section holds questions, and no section"},
		"no questions":               {"    questions:\n      - id: clean\n        type: csat\n        text: {zh: 代步车干净吗？, en: Was the rental car clean?}", "    questions: []", `section "car" has no questions`},
		"no such list":               {"loop: items", "loop: item", `s.yaml:19:11: there is no variable "item" of type list`},
		"loop over a flag":           {"loop: items", "loop: rental", `no variable "rental" of type list`},
		"too many items":             {"most: 3", "most: 21", "s.yaml:20:11: most 21: want 1 to 20"},
		"most of nothing":            {"when: vars.rental", "most: 2", "name its list with loop"},
		"into the middle":            {"to: staff", "to: polite", `question "polite" is inside section "staff": lead to "staff"`},
		"against the order":          {"answer == 1, to: why", "answer == 1, to: overall", "come in any order: a route may only leave it"},
		"anchored in still water":    {"    shuffle: true\n", "", "s.yaml:61:19: nothing moves without shuffle"},
		"anchored outside":           {"  - id: why\n", "  - id: why\n    anchored: true\n", "nothing moves outside a section"},
		"one answer of many":         {"any(each.fixed, # == false)", "answers.fixed == false", "outside section \"damage\" use each.fixed"},
		"one answer of many, shown":  {"zh: 还有什么要改进？", "zh: \"{answers.fixed}？\"", "its answer is shown inside section \"damage\" only"},
		"an item outside":            {"zh: 还有什么要改进？", "zh: \"{item}？\"", "placeholder {item} is not among vars"},
		"an item in a condition":     {"when: 'any(each.fixed, # == false)", "when: 'item == ''a''", `a condition knows no "item"`},
		"an item in the title":       {"修过的 {item_count} 处", "修过的 {item} 处", "said once, before the first item"},
		"a variable called item":     {"name: rental", "name: item_no", "a loop calls its item so"},
		"each of what is asked once": {"each.fixed, #", "each.overall, #", `each has no "overall"`},
		"a section's id twice":       {"section: staff", "section: car", `question id "car" is there twice`},
		"an unknown key":             {"section: staff", "section: staff\n    type: csat", `unknown key "type": want section, title`},
		"a way back is no circle":    {"  - id: why\n    type: text", "  - id: why\n    type: statement\n    routes: [{when: vars.rental, to: damage}]", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(string(data), tc.old, tc.now, 1)
			if text == string(data) {
				t.Fatalf("%q is not in the survey", tc.old)
			}
			_, err := surveyfile.Parse("s.yaml", []byte(text))
			if tc.want == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("want %q, got:\n%v", tc.want, err)
			}
		})
	}
}

// The items of a loop come to an end, so that questions that are all passed over for each of them are no
// circle; a statement that leads back to the loop makes one.
func TestALoopThatMayNeverWait(t *testing.T) {
	ask := func(back ...dialog.Route) error {
		sv := &dialog.Survey{
			ID: "s", Langs: []string{"zh"}, Vars: []dialog.Variable{{Name: "parts", Type: "list"}},
			Questions: []*dialog.Question{
				{ID: "loop", Type: dialog.Section, Loop: "parts", Questions: []*dialog.Question{
					{ID: "a", Type: dialog.NPS, When: "item == 'x'"}, {ID: "b", Type: dialog.ENPS, When: "item_no > 1"},
				}},
				{ID: "said", Type: dialog.Statement, Text: dialog.Text{"zh": "好。"}, Routes: back},
			},
		}
		return sv.Compile()
	}
	if err := ask(); err != nil {
		t.Errorf("a loop over items: %v", err)
	}
	err := ask(dialog.Route{When: "lang == 'zh'", To: "loop"})
	if err == nil || !strings.Contains(err.Error(), `never wait for a reply: "loop" → "said" → "loop"`) {
		t.Errorf("a loop in a circle: %v", err)
	}
}

// A case in the middle of a loop: the survey goes on with the item it stood at, also when a rating was asked
// once more in between.
func TestALoopGoesOnAfterACase(t *testing.T) {
	data, err := os.ReadFile("surveyfile/testdata/repair.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sv, err := surveyfile.Parse("repair.yaml", []byte(strings.Replace(string(data), "vars:\n", "after_case: resume\nresurvey: [csat]\nvars:\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	c := &chat{t: t, sv: sv, now: monday}
	c.sess = dialog.New(sv, "s1", "zh", 1, map[string]any{"items": []string{"门", "灯", "窗"}}, monday)
	c.event(dialog.Event{Kind: dialog.EvBegin})
	c.types("3")
	c.types("是")
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "是", Escalate: true}) // the lamp is fine, and somebody comes
	c.event(dialog.Event{Kind: dialog.EvResume})
	c.types("是")
	c.state("csat")
	c.types("5")
	if c.sess.State != "fixed" || c.sess.Item != "窗" {
		t.Fatalf("at %s about %q", c.sess.State, c.sess.Item)
	}
	c.types("是")
	if got := c.sess.Answers[len(c.sess.Answers)-1]; got.Question != "fixed" || got.Item != "窗" {
		t.Errorf("the last answer: %+v", got)
	}
}
