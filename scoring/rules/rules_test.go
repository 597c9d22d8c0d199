package rules_test

import (
	"strings"
	"testing"

	"huiyin/configs"
	"huiyin/scoring/rules"
)

func shipped(t testing.TB) *rules.Rules {
	t.Helper()
	data, err := configs.FS.ReadFile("lexicons/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rules.Parse("rules.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatMustNeverBeMissed(t *testing.T) {
	r := shipped(t)
	for text, want := range map[string]string{
		"再不处理我就去银保监投诉":                             "regulator",
		"我已经打了12378":                               "regulator",
		"I will write to the Ombudsman":            "regulator",
		"已经请了律师，准备起诉":                              "lawyer",
		"See you in court":                         "lawyer",
		"我要找记者曝光你们":                                "media",
		"明天就发到抖音上去":                                "media",
		"我真的活不下去了":                                 "distress",
		"I can't go on like this, I am desperate":  "distress",
		"申请退保一个月了还不给退":                             "refund_dispute",
		"Still waiting for the parking fee refund": "refund_dispute",
		"给我转人工":                                    "ask_human",
		"让你们经理给我回个电话":                              "ask_human",
		"Can I talk to a person please":            "ask_human",
		// near misses
		"不用找律师，我自己能搞定":         "",
		"我一个律师朋友推荐的你们":         "",
		"我在抖音上看到你们的广告":         "",
		"你们的app老是崩溃":           "",
		"人工费太贵了":               "",
		"不至于去银保监，就是提个意见":       "",
		"修理厂在法院旁边":             "",
		"No need for a lawyer": "",
		"今天热得想死":               "",
		"都挺好":                  "",
		"":                     "",
	} {
		var ids []string
		for _, h := range r.ReadRules(text) {
			ids = append(ids, h.ID)
			for _, w := range h.Words {
				if !strings.Contains(text, w) {
					t.Errorf("%q: words %q are not the customer's", text, w)
				}
			}
		}
		if got := strings.Join(ids, " "); (want == "" && got != "") || (want != "" && !strings.Contains(got, want)) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestABrokenRuleFileIsRefusedWithItsPlace(t *testing.T) {
	for data, want := range map[string]string{
		"version: 1\nrulez: []\n":                                                    "r.yaml:2:1",
		"negation: 'x'\nrules: [{id: a, phrases: ['(']}]\n":                          "r.yaml:2:",
		"negation: 'x'\nrules: [{id: a, phrases: ['b']}, {id: a, phrases: ['b']}]\n": "used twice",
		"negation: 'x'\n":                    "no rules",
		"rules: [{id: a, phrases: ['b']}]\n": "negation",
	} {
		if _, err := rules.Parse("r.yaml", []byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", data, err)
		}
	}
}

func FuzzReadRules(f *testing.F) {
	f.Add("再不处理我就去银保监投诉")
	f.Add("İ lawyer")
	r := shipped(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, h := range r.ReadRules(text) {
			if h.ID == "" || len(h.Words) == 0 {
				t.Errorf("%q: %+v", text, h)
			}
		}
	})
}
