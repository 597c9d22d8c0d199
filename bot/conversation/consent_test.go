package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"huiyin/bot/catalog"
	"huiyin/bot/conversation"
	"huiyin/dialog"
)

// injury is a handler of a survey that asks for a consent of its own.
func injury(t *testing.T) *conversation.Handler {
	t.Helper()
	h := shipped(t)
	surveys, err := catalog.Load(fstest.MapFS{"s/injury.yaml": {Data: []byte(`id: injury
kind: experience
title: {zh: 人伤回访, en: Injury}
langs: [zh, en]
notice: {zh: 您好！, en: Hello!}
vars:
  - {name: name, type: string, default: ""}
questions:
  - id: csat
    type: csat
    text: {zh: 满意吗？, en: Satisfied?}
  - id: health
    type: consent
    text: {zh: "{name|您好}，同意我们收集您的伤情信息吗？", en: Do you agree that we collect information on your injury?}
  - id: how
    type: text
    text: {zh: 恢复得怎么样？, en: How are you?}
`)}}, "s")
	if err != nil {
		t.Fatal(err)
	}
	h.Surveys = surveys
	return h
}

// A consent stands in the record with the version of its wording, the same for every customer who
// was asked in that language, and in the audit log.
func TestAConsentIsRecordedWithTheVersionOfItsWording(t *testing.T) {
	given := map[string]string{}
	for _, tc := range []struct{ lang, name, says, want string }{
		{"zh", "陈先生", "同意", "consent.give"},
		{"zh", "王女士", "不同意", "consent.refuse"},
		{"en", "Ann", "skip", "consent.refuse"},
	} {
		c := open(t, injury(t))
		c.invited(&conversation.Invite{ID: "I1", Survey: "injury", Customer: "C1", Lang: tc.lang, Vars: map[string]any{"name": tc.name}})
		c.says("4").in("health")
		c.says("maybe").in("health")
		if got := c.answers(); slices.Contains(got, "health") {
			t.Fatalf("recorded what is no answer: %v", got)
		}
		c.says(tc.says)
		a := c.document().Session.Answer("health")
		if a == nil || len(a.Wording) != 12 {
			t.Fatalf("the answer is %+v", a)
		}
		same(t, "customer "+tc.want+" health@"+a.Wording, last(c.audits()))
		if tc.want == "consent.refuse" {
			same(t, dialog.Declined, c.document().Session.State)
			same(t, "declined partial", c.disposition())
		}
		given[tc.lang+tc.name] = a.Wording
	}
	if given["zh陈先生"] != given["zh王女士"] || given["zh陈先生"] == given["enAnn"] {
		t.Errorf("versions of the wording: %v", given)
	}
}

// To agree is no praise, and a doubt is no misunderstanding that brings a person.
func TestAConsentSaysNothingAboutTheMood(t *testing.T) {
	c := open(t, injury(t))
	c.invited(&conversation.Invite{ID: "I1", Survey: "injury", Customer: "C1"})
	c.says("4")
	for range 3 {
		c.says("再看看吧").bot("同意").in("health")
	}
	c.says("再看看吧").silence()
	c.says("好的").in("how")
	for _, e := range c.events {
		if e.Answer != nil && e.Answer.Answer.Question == "health" && (e.Answer.Score.Known || !strings.Contains(e.Answer.Asked, "伤情")) {
			t.Errorf("recorded %+v", e.Answer)
		}
	}
}
