package invite_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"huiyin/bot/invite"
)

func TestAnEventTypeThatNobodyKnowsListsTheKnownOnes(t *testing.T) {
	s := begin(t)
	_, _, err := s.Handle(t.Context(), event(t, `{"id":"E1","type":"motor.claim.opened","customer":{"id":"C-1"}}`))
	var unknown *invite.UnknownTypeError
	if !errors.As(err, &unknown) || !strings.Contains(err.Error(), "motor.claim.closed, pet.research.invited") {
		t.Errorf("err = %v", err)
	}
}

func TestWhatIsWrongWithAnEventIsNamedByField(t *testing.T) {
	many := `{"a":1`
	for i := range 60 {
		many += `,"v` + strings.Repeat("i", i) + `":1`
	}
	many += `}`
	for _, c := range []struct{ body, want string }{
		{`{}`, "id: is missing; type: is missing; customer.id: is missing"},
		{`{"id":"` + strings.Repeat("x", 129) + `","type":"t","customer":{"id":"a\nb"}}`, "id: want at most 128 bytes without control characters; customer.id: want at most 128 bytes without control characters"},
		{`{"id":"1","type":"t","customer":{"id":"c","lang":"<b>"}}`, "customer.lang: want a language tag, as zh or en"},
		{`{"id":"1","type":"t","customer":{"id":"c","zone":"Shanghai"}}`, "customer.zone: want the name of a time zone, as Asia/Shanghai"},
		{`{"id":"1","type":"t","customer":{"id":"c","zone":"Local"}}`, "customer.zone: want the name of a time zone, as Asia/Shanghai"},
		{`{"id":"1","type":"t","customer":{"id":"c","zone":"../../etc/passwd"}}`, "customer.zone: want the name of a time zone, as Asia/Shanghai"},
		{`{"id":"1","type":"t","customer":{"id":"c","addresses":{"sms":"13800138000"}}}`, "customer.addresses.sms: is no channel with addresses: want wechat or telegram"},
		{`{"id":"1","type":"t","customer":{"id":"c","addresses":{"telegram":"@chen"}}}`, "customer.addresses.telegram: is no id of that channel: want id, or account:id"},
		{`{"id":"1","type":"t","customer":{"id":"c","addresses":{"telegram":"-100123"}}}`, "customer.addresses.telegram: is no id of that channel: want id, or account:id"},
		{`{"id":"1","type":"t","customer":{"id":"c","addresses":{"wechat":"a:b:c"}}}`, "customer.addresses.wechat: is no id of that channel: want id, or account:id"},
		{`{"id":"1","type":"t","customer":{"id":"c"},"vars":{"a b":1,"list":[1],"nothing":null}}`, "vars.a b: want a name of letters, digits and _; vars.list: want a list of strings, of at most 500 characters each; vars.nothing: want a string, a number, true or false, or a list of strings"},
		{`{"id":"1","type":"t","customer":{"id":"c"},"vars":{"long":"` + strings.Repeat("长", 501) + `"}}`, "vars.long: want at most 500 characters"},
		{`{"id":"1","type":"t","customer":{"id":"c"},"vars":` + many + `}`, "vars: want at most 50"},
	} {
		s := begin(t)
		_, _, err := s.Handle(t.Context(), event(t, c.body))
		var invalid *invite.ValidationError
		if !errors.As(err, &invalid) || err.Error() != c.want {
			t.Errorf("%.80s\n got %v\nwant %s", c.body, err, c.want)
		}
	}
}

// A value of the wrong type would silently be the default in the conversation.
func TestAVariableOfAnotherTypeIsRefusedByName(t *testing.T) {
	s := begin(t)
	_, _, err := s.Handle(t.Context(), event(t, `{"id":"1","type":"motor.claim.closed","customer":{"id":"c"},"vars":{"paid":"三千","repeat":"maybe","name":12,"other":true}}`))
	var invalid *invite.ValidationError
	want := "vars.paid: want a number, as the survey declares it; vars.repeat: want a bool, as the survey declares it"
	if !errors.As(err, &invalid) || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if _, created, err := s.Handle(t.Context(), event(t, `{"id":"1","type":"motor.claim.closed","customer":{"id":"c"},"vars":{"paid":"3000","repeat":true,"other":true}}`)); err != nil || !created {
		t.Errorf("the event put right: created %v, %v", created, err)
	}
}

func FuzzEvent(f *testing.F) {
	f.Add([]byte(closed))
	f.Add([]byte(`{"id":"1","type":"motor.claim.closed","customer":{"id":"c","addresses":{"telegram":"default:1","wechat":":"}},"vars":{"a":[{}]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var ev invite.Event
		if json.Unmarshal(body, &ev) != nil {
			return
		}
		ev.Type = "nobody.knows" // the store stays out of it
		_, _, err := (&invite.Service{}).Handle(t.Context(), ev)
		var invalid *invite.ValidationError
		var unknown *invite.UnknownTypeError
		if !errors.As(err, &invalid) && !errors.As(err, &unknown) {
			t.Errorf("err = %v", err)
		}
	})
}
