package desk

import (
	"fmt"
	"math"

	"huiyin/bot/records"
)

// certain is from which confidence on nobody needs to be told how a reply was read.
const certain = 0.9

// noteReadings tells beside the customer's words what the bot made of them, where it is not certain:
// an agent sees when the survey may have it wrong. An answer has the time of the message it was in.
func noteReadings(lang string, thread []line, answers []records.Answer) {
	for _, a := range answers {
		note := readingOf(lang, a)
		if note == "" {
			continue
		}
		for i, l := range thread {
			if l.From == "customer" && l.At.Equal(a.Answer.At) {
				thread[i].Read = note
			}
		}
	}
}

func readingOf(lang string, a records.Answer) string {
	switch sure := a.Answer.Confidence; {
	case a.Answer.Status == "unread":
		return phrase(lang, "read.not")
	case a.Answer.How == "" || sure >= certain:
		return ""
	default:
		return fmt.Sprintf(phrase(lang, "read.as"), answerOf(lang, a).Value, int(math.Round(100*sure)))
	}
}
