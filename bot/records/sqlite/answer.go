package sqlite

import (
	"huiyin/bot/records"
)

const answerColumns = `conversation, question, item, round, conv, survey, version, kind, touchpoint, journey, customer, channel,
	lang, seq, asked, labels, type, status, number, options, text, wording, media, how, sure, at, score`

func answerFields(a *records.Answer) []any {
	return []any{
		&a.Conversation, &a.Answer.Question, &a.Answer.Item, &a.Answer.Round, &a.Conv, &a.Survey, &a.Version, &a.Kind, &a.Touchpoint, &a.Journey,
		&a.Customer, &a.Channel, &a.Lang, &a.Seq, &a.Asked,
		object{&a.Labels},
		&a.Answer.Type, &a.Answer.Status,
		&a.Answer.Number,
		object{&a.Answer.Options},
		&a.Answer.Text, &a.Answer.Wording,
		object{&a.Answer.Media},
		&a.Answer.How, &a.Answer.Confidence,
		stamp{&a.Answer.At},
		object{&a.Score},
	}
}

const answerRowColumns = answerColumns + `, score_value, score_label`

// answerRow are the fields with those that repeat a part of the score for SQL.
func answerRow(a *records.Answer) []any {
	return append(answerFields(a), &a.Score.Value, &a.Score.Label)
}

var putAnswer = insert("rec_answer", answerRowColumns) + ` ON CONFLICT (conversation, question, item, round)` +
	replacing(answerRowColumns) + ` WHERE excluded.at >= at`

func scanAnswer(r scanner) (a records.Answer, err error) {
	err = r.Scan(answerFields(&a)...)
	return a, err
}
