package surveyimport_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
	"huiyin/dialog/surveyimport"
	"huiyin/dialog/surveyimport/surveyjs"
)

// replies are what a customer answered; what is not there was not answered.
type replies struct {
	pet  string   // "" none
	age  *float64 //
	food []string //
}

// claim is a made-up condition: as SurveyJS writes it, and what it means there.
type claim struct {
	source string
	holds  func(replies) bool
}

// The conditions that imported surveys have hold exactly when those of the source do, whichever of the answers
// are given. SurveyJS: what is not answered equals nothing, is neither more nor less than anything, and holds
// no option.
func TestConditionsMeanWhatTheyMeantThere(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	held := 0
	for range 150 {
		c := condition(random, 3)
		sv := withRoute(t, c.source)
		for _, r := range allReplies() {
			got := holds(t, sv, r)
			if want := c.holds(r); got != want {
				t.Fatalf("%s\nis here %s\nwith %+v: got %v, want %v", c.source, sv.Questions[3].Routes[0].When, r, got, want)
			}
			if got {
				held++
			}
		}
	}
	if held == 0 {
		t.Error("no condition ever held: the test tells nothing")
	}
}

// condition makes a condition of at most depth levels.
func condition(random *rand.Rand, depth int) claim {
	if depth == 0 || random.IntN(4) == 0 {
		return atom(random)
	}
	a, b := condition(random, depth-1), condition(random, depth-1)
	switch random.IntN(3) {
	case 0:
		return claim{"(" + a.source + " and " + b.source + ")", func(r replies) bool { return a.holds(r) && b.holds(r) }}
	case 1:
		return claim{"(" + a.source + " or " + b.source + ")", func(r replies) bool { return a.holds(r) || b.holds(r) }}
	}
	return claim{"!(" + a.source + ")", func(r replies) bool { return !a.holds(r) }}
}

func atom(random *rand.Rand) claim {
	n := float64(random.IntN(3))
	option := []string{"dog", "cat"}[random.IntN(2)]
	all := []claim{
		{fmt.Sprintf("{pet} = '%s'", option), func(r replies) bool { return r.pet == option }},
		{fmt.Sprintf("{pet} <> '%s'", option), func(r replies) bool { return r.pet != option }},
		{"{pet} empty", func(r replies) bool { return r.pet == "" }},
		{"{age} notempty", func(r replies) bool { return r.age != nil }},
		{fmt.Sprintf("{age} = %v", n), func(r replies) bool { return r.age != nil && *r.age == n }},
		{fmt.Sprintf("{age} <> %v", n), func(r replies) bool { return r.age == nil || *r.age != n }},
		{fmt.Sprintf("{age} < %v", n), func(r replies) bool { return r.age != nil && *r.age < n }},
		{fmt.Sprintf("{age} >= %v", n), func(r replies) bool { return r.age != nil && *r.age >= n }},
		{fmt.Sprintf("{food} contains '%s'", option), func(r replies) bool { return slices.Contains(r.food, option) }},
		{fmt.Sprintf("{food} notcontains '%s'", option), func(r replies) bool { return !slices.Contains(r.food, option) }},
		{"{food} anyof ['dog', 'cat']", func(r replies) bool { return len(r.food) > 0 }},
		{"{food} allof ['dog', 'cat']", func(r replies) bool { return len(r.food) == 2 }},
	}
	return all[random.IntN(len(all))]
}

func allReplies() []replies {
	var out []replies
	zero, one, two := 0.0, 1.0, 2.0
	for _, pet := range []string{"", "dog", "cat"} {
		for _, age := range []*float64{nil, &zero, &one, &two} {
			for _, food := range [][]string{nil, {"dog"}, {"cat"}, {"dog", "cat"}} {
				out = append(out, replies{pet, age, food})
			}
		}
	}
	return out
}

// withRoute imports a survey with the condition, and puts the condition that it became on a route, whose guard
// can be asked.
func withRoute(t *testing.T, visibleIf string) *dialog.Survey {
	t.Helper()
	source, err := json.Marshal(visibleIf)
	if err != nil {
		t.Fatal(err)
	}
	draft, err := surveyjs.Read([]byte(`{"elements": [
		{"type": "radiogroup", "name": "pet", "choices": ["dog", "cat"]},
		{"type": "text", "name": "age", "inputType": "number", "min": 0, "max": 30},
		{"type": "checkbox", "name": "food", "choices": ["dog", "cat"]},
		{"type": "comment", "name": "last", "visibleIf": ` + string(source) + `}]}`))
	if err != nil {
		t.Fatal(err)
	}
	made := draft.Survey(surveyimport.Options{})
	if lost := made.Of(surveyimport.Lost); len(lost) > 0 {
		t.Fatalf("%s: %v", visibleIf, lost)
	}
	yaml := string(made.YAML)
	when := whenLine.FindStringSubmatch(yaml)
	if when == nil {
		t.Fatalf("%s became no condition:\n%s", visibleIf, yaml)
	}
	held := when[1]
	if !strings.HasPrefix(held, "'") {
		held = "'" + strings.ReplaceAll(held, "'", "''") + "'"
	}
	yaml = strings.Replace(yaml, when[0]+"\n", "", 1) + "    routes: [{name: held, when: " + held + ", to: end}]\n"
	sv, err := surveyfile.Parse("route.yaml", []byte(yaml))
	if err != nil {
		t.Fatalf("%v\n%s", err, yaml)
	}
	return sv
}

// holds asks the route of the last question, with these answers given.
func holds(t *testing.T, sv *dialog.Survey, r replies) bool {
	t.Helper()
	last := sv.Questions[3]
	sess := dialog.Session{ID: "s", Survey: sv.ID, Version: sv.Version, Lang: "en", State: dialog.State(last.ID), Started: time.Unix(0, 0)}
	if r.pet != "" {
		sess.Answers = append(sess.Answers, dialog.Answer{Question: "pet", Type: dialog.Choice, Status: "answered", Options: []string{r.pet}})
	}
	if r.age != nil {
		sess.Answers = append(sess.Answers, dialog.Answer{Question: "age", Type: dialog.Number, Status: "answered", Number: r.age})
	}
	if len(r.food) > 0 {
		sess.Answers = append(sess.Answers, dialog.Answer{Question: "food", Type: dialog.Multi, Status: "answered", Options: r.food})
	}
	got, err := last.Routes[0].Holds(sv, last, sess, dialog.Score{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}
