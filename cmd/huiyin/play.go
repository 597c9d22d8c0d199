package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/dialog"
	"huiyin/dialog/transcript"
	"huiyin/scoring"
)

// playCommand plays golden transcripts: with the shipped scorer and the handoff policy, so that a
// transcript shows what customers would really see.
func playCommand(ctx context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	surveys := fset.String("surveys", "", "`folder` of surveys; default: beside the transcript, else the shipped ones")
	update := fset.Bool("update", false, "rewrite transcripts that differ (and exit 1: read the difference)")
	files, err := parse(fset, args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usagef("name the transcripts to play")
	}
	scorer, err := shippedScorer()
	if err != nil {
		return err
	}
	p := player{ctx: ctx, t: t, folder: *surveys, update: *update, scorer: scorer, policy: handoff.DefaultPolicy()}
	failed := 0
	for _, f := range files {
		if err := p.play(f); err != nil {
			fmt.Fprintln(t.err, err)
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d transcripts did not go as written", failed, len(files))
	}
	return nil
}

type player struct {
	ctx    context.Context
	t      terminal
	folder string
	update bool
	scorer scoring.Scorer
	policy conversation.Decider
}

func (p player) play(file string) error {
	want, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no file %s", file)
	}
	if err != nil {
		return err
	}
	script, err := transcript.Parse(file, bytes.NewReader(want))
	if err != nil {
		return err
	}
	sv, err := p.survey(file, script.Survey)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	got, err := transcript.Play(script, sv, conversation.Rehearse(p.ctx, sv, p.scorer, p.policy))
	if err != nil {
		return fmt.Errorf("%w\n%s", err, ending(got))
	}
	if diff := transcript.Diff(string(want), got); diff != "" {
		if p.update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				return err
			}
			return fmt.Errorf("%s: rewritten; read the difference:\n%s", file, excerpt(diff))
		}
		return fmt.Errorf("%s: the dialog went otherwise (- transcript, + what happened):\n%s", file, excerpt(diff))
	}
	fmt.Fprintf(p.t.out, "ok  %s\n", file)
	return nil
}

// ending gives the last lines of what was played, indented.
func ending(played string) string {
	lines := strings.Split(strings.TrimRight(played, "\n"), "\n")
	return "  " + strings.Join(lines[max(0, len(lines)-2*around):], "\n  ")
}

// around is how many lines that are the same are shown before and after a difference.
const around = 3

// excerpt leaves out the stretches of a difference in which nothing differs.
func excerpt(diff string) string {
	lines := strings.Split(strings.TrimRight(diff, " \n"), "\n")
	near := make([]bool, len(lines))
	for i, line := range lines {
		if strings.HasPrefix(line, "  ") {
			continue
		}
		for j := max(0, i-around); j <= min(len(lines)-1, i+around); j++ {
			near[j] = true
		}
	}
	var out []string
	for i, line := range lines {
		switch {
		case near[i]:
			out = append(out, line)
		case i == 0 || near[i-1]:
			out = append(out, "  …")
		}
	}
	return strings.Join(out, "\n")
}

// survey finds the survey of a transcript: in the named folder, beside the transcript or above it,
// or among the shipped ones.
func (p player) survey(file, id string) (*dialog.Survey, error) {
	if p.folder != "" {
		all, err := loadCatalog(p.folder)
		if err != nil {
			return nil, err
		}
		if sv, ok := all.Latest(id); ok {
			return sv, nil
		}
		return nil, fmt.Errorf("there is no survey %q in %s", id, p.folder)
	}
	for _, dir := range []string{filepath.Dir(file), filepath.Dir(filepath.Dir(file))} {
		name := filepath.Join(dir, id+".yaml")
		if _, err := os.Stat(name); err == nil {
			return loadSurvey(name)
		}
	}
	return loadSurvey(id)
}
