package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"huiyin/dialog"
	"huiyin/dialog/simulate"
)

// maxRespondents bounds -n: a respondent costs about a millisecond.
const maxRespondents = 1_000_000

// simulateCommand sends made-up respondents through a survey and reports what they met.
func simulateCommand(ctx context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	n := fset.Int("n", 10_000, "`number` of respondents")
	seed := fset.Uint64("seed", 1, "the same `seed` brings the same respondents")
	names, err := parse(fset, args)
	switch {
	case err != nil:
		return err
	case len(names) != 1:
		return usagef("one survey is needed: its id or its .yaml file")
	case *n < 1 || *n > maxRespondents:
		return usagef("-n %d: want 1 to %d respondents", *n, maxRespondents)
	}
	sv, err := loadSurvey(names[0])
	if err != nil {
		return err
	}
	random := func(i int) simulate.Random { return rand.New(rand.NewPCG(*seed, uint64(i))) }
	progress := meter(t.err, *n)
	report, err := simulate.Run(ctx, sv, *n, random, progress)
	if err != nil {
		return fmt.Errorf("simulate %s: %w", sv.ID, err)
	}
	writeReport(t.out, sv, *seed, report)
	return verdict(sv, report)
}

// meter shows how far a run is, on a terminal; elsewhere it is nil.
func meter(w io.Writer, n int) func(int) {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return func(done int) {
		switch {
		case done == n:
			fmt.Fprint(w, "\r\033[K")
		case done%500 == 0:
			fmt.Fprintf(w, "\r%d of %d respondents", done, n)
		}
	}
}

// verdict is what makes a simulation fail.
func verdict(sv *dialog.Survey, r simulate.Report) error {
	var wrong []string
	for _, id := range r.NeverReached() {
		wrong = append(wrong, fmt.Sprintf("question %q was asked of nobody: is the condition before it ever true? (huiyin graph %s draws the ways; a larger -n finds rarer ones)", id, sv.ID))
	}
	for i, s := range r.Stuck {
		if i == 5 {
			wrong = append(wrong, fmt.Sprintf("… and %d more", len(r.Stuck)-i))
			break
		}
		wrong = append(wrong, fmt.Sprintf("respondent %d (%s) got stuck at %q: %s", s.Respondent, s.Kind, s.State, s.Why))
	}
	if len(wrong) > 0 {
		return errors.New(strings.Join(wrong, "\n"))
	}
	return nil
}

func writeReport(w io.Writer, sv *dialog.Survey, seed uint64, r simulate.Report) {
	fmt.Fprintf(w, "survey %s  version %s  %d respondents  seed %d\n\n", sv.ID, sv.Version, r.Respondents, seed)
	fmt.Fprintln(w, "ended")
	for _, state := range r.Outcomes() {
		fmt.Fprintf(w, "  %-16s %7d  %5.1f%%  %s\n", state, r.Ends[state], percent(r.Ends[state], r.Respondents), endings[state])
	}
	fmt.Fprintf(w, "  on the way, %d came to a person (%.1f%%)\n", r.Persons, percent(r.Persons, r.Respondents))
	if r.GivenUp > 0 {
		fmt.Fprintf(w, "  %d were still answering after %d replies: does a route lead back too often?\n", r.GivenUp, simulate.MaxTurns)
	}
	writeKinds(w, r)
	writeQuestions(w, sv, r)
	writeRoutes(w, r)
	writeQuotas(w, r)
	fmt.Fprintf(w, "\nfor each respondent\n")
	fmt.Fprintf(w, "  messages of the bot   %.1f on average, %d at most\n", r.Said.Mean, r.Said.Greatest)
	fmt.Fprintf(w, "  replies               %.1f on average, %d at most\n", r.Heard.Mean, r.Heard.Greatest)
	if r.Duration.Count > 0 {
		fmt.Fprintf(w, "  minutes to complete   %s in the middle, %s for the slowest tenth\n", minutes(r.Duration.Median), minutes(r.Duration.P90))
	}
	fmt.Fprintf(w, "\nassumed: %s; silence and time with a person are not counted.\n", simulate.Assumptions)
	fmt.Fprintln(w, "This shows where the survey can be left or lost, and is no forecast of real customers.")
}

// endings says what the states mean in which respondents end.
var endings = map[dialog.State]string{
	dialog.Completed: "came to the end",
	dialog.Partial:   "left early; the answers are kept",
	dialog.Declined:  "said no to the notice, or to a consent",
	dialog.Screened:  "did not fit, or came when a quota was full",
	dialog.Expired:   "fell silent",
	dialog.OptedOut:  "said stop",
}

// writeKinds tells which kinds of respondents came to the end.
func writeKinds(w io.Writer, r simulate.Report) {
	fmt.Fprintf(w, "\n%-24s %8s %9s\n", "kind of respondent", "count", "completed")
	for _, k := range r.Kinds {
		fmt.Fprintf(w, "%-24s %8d %8.1f%%  %s\n", k.Kind, k.Count, percent(k.Completed, k.Count), k.Kind.About())
	}
}

func writeQuestions(w io.Writer, sv *dialog.Survey, r simulate.Report) {
	fmt.Fprintf(w, "\n%-24s %8s %8s %8s %8s %8s  %s\n", "question", "asked", "answered", "skipped", "unread", "left", "drop-off")
	if n := r.Notice; n.Heard > 0 {
		fmt.Fprintf(w, "%-24s %8d %8d %8d %8s %8d  %5.1f%%\n", "(agree to the notice)", n.Heard, n.Agreed, n.Declined, "", n.Left, percent(n.Left, n.Heard))
	}
	for _, q := range r.Questions {
		if !sv.Question(q.ID).Type.Asks() {
			fmt.Fprintf(w, "%-24s %8d  (said)\n", q.ID, q.Reached)
			continue
		}
		fmt.Fprintf(w, "%-24s %8d %8d %8d %8d %8d  %5.1f%%\n",
			q.ID, q.Reached, q.Answered, q.Skipped, q.Unread, q.Left, percent(q.Left, q.Reached))
	}
}

func writeRoutes(w io.Writer, r simulate.Report) {
	never := r.NeverTaken()
	if len(r.Stuck) == 0 {
		fmt.Fprintln(w, "\ndead ends: none; every dialog ended or waited for a reply")
	}
	fmt.Fprintf(w, "routes: %d of %d were taken\n", len(r.Routes)-len(never), len(r.Routes))
	for _, route := range never {
		fmt.Fprintf(w, "  never: %s --%s--> %s\n", route.Question, route.Route, route.To)
	}
}

// writeQuotas tells how each quota filled; nothing for a survey without any.
func writeQuotas(w io.Writer, r simulate.Report) {
	if len(r.Quotas) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%-24s %8s %8s %8s  %s\n", "quota", "limit", "taken", "refused", "filled")
	for _, q := range r.Quotas {
		fmt.Fprintf(w, "%-24s %8d %8d %8d  %5.1f%%\n", q.ID, q.Limit, q.Taken, q.Refused, percent(q.Taken, q.Limit))
	}
}

func percent(part, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(part) / float64(of)
}

// minutes writes seconds as 1:05.
func minutes(s int) string {
	d := time.Duration(s) * time.Second
	return fmt.Sprintf("%d:%02d", int(d.Minutes()), s%60)
}
