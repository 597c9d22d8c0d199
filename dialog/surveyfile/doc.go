// Package surveyfile reads surveys from YAML files.
//
// A file is one survey:
//
//	id: motor-claim                # lower case; names the survey for good
//	kind: experience               # experience, research or employee
//	title:  {zh: 车险理赔回访, en: Motor claim follow-up}
//	langs:  [zh, en]               # complete in these; the first is the default
//	notice: {zh: …, en: …}         # said before question 1: who asks, why, what happens with it
//	consent: true                  # the customer must agree to the notice first
//	thanks: {zh: …, en: …}
//	remind: 24h                    # after this silence, once; 0 never (default 24h)
//	expire: 72h                    # after this silence the survey ends (default 72h)
//	vars:                          # what an invitation carries; {name} in texts, vars.name in routes
//	  - {name: claim_no, type: string, default: ""}
//	questions:
//	  - id: nps
//	    type: nps                  # nps, enps, csat, ces, rating, yesno, choice, multi, ranking, matrix, number, amount, date, text, statement
//	    routes:                    # tried in order; when none matches, the next question
//	      - {name: unhappy, when: answer <= 6, to: why}
//	      - {name: happy, when: answer >= 9, to: end}
//	  - id: why
//	    type: text
//	    text: {zh: 主要是哪里不满意？, en: What went wrong?}
//
// An nps question has no text: its wording is standard. csat and ces may have labels (keys are
// points of the scale), number needs min and max, choice and multi have options with an id, a text
// and perhaps a valence from -1 to 1. A condition sees answer, answers.<id>, score.known,
// score.value, score.label, vars.<name>, attempts and lang; one that needs an answer that was not
// given (skipped, not understood, not asked) does not match, unless it says (answers.x ?? 0).
//
// docs/survey-format.md has every key of every type with an example; a test loads them.
//
// Everything wrong with a file is reported at once, each with file, line, column and the line.
// Anchors, aliases and tags are not part of the format.
package surveyfile
