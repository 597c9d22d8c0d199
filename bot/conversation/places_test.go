package conversation_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"huiyin/adapters"
	"huiyin/bot/catalog"
	"huiyin/bot/conversation"
)

const petsYAML = `id: pets
kind: research
title: {zh: 宠物, en: Pets}
langs: [zh, en]
notice: {zh: 您好！, en: Hello!}
questions:
  - id: pet
    type: choice
    text: {zh: 您家养的是什么？, en: Which pet?}
    options:
      - {id: cat, text: {zh: 猫, en: Cat}}
      - {id: dog, text: {zh: 狗, en: Dog}}
  - id: why
    type: text
    text: {zh: 为什么？, en: Why?}
quotas:
  - {id: all, at: pet, limit: 90}
  - {id: cats, at: pet, when: 'answer == "cat"', limit: 40}
`

// petsHandler serves the pets survey as it is edited, and what ships for nothing else.
func petsHandler(t *testing.T, edits ...string) *conversation.Handler {
	t.Helper()
	h := shipped(t)
	dir := t.TempDir()
	for _, text := range append([]string{petsYAML}, edits...) {
		surveys, err := catalog.Load(fstest.MapFS{"s/pets.yaml": {Data: []byte(text)}}, "s")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := surveys.Keep(dir); err != nil {
			t.Fatal(err)
		}
		h.Surveys = surveys
	}
	h.WalkIn = "pets"
	return h
}

// takes gives the places that the turn takes, as "quota of limit".
func (t turn) takes() (all []string) {
	for _, take := range t.Takes {
		if take.Holder != t.Document.Session.ID || take.Survey != "pets" {
			t.Errorf("a place for somebody else: %+v", take)
		}
		all = append(all, fmt.Sprintf("%s of %d", take.Quota, take.Limit))
	}
	return all
}

// givesBack gives the places that the turn gives back, by quota.
func (t turn) givesBack() (all []string) {
	for _, e := range t.Events {
		if e.Place != nil {
			all = append(all, e.Place.Quota)
		}
	}
	return all
}

func TestATurnTakesAndGivesBackPlaces(t *testing.T) {
	c := open(t, petsHandler(t))
	same(t, []string(nil), c.says("你好").takes())
	same(t, []string{"all of 90", "cats of 40"}, c.says("猫").takes())

	dog := c.says("点错了，应该是狗")
	same(t, []string(nil), dog.takes())
	same(t, []string{"cats"}, dog.givesBack())

	done := c.says("从小就喜欢").in("completed")
	same(t, []string(nil), done.takes())
	same(t, []string{"cats"}, done.givesBack()) // whatever became of the place before
	same(t, []string(nil), c.says("谢谢").givesBack())
}

func TestWhoTakesUpAnotherSurveyGivesPlacesBack(t *testing.T) {
	for reply, want := range map[string][]string{"猫": {"all", "cats"}, "狗": {"all", "cats"}} {
		c := open(t, petsHandler(t))
		c.says("你好")
		c.says(reply)
		inv := claim("I1")
		inv.Survey = "pets"
		again := c.opens(inv, nil).in("pet")
		same(t, want, again.givesBack())
	}

	t.Log("who completed has completed")
	c := open(t, petsHandler(t))
	c.says("你好")
	c.says("猫")
	c.says("从小就喜欢").in("completed")
	inv := claim("I1")
	inv.Survey = "pets"
	same(t, []string(nil), c.opens(inv, nil).in("pet").givesBack())
}

// A turn that was handled before knows that a quota is full, and what it reserved in vain.
func TestATurnThatFindsAQuotaFull(t *testing.T) {
	c := open(t, petsHandler(t))
	c.says("你好")
	in := customer(9, adapters.Inbound{Kind: adapters.KindText, Text: "猫"})
	in.Quotas = conversation.QuotaNews{Taken: []string{"all"}, Full: []string{"cats"}}
	out := c.handle(in).in("screened").bot("谢谢您的回答！")
	same(t, []string(nil), out.takes())
	same(t, []string{"all", "cats"}, out.givesBack())
	same(t, []string{"pet"}, c.answers())
}

// An edit that raises a limit holds for those who are in the older version too.
func TestTheNewestLimitHolds(t *testing.T) {
	h := petsHandler(t)
	c := open(t, h)
	c.says("你好")
	h.Surveys = petsHandler(t, strings.Replace(petsYAML, "limit: 40", "limit: 80", 1)).Surveys
	same(t, []string{"all of 90", "cats of 80"}, c.says("猫").takes())
}
