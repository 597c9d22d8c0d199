package lexicon_test

import (
	"strings"
	"testing"

	"huiyin/configs"
	"huiyin/scoring"
	"huiyin/scoring/lexicon"
)

func shipped(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	data, err := configs.FS.ReadFile("lexicons/sentiment.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l, err := lexicon.Parse("sentiment.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFeelingsInWords(t *testing.T) {
	l := shipped(t)
	for text, want := range map[string]scoring.Label{
		"定损拖了九天，没人管":                                     scoring.Negative,
		"不高兴":                                            scoring.Negative,
		"不太满意":                                           scoring.Negative,
		"态度差得很，打电话也不接":                                   scoring.Negative,
		"更快一点":                                           scoring.Neutral,
		"快一点！":                                           scoring.Negative,
		"希望你们快一点，太慢了":                                    scoring.Negative,
		"到现在都没有人联系我":                                     scoring.Negative,
		"Nobody called me for three weeks":               scoring.Negative,
		"I am not happy with this":                       scoring.Negative,
		"理赔很快，客服很耐心":                                     scoring.Positive,
		"不差":                                             scoring.Positive,
		"没有不满意":                                          scoring.Positive,
		"非常满意，谢谢":                                        scoring.Positive,
		"Quick and friendly, thank you":                  scoring.Positive,
		"客服很耐心，但是定损太慢了":                                  scoring.Mixed,
		"以前很慢，现在好多了":                                     scoring.Positive, // what was, is no more
		"拖了我一个多月，一直没消息":                                  scoring.Negative,
		"没人管，也没人接电话":                                     scoring.Negative,
		"别踢皮球":                                           scoring.Negative, // told not to, so it was done
		"谈不上满意":                                          scoring.Negative,
		"希望不要再拖了":                                        scoring.Negative,
		"态度很好，就是赔得太少":                                    scoring.Mixed,
		"態度很差，沒人理":                                       scoring.Negative,
		"非常滿意":                                           scoring.Positive,
		"不是很满意":                                          scoring.Negative,
		"没有推诿":                                           scoring.Positive,
		"３天就到账了":                                         scoring.Positive,
		"一点都不麻烦":                                         scoring.Positive,
		"还行吧":                                            scoring.Unknown,
		"Not impressed":                                  scoring.Negative,
		"No hassle at all":                               scoring.Positive,
		"They never called back":                         scoring.Negative,
		"I hope it will be good":                         scoring.Unknown,
		"Friendly staff but the payment took two months": scoring.Mixed,
		"👍👍":                                             scoring.Positive,
		"😡":                                              scoring.Negative,
		"请问拖车的费用报销吗":                                     scoring.Unknown, // no 拖 in it
		"麻烦您转告一下":                                        scoring.Unknown,
		"上周三交的材料":                                        scoring.Unknown,
		"没有":                                             scoring.Unknown,
		"":                                               scoring.Unknown,
		"The breakfast club":                             scoring.Unknown, // “fast” inside a word
	} {
		p, label, ok := l.ReadText(scoring.Reply{Text: text})
		if !ok {
			label = scoring.Unknown
		}
		if label != want {
			t.Errorf("%q: %s %+v, want %s", text, label, p, want)
		}
		for _, w := range p.Words {
			if !strings.Contains(text, w) {
				t.Errorf("%q: the words %q are not the customer's", text, w)
			}
		}
	}
}

func TestTheWordsThatMovedTheScoreAreShown(t *testing.T) {
	p, _, _ := shipped(t).ReadText(scoring.Reply{Text: "定损拖了九天，没人管"})
	if got := strings.Join(p.Words, " "); got != "拖了九天 没人管" && got != "没人管 拖了九天" {
		t.Error(got)
	}
}

func TestStrongerWordsWeighMore(t *testing.T) {
	l := shipped(t)
	value := func(text string) float64 {
		p, _, _ := l.ReadText(scoring.Reply{Text: text})
		return p.Value
	}
	for _, pair := range [][2]string{{"骗子", "慢"}, {"非常麻烦", "麻烦"}, {"太慢了，没人管", "太慢了"}} {
		if value(pair[0]) >= value(pair[1]) {
			t.Errorf("%q %.2f is no worse than %q %.2f", pair[0], value(pair[0]), pair[1], value(pair[1]))
		}
	}
}

func TestABrokenListIsRefusedWithItsPlace(t *testing.T) {
	for data, want := range map[string]string{
		"wordz: {}\n":                     "l.yaml:1:1",
		"words: {x: [a]}\n":               `under "x"`,
		"words: {2: [a]}\n":               `under "2"`,
		"words: {0.5: [a, a]}\n":          "twice",
		"version: 1\n":                    "no words",
		"words:\n  0.5: [a,\n    b, a]\n": "l.yaml:3:8",
		"words: {0.5: [a]}\npatterns: [{value: 7, match: 'x'}]\n": "l.yaml:2:20",
		"words: {0.5: [{a: b}]}\n":                                "l.yaml:1:15: want words",
		"words: {0.5: [a]}\npatterns: [{value: 1, match: '('}]\n": "pattern",
	} {
		if _, err := lexicon.Parse("l.yaml", []byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", data, err)
		}
	}
}

func FuzzReadText(f *testing.F) {
	for _, s := range []string{"定损拖了九天，没人管", "İstanbul not bad", "不不不满意", "a\x80b"} {
		f.Add(s)
	}
	l := shipped(f)
	f.Fuzz(func(t *testing.T, text string) {
		p, _, ok := l.ReadText(scoring.Reply{Text: text})
		if p.Value < -1 || p.Value > 1 || ok != (len(p.Words) > 0) {
			t.Errorf("%q: %+v %v", text, p, ok)
		}
	})
}
