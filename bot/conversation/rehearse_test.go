package conversation_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/dialog"
	"huiyin/dialog/transcript"
	"huiyin/scoring"
)

// A tap in a transcript is scored as a tap in a chat: the words on a button are not the customer's.
func TestARehearsedTapIsNotScoredAsWords(t *testing.T) {
	sv := &dialog.Survey{ID: "short", Langs: []string{"zh"}, Notice: dialog.Text{"zh": "您好！"}, Consent: true, Questions: []*dialog.Question{
		{ID: "how", Type: dialog.Choice, Text: dialog.Text{"zh": "怎么样？"}, Options: []dialog.Option{
			{ID: "bad", Text: dialog.Text{"zh": "太差了"}, Valence: -0.2}, {ID: "good", Text: dialog.Text{"zh": "很好"}},
		}},
		{ID: "again", Type: dialog.Choice, Text: dialog.Text{"zh": "再问一次？"}, Options: []dialog.Option{
			{ID: "bad", Text: dialog.Text{"zh": "太差了"}}, {ID: "good", Text: dialog.Text{"zh": "很好"}},
		}},
	}}
	if err := sv.Compile(); err != nil {
		t.Fatal(err)
	}
	script, err := transcript.Parse("tap", strings.NewReader("survey: short\n\n>> 同意\n>> 太差了\n> 太差了\n"))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	scorer := scorerFunc(func(_ context.Context, r scoring.Reply) (scoring.Score, error) {
		words = append(words, r.Text)
		return scoring.UnknownScore("test"), nil
	})
	if _, err := transcript.Play(script, sv, conversation.Rehearse(t.Context(), sv, scorer, handoff.DefaultPolicy())); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"", "", "太差了"}, words); d != "" {
		t.Errorf("words scored: %s", d)
	}
}
