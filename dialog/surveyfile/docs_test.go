package surveyfile_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

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

// Every example of the format's description is a survey that loads. (That every key and type has one,
// package configs/schema holds.)
func TestTheExamplesOfTheFormatLoad(t *testing.T) {
	data, err := os.ReadFile("../../docs/survey-format.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range fenced.FindAllStringSubmatch(string(data), -1) {
		text := block[1]
		if strings.HasPrefix(text, "- ") {
			text = head + text
		}
		if _, err := surveyfile.Parse("docs/survey-format.md", []byte(text)); err != nil {
			t.Error(err)
		}
	}
}
