package dialog_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// load gives one of the test surveys.
func load(t testing.TB, name string) *dialog.Survey {
	t.Helper()
	sv, err := surveyfile.Load(os.DirFS("surveyfile/testdata"), name)
	if err != nil {
		t.Fatal(err)
	}
	return sv
}

// What a follow-up adds stands in one answer with what was said before; what goes with no other is
// kept as words when it cannot be told.
func TestAFollowUpCompletesTheAnswer(t *testing.T) {
	c := begin(t, load(t, "roadside.yaml"), "zh")
	for _, text := range []string{"还行", "电话不好打", "1、其他：打电话通知了我", "其他", "离合器坏了", "快", "跳过"} {
		c.types(text)
	}
	c.state(dialog.Completed)
	got := map[string]string{}
	for _, a := range c.sess.Answers {
		got[a.Question] = a.Status + " " + a.Text
		for _, o := range a.Options {
			got[a.Question] += " " + o
		}
	}
	want := map[string]string{
		"story": "answered 还行\n电话不好打", "liked": "answered 打电话通知了我 speed other",
		"why": "answered 离合器坏了 other", "advice": "answered 快",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("recorded: %s", d)
	}
}

func TestOptionsThatDoNotGoTogetherAreNoOther(t *testing.T) {
	c := begin(t, load(t, "roadside.yaml"), "zh")
	for _, text := range []string{"司机来得很快很专业", "1,2,3", "1和都不满意"} {
		c.types(text)
	}
	if a := c.sess.Answer("liked"); a == nil || a.Status != "unread" || a.Text != "1和都不满意" {
		t.Errorf("recorded %+v", a)
	}
}
