package telegram

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func channel(t testing.TB) *Channel {
	c, err := New(Config{Token: "1:a", Mode: Polling}, WithClock(func() time.Time { return noon }))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func fixture(t testing.TB, name string) []byte {
	raw, err := os.ReadFile(filepath.Join("testdata", "updates", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// The vendor's examples: see testdata/README.md.
func TestTelegramsOwnExamplesAreUnderstood(t *testing.T) {
	written := func(kind adapters.Kind, text string) *adapters.Inbound {
		return &adapters.Inbound{
			ID: "m1365", Kind: kind, Text: text, Name: "Test Firstname Test Lastname",
			From: adapters.Address{Channel: "telegram", Account: "default", User: "1111111"},
			At:   time.Date(2015, 9, 7, 17, 5, 32, 0, time.UTC),
		}
	}
	sent := func(kind adapters.MediaKind) *adapters.Inbound {
		in := written(adapters.KindMedia, "")
		in.Media = &adapters.Media{Kind: kind}
		return in
	}
	edited := written(adapters.KindText, "Edited text")
	edited.ID, edited.At = "m1365e1441646600", time.Date(2015, 9, 7, 17, 23, 20, 0, time.UTC)
	edited.Edits = "m1365"
	for name, want := range map[string]event{
		"text":                 {in: written(adapters.KindStart, "")},
		"forwarded":            {in: written(adapters.KindStart, "")},
		"reply":                {in: written(adapters.KindStart, "")},
		"edited":               {in: edited},
		"entities":             {in: written(adapters.KindText, "Bold and italics")},
		"audio":                {in: sent(adapters.MediaOther)},
		"voice":                {in: sent(adapters.MediaVoice)},
		"document":             {in: sent(adapters.MediaOther)},
		"chosen_inline_result": {},
		"callback_query":       {callback: "4382bfdwdsb323b2d9"}, // under an inline message: no chat of ours
	} {
		t.Run(name, func(t *testing.T) {
			got, err := channel(t).read(fixture(t, name))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(event{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The vendor's inline query has a number where its document has a string: it must be passed over,
// not refused, or Telegram would deliver it for hours.
func TestAnUpdateOfAnUnknownFormIsNotTakenForGarbage(t *testing.T) {
	_, err := channel(t).read(fixture(t, "inline_query"))
	if !errors.Is(err, errUnknown) {
		t.Errorf("got %v, want errUnknown", err)
	}
}

func TestUpdates(t *testing.T) {
	const ann = `"chat":{"id":7,"type":"private","first_name":"安"},"from":{"id":7,"is_bot":false,"first_name":"安","language_code":"zh-hans"}`
	in := func(id string, kind adapters.Kind, fill func(*adapters.Inbound)) *adapters.Inbound {
		i := &adapters.Inbound{
			ID: id, Kind: kind, Lang: "zh-hans", Name: "安", At: time.Unix(1700000000, 0).UTC(),
			From: adapters.Address{Channel: "telegram", Account: "default", User: "7"},
		}
		if fill != nil {
			fill(i)
		}
		return i
	}
	keyboard := `"reply_markup":{"inline_keyboard":[[{"text":"9","callback_data":"90"},{"text":"10","callback_data":"91"}]]}`
	tests := map[string]struct {
		update string
		want   event
	}{
		"start with a token": {
			`"message":{"message_id":1,"date":1700000000,` + ann + `,"text":"/start AbC_-9"}`,
			event{in: in("m1", adapters.KindStart, func(i *adapters.Inbound) { i.Payload = "AbC_-9" })},
		},
		"start in the form of groups": {
			`"message":{"message_id":1,"date":1700000000,` + ann + `,"text":"/start@huiyin_bot AbC"}`,
			event{in: in("m1", adapters.KindStart, func(i *adapters.Inbound) { i.Payload = "AbC" })},
		},
		"start with what no link carries": {
			`"message":{"message_id":1,"date":1700000000,` + ann + `,"text":"/start a b"}`,
			event{in: in("m1", adapters.KindStart, nil)},
		},
		"a word that begins like start": {
			`"message":{"message_id":1,"date":1700000000,` + ann + `,"text":"/started"}`,
			event{in: in("m1", adapters.KindText, func(i *adapters.Inbound) { i.Text = "/started" })},
		},
		"a photo with caption": {
			`"message":{"message_id":1,"date":1700000000,` + ann + `,"photo":[{"file_id":"s","width":90,"height":67},{"file_id":"l","width":1280,"height":960},{"file_id":"m","width":320,"height":240}],"caption":"发票"}`,
			event{in: in("m1", adapters.KindMedia, func(i *adapters.Inbound) {
				i.Text, i.Media = "发票", &adapters.Media{Kind: adapters.MediaPhoto, Ref: "l"}
			})},
		},
		"an image sent as a file": {
			`"message":{"message_id":1,"date":1700000000,` + ann + `,"document":{"file_id":"d","mime_type":"image/png"}}`,
			event{in: in("m1", adapters.KindMedia, func(i *adapters.Inbound) { i.Media = &adapters.Media{Kind: adapters.MediaPhoto, Ref: "d"} })},
		},
		"a contact": {
			`"message":{"message_id":1,"date":1700000000,` + ann + `,"contact":{"phone_number":"+8613800000000","first_name":"安","last_name":"李"}}`,
			event{in: in("m1", adapters.KindMedia, func(i *adapters.Inbound) {
				i.Media = &adapters.Media{Kind: adapters.MediaContact, Phone: "+8613800000000", Name: "安 李"}
			})},
		},
		"a location": {
			`"message":{"message_id":1,"date":1700000000,` + ann + `,"location":{"latitude":1.5,"longitude":-2}}`,
			event{in: in("m1", adapters.KindMedia, func(i *adapters.Inbound) {
				i.Media = &adapters.Media{Kind: adapters.MediaLocation, Lat: 1.5, Lon: -2}
			})},
		},
		"a venue": {
			`"message":{"message_id":1,"date":1700000000,` + ann + `,"location":{"latitude":1,"longitude":2},"venue":{"location":{"latitude":1,"longitude":2},"title":"人民广场","address":"人民大道120号"}}`,
			event{in: in("m1", adapters.KindMedia, func(i *adapters.Inbound) {
				i.Media = &adapters.Media{Kind: adapters.MediaLocation, Lat: 1, Lon: 2, Place: "人民广场 人民大道120号"}
			})},
		},
		"a live location":   {`"edited_message":{"message_id":1,"date":1700000000,"edit_date":1700000009,` + ann + `,"location":{"latitude":1,"longitude":2}}`, event{}},
		"a service message": {`"message":{"message_id":1,"date":1700000000,` + ann + `,"message_auto_delete_timer_changed":{"message_auto_delete_time":86400}}`, event{}},
		"a press": {
			`"callback_query":{"id":"55","from":{"id":7,"first_name":"安","language_code":"zh-hans"},"chat_instance":"1","data":"91","message":{"message_id":4,"date":1690000000,"chat":{"id":7,"type":"private"},` + keyboard + `}}`,
			event{callback: "55", in: in("c55", adapters.KindButton, func(i *adapters.Inbound) { i.Button, i.Text, i.At = "91", "10", noon })},
		},
		"a press under a message that is no longer accessible": {
			`"callback_query":{"id":"55","from":{"id":7,"first_name":"安","language_code":"zh-hans"},"data":"91","message":{"message_id":4,"date":0,"chat":{"id":7,"type":"private"}}}`,
			event{callback: "55", in: in("c55", adapters.KindButton, func(i *adapters.Inbound) { i.Button, i.At = "91", noon })},
		},
		"a press in a group": {
			`"callback_query":{"id":"55","from":{"id":7,"first_name":"安"},"data":"91","message":{"message_id":4,"date":1,"chat":{"id":-7,"type":"group"}}}`,
			event{callback: "55"},
		},
		"the bot is blocked": {
			`"my_chat_member":{"date":1700000000,` + ann + `,"old_chat_member":{"status":"member","user":{"id":1}},"new_chat_member":{"status":"kicked","user":{"id":1},"until_date":0}}`,
			event{in: in("l1700000000", adapters.KindLeave, nil)},
		},
		"the bot is unblocked": {
			`"my_chat_member":{"date":1700000000,` + ann + `,"old_chat_member":{"status":"kicked","user":{"id":1},"until_date":0},"new_chat_member":{"status":"member","user":{"id":1}}}`,
			event{},
		},
		"a group adds the bot": {
			`"my_chat_member":{"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":7},"old_chat_member":{"status":"left","user":{"id":1}},"new_chat_member":{"status":"member","user":{"id":1}}}`,
			event{group: -100},
		},
		"a group removes the bot": {
			`"my_chat_member":{"date":1,"chat":{"id":-100,"type":"group"},"from":{"id":7},"old_chat_member":{"status":"member","user":{"id":1}},"new_chat_member":{"status":"kicked","user":{"id":1},"until_date":0}}`,
			event{},
		},
		"a message in a group": {
			`"message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":7},"text":"10"}`, event{},
		},
		"another bot":       {`"message":{"message_id":1,"date":1,"chat":{"id":9,"type":"private"},"from":{"id":9,"is_bot":true},"text":"10"}`, event{}},
		"a message by none": {`"message":{"message_id":1,"date":1,"chat":{"id":9,"type":"private"},"text":"10"}`, event{}},
		"a kind to come":    {`"telepathy":{"thought":1}`, event{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := channel(t).read([]byte(`{"update_id":1,` + tt.update + `}`))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(event{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever a body holds, reading it neither panics nor makes a message that breaks the contract.
func FuzzUpdate(f *testing.F) {
	names, err := filepath.Glob("testdata/updates/*.json")
	if err != nil || len(names) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, n := range names {
		f.Add(fixture(f, strings.TrimSuffix(filepath.Base(n), ".json")))
	}
	f.Add([]byte(`{"update_id":1,"callback_query":{"id":"1","data":"2","message":{"date":1,"chat":{"id":1,"type":"private"},"reply_markup":{"inline_keyboard":[null,[{}]]}}}}`))
	f.Add([]byte(`{"update_id":1,"my_chat_member":{"chat":{"id":1,"type":"private"},"new_chat_member":{"status":"kicked"},"old_chat_member":{"status":"member"}}}`))
	c := channel(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		ev, err := c.read(raw)
		if err != nil {
			if strings.Contains(err.Error(), string(raw)) && len(raw) > 8 {
				t.Error("the error quotes the body")
			}
			return
		}
		if ev.in == nil {
			return
		}
		if back, err := adapters.ParseAddress(ev.in.From.String()); err != nil || back != ev.in.From || ev.in.ID == "" {
			t.Errorf("a message without sender or id: %v %q", ev.in.From, ev.in.ID)
		}
		if ev.in.Kind == adapters.KindButton && ev.in.Button == "" || ev.in.Kind == adapters.KindText && ev.in.Text == "" {
			t.Errorf("an empty %s", ev.in.Kind)
		}
	})
}
