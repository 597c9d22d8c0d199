package dialog_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

func breakdown(t testing.TB) *dialog.Survey {
	t.Helper()
	sv, err := surveyfile.Load(os.DirFS("surveyfile/testdata"), "breakdown.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return sv
}

func (c *chat) sends(m dialog.Media, caption string) {
	c.t.Helper()
	c.event(dialog.Event{Kind: dialog.EvReply, Media: &m, Text: caption})
}

// What was sent stands in the answers as data, and each question offers its button.
func TestWhatIsSentIsKeptAsData(t *testing.T) {
	c := begin(t, breakdown(t), "zh")
	c.types("5")
	offers := func(want dialog.Type) {
		t.Helper()
		if r := c.last.Request; r == nil || r.Type != want || r.Label == "" {
			t.Errorf("under %q the app may offer %+v, want %s", c.last.Text, r, want)
		}
	}
	offers(dialog.Location)
	c.types("31.2304,121.4737 人民广场")
	offers(dialog.Photo)
	c.sends(dialog.Media{Photos: []string{"m1"}}, "左前门")
	offers(dialog.Photo)
	c.sends(dialog.Media{Photos: []string{"m2"}}, "")
	c.types("后保险杠也有")
	c.sends(dialog.Media{Photos: []string{"m3"}}, "")
	offers(dialog.Contact)
	c.types("下午三点以后打给王芳，138 0013 8000")
	c.state(dialog.Completed)

	want := map[string]dialog.Answer{
		"place":  {Media: &dialog.Media{Lat: 31.2304, Lon: 121.4737, Place: "人民广场"}},
		"damage": {Media: &dialog.Media{Photos: []string{"m1", "m2"}}, Text: "左前门\n后保险杠也有"},
		"plate":  {Media: &dialog.Media{Photos: []string{"m3"}}},
		"caller": {Media: &dialog.Media{Phone: "13800138000"}, Text: "下午三点以后打给王芳，138 0013 8000"},
	}
	for id, w := range want {
		got := c.sess.Answer(id)
		if got == nil || got.Status != "answered" {
			t.Errorf("%s: %+v", id, got)
			continue
		}
		if d := cmp.Diff(w.Media, got.Media); d != "" || got.Text != w.Text {
			t.Errorf("%s: text %q (-want +got):\n%s", id, got.Text, d)
		}
	}
	stored, err := json.Marshal(c.sess)
	if err != nil || len(stored) > 1400 {
		t.Errorf("the session takes %d bytes, %v", len(stored), err)
	}
}

// A photo is no misunderstanding: however many come, nobody is called for it.
func TestAPhotoThatWasNotAskedForCountsAsNothing(t *testing.T) {
	c := begin(t, breakdown(t), "en")
	for range 5 {
		ev := dialog.Event{Kind: dialog.EvReply, Media: &dialog.Media{Photos: []string{"m1"}}}
		if r := dialog.Read(c.sv, &c.sess, ev); !r.Received || r.Misunderstood() {
			t.Fatalf("read as %+v", r)
		}
		c.event(ev)
	}
	c.state("score")
	if c.sess.Misread != 0 || c.sess.Tries != 0 || len(c.sess.Answers) != 0 {
		t.Errorf("misread %d, tries %d, answers %v", c.sess.Misread, c.sess.Tries, c.sess.Answers)
	}
	if !strings.Contains(c.last.Text, "photo") {
		t.Errorf("said %q", c.last.Text)
	}
}

func TestQuestionsForMediaThatAreWrong(t *testing.T) {
	for name, tc := range map[string]struct {
		q    dialog.Question
		want string
	}{
		"six photos":        {dialog.Question{Type: dialog.Photo, Max: 6}, "questions[0].max: max of a photo"},
		"half a photo":      {dialog.Question{Type: dialog.Photo, Max: 1.5}, "questions[0].max: max of a photo"},
		"at least a photo":  {dialog.Question{Type: dialog.Photo, Min: 1, Max: 2}, "questions[0].max: max of a photo"},
		"two places":        {dialog.Question{Type: dialog.Location, Max: 2}, "questions[0].max: a location is one"},
		"a contact's words": {dialog.Question{Type: dialog.Contact, Routes: []dialog.Route{{When: `answer == "x"`, To: "end"}}}, "questions[0].routes[0].when"},
	} {
		t.Run(name, func(t *testing.T) {
			tc.q.ID, tc.q.Text = "q", dialog.Text{"zh": "？"}
			sv := &dialog.Survey{ID: "s", Notice: dialog.Text{"zh": "您好"}, Questions: []*dialog.Question{&tc.q}}
			if err := sv.Compile(); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}
