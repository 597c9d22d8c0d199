package e2e

import (
	"strings"
	"testing"

	"huiyin/bot/state/redis/redistest"
)

// TestKilledInMidSurvey kills the process between two answers: the survey goes on at the same
// question and nothing is asked twice.
func TestKilledInMidSurvey(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killInMidSurvey(t) })
	t.Run("redis", func(t *testing.T) { killInMidSurvey(t, "HUIYIN_STORE="+redistest.Start(t)) })
}

func killInMidSurvey(t *testing.T, env ...string) {
	api, s := onTelegram(t, env...)
	chen := api.User(42, "陈立伟", "zh-hans")
	chen.Start("")
	says(t, api, 42, "是否同意开始")
	chen.Write("同意")
	says(t, api, 42, "推荐")
	s.settled()

	s.kill()
	chen.Write("9") // while nobody is there
	s.launch()
	says(t, api, 42, "哪些地方让您觉得好")
	s.settled()
	s.kill()
	s.launch()
	chen.Write("理赔员很耐心")
	says(t, api, 42, "整体速度")

	s.settled()
	asked := map[string]int{}
	for _, m := range toUser(api, 42) {
		asked[m.Text]++
	}
	for text, n := range asked {
		if n > 1 {
			t.Errorf("said %d times: %s", n, text)
		}
	}
	if len(asked) != 4 {
		t.Errorf("%d different messages, want 4: %v", len(asked), asked)
	}
	for _, word := range []string{"陈立伟", "理赔员很耐心", "123456:test-token"} {
		if strings.Contains(s.output(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
}
