package surveyimport_test

import (
	"strings"
	"testing"

	"huiyin/dialog/surveyfile"
	"huiyin/dialog/surveyimport"
	"huiyin/dialog/surveyimport/surveyjs"
)

// Groups in groups become sections, which hold no sections: the inner ones stay, and the outer one's title and
// condition go to what it holds.
func TestGroupsInGroups(t *testing.T) {
	got := made(t, `{"pages": [{"name": "claim", "title": "Your claim", "elements": [
		{"type": "boolean", "name": "paid", "title": "Was it paid?"},
		{"type": "panel", "name": "more", "title": "Tell us more", "visibleIf": "{paid} = true", "elements": [
			{"type": "comment", "name": "how", "title": "How?"},
			{"type": "panel", "name": "days", "title": "In days", "questionsOrder": "random", "elements": [
				{"type": "html", "name": "hint", "html": "About is enough."},
				{"type": "text", "inputType": "number", "min": 0, "max": 99, "name": "wait", "title": "How long did you wait?"},
				{"type": "text", "inputType": "number", "min": 0, "max": 99, "name": "call", "title": "When did we call?", "visibleIf": "{how} notempty"}]}]}]}]}`)
	want := `questions:
  - id: claim
    type: statement
    text: {en: Your claim}
  - id: paid
    type: yesno
    text: {en: Was it paid?}
  - id: more
    type: statement
    when: answers.paid == true
    text: {en: Tell us more}
  - id: how
    type: text
    when: answers.paid == true
    text: {en: How?}
  - section: days
    title: {en: In days}
    when: answers.paid == true
    shuffle: true
    questions:
      - id: hint
        type: statement
        text: {en: About is enough.}
        anchored: true
      - id: wait
        type: number
        min: 0
        max: 99
        text: {en: How long did you wait?}
      - id: call
        type: number
        when: answers.how != nil
        min: 0
        max: 99
        text: {en: When did we call?}
`
	if !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What is answered once for each thing of a list means something there alone; nothing leads into the middle of
// a part.
func TestOutsideALoopItsAnswersAreMany(t *testing.T) {
	draft, err := surveyjs.Read([]byte(`{"elements": [
		{"type": "paneldynamic", "name": "visits", "templateElements": [
			{"type": "boolean", "name": "happy", "title": "Were you happy?"},
			{"type": "comment", "name": "why", "title": "Why is {panel.happy} your answer?", "visibleIf": "{panel.happy} = false"}]},
		{"type": "text", "name": "name", "title": "And {happy}?"},
		{"type": "comment", "name": "last", "title": "Anything else?", "visibleIf": "{happy} = true"}],
		"triggers": [{"type": "skip", "expression": "{name} = 'x'", "gotoName": "why"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	result := draft.Survey(surveyimport.Options{})
	var told []string
	for _, n := range result.Of(surveyimport.Lost) {
		told = append(told, n.String())
	}
	want := []string{
		"elements[2].visibleIf  the condition {happy} = true (“happy” is answered once for each thing of a list): asked of everybody",
		"triggers[0].expression  the rule {name} = 'x' (“why” stands in the middle of a part): write a route",
		"elements[1].title  “happy” in a text: … stands in its place",
	}
	if strings.Join(told, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
	if !strings.Contains(string(result.YAML), "text: {en: \"Why is {answers.happy} your answer?\"}") {
		t.Errorf("inside the loop it is this thing's answer:\n%s", result.YAML)
	}
	if _, err := surveyfile.Parse("loop.yaml", result.YAML); err != nil {
		t.Error(err)
	}
}

// made gives the survey file of a SurveyJS survey of which nothing is lost.
func made(t *testing.T, source string) string {
	t.Helper()
	draft, err := surveyjs.Read([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	result := draft.Survey(surveyimport.Options{})
	if lost := result.Of(surveyimport.Lost); len(lost) > 0 {
		t.Errorf("lost: %v", lost)
	}
	if _, err := surveyfile.Parse("made.yaml", result.YAML); err != nil {
		t.Error(err)
	}
	return string(result.YAML)
}

// A loop holds no loop: what is repeated in it is asked once for each thing, and that is told.
func TestALoopInALoop(t *testing.T) {
	draft, err := surveyjs.Read([]byte(`{"elements": [
		{"type": "paneldynamic", "name": "visits", "templateElements": [
			{"type": "text", "name": "where", "title": "Where?"},
			{"type": "paneldynamic", "name": "bills", "templateElements": [{"type": "text", "name": "what", "title": "What was it for?"}]}]},
		{"type": "paneldynamic", "name": "none", "templateElements": [{"type": "signaturepad", "name": "sign"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	result := draft.Survey(surveyimport.Options{})
	lost := result.Of(surveyimport.Lost)
	if len(lost) != 2 || lost[0].Where != "elements[0].templateElements[1]" || lost[1].What != "question “sign”" {
		t.Errorf("lost: %v", lost)
	}
	if !strings.HasSuffix(string(result.YAML), "  # elements[1].templateElements[0]  question “sign”: there is no type like signaturepad\n") ||
		strings.Contains(string(result.YAML), "none_items") {
		t.Errorf("of a part with nothing in it only what was lost is left:\n%s", result.YAML)
	}
	if _, err := surveyfile.Parse("loop.yaml", result.YAML); err != nil {
		t.Error(err)
	}
}

// “None of these” is chosen alone, and stays last when one option is chosen of a shuffled few.
func TestNoneOfThese(t *testing.T) {
	for question, want := range map[string]string{
		`"type": "checkbox"`:                             "- {id: none, text: {en: None of these}, exclusive: true}\n",
		`"type": "checkbox", "choicesOrder": "random"`:   "- {id: none, text: {en: None of these}, exclusive: true}\n",
		`"type": "radiogroup"`:                           "- {id: none, text: {en: None of these}}\n",
		`"type": "radiogroup", "choicesOrder": "random"`: "- {id: none, text: {en: None of these}, anchored: true}\n",
	} {
		got := made(t, `{"elements": [{`+question+`, "name": "food", "title": "What?", "choices": ["Dry", "Wet"], "showNoneItem": true}]}`)
		if !strings.HasSuffix(got, want) {
			t.Errorf("%s: got\n%s\nwant at its end %s", question, got, want)
		}
	}
}
