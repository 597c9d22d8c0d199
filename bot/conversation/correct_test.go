package conversation_test

import (
	"testing"

	"huiyin/bot/records"
)

// “刚才点错了” replaces the answer in the record and leads where the right one leads.
func TestASlipIsPutRight(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.press("9").in("what_was_good")
	c.says("刚才点错了，应该是8分").bot("8").in("what_to_improve")
	var nps []*records.Answer
	for _, e := range c.events {
		if e.Answer != nil && e.Answer.Answer.Question == "nps" {
			nps = append(nps, e.Answer)
		}
	}
	if len(nps) != 2 || *nps[1].Answer.Number != 8 || nps[1].Asked != nps[0].Asked {
		t.Fatalf("recorded %+v", nps)
	}
	if answers := c.document().Session.Answers; len(answers) != 1 || *answers[0].Number != 8 {
		t.Errorf("the session holds %+v", answers)
	}
}

// An answer that the right one no longer leads to is withdrawn in the record, without its words and without
// what the correcting reply was about.
func TestASlipWithdrawsWhatItHadLedTo(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.press("9").in("what_was_good")
	c.says("查勘很快").in("speed")
	c.says("点错了，应该是8分").bot("8").in("what_to_improve")
	var good []*records.Answer
	for _, e := range c.events {
		if e.Answer != nil && e.Answer.Answer.Question == "what_was_good" {
			good = append(good, e.Answer)
		}
	}
	if len(good) != 2 || good[1].Answer.Status != "withdrawn" || good[1].Answer.Text != "" || good[1].Asked != "" || good[1].Score.Known {
		t.Fatalf("recorded %+v", good)
	}
	if answers := c.document().Session.Answers; len(answers) != 1 {
		t.Errorf("the session holds %+v", answers)
	}
}

// Who goes on in another language is recorded in it.
func TestTheLanguageChangesInTheMiddle(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.says("English please").bot("How likely").in("nps")
	lang := ""
	for _, e := range c.events {
		if e.Conversation != nil {
			lang = e.Conversation.Lang
		}
	}
	same(t, "en", lang)
	c.press("9").bot("What did you like")
}
