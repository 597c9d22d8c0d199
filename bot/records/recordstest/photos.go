package recordstest

import (
	"testing"
	"time"

	"huiyin/adapters"
	"huiyin/bot/records"
	"huiyin/dialog"
)

func photo(id, ref string, when time.Time) records.Event {
	e := said(id, "customer", "", when)
	e.Message.Media = &adapters.Media{Kind: adapters.MediaPhoto, Ref: ref}
	e.Message.File = records.FileWanted
	return e
}

// photosFetched: a photo is wanted until it is known where it is kept; a message written again keeps
// that.
func photosFetched(t *testing.T, s *story) {
	first, second, third := photo("m1", "a", at(1)), photo("m2", "b", at(2)), photo("m3", "c", at(3))
	gone := photo("m4", "", at(4))
	gone.Message.File = records.FileGone
	s.project(first, said("m0", "customer", "看照片", at(1)), second, third, gone)
	s.same(must[[]records.Message](s)(s.Unfetched(ctx, 2)), []records.Message{*first.Message, *second.Message})

	s.ok(s.Fetched(ctx, chat, "m1", "0a1b.jpg"))
	s.ok(s.Fetched(ctx, chat, "m2", records.FileGone))
	s.ok(s.Fetched(ctx, other, "m3", "of another chat"))
	s.project(first)
	s.same(must[[]records.Message](s)(s.Unfetched(ctx, 9)), []records.Message{*third.Message})
	files := map[string]string{}
	for _, m := range must[[]records.Message](s)(s.Messages(ctx, chat, 9)) {
		files[m.ID] = m.File
	}
	s.same(files, map[string]string{"m0": "", "m1": "0a1b.jpg", "m2": records.FileGone, "m3": records.FileWanted, "m4": records.FileGone})
}

// sentThings: what was sent, what was asked for, and the answers made of it come back as they were.
func sentThings(t *testing.T, s *story) {
	place := said("m1", "customer", "", at(1))
	place.Message.Media = &adapters.Media{Kind: adapters.MediaLocation, Lat: 31.2304, Lon: 121.4737, Place: "人民广场"}
	ask := said("m2", "bot", "我们该联系谁？", at(1))
	ask.Message.Request = &adapters.Request{Kind: adapters.MediaContact, Label: "发送我的电话"}
	card := said("m3", "customer", "", at(2))
	card.Message.Media = &adapters.Media{Kind: adapters.MediaContact, Name: "王芳", Phone: "13800138000"}
	s.project(place, ask, card)
	s.same(must[[]records.Message](s)(s.Messages(ctx, chat, 9)), []records.Message{*place.Message, *ask.Message, *card.Message})

	c, a, b := talk("S1", at(0), at(1)), rated("S1", 0, at(1)), rated("S1", 0, at(2))
	a.Answer = dialog.Answer{Question: "place", Type: dialog.Location, Status: "answered", At: at(1), Media: &dialog.Media{Lat: 31.2304, Lon: 121.4737, Place: "人民广场"}}
	b.Answer = dialog.Answer{Question: "damage", Type: dialog.Photo, Status: "answered", At: at(2), Text: "左前门", Media: &dialog.Media{Photos: []string{"m7", "m8"}}}
	b.Seq = 2
	s.project(records.Event{Conversation: &c}, records.Event{Answer: &a}, records.Event{Answer: &b})
	_, answers, err := s.Conversation(ctx, "S1")
	s.ok(err)
	s.same(answers, []records.Answer{a, b})
}
