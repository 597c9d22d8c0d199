package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/adapters/telegram/telegramtest"
)

// escalations is how many customers are unhappy one after the other.
const escalations = 200

// TestFromUnhappyReplyToTheOpenDesk measures how long a customer's unhappy reply takes until its
// case stands on an agent's open page. It prints the figures; it asserts that every case appears,
// not how fast.
func TestFromUnhappyReplyToTheOpenDesk(t *testing.T) {
	api, s := onTelegram(t)
	desk := signIn(t, s)
	users := make([]*telegramtest.User, escalations)
	for i := range users {
		users[i] = api.User(int64(1000+i), fmt.Sprintf("客户%03d", i), "zh-hans")
		users[i].Start("")
	}
	s.settled()
	for _, step := range []string{"同意", "2"} {
		for _, u := range users {
			u.Write(step)
		}
	}
	eventually(t, "all customers are asked what went wrong", func() (bool, string) {
		n := 0
		for _, m := range api.Sent() {
			if strings.Contains(m.Text, "哪里不满意") {
				n++
			}
		}
		return n == escalations, fmt.Sprint(n)
	})
	s.settled()

	var took []time.Duration
	for i, u := range users {
		mark := fmt.Sprintf("第%03d号案子定损拖了九天，没人管", i)
		begin := time.Now()
		u.Write(mark)
		desk.shows(mark)
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	at := func(p float64) time.Duration { return took[int(p*float64(len(took)-1))].Round(100 * time.Microsecond) }
	t.Logf("unhappy reply at the Bot API → case on the agent's open page, %d escalations: p50 %v  p90 %v  p99 %v  max %v",
		escalations, at(0.5), at(0.9), at(0.99), at(1))
}
