package insight_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/bot/insight"
	"huiyin/bot/records"
	"huiyin/dialog"
	"huiyin/scoring"
)

// record is a record that holds what a test put there.
type record struct {
	records.Insight
	nps     []records.NPSCount
	csat    []records.CSATCount
	answers []records.Answer
	ends    []records.DispositionCount
	err     error
}

func (r record) Dispositions(context.Context, time.Time) ([]records.DispositionCount, error) {
	return r.ends, r.err
}

func (r record) NPS(context.Context, time.Time) ([]records.NPSCount, error) { return r.nps, r.err }

func (r record) CSAT(context.Context, time.Time) ([]records.CSATCount, error) { return r.csat, r.err }

func (r record) EachAnswer(_ context.Context, f func(records.Answer) error) error {
	for _, a := range r.answers {
		if err := f(a); err != nil {
			return err
		}
	}
	return r.err
}

func TestTouchpointsAreRankedAndSmallOnesStandBehind(t *testing.T) {
	s := insight.New(record{nps: []records.NPSCount{
		{Touchpoint: "good", Journey: "j", Promoters: 40},
		{Touchpoint: "few", Journey: "j", Detractors: 3},
		{Touchpoint: "bad", Journey: "j", Promoters: 5, Passives: 5, Detractors: 30},
	}})
	places, err := s.NPSByTouchpoint(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range places {
		got = append(got, p.Touchpoint)
	}
	if d := cmp.Diff([]string{"bad", "good", "few"}, got); d != "" {
		t.Error(d)
	}
	total, err := s.TotalNPS(t.Context(), time.Time{})
	if err != nil || total.N != 83 || total.Promoters != 45 || total.Detractors != 33 {
		t.Errorf("total %+v, %v", total, err)
	}
}

func TestSatisfactionByTouchpoint(t *testing.T) {
	s := insight.New(record{csat: []records.CSATCount{{Touchpoint: "a", Journey: "j", Satisfied: 8, N: 10}}})
	got, err := s.CSATByTouchpoint(t.Context(), time.Time{})
	if err != nil || len(got) != 1 || got[0].Share != 0.8 || got[0].Touchpoint != "a" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestARecordThatIsDownIsAnError(t *testing.T) {
	down := errors.New("down")
	s := insight.New(record{err: down})
	_, total := s.TotalNPS(t.Context(), time.Time{})
	_, places := s.NPSByTouchpoint(t.Context(), time.Time{})
	_, csat := s.CSATByTouchpoint(t.Context(), time.Time{})
	export := insight.WriteAnswersCSV(t.Context(), &bytes.Buffer{}, record{err: down})
	for _, err := range []error{total, places, csat, export} {
		if !errors.Is(err, down) {
			t.Errorf("err = %v", err)
		}
	}
}

func answers() []records.Answer {
	nine, minus := 9.0, -2.5
	when := time.Date(2026, 11, 25, 17, 30, 5, 0, time.FixedZone("CST", 8*3600))
	base := records.Answer{
		Conversation: "S1", Survey: "motor-claim", Version: "0123456789ab", Touchpoint: "motor.claim.settlement",
		Journey: "motor.claim", Customer: "+C-1", Channel: "telegram", Asked: "您有多大可能推荐我们？", Disposition: "partial",
	}
	rating, attack, choice, odd := base, base, base, base
	rating.Answer = dialog.Answer{Question: "nps", Type: dialog.NPS, Status: "answered", Number: &nine, At: when, How: "number in words", Confidence: 0.95}
	rating.Score = scoring.Score{
		Known: true, Value: -0.62, Label: scoring.Negative, Version: "lexicon/1 rules/1",
		Rules: []scoring.Hit{{ID: "regulator"}, {ID: "media"}},
	}
	attack.Answer = dialog.Answer{Question: "what", Type: dialog.Words, Status: "answered", Text: "=HYPERLINK(\"http://x\",\"点我\")\n第二行, 逗号", At: when}
	attack.Score = scoring.UnknownScore("lexicon/1")
	choice.Answer = dialog.Answer{Question: "hardest", Type: dialog.Multi, Status: "answered", Options: []string{"assess", "papers"}, Item: "=左前门", At: when}
	choice.Labels = []string{"查勘定损", "提交材料"}
	odd.Answer = dialog.Answer{Question: "n", Type: dialog.Number, Status: "answered", Number: &minus, At: when}
	return []records.Answer{rating, attack, choice, odd}
}

func TestAnswersAreExportedAsCSVThatIsSafeToOpen(t *testing.T) {
	var buf bytes.Buffer
	if err := insight.WriteAnswersCSV(t.Context(), &buf, record{answers: answers()}); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(buf.String(), "\ufeff")
	if !marked {
		t.Error("no byte order mark")
	}
	if !strings.HasPrefix(text, "conversation,at,customer,channel,journey,touchpoint,survey,version,question,type,"+
		"asked,status,value,text,score,label,rules,scorer_version,disposition,round,how,confidence,item\r\n") {
		t.Errorf("header: %.200q", text)
	}
	if lone := strings.Count(text, "\n") - strings.Count(text, "\r\n"); lone != 0 {
		t.Errorf("%d line feeds without a carriage return", lone)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	common := func(question, kind, value, text, score, label, rules, version, how, sure, item string) []string {
		return []string{
			"S1", "2026-11-25T09:30:05Z", "'+C-1", "telegram", "motor.claim", "motor.claim.settlement", "motor-claim",
			"0123456789ab", question, kind, "您有多大可能推荐我们？", "answered", value, text, score, label, rules, version, "partial", "1", how, sure, item,
		}
	}
	want := [][]string{
		common("nps", "nps", "9", "", "-0.62", "neg", "regulator;media", "lexicon/1 rules/1", "number in words", "0.95", ""),
		common("what", "text", "", "'=HYPERLINK(\"http://x\",\"点我\")\n第二行, 逗号", "", "unknown", "", "lexicon/1", "", "", ""),
		common("hardest", "multi", "assess;papers", "查勘定损; 提交材料", "", "", "", "", "", "", "'=左前门"),
		common("n", "number", "-2.5", "", "", "", "", "", "", "", ""),
	}
	if d := cmp.Diff(want, rows[1:]); d != "" {
		t.Error(d)
	}
}

func TestEveryFormulaStartIsNeutralised(t *testing.T) {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "\n", " =", "＝"} {
		a := answers()[1]
		a.Answer.Text = start + "1+1"
		var buf bytes.Buffer
		if err := insight.WriteAnswersCSV(t.Context(), &buf, record{answers: []records.Answer{a}}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(buf.String())).ReadAll()
		if err != nil || !strings.HasPrefix(rows[1][13], "'") {
			t.Errorf("a cell that begins with %q: %q", start, buf.String())
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestAFullDiskIsAnError(t *testing.T) {
	if err := insight.WriteAnswersCSV(t.Context(), fullDisk{}, record{answers: answers()}); err == nil {
		t.Error("a full disk is no error")
	}
}

// Who is screened out was not to be asked: the rate leaves them out, and counts partials.
func TestTheRateCountsCompletesAndPartialsAmongTheEligible(t *testing.T) {
	s := insight.New(record{ends: []records.DispositionCount{
		{Touchpoint: "a", Journey: "j", Disposition: "complete", N: 5},
		{Touchpoint: "a", Journey: "j", Disposition: "ineligible", N: 10},
		{Touchpoint: "a", Journey: "j", Disposition: "no_response", N: 3},
		{Touchpoint: "a", Journey: "j", Disposition: "partial", N: 1},
		{Touchpoint: "a", Journey: "j", Disposition: "refusal", N: 1},
		{Touchpoint: "b", Journey: "j", Disposition: "ineligible", N: 1},
	}})
	got, err := s.CompletionByTouchpoint(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]insight.Completion{
		{Touchpoint: "a", Journey: "j", Complete: 5, Partial: 1, Refusal: 1, NoResponse: 3, Ineligible: 10, All: 20},
		{Touchpoint: "b", Journey: "j", Ineligible: 1, All: 1},
	}, got); d != "" {
		t.Fatal(d)
	}
	if a, b := got[0].Rate(), got[1].Rate(); a != "60%" || b != "–" {
		t.Errorf("rates %s and %s", a, b)
	}
}
