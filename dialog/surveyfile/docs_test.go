package surveyfile_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// head makes a survey of a list of questions.
const head = `id: example
kind: experience
title: {zh: 例子, en: Example}
langs: [zh, en]
notice: {zh: 您好, en: Hello}
vars:
  - {name: name, type: string, default: ""}
  - {name: paid, type: number, default: 0}
  - {name: closed, type: string, default: ""}
questions:
`

var fenced = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// Every example of the format's description is a survey that loads, and every type has one.
func TestTheExamplesOfTheFormatLoad(t *testing.T) {
	data, err := os.ReadFile("../../docs/survey-format.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[dialog.Type]bool{}
	for _, block := range fenced.FindAllStringSubmatch(string(data), -1) {
		text := block[1]
		if strings.HasPrefix(text, "- ") {
			text = head + text
		}
		sv, err := surveyfile.Parse("docs/survey-format.md", []byte(text))
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		for _, q := range sv.Questions {
			shown[q.Type] = true
		}
	}
	for _, want := range []dialog.Type{
		dialog.ENPS, dialog.Rating, dialog.YesNo, dialog.Choice, dialog.Multi, dialog.Ranking, dialog.Number, dialog.Amount,
		dialog.Date, dialog.Words, dialog.Gate, dialog.Statement,
	} {
		if !shown[want] {
			t.Errorf("no example of %s", want)
		}
	}
}
