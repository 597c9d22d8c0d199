package simulate_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog"
	"huiyin/dialog/simulate"
	"huiyin/dialog/surveyfile"
)

func chance(seed uint64) func(int) simulate.Random {
	return func(i int) simulate.Random { return rand.New(rand.NewPCG(seed, uint64(i))) }
}

func run(t *testing.T, sv *dialog.Survey, n int, seed uint64) simulate.Report {
	t.Helper()
	r, err := simulate.Run(context.Background(), sv, n, chance(seed), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func compile(t *testing.T, sv *dialog.Survey) *dialog.Survey {
	t.Helper()
	sv.ID, sv.Langs, sv.Notice = "s", []string{"zh"}, dialog.Text{"zh": "您好！"}
	if err := sv.Compile(); err != nil {
		t.Fatal(err)
	}
	return sv
}

func words(zh string) dialog.Text { return dialog.Text{"zh": zh} }

// A survey with every kind of branch is covered, nobody gets stuck, and the numbers add up.
func TestEveryWayThroughASurveyIsWalked(t *testing.T) {
	sv, err := surveyfile.Load(os.DirFS("../surveyfile/testdata"), "home-claim.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, sv, 700, 1)
	if never := r.NeverReached(); len(never) > 0 {
		t.Errorf("never asked: %v", never)
	}
	if never := r.NeverTaken(); len(never) > 0 {
		t.Errorf("never taken: %v", never)
	}
	if len(r.Stuck) > 0 || r.GivenUp > 0 {
		t.Errorf("stuck %v, given up %d", r.Stuck, r.GivenUp)
	}
	ends := 0
	for _, n := range r.Ends {
		ends += n
	}
	if ends != 700 || r.Respondents != 700 || r.Ends[dialog.Completed] < 200 || r.Ends[dialog.Declined] == 0 || r.Persons == 0 {
		t.Errorf("ends %v, persons %d", r.Ends, r.Persons)
	}
	for _, q := range r.Questions {
		if q.Answered+q.Skipped+q.Unread > q.Reached || q.Left > q.Reached {
			t.Errorf("%+v does not add up", q)
		}
	}
	if r.Duration.Median <= 0 || r.Duration.P90 < r.Duration.Median || r.Said.Mean < 1 {
		t.Errorf("said %+v, duration %+v", r.Said, r.Duration)
	}
}

// Sections are walked in every order, loops for no item, a few and more than are asked about.
func TestSectionsAndLoops(t *testing.T) {
	sv, err := surveyfile.Load(os.DirFS("../surveyfile/testdata"), "repair.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, sv, 1400, 1)
	if never := r.NeverReached(); len(never) > 0 || len(r.Stuck) > 0 || r.GivenUp > 0 {
		t.Errorf("never met %v, stuck %v, given up %d", never, r.Stuck, r.GivenUp)
	}
	if never := r.NeverTaken(); len(never) > 0 {
		t.Errorf("never taken: %v", never)
	}
	for _, q := range r.Questions { // who is asked about three parts is one respondent
		if q.Answered > q.Reached || q.Skipped > q.Reached || q.Unread > q.Reached {
			t.Errorf("of those asked, more answered: %+v", q)
		}
	}
}

// A notice that must be agreed to loses respondents too, and the kinds of respondents fare differently.
func TestWhoCameToTheEnd(t *testing.T) {
	sv, err := surveyfile.Load(os.DirFS("../surveyfile/testdata"), "home-claim.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const n = 1400
	r := run(t, sv, n, 1)
	notice := r.Notice
	if notice.Heard != n || notice.Declined != r.Ends[dialog.Declined] || notice.Left == 0 || notice.Agreed != r.Questions[0].Reached {
		t.Errorf("at the notice: %+v, declined %d, asked the first question %+v", notice, r.Ends[dialog.Declined], r.Questions[0])
	}
	if all := notice.Agreed + notice.Declined + notice.Left; all > n || all < n*9/10 {
		t.Errorf("%d of %d are accounted for at the notice: %+v", all, n, notice)
	}
	completed := map[simulate.Kind]int{}
	all := 0
	for _, k := range r.Kinds {
		if k.Count != n/len(r.Kinds) || k.Kind.About() == "" {
			t.Errorf("%+v", k)
		}
		completed[k.Kind] = k.Completed
		all += k.Completed
	}
	if all != r.Ends[dialog.Completed] || completed[simulate.Willing] <= completed[simulate.Silent] {
		t.Errorf("completed: %v, in all %d", completed, r.Ends[dialog.Completed])
	}
}

// Questions that are not asked are passed, and the way past them is counted as well as the way through.
func TestQuestionsThatMayNotBeAsked(t *testing.T) {
	sv, err := surveyfile.Load(os.DirFS("../surveyfile/testdata"), "filter.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, sv, 700, 1)
	if never := r.NeverReached(); len(never) > 0 || len(r.Stuck) > 0 {
		t.Errorf("never met %v, stuck %v", never, r.Stuck)
	}
	if never := r.NeverTaken(); len(never) > 0 {
		t.Errorf("never taken: %v", never)
	}
	if way := r.Routes[0]; way.Question != "app" || way.Route != "not-asked" || way.To != "easy" || way.Taken < 100 {
		t.Errorf("the way past the first question: %+v", way)
	}
}

// Every shipped survey asks each of its questions of somebody, and every dialog ends or waits.
func TestShippedSurveysEndOrWait(t *testing.T) {
	files := 0
	for _, dir := range []string{"../../configs/surveys"} {
		surveys, err := surveyfile.LoadAll(os.DirFS(dir), ".")
		if err != nil {
			t.Fatal(err)
		}
		for _, sv := range surveys {
			files++
			r := run(t, sv, 210, 1)
			if never := r.NeverReached(); len(never) > 0 || len(r.Stuck) > 0 || r.GivenUp > 0 {
				t.Errorf("%s: never asked %v, stuck %v, given up %d", sv.ID, never, r.Stuck, r.GivenUp)
			}
		}
	}
	if files < 2 {
		t.Errorf("only %d surveys found", files)
	}
}

// The same seed brings the same respondents; another one others.
func TestASeedRepeatsARun(t *testing.T) {
	sv := compile(t, &dialog.Survey{Expire: time.Hour, Questions: []*dialog.Question{{ID: "nps", Type: dialog.NPS}}})
	one, again, other := run(t, sv, 300, 7), run(t, sv, 300, 7), run(t, sv, 300, 8)
	if d := cmp.Diff(one, again); d != "" {
		t.Errorf("the same seed differs: %s", d)
	}
	if cmp.Equal(one, other) {
		t.Error("another seed gives the same")
	}
}

// What no answer can bring about is named.
func TestWhatNobodyReachesIsNamed(t *testing.T) {
	sv := compile(t, &dialog.Survey{Expire: time.Hour, Questions: []*dialog.Question{
		{ID: "nps", Type: dialog.NPS, Routes: []dialog.Route{
			{Name: "eleven", When: "answer > 10", To: "more"}, {Name: "over", To: "end"},
		}},
		{ID: "more", Type: dialog.Words, Text: words("还有吗？")},
	}})
	r := run(t, sv, 500, 1)
	if got := r.NeverReached(); !slices.Equal(got, []string{"more"}) {
		t.Errorf("never reached: %v", got)
	}
	want := []simulate.RouteReport{
		{Question: "nps", Route: "eleven", To: "more"}, {Question: "more", Route: "next", To: dialog.Completed},
	}
	if d := cmp.Diff(want, r.NeverTaken()); d != "" {
		t.Error(d)
	}
}

// A question that is asked again and again is left some time, and counted; a survey without expiry
// leaves silent people where they are, waiting.
func TestSilenceAndLoops(t *testing.T) {
	sv := compile(t, &dialog.Survey{Questions: []*dialog.Question{
		{ID: "rate", Type: dialog.CSAT, Text: words("满意吗？"), Routes: []dialog.Route{{Name: "again", To: "other"}}},
		{ID: "other", Type: dialog.CSAT, Text: words("真的吗？"), Routes: []dialog.Route{
			{Name: "back", When: "answer < 5", To: "rate"}, {Name: "done", To: "end"},
		}},
	}})
	r := run(t, sv, 400, 3)
	if len(r.Stuck) > 0 {
		t.Errorf("stuck: %v", r.Stuck)
	}
	if waiting := r.Ends["rate"] + r.Ends["other"]; waiting == 0 {
		t.Errorf("nobody fell silent: %v", r.Ends)
	}
	if back := r.Routes[1]; back.Route != "back" || back.Taken == 0 {
		t.Errorf("the way back: %+v", back)
	}
}

// Who waits for a run sees it go on, and may break it off.
func TestARunTellsItsProgressAndCanBeBrokenOff(t *testing.T) {
	sv := compile(t, &dialog.Survey{Expire: time.Hour, Questions: []*dialog.Question{{ID: "nps", Type: dialog.NPS}}})
	ctx, cancel := context.WithCancel(context.Background())
	last := 0
	_, err := simulate.Run(ctx, sv, 1000, chance(1), func(done int) {
		if last = done; done == 10 {
			cancel()
		}
	})
	if last != 10 || !errors.Is(err, context.Canceled) {
		t.Errorf("after %d: %v", last, err)
	}
}

// Statements are passed and count as met, rows of a matrix are asked one by one, and a ranking is
// answered in an order that the survey can read.
func TestStatementsMatricesAndRankings(t *testing.T) {
	two := []dialog.Option{{ID: "a", Text: words("价格")}, {ID: "b", Text: words("服务")}, {ID: "c", Text: words("速度")}}
	sv := compile(t, &dialog.Survey{Expire: time.Hour, Questions: []*dialog.Question{
		{ID: "nps", Type: dialog.NPS, Routes: []dialog.Route{
			{Name: "low", When: "answer <= 6", To: "sorry"}, {Name: "high", To: "parts"},
		}},
		{ID: "sorry", Type: dialog.Statement, Text: words("很抱歉。")},
		{ID: "parts", Type: dialog.Matrix, Min: 1, Max: 5, Text: words("您满意吗？"), Rows: []dialog.Row{
			{ID: "price", Text: words("价格")}, {ID: "speed", Text: words("速度")},
		}},
		{ID: "order", Type: dialog.Ranking, Text: words("请排序"), Options: two},
	}})
	r := run(t, sv, 700, 1)
	if never := r.NeverReached(); len(never) > 0 {
		t.Errorf("never met: %v", never)
	}
	if never := r.NeverTaken(); len(never) > 0 {
		t.Errorf("never taken: %v", never)
	}
	ids := map[string]simulate.QuestionReport{}
	for _, q := range r.Questions {
		ids[q.ID] = q
	}
	if ids["parts_speed"].Answered == 0 || ids["order"].Answered < ids["order"].Reached/2 {
		t.Errorf("rows and order: %+v", r.Questions)
	}
}

// A survey that goes by the clock is walked in every hour of a week.
func TestRespondentsComeAtEveryHourWhereTheClockMatters(t *testing.T) {
	sv, err := surveyfile.Load(os.DirFS("../surveyfile/testdata"), "night-line.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, sv, 700, 1)
	if never := r.NeverReached(); len(never) > 0 || len(r.Stuck) > 0 {
		t.Errorf("never asked: %v; stuck: %v", never, r.Stuck)
	}
	for _, route := range r.Routes {
		if route.Taken == 0 && (route.Route == "late" || route.Route == "weekend" || route.Route == "slow") {
			t.Errorf("nobody took %s", route.Route)
		}
	}
}
