package conversation_test

import (
	"os"
	"testing"

	"huiyin/adapters"
	"huiyin/bot/catalog"
	"huiyin/bot/conversation"
	"huiyin/bot/records"
	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// breakdown is a survey that asks for a place, photos and somebody to call.
func breakdown(t testing.TB) *conversation.Handler {
	t.Helper()
	sv, err := surveyfile.Load(os.DirFS("../../dialog/surveyfile/testdata"), "breakdown.yaml")
	if err != nil {
		t.Fatal(err)
	}
	h := shipped(t)
	h.Surveys, h.WalkIn = catalog.Of(sv), sv.ID
	return h
}

func (c *chat) sends(m adapters.Media, caption string) turn {
	c.Helper()
	return c.does(adapters.Inbound{Kind: adapters.KindMedia, Media: &m, Text: caption})
}

// heard gives the newest message of the customer.
func (t turn) heard() records.Message {
	t.Helper()
	for _, e := range t.Events {
		if e.Message != nil && e.Message.From == "customer" {
			return *e.Message
		}
	}
	t.Fatal("nothing was heard")
	return records.Message{}
}

// What a customer sends is in the thread, and in the answers by the message that brought it.
func TestWhatACustomerSendsIsKept(t *testing.T) {
	c := open(t, breakdown(t))
	c.says("你好").bot("满意吗")
	asked := c.says("5").bot("车停在哪里")
	same(t, &adapters.Request{Kind: adapters.MediaLocation, Label: "发送我的位置"}, asked.Out[0].Request)
	c.sends(adapters.Media{Kind: adapters.MediaLocation, Lat: 31.2304, Lon: 121.4737, Place: "人民广场"}, "").bot("照片")
	first := c.sends(adapters.Media{Kind: adapters.MediaPhoto, Ref: "AgACAgIAAxkBAAIBY2"}, "左前门").bot("收到 1 张")
	if m := first.heard(); m.File != records.FileWanted || m.Text != "左前门" || m.Media.Ref == "" {
		t.Errorf("the thread has %+v", m)
	}
	c.says("好了").bot("车牌")
	plate := c.sends(adapters.Media{Kind: adapters.MediaPhoto}, "").bot("人民广场", "联系谁")
	if m := plate.heard(); m.File != records.FileGone {
		t.Errorf("a photo that nothing names waits to be fetched: %+v", m)
	}
	c.sends(adapters.Media{Kind: adapters.MediaContact, Name: "王芳", Phone: "13800138000"}, "").bot("谢谢").in(dialog.Completed)

	sess := c.document().Session
	same(t, &dialog.Media{Lat: 31.2304, Lon: 121.4737, Place: "人民广场"}, sess.Answer("place").Media)
	same(t, &dialog.Media{Photos: []string{"m4"}}, sess.Answer("damage").Media)
	same(t, &dialog.Media{Photos: []string{"m6"}}, sess.Answer("plate").Media)
	same(t, &dialog.Media{Name: "王芳", Phone: "13800138000"}, sess.Answer("caller").Media)
}

// Photos that nobody asked for call nobody, however many come; angry words under one do.
func TestPhotosAreNoMisunderstanding(t *testing.T) {
	c := open(t, breakdown(t))
	c.says("你好")
	for range 5 {
		c.sends(adapters.Media{Kind: adapters.MediaPhoto, Ref: "x"}, "").bot("照片收到了").in("score")
	}
	c.sends(adapters.Media{Kind: adapters.MediaVoice}, "").bot("听不了语音")
	c.sends(adapters.Media{Kind: adapters.MediaPhoto, Ref: "x"}, "我要投诉到银保监").in(dialog.WithAgent).opened("regulator")
	c.sends(adapters.Media{Kind: adapters.MediaPhoto, Ref: "y"}, "").silence()
}
