package main

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
)

// A trial link carries the variables that the survey has, and nothing else that its query says.
func TestATrialLinkCarriesTheSurveysVariables(t *testing.T) {
	sv := &dialog.Survey{Vars: []dialog.Variable{{Name: "parts", Type: "list"}, {Name: "name", Type: "string"}, {Name: "long", Type: "string"}}}
	query := url.Values{"parts": {"门,灯"}, "utm_source": {"mail"}, "name": {""}, "long": {string(make([]byte, 2000))}}
	if d := cmp.Diff(map[string]any{"parts": "门,灯"}, triedWith(sv, query)); d != "" {
		t.Error(d)
	}
}
