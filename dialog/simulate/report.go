package simulate

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"huiyin/dialog"
)

// QuestionReport is what happened at one question, in respondents.
type QuestionReport struct {
	ID       string
	Reached  int // were asked it
	Answered int
	Skipped  int // passed it, or were not sure
	Unread   int // kept as words that could not be read
	Left     int // went away here: silent until it expired, ended it, or said stop
}

// NoticeReport is what happened at a notice that must be agreed to, in respondents.
type NoticeReport struct {
	Heard, Agreed, Declined int
	Left                    int // went away without a word on it
}

// KindReport says how many respondents of one kind came to the end.
type KindReport struct {
	Kind             Kind
	Count, Completed int
}

// RouteReport says how often a way out of a question was taken.
type RouteReport struct {
	Question string
	Route    string // the name of a way out, as dialog.Survey.Ways gives it
	To       dialog.State
	Taken    int
}

// Report is what the respondents met.
type Report struct {
	Respondents int
	Ends        map[dialog.State]int // where they ended; a state that is no end: they were still there
	Persons     int                  // came to a person on the way
	GivenUp     int                  // were still in the dialog after MaxTurns replies
	Notice      NoticeReport         // nothing where nobody has to agree
	Kinds       []KindReport
	Questions   []QuestionReport // in the survey's order
	Routes      []RouteReport    // in the survey's order
	Quotas      []QuotaReport    // in the survey's order
	Stuck       []Stuck          // dialogs that neither ended nor waited: must be empty
	Said        Spread           // messages of the bot for each respondent
	Heard       Spread           // replies of each respondent
	Duration    Spread           // seconds of those who completed, silence and persons left out
}

// Stuck is a dialog that neither ended nor waited, or that the engine refused to go on with.
type Stuck struct {
	Respondent int // from 0: the same seed brings the same one
	Kind       Kind
	State      dialog.State
	Why        string
}

// Spread sums up numbers, one for each respondent.
type Spread struct {
	Mean            float64
	Median, P90     int
	Greatest, Count int
}

// NeverReached gives the questions that nobody was asked.
func (r Report) NeverReached() []string {
	var out []string
	for _, q := range r.Questions {
		if q.Reached == 0 {
			out = append(out, q.ID)
		}
	}
	return out
}

// NeverTaken gives the routes that nobody took.
func (r Report) NeverTaken() []RouteReport {
	var out []RouteReport
	for _, route := range r.Routes {
		if route.Taken == 0 {
			out = append(out, route)
		}
	}
	return out
}

func spread(numbers []int) Spread {
	if len(numbers) == 0 {
		return Spread{}
	}
	slices.Sort(numbers)
	sum := 0
	for _, n := range numbers {
		sum += n
	}
	n := len(numbers)
	return Spread{
		Mean: float64(sum) / float64(n), Median: numbers[n/2], P90: numbers[min(n*9/10, n-1)],
		Greatest: numbers[n-1], Count: n,
	}
}

// tally collects the report.
type tally struct {
	survey    *dialog.Survey
	report    Report
	questions map[string]*QuestionReport
	routes    map[[2]string]int
	quotas    map[string]*QuotaReport
	said      []int
	heard     []int
	seconds   []int
}

func newTally(sv *dialog.Survey) *tally {
	t := &tally{
		survey: sv, questions: map[string]*QuestionReport{}, routes: map[[2]string]int{},
		report: Report{Ends: map[dialog.State]int{}},
	}
	for _, q := range sv.Questions {
		t.questions[q.ID] = &QuestionReport{ID: q.ID}
	}
	for _, k := range kinds {
		t.report.Kinds = append(t.report.Kinds, KindReport{Kind: k})
	}
	t.openQuotas()
	return t
}

// came counts a respondent's way by what it came to.
func (t *tally) came(w way) {
	completed := w.sess.State == dialog.Completed
	for i := range t.report.Kinds {
		if k := &t.report.Kinds[i]; k.Kind == w.who.kind {
			k.Count++
			if completed {
				k.Completed++
			}
		}
	}
	n := &t.report.Notice
	if !t.survey.Consent {
		return
	}
	n.Heard++
	switch {
	case w.agreed:
		n.Agreed++
	case w.sess.State == dialog.Declined:
		n.Declined++
	case w.leftAt == dialog.Consent:
		n.Left++
	}
}

// add counts one respondent's way.
func (t *tally) add(w way) {
	t.report.Respondents++
	t.report.Ends[w.sess.State]++
	t.came(w)
	if w.person {
		t.report.Persons++
	}
	if w.givenUp {
		t.report.GivenUp++
	}
	if w.stuck != nil {
		t.report.Stuck = append(t.report.Stuck, *w.stuck)
	}
	for id := range w.reached {
		t.questions[id].Reached++
	}
	counted := map[[2]string]bool{} // a question of a loop may be answered for several items
	for _, a := range w.sess.Answers {
		key := [2]string{a.Question, a.Status}
		if q := t.questions[a.Question]; q != nil && !counted[key] {
			counted[key] = true
			q.count(a.Status)
		}
	}
	if q := t.questions[string(w.leftAt)]; q != nil {
		q.Left++
	}
	for route, n := range w.routes {
		t.routes[route] += n
	}
	t.addPlaces(w)
	t.said, t.heard = append(t.said, w.said), append(t.heard, w.heard)
	if w.sess.State == dialog.Completed {
		t.seconds = append(t.seconds, int(w.busy/time.Second))
	}
}

func (q *QuestionReport) count(status string) {
	switch status {
	case "answered":
		q.Answered++
	case "skipped", "unsure":
		q.Skipped++
	case "unread":
		q.Unread++
	}
}

func (t *tally) done() Report {
	r := t.report
	for _, q := range t.survey.Questions {
		r.Questions = append(r.Questions, *t.questions[q.ID])
		for _, w := range t.survey.Ways(q) {
			r.Routes = append(r.Routes, RouteReport{q.ID, w.Name, w.To, t.routes[[2]string{q.ID, w.Name}]})
		}
	}
	for _, quota := range t.survey.Quotas {
		r.Quotas = append(r.Quotas, *t.quotas[quota.ID])
	}
	r.Said, r.Heard, r.Duration = spread(t.said), spread(t.heard), spread(t.seconds)
	return r
}

// Outcomes gives the states in which respondents ended, the most frequent first.
func (r Report) Outcomes() []dialog.State {
	return slices.SortedFunc(maps.Keys(r.Ends), func(a, b dialog.State) int {
		return cmp.Or(r.Ends[b]-r.Ends[a], cmp.Compare(a, b))
	})
}
