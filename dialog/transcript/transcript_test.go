package transcript_test

import (
	"errors"
	"strings"
	"testing"

	"huiyin/dialog"
	"huiyin/dialog/transcript"
)

func TestLinesThatAreNotATranscript(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"no survey":     {"> hello\n", "x.txt:1: a transcript begins with survey:"},
		"free words":    {"survey: s\nhello there\n", "x.txt:2: not a line of a transcript"},
		"late header":   {"survey: s\n> hi\nlang: en\n", "x.txt:3: lang: must stand before"},
		"odd header":    {"survey: s\nlanguage: en\n", "x.txt:2: unknown header language:"},
		"a full what":   {"survey: s\nfill: cats\n", "x.txt:2: unknown header fill:, known are survey, lang, vars and full"},
		"bad vars":      {"survey: s\nvars: {a\n", "x.txt:2: vars: want JSON"},
		"no plus":       {"survey: s\n@ 25h\n", "x.txt:2: @ 25h: want"},
		"backwards":     {"survey: s\n@ +-25h\n", "x.txt:2: @"},
		"bad score":     {"survey: s\n~ score angry\n", "x.txt:2: ~ score angry"},
		"beyond scores": {"survey: s\n~ score 7\n", "x.txt:2: ~"},
		"no number":     {"survey: s\n~ score NaN\n", "x.txt:2: ~"},
		"no state":      {"survey: s\n=\n", "x.txt:2: = wants"},
		"not UTF-8":     {"survey: s\n> \xff\n", "x.txt:2: not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := transcript.Parse("x.txt", strings.NewReader(tc.text))
			var at transcript.Error
			if !errors.As(err, &at) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

func TestAButtonThatWasNeverShownCannotBePressed(t *testing.T) {
	script := parse(t, "x.txt", "survey: home-claim\nlang: en\n\n>> Maybe\n")
	_, err := transcript.Play(script, surveys(t)["home-claim"], transcript.Options{})
	if err == nil || !strings.Contains(err.Error(), `x.txt:4: no button "Maybe"`) {
		t.Errorf("got %v", err)
	}
}

// A golden that expects something else is not played into being right.
func TestAWrongExpectationShows(t *testing.T) {
	script := parse(t, "x.txt", "survey: home-claim\nlang: en\n\n> no\n< Wonderful!\n= completed\n")
	got, err := transcript.Play(script, surveys(t)["home-claim"], transcript.Options{})
	if err != nil {
		t.Fatal(err)
	}
	diff := transcript.Diff("< Wonderful!\n= completed\n", got)
	for _, want := range []string{"- < Wonderful!", "+ < All right", "- = completed", "+ = declined"} {
		if !strings.Contains(diff, want) {
			t.Errorf("no %q in\n%s", want, diff)
		}
	}
}

func TestAPolicyDecidesInsteadOfTheScript(t *testing.T) {
	script := parse(t, "x.txt", "survey: home-claim\nlang: zh\n\n> 同意\n> 没人管\n> 9\n! handoff ignored\n")
	var heard []string
	got, err := transcript.Play(script, surveys(t)["home-claim"], transcript.Options{
		Score: func(r dialog.Reading, text string) dialog.Score {
			heard = append(heard, text)
			return dialog.Score{Known: true, Value: -0.9, Label: "neg"}
		},
		Decide: func(sess dialog.Session, r dialog.Reading, s dialog.Score, text string) (string, bool) {
			return "negative", s.Value < -0.5 && r.Question != nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got, "> 没人管\n! handoff negative\n< ") || strings.Contains(got, "ignored") {
		t.Errorf("got\n%s", got)
	}
	if strings.Join(heard, " ") != "同意 没人管 9" {
		t.Errorf("scored %v", heard)
	}
}

func TestAScoreOfTheScriptSteersARoute(t *testing.T) {
	sv := &dialog.Survey{
		ID: "mood", Notice: dialog.Text{"zh": "您好"},
		Questions: []*dialog.Question{
			{ID: "how", Type: dialog.Words, Text: dialog.Text{"zh": "怎么样？"}, Routes: []dialog.Route{
				{Name: "fine", When: "score.known and score.label == 'pos'", To: "end"},
			}},
			{ID: "why", Type: dialog.Words, Text: dialog.Text{"zh": "为什么？"}},
		},
	}
	if err := sv.Compile(); err != nil {
		t.Fatal(err)
	}
	for score, want := range map[string]string{"0.8": "completed", "-0.8": "why", "unknown": "why"} {
		script := parse(t, "x.txt", "survey: mood\n~ score "+score+"\n> 嗯\n= here\n")
		got, err := transcript.Play(script, sv, transcript.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(got, "= "+want+"\n") {
			t.Errorf("score %s: got\n%s", score, got)
		}
	}
}

func TestDiff(t *testing.T) {
	if d := transcript.Diff("a\nb", "a\nb"); d != "" {
		t.Errorf("the same differs: %s", d)
	}
	if got, want := transcript.Diff("a\nb\nc", "a\nx\nc"), "  a\n- b\n+ x\n  c"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What playing gives can be read again, and playing that gives it back.
func FuzzTranscript(f *testing.F) {
	f.Add("survey: home-claim\nlang: zh\nvars: {\"name\": \"王\"}\n\n> 同意\n~ score -0.8\n> 3\n! handoff x\n@ +25h\n= resume\n>> 是\n= completed\n")
	f.Add("survey: home-claim\n>> 同意\n>> 9\n> 1,2\n# c\n> 跳过\n@ +100h\n")
	sv := surveys(f)["home-claim"]
	f.Fuzz(func(t *testing.T, text string) {
		script, err := transcript.Parse("f.txt", strings.NewReader(text))
		if err != nil {
			return
		}
		got, err := transcript.Play(script, sv, transcript.Options{})
		if err != nil {
			return
		}
		again, err := transcript.Parse("f.txt", strings.NewReader(got))
		if err != nil {
			t.Fatalf("cannot be read again: %v\n%s", err, got)
		}
		second, err := transcript.Play(again, sv, transcript.Options{})
		if err != nil || second != got {
			t.Fatalf("played again: %v\n%s", err, transcript.Diff(got, second))
		}
	})
}
