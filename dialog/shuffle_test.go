package dialog_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
)

// Each session has its own order, which holds for buttons, numbers and words; over many sessions
// every option stands first about as often; anchored ones never move.
func TestOptionsAreShuffledForEachSession(t *testing.T) {
	sv := load(t, "shuffled.yaml")
	first := map[string]int{}
	for i := range 400 {
		sess := dialog.New(sv, fmt.Sprintf("s%d", i), "zh", 1, nil, monday)
		sess, effects, err := dialog.Step(sv, sess, dialog.Event{Kind: dialog.EvBegin}, monday)
		if err != nil {
			t.Fatal(err)
		}
		say, _ := said(effects)
		first[say.Buttons[0].Label]++
		if last := say.Buttons[3].Label + say.Buttons[4].Label; last != "说不清其他" {
			t.Fatalf("the anchored options stand as %q", last)
		}
		again, _ := dialog.Prompt(sv, sess)
		if d := cmp.Diff(say.Buttons, again.Buttons); d != "" {
			t.Fatalf("asked again in another order: %s", d)
		}
		ids := map[string]string{"价格": "price", "品牌": "brand", "朋友推荐": "friend"}
		for place, b := range say.Buttons[:3] {
			for _, ev := range []dialog.Event{{Text: b.Label}, {Text: fmt.Sprint(place + 1)}, {Button: b.Value}} {
				ev.Kind = dialog.EvReply
				r := dialog.Read(sv, &sess, ev)
				if !r.OK || r.Answer.Options[0] != ids[b.Label] || r.Labels[0] != b.Label {
					t.Fatalf("%+v for %s was read as %+v", ev, b.Label, r.Answer)
				}
			}
		}
	}
	if len(first) != 3 {
		t.Fatalf("first stood %v", first)
	}
	for label, n := range first {
		if n < 80 || n > 190 {
			t.Errorf("%s stood first %d times of 400", label, n)
		}
	}
}
