package schema_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"huiyin/bot/invite"
	"huiyin/configs/schema"
	"huiyin/dialog/surveyfile"
)

func parse(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var s map[string]any
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// problems says what a schema finds in a YAML file, in alphabetical order.
func problems(t *testing.T, s map[string]any, text string) []string {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	definitions, _ := s["definitions"].(map[string]any)
	found := validator{definitions}.check("", s, plain(value))
	slices.Sort(found)
	return found
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// An editor underlines nothing in a survey that ships, nor in the one the parser is tested with.
func TestSurveysThatAreRightAreValid(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../surveys/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 2 {
		t.Fatalf("only %d surveys found", len(files))
	}
	s := parse(t, schema.Survey())
	for _, f := range append(files, "../../dialog/surveyfile/testdata/home-claim.yaml") {
		if found := problems(t, s, read(t, f)); len(found) > 0 {
			t.Errorf("%s:\n%s", f, strings.Join(found, "\n"))
		}
	}
}

func TestTheShippedJourneysAreValid(t *testing.T) {
	if found := problems(t, parse(t, schema.Journeys()), read(t, "../journeys.yaml")); len(found) > 0 {
		t.Error(strings.Join(found, "\n"))
	}
}

// What is wrong with the shape of a file is underlined where it stands. The parser refuses the same.
func TestASurveyThatIsWrongIsNotValid(t *testing.T) {
	s := parse(t, schema.Survey())
	if found := problems(t, s, read(t, "../../dialog/surveyfile/testdata/broken.yaml.txt")); len(found) < 8 {
		t.Errorf("of the broken survey it finds only:\n%s", strings.Join(found, "\n"))
	}
	const right = `
id: tea
kind: research
title: {zh: 茶}
langs: [zh]
notice: {zh: 您好！}
remind: 24h
vars: [{name: name, type: string}]
questions:
  - {id: nps, type: nps}
  - id: why
    type: choice
    text: {zh: 为什么喝？}
    options: [{id: taste, text: {zh: 好喝}}, {id: wake, text: {zh: 提神}, valence: 0.5}]
    routes: [{to: end}]
  - {id: cups, type: number, min: 0, max: 9, text: {zh: 几杯？}}
`
	if found := problems(t, s, right); len(found) > 0 {
		t.Fatalf("before it is broken: %v", found)
	}
	for _, tc := range []struct{ old, broken, at string }{
		{"id: tea", "id: Tea", ".id"},
		{"kind: research", "kind: survey", ".kind"},
		{"title: {zh: 茶}\n", "", `: key "title" is missing`},
		{"title: {zh: 茶}", "title: 茶", ".title"},
		{"langs: [zh]", "langs: [zh, de]", ".langs[1]"},
		{"langs: [zh]", "langs: []", ".langs"},
		{"remind: 24h", "remind: 3 days", ".remind"},
		{"remind: 24h", "colour: red", ".colour: unknown key"},
		{"type: string", "type: money", ".vars[0].type"},
		{"type: nps", "type: npss", ".questions[0].type"},
		{"{id: nps, type: nps}", "{id: nps, type: nps, text: {zh: 推荐吗？}}", ".questions[0]"},
		{"text: {zh: 为什么喝？}", "help: {zh: 茶}", ".questions[1]: key \"text\" is missing"},
		{"[{id: taste, text: {zh: 好喝}}, {id: wake, text: {zh: 提神}, valence: 0.5}]", "[{id: taste, text: {zh: 好喝}}]", ".questions[1].options"},
		{"id: wake", "id: Wake", ".questions[1].options[1].id"},
		{"valence: 0.5", "valence: 3", ".questions[1].options[1].valence"},
		{"routes: [{to: end}]", "routes: [{when: answer == 1}]", ".questions[1].routes[0]: key \"to\" is missing"},
		{"type: choice", "type: matrix", ".questions[1]: key \"rows\" is missing"},
		{"min: 0, max: 9, ", "", ".questions[2]: key \"min\" is missing"},
	} {
		text := strings.Replace(right, tc.old, tc.broken, 1)
		if text == right {
			t.Fatalf("%q is not in the survey", tc.old)
		}
		if found := problems(t, s, text); len(found) == 0 || !strings.Contains(strings.Join(found, "\n"), tc.at) {
			t.Errorf("%q: want %s, found %v", tc.broken, tc.at, found)
		}
		if _, err := surveyfile.Parse("tea.yaml", []byte(text)); err == nil {
			t.Errorf("%q: the parser takes it", tc.broken)
		}
	}
}

func TestJourneysThatAreWrongAreNotValid(t *testing.T) {
	s := parse(t, schema.Journeys())
	right := read(t, "../journeys.yaml")
	for _, tc := range []struct{ old, broken string }{
		{"journeys:", "journey:"},
		{"id: motor.claim\n", "id: Motor Claim\n"},
		{"zh: 车险理赔, ", ""},
		{"expires: 168h", "expires: a week"},
		{"survey: motor-claim", "colour: red"},
		{"kind: experience", "kind: other"},
	} {
		text := strings.Replace(right, "\n    "+tc.old, "\n    "+tc.broken, 1)
		if text == right {
			text = strings.Replace(right, tc.old, tc.broken, -1)
		}
		if text == right {
			t.Fatalf("%q is not in the journeys", tc.old)
		}
		if found := problems(t, s, text); len(found) == 0 {
			t.Errorf("%q is valid", tc.broken)
		}
		if _, err := invite.ParseJourneys("j.yaml", []byte(text), nil); err == nil {
			t.Errorf("%q: the parser takes it", tc.broken)
		}
	}
}

// The schema offers what the parser knows, no more and no less: every key of every part, and every type
// of question. The parser is asked for it: it lists what it knows when it meets what it does not.
func TestTheSchemaOffersWhatTheParserKnows(t *testing.T) {
	s := parse(t, schema.Survey())
	definitions := s["definitions"].(map[string]any)
	properties := func(part any) map[string]any { return part.(map[string]any)["properties"].(map[string]any) }
	parts := map[string]string{ // a file that makes the parser list the keys of each part
		"variable": "vars: [{nosuch: 1}]\n",
		"question": "questions: [{nosuch: 1}]\n",
		"option":   "questions: [{options: [{nosuch: 1}]}]\n",
		"row":      "questions: [{rows: [{nosuch: 1}]}]\n",
		"route":    "questions: [{routes: [{nosuch: 1}]}]\n",
		"quota":    "quotas: [{nosuch: 1}]\n",
		"survey":   "nosuch: 1\n",
		"section":  "questions: [{section: s, nosuch: 1}]\n",
		"text":     "", // its keys are languages
	}
	for name := range definitions {
		if _, ok := parts[name]; !ok {
			t.Errorf("the schema has a part %q that this test does not hold to the parser: give it a file here", name)
		}
	}
	for name, file := range parts {
		part := definitions[name]
		if name == "survey" {
			part = s
		}
		if file == "" {
			continue
		}
		want := wanted(t, file, `unknown key "nosuch": want `)
		if d := cmp.Diff(want, slices.Sorted(maps.Keys(properties(part)))); d != "" {
			t.Errorf("keys of a %s, - the parser's, + of survey.schema.json (correct it there):\n%s", name, d)
		}
	}
	var types []string
	for _, kind := range properties(definitions["question"])["type"].(map[string]any)["enum"].([]any) {
		types = append(types, kind.(string))
	}
	slices.Sort(types)
	if d := cmp.Diff(wanted(t, "questions: [{id: q, type: nosuch}]\n", `type "nosuch": want `), types); d != "" {
		t.Errorf("types of questions, - the parser's, + of survey.schema.json (correct it there):\n%s", d)
	}
}

// wanted gives what the parser says that it wants after a message, in alphabetical order.
func wanted(t *testing.T, file, message string) []string {
	t.Helper()
	_, err := surveyfile.Parse("s.yaml", []byte(file))
	_, list, found := strings.Cut(fmt.Sprint(err), message)
	if !found {
		t.Fatalf("the parser does not say %q: %v", message, err)
	}
	list, _, _ = strings.Cut(list, "\n")
	all := strings.Split(strings.Replace(list, " or ", ", ", 1), ", ")
	slices.Sort(all)
	return all
}
