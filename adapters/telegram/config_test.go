package telegram_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"huiyin/adapters"
	"huiyin/adapters/adaptertest"
	"huiyin/adapters/telegram"
)

func TestAWrongConfigurationIsRefusedInPlainWords(t *testing.T) {
	for want, cfg := range map[string]telegram.Config{
		"token: want":      {Token: "hunter2-is-no-token"},
		"mode: want":       {Token: token, Mode: "push"},
		"API: want":        {Token: token, API: "api.telegram.org"},
		"account:":         {Token: token, Account: "a:b"},
		"secret: want":     {Token: token, Secret: "it's hunter2"},
		"public address":   {Token: token, Mode: telegram.Webhook},
		"calls https":      {Token: token, Mode: telegram.Webhook, PublicURL: "http://huiyin.example"},
		"needs the public": {Token: token, Mode: telegram.Webhook, PublicURL: "huiyin.example"},
	} {
		_, err := telegram.New(cfg)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
			continue
		}
		adaptertest.NoSecrets(t, "the error", err.Error(), []string{token, "hunter2"})
	}
}

func TestNoWayOfPrintingShowsSecrets(t *testing.T) {
	cfg := telegram.Config{Account: "claims", Token: token, Secret: secret}
	ch, err := telegram.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "cfg", cfg, "channel", ch)
	printed := fmt.Sprintf("%v %+v %#v %s %v %+v %#v", cfg, cfg, cfg, cfg, ch, ch, ch) + log.String()
	adaptertest.NoSecrets(t, "the print", printed, []string{token, secret})
	if !strings.Contains(printed, "telegram:claims") {
		t.Errorf("the print does not name the account: %s", printed)
	}
}

func TestWithoutASecretOneIsDerivedFromTheToken(t *testing.T) {
	registered := func(tok string) string {
		w := open(t, telegram.Webhook)
		w.api.Token = tok
		ch, err := telegram.New(telegram.Config{Token: tok, Mode: telegram.Webhook, API: w.api.URL, PublicURL: "https://huiyin.example"})
		if err != nil {
			t.Fatal(err)
		}
		if err := ch.Poll(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		_, s := w.api.Webhook()
		return s
	}
	first, again, other := registered(token), registered(token), registered("99:other")
	if first != again {
		t.Error("two replicas have two secrets")
	}
	if first == other || len(first) < 32 || strings.Contains(first, token) {
		t.Error("the secret is guessable")
	}
}

func TestTheModeDecidesWhatIsServed(t *testing.T) {
	if open(t, telegram.Polling).ch.Webhook(nil) != nil {
		t.Error("a polling account serves a webhook")
	}
	var refused []adapters.Refusal
	w := open(t, telegram.Webhook, telegram.WithOnRefusal(func(ch, account string, r adapters.Refusal) {
		if ch != "telegram" || account != "default" {
			t.Errorf("refusal of %s:%s", ch, account)
		}
		refused = append(refused, r)
	}))
	hook := w.webhook()
	w.ch.Webhook(new(store).accept).ServeHTTP(httptest.NewRecorder(), hook.Forged["without a secret"]())
	w.ch.Webhook(new(store).accept).ServeHTTP(httptest.NewRecorder(), hook.Oversized())
	want := []adapters.Refusal{{Status: 401, Reason: "bad secret"}, {Status: 413, Reason: "body too large"}}
	if fmt.Sprint(refused) != fmt.Sprint(want) {
		t.Errorf("told of %v, want %v", refused, want)
	}
}
