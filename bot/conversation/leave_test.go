package conversation_test

import (
	"testing"

	"huiyin/dialog"
)

// disposition gives the state and how the conversation counts in the record now.
func (c *chat) disposition() string {
	c.Helper()
	for i := len(c.events) - 1; i >= 0; i-- {
		if e := c.events[i].Conversation; e != nil {
			return e.State + " " + e.Disposition
		}
	}
	c.Fatal("the record has no conversation")
	return ""
}

// Who leaves early is thanked, counts as a partial, and may be invited again.
func TestWhoLeavesEarlyIsAPartialAndNotOptedOut(t *testing.T) {
	c := open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("同意")
	c.press("9")
	c.says("先到这吧，谢谢").bot("就到这里").in(dialog.Partial)
	same(t, "partial partial", c.disposition())
	same(t, "I1 partial", last(c.invitations()))
	same(t, false, c.contact().OptedOut)
	if !c.wakeAt.IsZero() {
		t.Errorf("a timer is set for %v", c.wakeAt)
	}
	c.invited(claim("I2")).in(dialog.Consent)
}

// In English likewise; a survey that was left before anything was answered is a break-off, and a
// notice that was refused a refusal.
func TestHowConversationsCountInTheRecord(t *testing.T) {
	inv := claim("I1")
	inv.Lang = "en"
	c := open(t, shipped(t))
	c.invited(inv)
	c.says("yes")
	c.says("I'm done").bot("stop here").in(dialog.Partial)
	same(t, "partial break_off", c.disposition())

	c = open(t, shipped(t))
	c.invited(claim("I1"))
	c.press("不同意").in(dialog.Declined)
	same(t, "declined refusal", c.disposition())

	c = open(t, shipped(t))
	c.invited(claim("I1"))
	c.timer()
	c.timer().in(dialog.Expired)
	same(t, "expired no_response", c.disposition())
}

func last(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// Who declined by a slip and says so is in the survey again, in the record too.
func TestARefusalTakenBackGoesOn(t *testing.T) {
	for lang, says := range map[string][2]string{"zh": {"不同意", "刚才点错了，我愿意参加"}, "en": {"no", "sorry, wrong button, I agree"}} {
		inv := claim("I1")
		inv.Lang = lang
		c := open(t, shipped(t))
		c.invited(inv)
		c.says(says[0]).in(dialog.Declined)
		c.says(says[1]).in("nps")
		same(t, "nps ", c.disposition())
		same(t, []string{"I1 started", "I1 declined", "I1 started"}, c.invitations())
		if c.wakeAt.IsZero() {
			t.Error("no timer is set")
		}
		c.says("9")
	}
}

// Words after the survey has expired are recorded; it says so, once.
func TestWhoAnswersTooLateIsToldThatTheSurveyHasClosed(t *testing.T) {
	for lang, closed := range map[string]string{"zh": "已经结束", "en": "has ended"} {
		inv := claim("I1")
		inv.Lang = lang
		c := open(t, shipped(t))
		c.invited(inv)
		c.timer()
		c.timer().in(dialog.Expired)
		c.says("10").bot(closed).in(dialog.Expired)
		c.says("10").silence()
		if heard := c.events[len(c.events)-1].Message; heard == nil || heard.Text != "10" {
			t.Errorf("recorded %+v", heard)
		}
	}
}
