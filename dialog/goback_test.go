package dialog_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// visit is the survey in which customers go back and correct.
func visit(t testing.TB) *dialog.Survey {
	t.Helper()
	sv, err := surveyfile.Load(os.DirFS("surveyfile/testdata"), "visit.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return sv
}

// told lists what a step tells the record, as "why withdrawn".
func told(effects []dialog.Effect) string {
	var out []string
	for _, e := range effects {
		if a, ok := e.(dialog.Answered); ok {
			out = append(out, strings.ReplaceAll(a.Answer.Question+" "+a.Answer.Item+" "+a.Answer.Status, "  ", " "))
		}
	}
	return strings.Join(out, ", ")
}

func holds(t *testing.T, sess dialog.Session, want string) {
	t.Helper()
	var ids []string
	for _, a := range sess.Answers {
		ids = append(ids, a.Question+a.Item)
	}
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("answers %s, want %s", got, want)
	}
}

// The answers of a branch that is left are withdrawn in the same step, and no route sees them any more; those
// that are still on the way stay.
func TestTheAnswersOfAnAbandonedBranchAreWithdrawn(t *testing.T) {
	c := begin(t, visit(t), "zh")
	for _, reply := range []string{"同意", "5", "1", "4"} {
		c.types(reply)
	}
	holds(t, c.sess, "nps why clerk")
	if got := told(c.types("点错了，应该是9分")); got != "nps answered, why withdrawn" {
		t.Errorf("the record was told: %s", got)
	}
	c.state("hours")
	holds(t, c.sess, "nps clerk")
	if len(c.sess.Kept) > 0 {
		t.Errorf("kept %v", c.sess.Kept)
	}

	if got := told(c.types("手滑，应该是6分")); got != "nps answered" {
		t.Errorf("the record was told: %s", got)
	}
	c.state("why")
	holds(t, c.sess, "nps")
	c.types("2")
	c.state("hours") // the clerk was rated before
	holds(t, c.sess, "nps why clerk")
}

// Going back alone takes nothing back: who leaves there keeps every answer.
func TestWhoGoesBackAndLeavesKeepsTheAnswers(t *testing.T) {
	for _, last := range []string{"退订", "先到这吧"} {
		c := begin(t, visit(t), "zh")
		for _, reply := range []string{"同意", "5", "1", "4", "上一题", "上一题", "上一题"} {
			if got := told(c.types(reply)); strings.Contains(got, "withdrawn") {
				t.Errorf("%s: %s", reply, got)
			}
		}
		c.state("nps")
		if got := told(c.types(last)); got != "" {
			t.Errorf("%s: %s", last, got)
		}
		holds(t, c.sess, "nps why clerk")
	}
}

// In a loop the answers about each item are used again, and only those that fall away are withdrawn.
func TestGoingBackInALoopKeepsTheOtherItems(t *testing.T) {
	c := &chat{t: t, sv: repair(t), now: monday}
	c.sess = dialog.New(c.sv, "s1", "zh", 1, map[string]any{"items": []string{"门", "灯", "窗"}}, monday)
	c.event(dialog.Event{Kind: dialog.EvBegin})
	for _, reply := range []string{"3", "否", "漏风", "否", "是"} { // the door is to be repaired again, the lamp is fine
		c.types(reply)
	}
	if c.sess.Item != "窗" {
		t.Fatalf("at %s about %s", c.sess.State, c.sess.Item)
	}
	for range 4 {
		c.types("上一题")
	}
	if c.sess.State != "fixed" || c.sess.Item != "门" {
		t.Fatalf("at %s about %s", c.sess.State, c.sess.Item)
	}
	c.types("是")
	if c.sess.State != "fixed" || c.sess.Item != "窗" {
		t.Errorf("at %s about %s", c.sess.State, c.sess.Item)
	}
	holds(t, c.sess, "csat fixed门 fixed灯")

	var last string
	for _, reply := range []string{"是", "3", "3", "3", "3", "3", "3"} {
		last += told(c.types(reply)) + ", "
	}
	if !slices.Contains(strings.Split(last, ", "), "wrong 门 withdrawn") || !strings.Contains(last, "again 门 withdrawn") || strings.Contains(last, "灯 withdrawn") {
		t.Errorf("the record was told: %s", last)
	}
}

// A session that went back before answers were set aside goes on.
func TestASessionOfAnOlderVersionThatWentBackGoesOn(t *testing.T) {
	c := begin(t, visit(t), "zh")
	for _, reply := range []string{"同意", "5", "1", "4"} {
		c.types(reply)
	}
	c.sess.State = "why" // as it was stored then: all answers stay where they were
	data, err := json.Marshal(c.sess)
	if err != nil || strings.Contains(string(data), "kept") {
		t.Fatalf("%s, %v", data, err)
	}
	c.types("2")
	c.state("clerk")
	c.types("5")
	c.state("hours")
	holds(t, c.sess, "nps why clerk")
}

// Who holds a place in a quota keeps it when an earlier answer is put right, though it is full for others by
// then; who is led past its question gives it back.
func TestGoingBackKeepsThePlaceInAQuota(t *testing.T) {
	sv := short(t, func(sv *dialog.Survey) {
		sv.Langs = []string{"zh"}
		sv.Quotas = []dialog.Quota{{ID: "few", At: "pet", When: "answer", Limit: 1}}
		sv.Questions = []*dialog.Question{
			{ID: "nps", Type: dialog.NPS, Routes: []dialog.Route{{When: "answer == 0", To: "why"}}},
			{ID: "pet", Type: dialog.YesNo, Text: dialog.Text{"zh": "养宠物吗？"}},
			{ID: "why", Type: dialog.Number, Min: 20, Max: 99, Text: dialog.Text{"zh": "您多大？"}},
		}
	})
	c := begin(t, sv, "zh")
	c.types("9")
	c.types("是")
	c.state("why")
	if !slices.Equal(c.sess.Quotas, []string{"few"}) {
		t.Fatalf("places %v", c.sess.Quotas)
	}
	full := []string{"few"}
	c.event(dialog.Event{Kind: dialog.EvReply, Text: "点错了，应该是8分", Full: full})
	c.state("why")
	if !slices.Equal(c.sess.Quotas, full) {
		t.Errorf("places %v", c.sess.Quotas)
	}
	effects := c.event(dialog.Event{Kind: dialog.EvReply, Text: "点错了，应该是0分", Full: full})
	c.state("why")
	if len(c.sess.Quotas) > 0 || told(effects) != "nps answered, pet withdrawn" {
		t.Errorf("places %v, the record was told: %s", c.sess.Quotas, told(effects))
	}
}
