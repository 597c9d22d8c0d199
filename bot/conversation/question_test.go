package conversation_test

import (
	"slices"
	"testing"

	"huiyin/bot/records"
	"huiyin/scoring"
)

// A customer who asks the bot something is told that it cannot answer, and asked again. Nothing was
// misunderstood, so nobody is called for that; the words are scored, kept, and marked for review.
func TestAQuestionToTheBotIsNotedAndNoMisunderstanding(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.says("好")
	for range 2 {
		r := c.says("这个要多久？").bot("机器人", "转人工", "推荐我们").in("nps")
		if n := r.Document.Session.Misread; n != 0 {
			t.Errorf("%d misunderstandings", n)
		}
		kept := slices.ContainsFunc(r.Events, func(e records.Event) bool {
			return e.Message != nil && e.Message.Text == "这个要多久？" && e.Message.Score != nil && e.Message.Score.Label == scoring.Unknown
		})
		if !kept {
			t.Errorf("the question is not kept with a score: %+v", r.Events)
		}
	}
	if got := c.audits(); !slices.Equal(got, []string{"system review.question", "system review.question"}) {
		t.Errorf("audited %q", got)
	}
	c.says("9").in("what_was_good")

	t.Log("an angry question is no less angry")
	c.says("你们什么时候赔？我要打12378投诉").opened("regulator")
}
