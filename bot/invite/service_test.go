package invite_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/bot/invite"
	"huiyin/bot/records"
	"huiyin/bot/records/sqlite"
	"huiyin/bot/sqlitedb"
	"huiyin/configs"
	"huiyin/dialog"
)

// inboxes takes invitations as the chats' inboxes do: each id once.
type inboxes struct {
	mu   sync.Mutex
	got  map[string]string // invitation id → chat
	seen int               // calls
	down error
}

func (i *inboxes) Invite(_ context.Context, to adapters.Address, inv records.Invitation) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.seen++
	if i.down != nil {
		return i.down
	}
	i.got[inv.ID] = to.String()
	return nil
}

// story is a service on a fresh record, with a clock that stands.
type story struct {
	*testing.T
	*invite.Service
	record  *sqlite.Store
	inbox   *inboxes
	now     time.Time
	log     bytes.Buffer
	entries int
}

func begin(t *testing.T) *story {
	t.Helper()
	db, err := sqlitedb.Open(filepath.Join(t.TempDir(), "h.db"))
	if err != nil {
		t.Fatal(err)
	}
	record, err := sqlite.New(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = record.Close(), db.Close() })
	s := &story{T: t, record: record, inbox: &inboxes{got: map[string]string{}}, now: time.Date(2026, 11, 25, 9, 30, 0, 5e8, time.UTC)}
	s.Service = invite.New(invite.Config{
		Journeys: shipped(t), Invitations: record, Contacts: record, Inviter: s.inbox,
		Web: "https://survey.example/", WeChat: true,
		Variables: func(survey string) []dialog.Variable {
			if survey != "motor-claim" {
				return nil
			}
			return []dialog.Variable{{Name: "name", Type: "string"}, {Name: "paid", Type: "number"}, {Name: "repeat", Type: "bool"}}
		},
		Telegram: func(_ context.Context, token string) (string, error) {
			return "https://t.me/huiyin_bot?start=" + token, nil
		},
		Now: func() time.Time { return s.now },
		Log: slog.New(slog.NewTextHandler(&s.log, nil)),
	})
	return s
}

func shipped(t *testing.T) *invite.Journeys {
	t.Helper()
	data, err := configs.FS.ReadFile("journeys.yaml")
	if err != nil {
		t.Fatal(err)
	}
	j, err := invite.ParseJourneys("journeys.yaml", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func event(t testing.TB, body string) (ev invite.Event) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), &ev); err != nil {
		t.Fatal(err)
	}
	return ev
}

// post handles an event as the API does and gives the answer as JSON.
func (s *story) post(body string) (answer string, resp invite.Response, created bool) {
	s.Helper()
	resp, created, err := s.Handle(s.Context(), event(s.T, body))
	if err != nil {
		s.Fatal(err)
	}
	data, err := json.Marshal(resp)
	if err != nil {
		s.Fatal(err)
	}
	return string(data), resp, created
}

func (s *story) project(e records.Event) {
	s.Helper()
	s.entries++
	if err := s.record.Project(s.Context(), []records.Entry{{ID: fmt.Sprint(s.entries), Event: e}}); err != nil {
		s.Fatal(err)
	}
}

// knows puts a chat of customer C-1 into the record.
func (s *story) knows(channel, user string, minutesAgo int, optedOut bool) string {
	s.Helper()
	a := adapters.Address{Channel: channel, Account: "default", User: user}
	s.project(records.Event{Contact: &records.Contact{
		Conv: a.String(), Customer: "C-1", Channel: channel, Account: "default", User: user,
		OptedOut: optedOut, SeenAt: s.now.Add(-time.Duration(minutesAgo) * time.Minute),
	}})
	return a.String()
}

// left is a chat of customer C-1 that was blocked just now.
func (s *story) left(channel, user string) {
	s.Helper()
	conv := s.knows(channel, user, 5, false)
	s.project(records.Event{Contact: &records.Contact{
		Conv: conv, Customer: "C-1", Channel: channel, Account: "default", User: user, Left: true, SeenAt: s.now,
	}})
}

const closed = `{"id":"E1","type":"motor.claim.closed","customer":{"id":"C-1","lang":"zh"},"vars":{"name":"陈先生","claim_no":"CL-1"}}`

func TestACustomerWithoutAChatGetsLinks(t *testing.T) {
	s := begin(t)
	answer, resp, created := s.post(closed)
	token := resp.Links.WeChatScene
	if !created || !invite.ValidToken(token) || len(token) != 32 {
		t.Fatalf("created %v, token of %d characters", created, len(token))
	}
	want := fmt.Sprintf(`{"invitation_id":%q,"status":"linked","expires_at":"2026-12-02T09:30:00Z",`+
		`"links":{"web":"https://survey.example/c/%[2]s","telegram":"https://t.me/huiyin_bot?start=%[2]s",`+
		`"wechat_scene":"%[2]s","qr":"https://survey.example/q/%[2]s.png"}}`, resp.InvitationID, token)
	if d := cmp.Diff(want, answer); d != "" {
		t.Error(d)
	}

	inv, err := s.Redeem(t.Context(), token, "webchat:default:abc")
	if err != nil {
		t.Fatal(err)
	}
	if inv.Survey != "motor-claim" || inv.Touchpoint != "motor.claim.settlement" || inv.Journey != "motor.claim" ||
		inv.Customer != "C-1" || inv.Lang != "zh" || inv.Vars["claim_no"] != "CL-1" {
		t.Errorf("redeemed %+v", inv)
	}
	if _, err := s.Redeem(t.Context(), token, "webchat:default:someone-else"); !errors.Is(err, records.ErrUsed) {
		t.Errorf("the link in another chat: %v", err)
	}
	for _, bad := range []string{"", "../../etc/passwd", strings.Repeat("x", 65)} {
		if _, err := s.Redeem(t.Context(), bad, "webchat:default:abc"); !errors.Is(err, records.ErrNotFound) {
			t.Errorf("token %q: %v", bad, err)
		}
	}
}

func TestTheSameEventAgainGivesTheSameAnswer(t *testing.T) {
	s := begin(t)
	first, _, _ := s.post(closed)
	s.now = s.now.Add(time.Hour)
	s.knows("telegram", "1001", 0, false) // would be sent to, were it new
	again, _, created := s.post(closed)
	if d := cmp.Diff(first, again); d != "" || created {
		t.Errorf("created %v\n%s", created, d)
	}
	if len(s.inbox.got) != 0 {
		t.Errorf("sent %v", s.inbox.got)
	}
}

func TestOneEventPostedManyTimesAtOnceIsSentOnce(t *testing.T) {
	s := begin(t)
	chat := s.knows("telegram", "1001", 5, false)
	var wg sync.WaitGroup
	answers := make([]invite.Response, 10)
	for i := range answers {
		wg.Go(func() {
			var err error
			if answers[i], _, err = s.Handle(context.Background(), event(t, closed)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, a := range answers[1:] {
		if d := cmp.Diff(answers[0], a); d != "" {
			t.Fatal(d)
		}
	}
	if d := cmp.Diff(map[string]string{answers[0].InvitationID: chat}, s.inbox.got); d != "" {
		t.Error(d)
	}
}

func TestWhereAnInvitationGoes(t *testing.T) {
	const named = `{"id":"E1","type":"motor.claim.closed","customer":{"id":"C-1","addresses":{%s}}}`
	for _, c := range []struct {
		name      string
		addresses string
		given     func(s *story)
		status    string
		reason    string
		chat      string
	}{
		{name: "nobody is known", status: "linked"},
		{name: "an address", addresses: `"telegram":"1001"`, status: "sent", chat: "telegram:default:1001"},
		{name: "an address of an account", addresses: `"wechat":"service:oABC-_1"`, status: "sent", chat: "wechat:service:oABC-_1"},
		{name: "of two addresses the preferred one", addresses: `"telegram":"1001","wechat":"oABC"`, status: "sent", chat: "wechat:default:oABC"},
		{
			name: "of two addresses the one heard of last", addresses: `"telegram":"1001","wechat":"oABC"`, status: "sent",
			chat: "telegram:default:1001", given: func(s *story) { s.knows("wechat", "oABC", 9, false); s.knows("telegram", "1001", 1, false) },
		},
		{
			name: "the newest chat", status: "sent", chat: "wechat:default:oABC",
			given: func(s *story) { s.knows("telegram", "1001", 9, false); s.knows("wechat", "oABC", 1, false) },
		},
		{
			name: "a web chat cannot be written to", status: "linked",
			given: func(s *story) { s.knows("webchat", "w1", 1, false) },
		},
		{
			name: "the address of who opted out", addresses: `"telegram":"1001"`, status: "suppressed", reason: "opted_out",
			given: func(s *story) { s.knows("telegram", "1001", 1, true); s.knows("wechat", "oABC", 1, false) },
		},
		{
			name: "opted out in the newest chat, which counts for all", status: "suppressed", reason: "opted_out",
			given: func(s *story) { s.knows("telegram", "1001", 1, true); s.knows("wechat", "oABC", 9, false) },
		},
		{
			name: "opted out of one chat, then came to another", status: "sent", chat: "wechat:default:oABC",
			given: func(s *story) { s.knows("telegram", "1001", 9, true); s.knows("wechat", "oABC", 1, false) },
		},
		{
			name: "left the named chat", addresses: `"telegram":"1001"`, status: "sent", chat: "wechat:default:oABC",
			given: func(s *story) { s.left("telegram", "1001"); s.knows("wechat", "oABC", 9, false) },
		},
		{
			name: "left the only chat", status: "linked",
			given: func(s *story) { s.left("telegram", "1001") },
		},
		{
			name: "opted out", status: "suppressed", reason: "opted_out",
			given: func(s *story) { s.knows("telegram", "1001", 1, true); s.knows("webchat", "w1", 1, false) },
		},
		{
			name: "a survey goes on in the chat", status: "suppressed", reason: "busy",
			given: func(s *story) {
				conv := s.knows("telegram", "1001", 1, false)
				s.project(records.Event{Conversation: &records.Conversation{ID: "S1", Conv: conv, StartedAt: s.now, UpdatedAt: s.now}})
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t)
			if c.given != nil {
				c.given(s)
			}
			answer, resp, _ := s.post(fmt.Sprintf(named, c.addresses))
			if resp.Status != c.status || resp.Reason != c.reason || s.inbox.got[resp.InvitationID] != c.chat {
				t.Errorf("%s %q in %q; want %s %q in %q", resp.Status, resp.Reason, s.inbox.got[resp.InvitationID], c.status, c.reason, c.chat)
			}
			if c.status == "suppressed" {
				want := fmt.Sprintf(`{"invitation_id":%q,"status":"suppressed","reason":%q,"links":{}}`, resp.InvitationID, c.reason)
				if d := cmp.Diff(want, answer); d != "" {
					t.Error(d)
				}
			}
			inv, err := s.record.Invitation(t.Context(), resp.InvitationID)
			if err != nil || inv.Status != c.status || inv.Reason != c.reason || inv.Conv != c.chat {
				t.Errorf("the record has %q %q in %q, %v", inv.Status, inv.Reason, inv.Conv, err)
			}
		})
	}
}

// The process dies between storing an invitation and putting it into the inbox; or the state store
// is down, which looks the same from here.
func TestAnInvitationThatWasStoredIsSentInTheEnd(t *testing.T) {
	down := errors.New("store is down")
	for name, heal := range map[string]func(*story){
		"the event is posted again": func(s *story) {
			if _, _, created := s.post(closed); created {
				s.Error("the repeated event is new")
			}
		},
		"the process starts again": func(s *story) {
			if err := s.SendUnsent(s.Context()); err != nil {
				s.Error(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			chat := s.knows("telegram", "1001", 5, false)
			s.inbox.down = down
			if _, _, err := s.Handle(t.Context(), event(t, closed)); !errors.Is(err, down) {
				t.Fatalf("err = %v", err)
			}
			if err := s.SendUnsent(t.Context()); !errors.Is(err, down) {
				t.Errorf("sending again while it is down: %v", err)
			}
			s.inbox.down = nil
			heal(s)
			_, resp, _ := s.post(closed)
			if d := cmp.Diff(map[string]string{resp.InvitationID: chat}, s.inbox.got); d != "" || resp.Status != "sent" {
				t.Errorf("status %s\n%s", resp.Status, d)
			}
			inv, err := s.record.Invitation(t.Context(), resp.InvitationID)
			if err != nil || inv.Status != records.InvitationSent {
				t.Errorf("the record has %q, %v", inv.Status, err)
			}
			calls := s.inbox.seen
			if err := s.SendUnsent(t.Context()); err != nil || s.inbox.seen != calls {
				t.Errorf("sent once more: %v", err)
			}
		})
	}
}

func TestWhatExpiredUnsentIsNotSent(t *testing.T) {
	s := begin(t)
	s.knows("telegram", "1001", 5, false)
	s.inbox.down = errors.New("store is down")
	_, _, _ = s.Handle(t.Context(), event(t, closed))
	s.inbox.down = nil
	s.now = s.now.Add(8 * 24 * time.Hour)
	if err := s.SendUnsent(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.post(closed)
	if len(s.inbox.got) != 0 {
		t.Errorf("sent %v", s.inbox.got)
	}
}

func TestResumeSendsAtOnceAndEndsWithItsContext(t *testing.T) {
	s := begin(t)
	s.knows("telegram", "1001", 5, false)
	s.inbox.down = errors.New("store is down")
	_, _, _ = s.Handle(t.Context(), event(t, closed))
	s.inbox.down = nil
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second) // a bound for a failure, not a measure
	s.Inviter = inviter(func(ctx context.Context, to adapters.Address, inv records.Invitation) error {
		defer cancel()
		return s.inbox.Invite(ctx, to, inv)
	})
	if err := s.Resume(ctx); err != nil || len(s.inbox.got) != 1 {
		t.Errorf("sent %v, %v", s.inbox.got, err)
	}
}

type inviter func(context.Context, adapters.Address, records.Invitation) error

func (f inviter) Invite(ctx context.Context, to adapters.Address, inv records.Invitation) error {
	return f(ctx, to, inv)
}

func TestABotThatCannotBeReachedOnlyLosesItsLink(t *testing.T) {
	s := begin(t)
	s.Telegram = func(context.Context, string) (string, error) { return "", errors.New("time-out") }
	_, resp, _ := s.post(closed)
	if resp.Status != "linked" || resp.Links.Telegram != "" || resp.Links.Web == "" {
		t.Errorf("%+v", resp)
	}
	if log := s.log.String(); !strings.Contains(log, "channel=telegram") || strings.Contains(log, resp.Links.WeChatScene) {
		t.Errorf("log: %s", log)
	}
}

func TestAccountsThatAreNotServedAreNotSentTo(t *testing.T) {
	s := begin(t)
	s.Serves = func(channel, account string) bool { return channel == "telegram" && account == "default" }
	s.knows("wechat", "oABC", 1, false)
	_, resp, _ := s.post(`{"id":"E1","type":"motor.claim.closed","customer":{"id":"C-1","addresses":{"telegram":"old:1001"}}}`)
	if resp.Status != "linked" {
		t.Errorf("status %s", resp.Status)
	}
}

func TestATrialOpensASurvey(t *testing.T) {
	s := begin(t)
	link, err := s.Try(t.Context(), "pet-research", map[string]any{"pets": "cat,dog"})
	if err != nil {
		t.Fatal(err)
	}
	token, ok := strings.CutPrefix(link, "https://survey.example/c/")
	inv, err := s.Redeem(t.Context(), token, "webchat:default:abc")
	if !ok || err != nil || inv.Survey != "pet-research" || inv.Touchpoint != "trial" || inv.Vars["pets"] != "cat,dog" {
		t.Errorf("%s: %+v, %v", link, inv, err)
	}
	if other, _ := s.Try(t.Context(), "pet-research", nil); other == link {
		t.Error("two trials share a link")
	}
}

func TestAQRCodeIsAPicture(t *testing.T) {
	data, err := invite.QRPNG("https://survey.example/c/" + strings.Repeat("x", 32))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil || img.Bounds().Dx() < 256 || img.Bounds().Dx() != img.Bounds().Dy() {
		t.Errorf("%v, %v", img.Bounds(), err)
	}
	if _, err := invite.QRPNG(strings.Repeat("x", 5000)); err == nil {
		t.Error("what fits in no QR code was drawn")
	}
}
