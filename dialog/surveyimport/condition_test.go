package surveyimport_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"huiyin/dialog/surveyfile"
	"huiyin/dialog/surveyimport"
	"huiyin/dialog/surveyimport/surveyjs"
	"huiyin/dialog/surveyimport/xlsform"
	"huiyin/dialog/surveyimport/xlsform/xlsformtest"
)

// A condition that needs an answer never matches here when it was not given, and in the sources an answer
// that was not given equals nothing. So what may hold without an answer gets a default, and what needs it
// stays plain.
func TestConditionsOfXLSForms(t *testing.T) {
	for source, want := range map[string]string{
		`${pet} = 'dog'`:                           `answers.pet == "dog"`,
		`'dog' = ${pet}`:                           `answers.pet == "dog"`,
		`${pet}='dog' and ${age}>=3`:               `answers.pet == "dog" and answers.age >= 3`,
		`3 < ${age}`:                               `answers.age > 3`,
		`${age} >= -1.5`:                           `answers.age >= -1.5`,
		`${pet} != 'dog'`:                          `(answers.pet ?? "") != "dog"`,
		`not(${pet} = 'dog')`:                      `(answers.pet ?? "") != "dog"`,
		`${pet} = 'dog' or ${age} < 3`:             `(answers.pet ?? "") == "dog" or (answers.age ?? 1e9) < 3`,
		`not(${age} > 3 and ${pet} = 'cat')`:       `not ((answers.age ?? -1e9) > 3 and (answers.pet ?? "") == "cat")`,
		`selected(${food}, 'wet')`:                 `"wet" in answers.food`,
		`not(selected(${food}, 'wet'))`:            `not ("wet" in (answers.food ?? []))`,
		`selected(${pet}, 'cat')`:                  `answers.pet == "cat"`,
		`count-selected(${food}) < 2`:              `len(answers.food ?? []) < 2`,
		`${food} = 'wet'`:                          `len(answers.food ?? []) == 1 and "wet" in answers.food`,
		`${food} != 'wet'`:                         `not (len(answers.food ?? []) == 1 and "wet" in (answers.food ?? []))`,
		`${food} = 'wet' or ${age} = 1`:            `len(answers.food ?? []) == 1 and "wet" in (answers.food ?? []) or (answers.age ?? -1e9) == 1`,
		`${pet} = ''`:                              `answers.pet == nil`,
		`${pet} != ''`:                             `answers.pet != nil`,
		`${happy} = 'yes'`:                         `answers.happy == true`,
		`${happy} = 'no' or ${happy} = ''`:         `(answers.happy ?? true) == false or answers.happy == nil`,
		`${age} > ${weight}`:                       `answers.age > answers.weight`,
		`${born} < '2020-01-01'`:                   `answers.born < "2020-01-01"`,
		`${pet-name} = 'Rex "the King"'`:           `answers.pet_name == "Rex \"the King\""`,
		`(${pet} = 'dog' or true()) and ${age}= 2`: `((answers.pet ?? "") == "dog" or true) and answers.age == 2`,
		`number(${age}) = 2`:                       `answers.age == 2`,
	} {
		if got := formWhen(t, source); got != want {
			t.Errorf("%s\n got %s\nwant %s", source, got, want)
		}
	}
}

// What has no counterpart is told with its cell, and the question is asked of everybody.
func TestConditionsOfXLSFormsThatCannotBeCarriedOver(t *testing.T) {
	for source, why := range map[string]string{
		`${pet} = 'horse'`:               `there is no option “horse”`,
		`${nobody} = 'x'`:                `“nobody” is not asked before it`,
		`${last} = 'x'`:                  `“last” is not asked before it`,
		`${age} + 1 > 3`:                 `“+” is not understood here`,
		`regex(${pet}, 'd.*')`:           `regex() has no counterpart`,
		`${age} = 'old'`:                 `“old” is no number`,
		`${pet} > 3`:                     `it compares by size what is no number`,
		`(${pet} = 'dog'`:                `a ( without )`,
		`${pet = 'dog'`:                  `a reference without }`,
		`${pet} = 'dog`:                  `words without a closing quote`,
		`count-selected(${pet}) > 1`:     `only the chosen options`,
		`selected(${food})`:              `selected() has 1 operands, not 2`,
		`${pet} = ${age}`:                `different kinds`,
		`selected(${pet-name}, 'Rex')`:   `it asks for an option where there are none`,
		`${photo} = 'x'`:                 `what was sent cannot be compared`,
		strings.Repeat("not(", 60) + "1": `nested deeper than`,
	} {
		if got := formWhen(t, source); !strings.HasPrefix(got, "survey!D") || !strings.Contains(got, why) {
			t.Errorf("%s\n got %s\nwant %s", source, got, why)
		}
	}
}

var whenLine = regexp.MustCompile(`(?m)^    when: (.*)$`)

// formWhen gives the condition that a form's relevant becomes, or else what is told of it. The survey
// must load.
func formWhen(t *testing.T, relevant string) string {
	t.Helper()
	survey := "type,name,label,relevant\nselect_one pets,pet,Pet?,\nselect_multiple foods,food,Food?,\ninteger,age,Age?,\n" +
		"decimal,weight,Weight?,\ndate,born,Born?,\nselect_one yn,happy,Happy?,\ntext,pet-name,Name?,\nimage,photo,Photo?,\n" +
		"text,last,Last?,\"" + strings.ReplaceAll(relevant, `"`, `""`) + "\"\n"
	choices := "list_name,name,label\npets,dog,Dog\npets,cat,Cat\nfoods,dry,Dry\nfoods,wet,Wet\nyn,yes,Yes\nyn,no,No\n"
	book, err := xlsformtest.Workbook(xlsformtest.Sheet{Name: "survey", CSV: survey}, xlsformtest.Sheet{Name: "choices", CSV: choices})
	if err != nil {
		t.Fatal(err)
	}
	draft, err := xlsform.Read(book)
	if err != nil {
		t.Fatal(err)
	}
	return madeWhen(t, draft)
}

func madeWhen(t *testing.T, draft *surveyimport.Draft) string {
	t.Helper()
	made := draft.Survey(surveyimport.Options{})
	sv, err := surveyfile.Parse("made.yaml", made.YAML)
	if err != nil {
		t.Errorf("%v\n%s", err, made.YAML)
		return ""
	}
	last := sv.Questions[len(sv.Questions)-1]
	if lost := made.Of(surveyimport.Lost); len(lost) > 0 {
		if last.When != "" || whenLine.Match(made.YAML) {
			t.Errorf("told that it is lost, and there: %s", last.When)
		}
		return lost[0].String()
	}
	return last.When
}

func TestConditionsOfSurveyJS(t *testing.T) {
	for source, want := range map[string]string{
		`{pet} = 'dog'`:                                `answers.pet == "dog"`,
		`{pet} == "dog" && {age} > 3`:                  `answers.pet == "dog" and answers.age > 3`,
		`{pet} <> 'dog'`:                               `(answers.pet ?? "") != "dog"`,
		`{pet} notequal 'dog' and {age} lessorequal 3`: `(answers.pet ?? "") != "dog" and answers.age <= 3`,
		`{pet} = 'dog' || {pet} = 'cat'`:               `(answers.pet ?? "") == "dog" or (answers.pet ?? "") == "cat"`,
		`{food} contains 'wet'`:                        `"wet" in answers.food`,
		`{food} notcontains 'wet'`:                     `not ("wet" in (answers.food ?? []))`,
		`{food} anyof ['wet', 'dry']`:                  `"wet" in (answers.food ?? []) or "dry" in (answers.food ?? [])`,
		`{pet} anyof ['dog', 'cat']`:                   `(answers.pet ?? "") == "dog" or (answers.pet ?? "") == "cat"`,
		`{food} allof ['wet', 'dry'] and {age} = 1`:    `"wet" in answers.food and "dry" in answers.food and answers.age == 1`,
		`{age} empty`:                                  `answers.age == nil`,
		`{age} notempty and {happy}`:                   `answers.age != nil and answers.happy == true`,
		`!({age} notempty)`:                            `answers.age == nil`,
		`{happy} = false`:                              `answers.happy == false`,
		`{happy} = 'false' or {age} = 1`:               `(answers.happy ?? true) == false or (answers.age ?? -1e9) == 1`,
		`{parts.price} = 'bad'`:                        `answers.parts_price == "bad"`,
		`!{happy}`:                                     `not ((answers.happy ?? false) == true)`,
	} {
		if got := jsWhen(t, source); got != want {
			t.Errorf("%s\n got %s\nwant %s", source, got, want)
		}
	}
	for source, why := range map[string]string{
		`iif({age} > 3, 1, 2) = 1`:  `iif() has no counterpart`,
		`{parts.colour} = 'bad'`:    `“parts.colour” is not asked before it`,
		`{food} near 'wet'`:         `“near” is not understood here`,
		`{food} anyof ['wet', {x}]`: `an option is wanted`,
		`{food} anyof ['wet'`:       `“its end” is not understood here`,
	} {
		if got := jsWhen(t, source); !strings.HasPrefix(got, "elements[6].visibleIf") || !strings.Contains(got, why) {
			t.Errorf("%s\n got %s\nwant %s", source, got, why)
		}
	}
}

func jsWhen(t *testing.T, visibleIf string) string {
	t.Helper()
	draft, err := surveyjs.Read(fmt.Appendf(nil, `{"elements": [
		{"type": "radiogroup", "name": "pet", "choices": ["dog", "cat"]},
		{"type": "checkbox", "name": "food", "choices": ["dry", "wet"]},
		{"type": "text", "name": "age", "inputType": "number", "min": 0, "max": 30},
		{"type": "boolean", "name": "happy"},
		{"type": "matrix", "name": "parts", "title": "?", "columns": ["good", "bad"], "rows": ["price", "care"]},
		{"type": "text", "name": "name"},
		{"type": "comment", "name": "last", "visibleIf": %q}]}`, visibleIf))
	if err != nil {
		t.Fatal(err)
	}
	return madeWhen(t, draft)
}
