package wechat_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"huiyin/adapters"
	"huiyin/adapters/wechat"
	"huiyin/adapters/wechat/wechattest"
)

func TestWhatCustomersDoArrivesAs(t *testing.T) {
	a, at := wechattest.Demo(), time.Unix(1348831860, 0).UTC()
	for name, tt := range map[string]struct {
		xml  string
		want adapters.Inbound
	}{
		"typed words":            {a.Text(openID, " 很满意 \n", 1, at), adapters.Inbound{Kind: adapters.KindText, Text: "很满意"}},
		"an emoji":               {a.Text(openID, "👍🏽", 1, at), adapters.Inbound{Kind: adapters.KindText, Text: "👍🏽"}},
		"markup in words":        {a.Text(openID, "1<2 & ]]> 3", 1, at), adapters.Inbound{Kind: adapters.KindText, Text: "1<2 & ]]> 3"}},
		"pasted control letters": {a.Text(openID, "很\x08满\x00意\x1b", 1, at), adapters.Inbound{Kind: adapters.KindText, Text: "很满意"}},
		"broken UTF-8":           {a.Text(openID, "满意\xff", 1, at), adapters.Inbound{Kind: adapters.KindText, Text: "满意"}},
		"a click in a menu":      {a.Click(openID, "满意", 9007199254740991, 1, at), adapters.Inbound{Kind: adapters.KindButton, Button: "9007199254740991", Text: "满意"}},
		"a click without an id":  {a.Click(openID, "满意", 0, 1, at), adapters.Inbound{Kind: adapters.KindText, Text: "满意"}},
		"a picture":              {a.Image(openID, 1, at), adapters.Inbound{Kind: adapters.KindMedia, Media: &adapters.Media{Kind: adapters.MediaPhoto, Ref: "media_id"}}},
		"a place": {a.Location(openID, "上海市黄浦区\n人民大道120号", 23.134521, 113.358803, 1, at), adapters.Inbound{
			Kind: adapters.KindMedia, Media: &adapters.Media{Kind: adapters.MediaLocation, Lat: 23.134521, Lon: 113.358803, Place: "上海市黄浦区 人民大道120号"},
		}},
		"speech":                  {a.Voice(openID, "", 1, at), adapters.Inbound{Kind: adapters.KindMedia, Media: &adapters.Media{Kind: adapters.MediaVoice}}},
		"speech with transcript":  {a.Voice(openID, "很满意。", 1, at), adapters.Inbound{Kind: adapters.KindMedia, Text: "很满意。", Media: &adapters.Media{Kind: adapters.MediaVoice}}},
		"a follow":                {a.Event(openID, "subscribe", "", at), adapters.Inbound{Kind: adapters.KindFollow}},
		"a follow by an invite":   {a.Event(openID, "subscribe", "qrscene_inv-7", at), adapters.Inbound{Kind: adapters.KindFollow, Payload: "inv-7"}},
		"a follow after payment":  {a.Event(openID, "subscribe", "last_trade_no_4002752001201704258347703919", at), adapters.Inbound{Kind: adapters.KindFollow}},
		"a scan by a follower":    {a.Event(openID, "SCAN", "inv-7", at), adapters.Inbound{Kind: adapters.KindStart, Payload: "inv-7"}},
		"the menu's start":        {a.Event(openID, "CLICK", "START", at), adapters.Inbound{Kind: adapters.KindStart}},
		"another key of the menu": {a.Event(openID, "CLICK", "转人工", at), adapters.Inbound{Kind: adapters.KindText, Text: "转人工"}},
		"leaving":                 {a.Event(openID, "unsubscribe", "", at), adapters.Inbound{Kind: adapters.KindLeave}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, wechat.WithPassiveWait(0))
			acknowledged(t, r.deliver(tt.xml))
			tt.want.From, tt.want.At = r.to(), at
			if diff := cmp.Diff([]adapters.Inbound{tt.want}, r.taken(), cmpopts.IgnoreFields(adapters.Inbound{}, "ID")); diff != "" {
				t.Errorf("accepted (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEventsOfNoInterestAreAcknowledged(t *testing.T) {
	r := newRig(t)
	for _, event := range []string{"VIEW", "TEMPLATESENDJOBFINISH", "LOCATION", "MASSSENDJOBFINISH", "view_miniprogram", "never_heard_of"} {
		acknowledged(t, r.deliver(r.account.Event(openID, event, "", time.Now())))
	}
	if got := r.taken(); len(got) != 0 {
		t.Errorf("accepted %d of them", len(got))
	}
}

func TestEventsAreToldApart(t *testing.T) {
	r, at := newRig(t, wechat.WithPassiveWait(0)), time.Now()
	for _, xml := range []string{
		r.account.Event(openID, "SCAN", "inv-7", at), r.account.Event(openID, "SCAN", "inv-8", at),
		r.account.Event(openID, "SCAN", "inv-7", at.Add(time.Second)), r.account.Event(openID, "subscribe", "inv-7", at),
		r.account.Event(openID, "SCAN", "inv-7", at), // the first once more
	} {
		acknowledged(t, r.deliver(xml))
	}
	if got := r.taken(); len(got) != 4 {
		t.Errorf("five deliveries of four events are %d events", len(got))
	}
	for _, in := range r.taken() {
		if strings.Contains(in.ID, "inv-") || strings.Contains(in.ID, openID) {
			t.Error("the id, which is logged, tells an invitation token or an openid")
		}
	}
}

func TestCallbackToAnotherAccountIsRefused(t *testing.T) {
	r := newRig(t)
	cfg := configOf(r.account, r.api.URL)
	cfg.OriginalID = r.account.OriginalID
	r.channel = open(t, cfg, wechat.WithPassiveWait(0))
	stranger := r.account
	stranger.OriginalID = "gh_000000000000"
	if w := r.serve(stranger.Seal(stranger.Text(openID, "好", 1, time.Now()), time.Now(), "1").Request()); w.Code != http.StatusUnauthorized {
		t.Errorf("answered %d, want 401", w.Code)
	}
	// An envelope for us around a message for somebody else.
	if w := r.deliver(stranger.Text(openID, "好", 1, time.Now())); w.Code != http.StatusUnauthorized {
		t.Errorf("answered %d, want 401", w.Code)
	}
	acknowledged(t, r.deliver(r.text("好", 1)))
	if n := len(r.taken()); n != 1 {
		t.Errorf("accepted %d messages, want ours alone", n)
	}
}

func TestRefusalsAreReported(t *testing.T) {
	r := newRig(t)
	r.serve(r.account.Seal(r.text("好", 1), time.Now().Add(-time.Hour), "1").Request())
	c := r.account.Seal(r.text("好", 1), time.Now(), "1")
	c.Query.Set("nonce", "2")
	r.serve(c.Request())
	want := []adapters.Refusal{{Status: 401, Reason: "stale timestamp"}, {Status: 401, Reason: "bad signature"}}
	if diff := cmp.Diff(want, r.refused); diff != "" {
		t.Errorf("refusals (-want +got):\n%s", diff)
	}
}
