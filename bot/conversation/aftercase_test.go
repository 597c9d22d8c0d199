package conversation_test

import (
	"testing"

	"huiyin/bot/conversation"
	"huiyin/dialog"
)

// homeClaim invites to the shipped survey that asks for the NPS once more after a case.
func homeClaim(lang string) *conversation.Invite {
	return &conversation.Invite{ID: "I1", Survey: "home-claim", Touchpoint: "home.claim.closed", Journey: "home.claim", Customer: "C1", Lang: lang}
}

// Before and after a case the same customer rates: the record has both, each as it was asked.
func TestWhatACaseCameToStandsInTheRecord(t *testing.T) {
	for lang, says := range map[string][3]string{
		"zh": {"同意", "楼上漏水泡了地板，来看了一次就没人管了，太失望", "解决了"},
		"en": {"yes", "Nobody came for two weeks and my ceiling is still open. Awful", "yes"},
	} {
		c := open(t, shipped(t))
		c.invited(homeClaim(lang))
		c.says(says[0])
		c.says("2")
		c.says(says[1]).opened("detractor_grievance").in(dialog.WithAgent)
		c.acts(conversation.AgentAction{Do: conversation.DoTake, Agent: "王敏"})
		_, code := c.acts(conversation.AgentAction{Do: conversation.DoResolve, Agent: "王敏", RootCause: "delay", Action: "done"})
		same(t, "", code)
		c.says(says[2]).in("nps")
		c.says("8").in(dialog.Completed)

		type rating struct {
			Round  int
			Number float64
			Seq    int
		}
		var got []rating
		for _, e := range c.events {
			if e.Answer != nil && e.Answer.Answer.Question == "nps" {
				got = append(got, rating{e.Answer.Answer.Round, *e.Answer.Answer.Number, e.Answer.Seq})
			}
		}
		same(t, []rating{{0, 2, 1}, {2, 8, 1}}, got)
		same(t, 2.0, *c.document().Session.Answer("nps").Number) // what the policy and the routes go by
		same(t, "completed partial", c.disposition())
	}
}
