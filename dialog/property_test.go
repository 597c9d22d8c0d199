package dialog_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// things are what customers write, sensible and not.
var things = []string{
	"同意", "好的", "不同意", "1", "2", "3", "7", "9", "10", "11", "-1", "1,3", "０", "五", "九分", "是", "否", "没有", "不知道",
	"跳过", "skip", "转人工", "昨天", "2026-01-02", "速度慢", "上一题", "点错了，应该是3", "什么意思", "English please", "中文", "不清楚", "1,2,3", "213", "你们太慢了，没人管", "", "。", "👍", "{name}", "\x00", "yes", "no", "t",
	"先到这吧", "晚点回复", "I'm done",
}

// media is what they send that is not words.
var media = []dialog.Media{
	{Photos: []string{"m1"}}, {Photos: []string{"m1", "m2", "m3", "m4"}}, {Lat: 31.2, Lon: 121.4}, {Name: "王芳", Phone: "13800138000"},
}

// From any reply to any question a session ends or waits; a step is the same twice; it says at
// most one thing; and nothing at all while a person has the conversation. So it is for the test
// survey and for every survey that is shipped.
func TestRandomDialogsEndOrWait(t *testing.T) {
	for _, dir := range []string{"surveyfile/testdata", "../configs/surveys"} {
		files, err := filepath.Glob(dir + "/*.yaml")
		if err != nil || len(files) == 0 {
			t.Errorf("no surveys in %s: %v", dir, err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				sv, err := surveyfile.Load(os.DirFS(dir), filepath.Base(file))
				if err != nil {
					t.Fatal(err)
				}
				playAtRandom(t, sv)
			})
		}
	}
}

func playAtRandom(t *testing.T, sv *dialog.Survey) {
	t.Helper()
	seen := map[dialog.State]bool{}
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		c := begin(t, sv, []string{"zh", "en"}[random.IntN(2)])
		for _, v := range sv.Vars {
			if v.Type == "list" {
				c.sess.Vars[v.Name] = []any{"左前门", "玻璃", "a wing", "{item}", "", "玻璃", 7.5, "车顶", "轮胎"}[:seed%10]
			}
			if v.Type == "bool" {
				c.sess.Vars[v.Name] = seed%2 == 0
			}
		}
		for range 60 {
			seen[c.sess.State] = true
			ev := randomEvent(random, c.last)
			c.now = c.now.Add(time.Duration(random.IntN(40)) * time.Hour)
			checkStep(t, c, ev)
			c.event(ev)
			ended, wakes := c.sess.State.Ended(), !c.sess.WakeAt(sv).IsZero()
			if !ended && !wakes && c.sess.State != dialog.WithAgent {
				t.Fatalf("seed %d: stuck at %s", seed, c.sess.State)
			}
			if ended == c.sess.Ended.IsZero() {
				t.Fatalf("seed %d: at %s it ended at %v", seed, c.sess.State, c.sess.Ended)
			}
		}
	}
	for _, q := range sv.Questions {
		if !seen[dialog.State(q.ID)] && q.Type.Asks() {
			t.Errorf("question %s was never reached", q.ID)
		}
	}
}

func randomEvent(r *rand.Rand, last dialog.Say) dialog.Event {
	buttons := last.Buttons
	if last.Request != nil && r.IntN(2) == 0 {
		return dialog.Event{Kind: dialog.EvReply, Media: &media[r.IntN(len(media))], Text: things[r.IntN(len(things))]}
	}
	switch n := r.IntN(20); {
	case n == 0:
		return dialog.Event{Kind: dialog.EvTimer}
	case n == 1:
		return dialog.Event{Kind: dialog.EvResume}
	case n < 9 && len(buttons) > 0:
		b := buttons[r.IntN(len(buttons))]
		return dialog.Event{Kind: dialog.EvReply, Text: b.Label, Button: b.Value, Escalate: r.IntN(30) == 0}
	}
	if r.IntN(8) == 0 { // some of a long list
		return dialog.Event{Kind: dialog.EvReply, Text: fmt.Sprintf("%d,%d", 1+r.IntN(14), 1+r.IntN(14))}
	}
	return dialog.Event{
		Kind: dialog.EvReply, Text: things[r.IntN(len(things))], Escalate: r.IntN(30) == 0,
		Score: dialog.Score{Known: true, Value: r.Float64()*2 - 1},
	}
}

func checkStep(t *testing.T, c *chat, ev dialog.Event) {
	t.Helper()
	a, effectsA, errA := dialog.Step(c.sv, c.sess, ev, c.now)
	b, effectsB, errB := dialog.Step(c.sv, c.sess, ev, c.now)
	if errA != nil || errB != nil {
		t.Fatalf("step: %v, %v", errA, errB)
	}
	if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(effectsA, effectsB) {
		t.Fatalf("the same step twice differs: %s", cmp.Diff(a, b)+cmp.Diff(effectsA, effectsB))
	}
	says := 0
	for _, e := range effectsA {
		if s, ok := e.(dialog.Say); ok {
			says++
			if s.Text == "" || len(s.Text) > 2048 {
				t.Errorf("says %d bytes", len(s.Text))
			}
		}
	}
	if says > 1 || says > 0 && c.sess.State == dialog.WithAgent && ev.Kind == dialog.EvReply {
		t.Errorf("says %d things at %s to %q", says, c.sess.State, ev.Text)
	}
}

func TestManySessionsShareOneSurvey(t *testing.T) {
	sv := homeClaim(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				sess := dialog.New(sv, "s", "zh", 7, nil, monday)
				for _, ev := range []dialog.Event{
					{Kind: dialog.EvBegin}, {Kind: dialog.EvReply, Text: "同意"}, {Kind: dialog.EvReply, Text: "3"},
				} {
					var err error
					if sess, _, err = dialog.Step(sv, sess, ev, monday); err != nil {
						t.Error(err)
						return
					}
				}
				if sess.State != "why" {
					t.Errorf("state %s", sess.State)
				}
			}
		})
	}
	wg.Wait()
}
