package desk

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/bot/insight"
	"huiyin/bot/records"
	"huiyin/dialog"
	"huiyin/scoring"
)

func TestAThreatInCalmWordsIsNoQuestionMark(t *testing.T) {
	unsure := scoring.Score{Version: "1"}
	if c := chipOf("zh", &unsure); c.Kind != "unknown" || c.Text != "?" {
		t.Errorf("an unknown feeling is %+v", c)
	}
	unsure.Rules = []scoring.Hit{{ID: "regulator", Words: []string{"12378"}}}
	want := &chip{Kind: "neg", Text: "!", Title: "需要留意：“12378”"}
	if d := cmp.Diff(want, chipOf("zh", &unsure)); d != "" {
		t.Errorf("a rule that fired (-want +got):\n%s", d)
	}
}

func TestAPressedButtonIsNotJudged(t *testing.T) {
	score := &scoring.Score{Version: "1"}
	thread := threadOf("zh", records.Case{}, "zh", []records.Message{
		{ID: "1", From: "bot", Text: "是否同意开始？", Buttons: []adapters.Button{{Label: "同意"}, {Label: "不同意"}}},
		{ID: "2", From: "customer", Text: "同意", Score: score},
		{ID: "3", From: "customer", Text: "你好？", Score: score},
	})
	if thread[1].Score != nil {
		t.Errorf("beside a pressed button stands %+v", thread[1].Score)
	}
	if thread[2].Score == nil {
		t.Error("that nothing is known of words is not shown")
	}
	one := 1.0
	if v := answerOf("zh", records.Answer{Answer: dialog.Answer{Type: dialog.YesNo, Number: &one}, Score: *score}); v.Score != nil || v.Value != "是" {
		t.Errorf("a bare yes is shown as %+v", v)
	}
}

func TestOneAnswerHasNoInterval(t *testing.T) {
	if got := intervalText("zh", insight.NPSOf(1, 0, 0)); got != "–" {
		t.Errorf("one answer lies between %s", got)
	}
	if got := intervalText("zh", insight.NPSOf(1, 1, 0)); got != "−19 ~ +100" {
		t.Errorf("two answers lie between %s", got)
	}
}

// What the bot is sure of needs no words; what it may have wrong stands beside the customer's.
func TestWhereAReadingIsNotCertainTheThreadSaysSo(t *testing.T) {
	sure, unsure, lost, dunno := time.UnixMilli(1), time.UnixMilli(2), time.UnixMilli(3), time.UnixMilli(4)
	eight, one := 8.0, 1.0
	thread := []line{
		{From: "customer", At: sure}, {From: "bot", At: unsure}, {From: "customer", At: unsure}, {From: "customer", At: lost}, {From: "customer", At: dunno},
	}
	answers := []records.Answer{
		{Answer: dialog.Answer{Type: dialog.NPS, Status: "answered", Number: &eight, How: "digits", Confidence: 0.95, At: sure}},
		{Answer: dialog.Answer{Type: dialog.YesNo, Status: "answered", Number: &one, How: "denies a denial", Confidence: 0.75, At: unsure}},
		{Answer: dialog.Answer{Type: dialog.CES, Status: "unread", Text: "随缘", How: "no mark found", At: lost}},
		{Answer: dialog.Answer{Type: dialog.CES, Status: "unsure", Text: "Not sure", How: "does not know", Confidence: 0.9, At: dunno}},
	}
	noteReadings("zh", thread, answers)
	var got []string
	for _, l := range thread {
		got = append(got, l.Read)
	}
	if d := cmp.Diff([]string{"", "", "读作 是，把握 75%", "没读懂，原话留存", ""}, got); d != "" {
		t.Error(d)
	}
	if v := answerOf("zh", answers[3]); v.Value != "不清楚" || !v.Muted {
		t.Errorf("not knowing is shown as %+v", v)
	}
}
