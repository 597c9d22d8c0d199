package dialog_test

import (
	"testing"

	"huiyin/dialog"
)

// After the goodbye only a plain yes takes the refusal back.
func TestOnlyAPlainYesTakesARefusalBack(t *testing.T) {
	for text, back := range map[string]bool{
		"刚才点错了，我愿意参加": true, "点错了，同意": true, "我同意": true, "不好意思，手滑了，我想参加": true, "我愿意": true, "按错了，其实是同意的": true,
		"sorry, wrong button, I agree": true, "I agree": true, "Oops, I'd like to take part": true, "I meant yes": true,

		"好": false, "好的": false, "可以": false, "谢谢": false, "ok": false, "yes": false, "点错了": false, "我不同意": false, "不愿意": false,
		"你们同意赔偿了吗": false, "我不想参加": false, "我同意，但是先把钱退给我": false, "do you agree?": false, "I don't agree": false, "👍": false,
	} {
		c := begin(t, short(t, func(sv *dialog.Survey) { sv.Consent = true }), "zh")
		c.types("不同意")
		c.types(text)
		want := dialog.Declined
		if back {
			want = "nps"
		}
		if c.sess.State != want {
			t.Errorf("%s: at %s, want %s", text, c.sess.State, want)
		}
	}
}

// What else ended stays so.
func TestOnlyARefusalIsTakenBack(t *testing.T) {
	for _, says := range [][]string{{"同意", "退订"}, {"同意", "先到这吧"}, {"同意", "9", "很好"}} {
		c := begin(t, short(t, func(sv *dialog.Survey) { sv.Consent = true }), "zh")
		for _, text := range says {
			c.types(text)
		}
		before := c.sess.State
		c.types("我同意")
		c.state(before)
	}
}
