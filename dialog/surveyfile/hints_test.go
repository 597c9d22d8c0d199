package surveyfile_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"huiyin/dialog/surveyfile"
)

// whole is a survey in which one thing is broken at a time.
const whole = `id: visit
kind: experience
title: {zh: 到店回访, en: Your visit}
langs: [zh, en]
notice: {zh: "{name}您好！", en: "Hello {name}!"}
consent: true
vars:
  - {name: name, type: string, default: ""}
  - {name: paid, type: number, default: 0}
remind: 24h
expire: 72h
questions:
  - id: nps
    type: nps
    routes:
      - {name: low, when: answer <= 6, to: why}
  - id: clerk
    type: csat
    text: {zh: 您对柜员满意吗？, en: How was the clerk?}
    labels: {1: {zh: 不满意, en: poor}, 5: {zh: 满意, en: good}}
  - id: matter
    type: choice
    text: {zh: 办了什么？, en: What did you come for?}
    options:
      - {id: pay, text: {zh: 缴费, en: To pay}}
      - {id: claim, text: {zh: 理赔, en: A claim}}
    routes:
      - {name: paying, when: answer == "pay", to: why}
  - id: liked
    type: multi
    max: 2
    text: {zh: 喜欢什么？, en: What did you like?}
    options:
      - {id: speed, text: {zh: 快, en: Speed}}
      - {id: staff, text: {zh: 人, en: The people}}
      - {id: none, text: {zh: 都不, en: Nothing}, exclusive: true}
  - id: place
    type: matrix
    min: 1
    max: 5
    text: {zh: 环境怎么样？, en: How was the branch?}
    rows:
      - {id: clean, text: {zh: 整洁, en: Clean}}
      - {id: quiet, text: {zh: 安静, en: Quiet}}
  - {id: again, type: yesno, text: {zh: 还来吗？, en: Again?}}
  - {id: bye, type: statement, text: {zh: 好的。, en: Fine.}}
  - id: why
    type: text
    min_length: 5
    probe: {zh: 请多说一点。, en: Tell us more.}
    text: {zh: 为什么？, en: Why?}
thanks: {zh: 谢谢！, en: Thanks!}
`

// Who breaks a survey is told where, what is wrong and what to do: the usual slips, one by one. Each is
// old text of the survey, what it is replaced by, and the first message, or its beginning before “…”.
func TestWhatToDoIsSaid(t *testing.T) {
	for _, tc := range [][3]string{
		{"kind: experience", "knd: experience", "2:1: unknown key \"knd\": did you mean \"kind\"?"},
		{"title:", "titel:", "3:1: unknown key \"titel\": did you mean \"title\"?"},
		{"langs:", "lang:", "4:1: unknown key \"lang\": did you mean \"langs\"?"},
		{"notice:", "notic:", "5:1: unknown key \"notic\": did you mean \"notice\"?"},
		{"consent: true", "consnet: true", "6:1: unknown key \"consnet\": did you mean \"consent\"?"},
		{"vars:", "variables:", "5:14: placeholder {name} is not among vars; declare it there, as {name: name, type: string}"},
		{"remind: 24h", "reminder: 24h", "10:1: unknown key \"reminder\": did you mean \"remind\"?"},
		{"questions:", "question:", "12:1: unknown key \"question\": did you mean \"questions\"?"},
		{"    type: nps", "    tpye: nps", "14:5: unknown key \"tpye\": did you mean \"type\"?"},
		{"    options:", "    opions:", "24:5: unknown key \"opions\": did you mean \"options\"?"},
		{"    labels:", "    lables:", "20:5: unknown key \"lables\": did you mean \"labels\"?"},
		{"    routes:\n      - {name: low", "    route:\n      - {name: low", "15:5: unknown key \"route\": did you mean \"routes\"?"},
		{"when: answer <= 6", "wen: answer <= 6", "16:21: unknown key \"wen\": did you mean \"when\"?"},
		{"to: why", "goto: why", "16:10: key \"to\" is missing: add it here"},
		{"exclusive: true", "exclusiv: true", "36:49: unknown key \"exclusiv\": did you mean \"exclusive\"?"},
		{"    rows:", "    row:", "42:5: unknown key \"row\": did you mean \"rows\"?"},
		{"min_length: 5", "minlength: 5", "49:5: unknown key \"minlength\": did you mean \"min_length\"?"},
		{"{name: name, type", "{nmae: name, type", "8:6: unknown key \"nmae\": did you mean \"name\"?"},
		{"id: pay,", "ID: pay,", "25:10: unknown key \"ID\": did you mean \"id\"?"},
		{"id: visit\n", "", "1:1: key \"id\" is missing: add it here"},
		{"text: {zh: 缴费, en: To pay}", "valence: 1", "25:10: key \"text\" is missing: add it here"},
		{"id: visit", "id: Visit", "1:5: id \"Visit\": want lower-case letters, digits and hyphens, as motor-claim"},
		{"kind: experience", "kind: experiance", "2:7: kind \"experiance\": want experience, research or employee; did you mean \"experience\"?"},
		{"kind: experience", "kind: survey", "2:7: kind \"survey\": want experience, research or employee"},
		{"[zh, en]", "[zh, de]", "3:1: no text in \"de\": write it, or take \"de\" out of langs"},
		{"[zh, en]", "zh", "3:23: language \"en\" is not among langs [zh]; add it there, or leave the text out"},
		{"[zh, en]", "[zh, en, zh]", "4:17: language \"zh\" is there twice: once is enough"},
		{"consent: true", "consent: yes please", "6:10: want true or false here, without quotes"},
		{"remind: 24h", "remind: 1 day", "10:9: \"1 day\" is no length of time: want 24h, 90m or 0"},
		{"remind: 24h", "remind: 80h", "10:9: remind 80h: not before expire 72h; remind earlier, or expire later"},
		{"{zh: 到店回访, en: Your visit}", "到店回访", "3:8: want words by language here, as {zh: 您好, en: Hello}"},
		{"title: {zh: 到店回访, en: Your visit}", "title: {zh: 到店回访}", "3:1: no text in \"en\": write it, or take \"en\" out of langs"},
		{"title: {zh: 到店回访, en: Your visit}", "title: {cn: 到店回访, zh: 到, en: Your visit}", "3:13: language \"cn\" is not among langs [zh en]; did you mean \"zh\"?"},
		{"title: {zh: 到店回访, en: Your visit}", "title: {fr: Visite, zh: 到, en: Your visit}", "3:13: language \"fr\" is not among langs [zh en]; add it there, or leave the text out"},
		{"max: 2", "max: two", "31:10: want a number here, in digits and without quotes"},
		{"max: 2", "max: 9", "31:10: min and max of a multi are how many options may be chosen: whole, min not above max, at most 3"},
		{"min_length: 5", "min_length: 1.5", "49:17: want a whole number here, 0 or more"},
		{"min_length: 5", "min_length: 999", "49:17: min_length 999: want 0 to 200 characters"},
		{"type: string", "type: strng", "8:24: type \"strng\": want string, number, bool or list; did you mean \"string\"?"},
		{"type: string", "type: text", "8:24: type \"text\": want string, number, bool or list"},
		{"type: number, default: 0", "type: number, default: \"0\"", "9:41: default is not a number: write a number without quotes, as 3"},
		{"{name: paid", "{name: name", "9:12: variable \"name\" is there twice: leave one out"},
		{"{name: paid", "{name: paid-sum", "9:12: variable \"paid-sum\": want letters, digits and _, as claim_no"},
		{"\"{name}您好！\"", "\"{nmae}您好！\"", "5:14: placeholder {nmae} is not among vars; did you mean \"name\"?"},
		{"\"{name}您好！\"", "\"{claim_no}您好！\"", "5:14: placeholder {claim_no} is not among vars; there are name, paid"},
		{"\"{name}您好！\"", "\"{您的名字}您好！\"", "5:14: {您的名字} is no placeholder: want {name}; a brace in a text is always one"},
		{"\"{name}您好！\"", "\"{name您好！\"", "5:14: { without }: close it, or leave it out; a brace in a text is always a placeholder"},
		{"\"{name}您好！\"", "\"{paid:euro}您好！\"", "5:14: {paid:euro}: the formats are money, date and upper, as {paid:money}"},
		{"\"{name}您好！\"", "\"{name:money}您好！\"", "5:14: format money is for a number, name is a string: leave the format out, or change the type"},
		{"\"{name}您好！\"", "\"{paid|零}您好！\"", "5:14: a number is never empty: {paid} needs no words instead"},
		{"zh: 还来吗？", "zh: '您说了{answers.matterr}，还来吗？'", "45:45: {answers.matterr}: there is no question \"matterr\" that is answered; did you mean \"matter\"?"},
		{"zh: 还来吗？", "zh: '您说了{answers.why}，还来吗？'", "45:45: question \"why\" is never answered before this is said: ask it earlier, or leave it out here"},
		{"type: csat", "type: cast", "18:11: type \"cast\": did you mean \"csat\"?"},
		{"type: csat", "type: stars", "18:11: type \"stars\": want nps, enps, csat…"},
		{"id: clerk", "id: solved", "17:9: question id \"solved\" is reserved for a state that every survey has: choose another, as solved_1"},
		{"id: clerk", "id: nps", "17:9: question id \"nps\" is there twice: give each its own"},
		{"id: clerk", "id: the-clerk", "17:9: question id \"the-clerk\": want letters, digits and _, as what_went_wrong"},
		{"type: csat", "type: csat\n    max: 10", "17:5: the scale of csat is 1 to 5: leave min and max out, or make it a rating"},
		{"type: nps", "type: nps\n    text: {zh: 推荐吗？, en: Recommend?}", "15:5: the wording of nps is standard and kept with the engine: leave text out"},
		{"1: {zh: 不满意, en: poor}, ", "", "20:5: labels must name both ends, 1 and 5; others between may be left out"},
		{"5: {zh: 满意", "9: {zh: 满意", "20:5: labels must name both ends, 1 and 5; others between may be left out"},
		{"type: csat", "type: number", "17:5: number needs min and max, min below max: the least and the greatest that make sense"},
		{"      - {id: claim, text: {zh: 理赔, en: A claim}}\n", "", "21:5: choice has 1 options: want 2 to 10"},
		{"id: claim", "id: pay", "26:14: option id \"pay\" is there twice: give each its own"},
		{"id: claim", "id: A Claim", "26:14: option id \"A Claim\": want lower-case letters, digits, - and _"},
		{"zh: 理赔", "zh: 缴费", "26:32: two options say the same: nobody could tell which is meant"},
		{"id: claim, text", "id: claim, valence: 5, text", "26:30: valence 5: want -1 to 1"},
		{"id: claim, text", "id: claim, exclusive: true, text", "26:32: exclusive is for multi: a choice is always alone; leave it out"},
		{"id: claim, text", "id: claim, anchored: true, text", "26:31: nothing moves without shuffle: true; add that to the question, or leave anchored out"},
		{"    type: choice", "    type: choice\n    min_length: 3", "23:17: min_length and probe are for text: leave them out"},
		{"type: statement,", "type: statement, unsure: true,", "46:21: nobody answers a statement: leave unsure, refuse and help out"},
		{"{id: again, type: yesno,", "{id: again, type: yesno, shuffle: true,", "45:39: shuffle is for choice, multi and ranking: leave it out"},
		{"      - {id: quiet, text: {zh: 安静, en: Quiet}}\n", "", "37:5: a matrix has 1 rows: want 2 to 10"},
		{"type: choice", "type: choice\n    rows: [{id: a, text: {zh: 甲, en: A}}]", "23:5: rows are for a matrix: make this one, or leave them out"},
		{"to: why", "to: whyy", "16:44: there is no question \"whyy\" (or end, or screened); did you mean \"why\"?"},
		{"to: why", "to: the_end", "16:44: there is no question \"the_end\" (or end, or screened); there are nps, clerk, matter…"},
		{"{name: low, when: answer <= 6, to: why}", "{to: end}", "17:9: question \"clerk\" is never asked: nothing leads to it; let a route lead to it, or leave it out"},
		{"name: low", "name: stop", "16:16: route name \"stop\" is that of something every survey has…"},
		{"name: low", "name: too low", "16:16: route name \"too low\": want letters, digits and _, as too_slow"},
		{"      - {name: paying, when: answer == \"pay\", to: why}", "      - {to: why}\n      - {name: paying, when: answer == \"pay\", to: why}", "29:10: route \"paying\" is never taken: the one before it always is; put it first, or give that one a when"},
		{"answer <= 6", "answr <= 6", "16:27: a condition knows no \"answr\"; did you mean \"answer\"?"},
		{"answer <= 6", "answer <= \"6\"", "16:34: “<=” does not go with a number and words; answer is a number: write answer >= 9"},
		{"answer <= 6", "answer = 6", "16:34: write == for equal, >= for at least, <= for at most"},
		{"answer <= 6", "answer ≤ 6", "16:34: write <= instead of ≤"},
		{"answer <= 6", "answer", "16:27: a condition is true or false, and this is a number; answer is a number: write answer >= 9"},
		{"answer <= 6", "nps <= 6", "16:27: \"nps\" is a question: write answers.nps"},
		{"answer <= 6", "answers.npss <= 6", "16:35: there is no question \"npss\"; did you mean \"nps\"?"},
		{"answer <= 6", "answers.bye == 6", "16:35: nobody answers the statement \"bye\""},
		{"answer <= 6", "vars.payed > 6", "16:32: there is no variable \"payed\" among vars; did you mean \"paid\"?"},
		{"answer <= 6", "vars.name > 6", "16:37: “>” does not go with words and a number; vars.name is words: write vars.name == \"gold\""},
		{"answer <= 6", "scor.value < 0", "16:27: a condition knows no \"scor\"; did you mean \"score\"?"},
		{"answer <= 6", "score.vlaue < 0", "16:33: score has no \"vlaue\"; did you mean \"value\"?"},
		{"answer <= 6", "score < 0", "16:33: “<” does not go with several values and a number; score has known, value (-1 to 1) and label: write score.value < -0.3, or score.label == \"neg\""},
		{"answer <= 6", "lang == zh", "16:35: \"zh\" is a word: write it in quotes, as in == \"zh\""},
		{"answer <= 6", "answer is 6", "16:34: “is” does not go here: compare with == != < <= > >= or in, and join with and, or, not, as in answer >= 1 and answer <= 3"},
		{"answer <= 6", "answer <= 6 or", "16:40: the condition ends too early: something is missing at its end"},
		{"answer <= 6", "(answer <= 6", "16:38: a bracket is not closed"},
		{"answer <= 6", "answer <> 6", "16:35: write != for unequal"},
		{"answer <= 6", "upper(lang) == 'ZH'", "16:27: there is no function \"upper\"; there are len, any, all, none, lower, trim"},
		{"answer <= 6", "answer ?? 0 <= 6", "16:39: put ?? into brackets, as in (answer ?? 0) > 3"},
		{"answer <= 6", "now.hours > 6", "16:31: now has no \"hours\"; did you mean \"hour\"?"},
		{"answer <= 6", "answers.liked == 'speed'", "16:41: “==” does not go with a list and words; answers.liked is a list of option ids: write \"speed\" in answers.liked"},
		{"answer <= 6", "len(answer) > 3", "16:27: len does not go with a number: it counts the characters of words, or the options of a list; answer is a number: write answer >= 9"},
		{"answer <= 6", "answers.again == 'yes'", "16:41: “==” does not go with true or false and words; answers.again is true or false: write answers.again, or not answers.again"},
		{"answer == \"pay\"", "answer == \"payy\"", "28:40: question \"matter\" has no option \"payy\"; did you mean \"pay\"?"},
		{"answer == \"pay\"", "answer == pay", "28:40: \"pay\" is a word: write it in quotes, as in == \"pay\""},
		{"answer == \"pay\"", "answer == 1", "28:37: “==” does not go with words and a number; answer is the id of an option: write answer == \"pay\""},
		{"answer == \"pay\"", "answer == “pay”", "28:40: write \" instead of “"},
		{"when: answer == \"pay\"", "when: \"pay\" in answers.liked", "28:36: not YAML: ',' or '}' must be specified; what begins with { is not closed; inside { }, words that hold a comma, a brace or a quote need quotes of their own"},
		{"id: visit", "id：visit", "1:1: not YAML: unexpected key name; write : for ：, and a blank after it"},
		{"kind: experience", "\tkind: experience", "2:1: not YAML: found character '\t' that cannot start any token; a tab cannot indent: use blanks"},
		{"{zh: 到店回访, en: Your visit}", "{zh: 到店回访, en: Your visit", "4:1: not YAML: ',' or '}' must be specified; what begins with { is not closed; inside { }, words that hold a comma, a brace or a quote need quotes of their own"},
		{"[zh, en]", "[zh, en", "5:1: not YAML: ',' or ']' must be specified; what begins with [ is not closed"},
		{"\"{name}您好！\"", "\"{name}您好！", "5:45: not YAML: found invalid tag character '}'; what begins with { is not closed; inside { }, words that hold a comma, a brace or a quote need quotes of their own"},
		{"notice: {zh: \"{name}您好！\", en: \"Hello {name}!\"}", "notice:\n  zh: {name}您好！\n  en: Hello!", "6:13: not YAML: value is not allowed in this context; words that begin with { need quotes"},
		{"thanks: {zh: 谢谢！, en: Thanks!}", "thanks: 谢谢: 再见: 好", "52:9: not YAML: mapping value is not allowed in this context; words that hold a colon need quotes; or this line stands too far right"},
		{"consent: true", "consent true", "6:1: not YAML: non-map value is specified; a key needs a colon and a blank after it, as id: motor-claim; or this stands too far left"},
		{"zh: 为什么？,", "zh: 为什么, 好吗？,", "51:22: want words here; inside { } words that hold a comma need quotes"},
		{"consent: true", "consent: true\nconsent: true", "7:1: key \"consent\" is there twice: leave one out"},
		{"id: visit", "id: @visit", "1:5: not YAML: '@' is a reserved character; words that begin with this character need quotes"},
		{"expire: 72h", "expire: 72h\nresurvey: [clrk]", "12:12: there is no question \"clrk\"; of a matrix name a row, as parts_price; did you mean \"clerk\"?"},
		{"expire: 72h", "expire: 72h\nresurvey: [why]", "12:12: question \"why\" is no rating: what is asked once more is compared; name a rating"},
		{"expire: 72h", "expire: 72h\nafter_case: resum", "12:13: after_case \"resum\": want end or resume; did you mean \"resume\"?"},
		{"expire: 72h", "expire: 72h\nenough: [nsp]", "12:10: there is no question \"nsp\"; of a matrix name a row, as parts_price; did you mean \"nps\"?"},
		{"expire: 72h", "expire: 72h\nquiet: 9pm-8am", "12:8: quiet \"9pm-8am\": want hours of the day as 21:00-09:00, or none"},
		{"thanks:", "quotas: [{id: q, at: mater, limit: 5}]\nthanks:", "52:22: there is no question \"mater\" whose answer could be counted; did you mean \"matter\"?"},
		{"thanks:", "quotas: [{id: q, at: matter, limit: 0}]\nthanks:", "52:37: limit 0: want 1 or more places"},
		{"thanks:", "quotas: [{id: q, at: matter, limit: 5, when: answer == \"pa\"}]\nthanks:", "52:56: question \"matter\" has no option \"pa\"; did you mean \"pay\"?"},
		{"thanks:", "quotas: [{id: q, at: matter, limt: 5}]\nthanks:", "52:30: unknown key \"limt\": did you mean \"limit\"?"},
		{"  - {id: bye", "  - section: more\n    qestions: [{id: x, type: yesno, text: {zh: 好？, en: OK?}}]\n  - {id: bye", "47:5: unknown key \"qestions\": did you mean \"questions\"?"},
		{"  - {id: bye", "  - section: more\n    loop: item\n    questions: [{id: x, type: yesno, text: {zh: 好？, en: OK?}}]\n  - {id: bye", "47:11: there is no variable \"item\" of type list among vars; declare it there"},
		{"  - {id: bye", "  - section: more\n    type: yesno\n    questions: [{id: x, type: yesno, text: {zh: 好？, en: OK?}}]\n  - {id: bye", "47:5: unknown key \"type\": want section, title, when, shuffle, loop, most, questions"},
		{"{id: again, type: yesno,", "{id: again, when: answers.clark > 3, type: yesno,", "45:31: there is no question \"clark\"; did you mean \"clerk\"?"},
		{"{id: again, type: yesno,", "{id: again, when: answer, type: yesno,", "45:23: there is no answer to \"again\" here; that to another question is answers.ID"},
		{"{id: again, type: yesno,", "{id: again, type: photo, min: 2, max: 9,", "45:43: max of a photo is how many may be sent: 1 to 5, without min"},
	} {
		old, broken, want := tc[0], tc[1], tc[2]
		beginning, more := strings.CutSuffix(want, "…")
		if !more {
			beginning = "\x00"
		}
		text := strings.Replace(whole, old, broken, 1)
		if text == whole {
			t.Fatalf("%q is not in the survey", old)
		}
		_, err := surveyfile.Parse("visit.yaml", []byte(text))
		var wrong surveyfile.Errors
		if !errors.As(err, &wrong) {
			t.Errorf("%q: got %v", broken, err)
			continue
		}
		if got := fmt.Sprintf("%d:%d: %s", wrong[0].Line, wrong[0].Col, wrong[0].Msg); got != want && !strings.HasPrefix(got, beginning) {
			t.Errorf("%q\ngot  %s\nwant %s", broken, got, want)
		}
	}
}

func TestTheSurveyThatIsBrokenIsWhole(t *testing.T) {
	if _, err := surveyfile.Parse("visit.yaml", []byte(whole)); err != nil {
		t.Error(err)
	}
}
